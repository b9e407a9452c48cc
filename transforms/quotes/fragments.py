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
from transforms.quotes.cues import cue_text, is_direct_verb, load_cues
from transforms.quotes.speakers import Speaker, find_subject, resolve_speaker
from transforms.quotes.stretch import ALONE, FRAGMENT, Stretch

SPOKEN_IN = ("ROOT", "conj", "parataxis")
# Forms of a verb in marks that is itself what its subject says: the union "deplored" his tone.
SPOKEN_OUT = ("VBD", "VBZ", "VBP")
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
        if stretch.method not in (ALONE, FRAGMENT, "quote.title") or stretch.group_start >= 0:
            out.append(stretch)
            continue
        found = None if stretch.method == "quote.title" else _attribute(stretch, parsed, actors, settled)
        if found is not None:
            settled.append(found)
            out.append(found)
        elif stretch.method == ALONE and _count_words(stretch, parsed) >= LEAST_WORDS:
            out.append(stretch)
    return out


def _count_words(stretch: Stretch, parsed: ParsedDocument) -> int:
    return len(parsed.slice(stretch.start, stretch.end).split())


def _attribute(
    piece: Stretch, parsed: ParsedDocument, actors: ActorFindings, settled: Sequence[Stretch]
) -> Stretch | None:
    number = parsed.sentence_no_at(piece.start)
    here = [s for s in settled if parsed.sentence_no_at(max(s.start, s.end - 1)) == number]
    if here and piece.method == ALONE:
        nearest = min(here, key=lambda s: (abs(s.start - piece.start), s.start))
        return _give(piece, nearest.speaker, 0.6, "quote.same_sentence")
    subject, verb = _judging_subject(piece, number, parsed)
    if subject is not None and verb is not None:
        speaker = resolve_speaker(subject, parsed, actors, _last(settled, piece), verb)
        return _give(piece, speaker, 0.65, "quote.main_verb", verb) if speaker.entity_key else None
    if piece.method == FRAGMENT:
        return _of_opinion(piece, number, parsed, actors)
    subject, verb = _main_subject(piece, number, parsed)
    if subject is not None and verb is not None:
        speaker = resolve_speaker(subject, parsed, actors, _last(settled, piece), verb)
        if actors.mentions_of_token(subject, number) and speaker.entity_key != _key(_last(settled, piece)):
            return None
    last = max((s for s in settled if s.end <= piece.start), key=lambda s: s.end, default=None)
    if last is not None and number - parsed.sentence_no_at(max(last.start, last.end - 1)) <= NEAR:
        return _give(piece, last.speaker, 0.5, "quote.continued")
    return None


def _judging_subject(
    piece: Stretch, number: int, parsed: ParsedDocument
) -> tuple[Token | None, Token | None]:
    """Who calls or says what is quoted: subject and verb of the clauses that the words stand in."""
    subject, verb = _main_subject(piece, number, parsed)
    inside = parsed.doc.char_span(piece.start, piece.end, alignment_mode="expand")
    around = [inside.root, *inside.root.ancestors] if inside is not None else []
    for token in (*around, *([verb] if verb is not None else [])):
        if not _judges(token) or not _may_judge(token, piece):
            continue
        subject = find_subject(token)
        if subject is not None and subject.dep_ != "nsubjpass" and not _is_inside(subject, piece):
            return subject, token
    return None, None


def _judges(token: Token) -> bool:
    judging = token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in load_cues().judging
    return judging or is_direct_verb(token)


def _may_judge(verb: Token, piece: Stretch) -> bool:
    """Whether a verb stands outside of all marks, or is the finite one of this piece."""
    if _is_inside(verb, piece):
        return verb.tag_ in SPOKEN_OUT
    return not (verb.i and verb.nbor(-1).is_quote)


def _is_inside(token: Token, piece: Stretch) -> bool:
    return piece.start <= token.idx < piece.end


def _of_opinion(piece: Stretch, number: int, parsed: ParsedDocument, actors: ActorFindings) -> Stretch | None:
    """The person for whom a thing is what the words say: "For Ana Ruiz, the offer is 'an insult'"."""
    sentence = parsed.sentence_span(number)
    if sentence[0].lower_ not in load_cues().opinion_words:
        return None
    comma = next((t for t in sentence if t.text == ","), None)
    named = [
        m
        for m in actors.mentions_by_sentence.get(number, ())
        if m.kind == "name" and actors.actor_by_key[m.actor_id].type in {"person", "organisation"}
    ]
    if comma is None or not named or not sentence[1].idx <= named[0].char_start < comma.idx < piece.start:
        return None
    speaker = Speaker(named[0].actor_id, named[0].mention_id, 0.65, number)
    return replace(piece, speaker=speaker, method="quote.opinion")


def _key(speaker: Speaker | None) -> str | None:
    return speaker.entity_key if speaker is not None else None


def _last(settled: Sequence[Stretch], piece: Stretch) -> Speaker | None:
    last = max((s for s in settled if s.end <= piece.start), key=lambda s: s.end, default=None)
    return last.speaker if last is not None else None


def _give(
    piece: Stretch, speaker: Speaker, confidence: float, method: str, verb: Token | None = None
) -> Stretch:
    """A piece with its speaker, named by the subject of `verb`, or else only inferred."""
    mention = speaker.mention_id if verb is not None else None
    return replace(
        piece,
        speaker=replace(speaker, mention_id=mention, confidence=confidence),
        method=method,
        cue=cue_text(verb) if verb is not None else None,
        cue_at=verb.idx if verb is not None else None,
    )


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
