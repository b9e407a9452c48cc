"""Quoted words without a cue of their own: whose they are, from the sentence and the speech around them.

"The plan, he said, was 'dead' and would 'never come back to this house'": the second piece has no cue beside
it, but stands in the sentence of one. Pieces that nobody can be named for are terms and titles; they go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.cues import is_direct_verb, load_cues
from transforms.quotes.speakers import Speaker, find_subject, resolve_speaker
from transforms.quotes.stretch import Stretch

SPOKEN_IN = ("ROOT", "conj", "parataxis")
ALONE = "quote.alone"
# How many sentences back a speech may lie that a piece of a quotation goes on with.
NEAR = 2
# Pieces without a cue and without a speaker are kept from this many words on.
LEAST_WORDS = 12


def attribute_fragments(
    parsed: ParsedDocument, actors: ActorFindings, direct: Sequence[Stretch], reported: Sequence[Stretch]
) -> list[Stretch]:
    """The direct speech with the speakers of pieces that stand without a cue; terms are left out."""
    settled = [s for s in (*direct, *reported) if s.speaker.entity_key]
    out: list[Stretch] = []
    for stretch in direct:
        if stretch.method != ALONE:
            out.append(stretch)
            continue
        found = _attribute(stretch, parsed, actors, settled)
        if found is not None:
            settled.append(found)
            out.append(found)
        elif len(parsed.slice(stretch.start, stretch.end).split()) >= LEAST_WORDS:
            out.append(stretch)
    return out


def _attribute(
    piece: Stretch, parsed: ParsedDocument, actors: ActorFindings, settled: Sequence[Stretch]
) -> Stretch | None:
    number = parsed.sentence_no_at(piece.start)
    here = [s for s in settled if parsed.sentence_no_at(max(s.start, s.end - 1)) == number]
    if here:
        nearest = min(here, key=lambda s: (abs(s.start - piece.start), s.start))
        return _give(piece, nearest.speaker, 0.6, "quote.same_sentence")
    subject, verb = _main_subject(piece, number, parsed)
    if subject is not None and verb is not None:
        speaker = resolve_speaker(subject, parsed, actors, _last(settled, piece), verb)
        if is_direct_verb(verb) or verb.lemma_.lower() in load_cues().judging:
            return _give(piece, speaker, 0.65, "quote.main_verb") if speaker.entity_key else None
        if actors.mentions_of_token(subject, number) and speaker.entity_key != _key(_last(settled, piece)):
            return None
    last = max((s for s in settled if s.end <= piece.start), key=lambda s: s.end, default=None)
    if last is not None and number - parsed.sentence_no_at(max(last.start, last.end - 1)) <= NEAR:
        return _give(piece, last.speaker, 0.5, "quote.continued")
    return None


def _key(speaker: Speaker | None) -> str | None:
    return speaker.entity_key if speaker is not None else None


def _last(settled: Sequence[Stretch], piece: Stretch) -> Speaker | None:
    last = max((s for s in settled if s.end <= piece.start), key=lambda s: s.end, default=None)
    return last.speaker if last is not None else None


def _give(piece: Stretch, speaker: Speaker, confidence: float, method: str) -> Stretch:
    return replace(piece, speaker=replace(speaker, mention_id=None, confidence=confidence), method=method)


def _main_subject(piece: Stretch, number: int, parsed: ParsedDocument) -> tuple[Token | None, Token | None]:
    """Subject and verb of the clause around a piece: the main one, outside of the marks."""
    sentence = parsed.sentence_span(number)
    outside = [t for t in sentence if not piece.start <= t.idx < piece.end]
    aside = [t for t in outside if t.dep_ == "parataxis" and is_direct_verb(t)]  # "The plan, X said, was ..."
    judging = load_cues().judging
    calling = [t for t in outside if t.tag_ == "VBG" and t.lemma_.lower() in judging and t.idx < piece.start]
    for token in calling:  # "..., calling the plan 'dead' and 'buried for good'"
        subject = find_subject(token)
        if subject is not None:
            return subject, token
    for token in (*aside, *outside):
        if token.pos_ in ("VERB", "AUX") and token.dep_ in SPOKEN_IN and token.tag_ != "VB":
            subject = find_subject(token)
            if subject is not None and not piece.start <= subject.idx < piece.end:
                return subject, token
    return None, None
