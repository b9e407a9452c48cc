"""Who speaks in a quotation of its own after a sentence that tells of somebody.

"Ana Ruiz began talking to reporters. 'We will not go back.'"; "Ana Ruiz shook her head. 'Not tonight.'"
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.cues import load_cues
from transforms.quotes.speakers import Speaker, find_subject, resolve_speaker

SURE = 0.6
# Where the sentence tells of no speaking, and the words follow it in its paragraph.
LIKELY = 0.5


def find_scene_speaker(start: int, parsed: ParsedDocument, actors: ActorFindings) -> Speaker | None:
    """The person who begins to speak in the sentence right before a quotation; None for no such sentence.

    `start` is the offset of the opening mark.
    """
    number = parsed.sentence_no_at(start)
    if number and parsed.sentences[number].char_start >= start - 1:
        number -= 1
    if parsed.sentences[number].char_end > start:
        return None
    sentence = parsed.sentence_span(number)
    verbs = [t for t in sentence if t.pos_ == "VERB" and t.lemma_.lower() in load_cues().scene_verbs]
    for verb in verbs:
        speaker = _find_person(verb, parsed, actors, SURE)
        if speaker is not None:
            return speaker
    return _find_told_of(sentence, start, parsed, actors)


def _find_told_of(
    sentence: Span, start: int, parsed: ParsedDocument, actors: ActorFindings
) -> Speaker | None:
    """The person whom the sentence before tells of, when whole sentences in marks follow in its paragraph."""
    between = parsed.text[sentence.end_char : start]
    if "\n" in between or "\n" in sentence.text.strip() or any(t.is_quote for t in sentence):
        return None
    root = sentence.root
    is_active = root.pos_ in ("VERB", "AUX") and not any(c.dep_ == "nsubjpass" for c in root.children)
    return _find_person(root, parsed, actors, LIKELY) if is_active else None


def _find_person(
    verb: Token, parsed: ParsedDocument, actors: ActorFindings, confidence: float
) -> Speaker | None:
    subject = find_subject(verb)
    speaker = resolve_speaker(subject, parsed, actors, None, verb) if subject is not None else None
    actor = actors.actor_by_key.get(speaker.entity_key or "") if speaker is not None else None
    if speaker is None or actor is None or actor.type != "person":
        return None
    return Speaker(speaker.entity_key, None, confidence, speaker.sentence_no)
