"""Reported speech that its cue interrupts: "The convoy, the army said, was hit twice" is two stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.cues import is_reporting_verb, load_cues
from transforms.quotes.sources import find_source_phrase
from transforms.quotes.stretch import Stretch

# The longest narration between two commas, in tokens.
LONGEST = 14
EDGES = " ,;–—-"
LINKING_TAGS = frozenset({"CC", "IN", "TO", "WDT", "WP", "WP$", "WRB"})


def split_interrupted(parsed: ParsedDocument, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, reported speech without the clauses of saying inside it; its parts are one group."""
    return [part for s in stretches for part in _split(parsed, s)]


def _split(parsed: ParsedDocument, stretch: Stretch) -> list[Stretch]:
    if stretch.direct or stretch.cue_at is None or not stretch.start < stretch.cue_at < stretch.end:
        return [stretch]
    bounds, start = [], stretch.start
    for first, last in _find_narrations(parsed, stretch):
        bounds.append((start, first))
        start = last
    bounds.append((start, stretch.end))
    if len(bounds) == 1:
        return [stretch]
    parts = [part for a, b in bounds if (part := _trim(parsed, a, b)) is not None and _tells(parsed, *part)]
    if not parts:
        return [stretch]
    return [replace(stretch, start=a, end=b, group_start=parts[0][0]) for a, b in parts]


def _find_narrations(parsed: ParsedDocument, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Offsets of the clauses of saying between two commas, commas included."""
    span = parsed.doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
    end = 0
    for token in span or ():
        found = _read_any(token) if token.idx >= end else None
        if found is None or found[0] < stretch.start or found[1] > stretch.end:
            continue
        yield found
        end = found[1]


def _read_any(token: Token) -> tuple[int, int] | None:
    return _read_narration(token) or _read_source(token) or _read_going_on(token)


def _read_going_on(token: Token) -> tuple[int, int] | None:
    """The words ", adding that" between two things said."""
    doc = token.doc
    if token.tag_ != "VBG" or not token.i or doc[token.i - 1].text != ",":
        return None
    behind = doc[token.i + 1 : token.i + 2]
    if not len(behind) or behind[0].lower_ != "that":
        return None
    says = is_reporting_verb(token) or token.lemma_.lower() in load_cues().continuing
    return (doc[token.i - 1].idx, behind[0].idx + len(behind[0])) if says else None


def _read_source(token: Token) -> tuple[int, int] | None:
    """A phrase such as "according to engineers" between two commas."""
    doc, phrase = token.doc, find_source_phrase(token)
    if phrase is None or not token.i or doc[token.i - 1].text != ",":
        return None
    if phrase.end >= len(doc) or doc[phrase.end].text != ",":
        return None
    return doc[token.i - 1].idx, doc[phrase.end].idx + 1


def _read_narration(verb: Token) -> tuple[int, int] | None:
    """The clause "the army said", where it stands between commas and reports what is around it."""
    is_aside = verb.lemma_.lower() in load_cues().continuing or is_reporting_verb(verb)
    if not is_aside or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if any(t.dep_ in ("ccomp", "dobj") and t.i > verb.i for t in verb.children):
        return None
    doc, subjects = verb.doc, [t for t in verb.children if t.dep_ == "nsubj" and t.i < verb.i]
    if not subjects:
        return None
    first = subjects[-1].left_edge.i
    last = next((t.i for t in doc[verb.i + 1 : verb.i + LONGEST] if t.text == ","), None)
    if last is None or first == 0 or doc[first - 1].text != "," or last - first > LONGEST:
        return None
    if any(t.pos_ in ("VERB", "AUX") and t.dep_ != "relcl" for t in doc[verb.i + 1 : last]):
        return None
    return doc[first - 1].idx, doc[last].idx + 1


def _tells(parsed: ParsedDocument, start: int, end: int) -> bool:
    """Whether a part says something; "at which", "that" only tie a clause to what the article tells."""
    span = parsed.doc.char_span(start, end, alignment_mode="expand")
    return any(t.tag_ not in LINKING_TAGS and not t.is_punct for t in span or ())


def _trim(parsed: ParsedDocument, start: int, end: int) -> tuple[int, int] | None:
    """A part without the commas at its ends; None for one without a word."""
    words = parsed.slice(start, end)
    start += len(words) - len(words.lstrip(EDGES))
    end = start + len(words.strip(EDGES))
    return (start, end) if end > start else None
