"""Who speaks in a quotation of its own after a sentence that tells of somebody speaking.

"Ana Ruiz began talking to reporters. 'We will not go back.'"
"""

from __future__ import annotations

from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.cues import load_cues
from transforms.quotes.speakers import Speaker, find_subject, resolve_speaker

SURE = 0.6


def find_scene_speaker(start: int, parsed: ParsedDocument, actors: ActorFindings) -> Speaker | None:
    """The person who begins to speak in the sentence right before a quotation; None for no such sentence.

    `start` is the offset of the opening mark.
    """
    number = parsed.sentence_no_at(start)
    if number and parsed.sentences[number].char_start >= start - 1:
        number -= 1
    if parsed.sentences[number].char_end > start:
        return None
    for token in parsed.sentence_span(number):
        if token.pos_ != "VERB" or token.lemma_.lower() not in load_cues().scene_verbs:
            continue
        subject = find_subject(token)
        speaker = resolve_speaker(subject, parsed, actors, None) if subject is not None else None
        actor = actors.actor_by_key.get(speaker.entity_key or "") if speaker is not None else None
        if speaker is not None and actor is not None and actor.type == "person":
            return Speaker(speaker.entity_key, None, SURE, number)
    return None
