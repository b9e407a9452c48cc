"""Speech in quotation marks and who says it.

Looks, in this order, at the clause after the closing mark ("...," he said), at the clause before
the opening mark (Putin said, "..."), and at the last speaker, for a quotation that stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.cues import cue_text, is_direct_verb, load_cues
from transforms.quotes.quote_marks import MarkedSpan, find_marked_spans
from transforms.quotes.speakers import UNKNOWN, Speaker, find_subject, noun_after, resolve_speaker
from transforms.quotes.stretch import Stretch

# A stretch of fewer words is speech only when it is a clause or ends like a sentence.
MIN_WORDS = 5
# How far from the marks a cue may stand, in tokens.
REACH = 28
# No subject of the clause that they stand in.
NO_SUBJECT = ("pobj", "dobj", "npadvmod", "compound", "poss")


@dataclass(frozen=True, slots=True)
class QuotedTokens:
    """A quotation with the tokens inside its marks, and those of the clauses around it."""

    marks: MarkedSpan
    inside: Span
    before: Span
    after: Span


def locate_quotations(parsed: ParsedDocument) -> list[QuotedTokens]:
    """Every quotation that is speech rather than a title or term, in text order."""
    spans = [s for s in find_marked_spans(parsed.text) if s.inner_end > s.inner_start]
    found = []
    for n, marks in enumerate(spans):
        before = spans[n - 1] if n else None
        quoted = _locate(parsed, marks, before, spans[n + 1] if n + 1 < len(spans) else None)
        if quoted is not None and _is_speech(quoted, parsed):
            found.append(quoted)
    return found


def attribute_quotations(
    quotations: Sequence[QuotedTokens],
    parsed: ParsedDocument,
    actors: ActorFindings,
    reported: Sequence[Stretch] = (),
) -> list[Stretch]:
    """The quotations with their speakers.

    `reported` is the reported speech of the document: who spoke last may have been reported.
    """
    found: list[Stretch] = []
    for quoted in quotations:
        previous = last_speaker([*reported, *found], quoted.marks.start)
        stretch = _attribute(quoted, parsed, actors, previous)
        if stretch is not None:
            found.append(stretch)
    return found


def last_speaker(stretches: Sequence[Stretch], before: int) -> Speaker | None:
    """The speaker of the last attributed stretch that ends before an offset."""
    earlier = [s for s in stretches if s.end <= before and s.speaker.entity_key]
    return max(earlier, key=lambda s: s.end).speaker if earlier else None


def _locate(
    parsed: ParsedDocument, marks: MarkedSpan, last: MarkedSpan | None, following: MarkedSpan | None
) -> QuotedTokens | None:
    doc = parsed.doc
    inside = doc.char_span(marks.inner_start, marks.inner_end, alignment_mode="expand")
    if inside is None or not len(inside):
        return None
    para_start = parsed.text.rfind("\n", 0, marks.start) + 1
    para_end = parsed.text.find("\n", marks.end)
    para_end = len(parsed.text) if para_end < 0 else para_end
    left = max(para_start, last.end if last is not None else 0)
    right = min(para_end, following.start if following is not None else len(parsed.text))
    if left == marks.start and parsed.text[max(0, left - 2) : left - 1] == ":":
        # "He said:" closes the paragraph before
        left = parsed.text.rfind("\n", 0, left - 1) + 1
    before = _tokens_between(doc, left, marks.start)
    before = _last_sentence(before, parsed)
    after = _tokens_between(doc, marks.end, right)
    after = _first_sentence(after, parsed)
    return QuotedTokens(marks, inside, before, after)


def _tokens_between(doc: Doc, start: int, end: int) -> Span:
    span = doc.char_span(start, end, alignment_mode="contract") if end > start else None
    return span if span is not None else doc[0:0]


def _last_sentence(span: Span, parsed: ParsedDocument) -> Span:
    """The part of a span after its last sentence end."""
    start = span.start
    for token in span:
        if token.text in {".", "!", "?"} and token.i + 1 < span.end:
            start = token.i + 1
    return parsed.doc[max(start, span.end - 45) : span.end]


def _first_sentence(span: Span, parsed: ParsedDocument) -> Span:
    """The part of a span up to its first sentence end."""
    for token in span:
        if token.text in {".", "!", "?"}:
            return parsed.doc[span.start : token.i + 1]
    return parsed.doc[span.start : min(span.end, span.start + 45)]


def _is_speech(quoted: QuotedTokens, parsed: ParsedDocument) -> bool:
    """Whether words in marks are speech rather than a title, a nickname or a term."""
    words = [t for t in quoted.inside if t.is_alpha or t.like_num]
    if not words:
        return False
    last = quoted.inside[-1].text[-1]
    closes = parsed.text[quoted.marks.inner_end - 1 : quoted.marks.inner_end]
    ends_sentence = closes in ",.!?…" or last in ".!?…"
    has_verb = any(
        t.pos_ in ("VERB", "AUX") and t.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") for t in quoted.inside
    )
    is_title = all(t.text[0].isupper() or t.is_stop or t.like_num for t in words)
    if is_title and not (ends_sentence and has_verb):
        return False
    if len(words) >= MIN_WORDS:
        return has_verb or ends_sentence or len(words) >= 7
    return len(words) >= 2 and (has_verb or ends_sentence)


def _attribute(
    quoted: QuotedTokens, parsed: ParsedDocument, actors: ActorFindings, previous: Speaker | None
) -> Stretch | None:
    marks = quoted.marks
    for cue, method in (
        (_cue_after(quoted), "quote.cue_after"),
        (_cue_before(quoted), "quote.cue_before"),
    ):
        if cue is None:
            continue
        subject = _subject_of(cue, quoted)
        if subject is None:
            continue
        after = method == "quote.cue_after"
        speaker = resolve_speaker(subject, parsed, actors, previous, cue, after)
        return Stretch(marks.inner_start, marks.inner_end, True, speaker, cue_text(cue), method)
    according = _according_to(quoted)
    if according is not None:
        speaker = resolve_speaker(according, parsed, actors, previous)
        return Stretch(
            marks.inner_start, marks.inner_end, True, speaker, "according to", "quote.according_to"
        )
    named = _named_before_colon(quoted, parsed, actors)
    if named is not None:
        speaker = resolve_speaker(named, parsed, actors, previous)
        return Stretch(marks.inner_start, marks.inner_end, True, speaker, None, "quote.colon")
    if len(quoted.inside) < MIN_WORDS:
        return None
    stands_alone = not [t for t in quoted.before if t.is_alpha] and not [
        t for t in quoted.after if t.is_alpha
    ]
    if stands_alone and previous is not None:
        speaker = Speaker(previous.entity_key, None, 0.6)
        return Stretch(marks.inner_start, marks.inner_end, True, speaker, None, "quote.continued")
    return Stretch(marks.inner_start, marks.inner_end, True, UNKNOWN, None, "quote.alone")


def _cue_after(quoted: QuotedTokens) -> Token | None:
    """The verb of saying right after the closing mark."""
    closing = quoted.inside.text.rstrip()[-1:]
    if closing in ".":  # a full stop inside the marks ends the speech; what follows is a new sentence
        first = next((t for t in quoted.after if not t.is_punct), None)
        if first is not None and first.is_title and quoted.before:
            return None
    for token in quoted.after[:REACH]:
        if token.text in {";", "—", ":"} and token.i > quoted.after.start + 1:
            return None
        if is_direct_verb(token) and token.tag_ != "VBG":
            return token
    return None


def _cue_before(quoted: QuotedTokens) -> Token | None:
    """The verb whose clause leads to the opening mark.

    A verb of saying counts wherever it stands in the clause; any other verb only when a comma or
    colon leads to the marks ("He was convinced, ...").
    """
    tokens = [t for t in quoted.before if not t.is_space]
    if not tokens:
        return None
    verbs = [t for t in tokens if is_direct_verb(t) and find_subject(t) is not None]
    if verbs:
        return min(verbs, key=lambda t: (_depth(t), -t.i))
    leads = [t for t in tokens if not t.is_quote][-1:]
    if leads and leads[0].text in {",", ":", "—", "–"}:
        verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "conj", "ccomp")]
        for verb in verbs:
            if find_subject(verb) is not None:
                return verb
    return None


def _depth(token: Token) -> int:
    """How deep a verb stands under others: the main clause's verb is at 0, as are verbs joined to it."""
    depth = 0
    while token.head.i != token.i:
        if token.dep_ != "conj":
            depth += 1
        token = token.head
    return depth


def _subject_of(cue: Token, quoted: QuotedTokens) -> Token | None:
    """The subject of the cue outside of the marks, from the parse or else the nearest noun."""
    side = quoted.after if quoted.after.start <= cue.i < quoted.after.end else quoted.before
    inverted = noun_after(cue, side.end)
    opens = side is quoted.after and not any(t.is_alpha for t in side.doc[side.start : cue.i])
    if opens and inverted is not None and cue.lemma_.lower() not in load_cues().addressing:
        return inverted  # "...," chanted the crowd
    subject = find_subject(cue)
    if subject is not None and not (quoted.inside.start <= subject.i < quoted.inside.end):
        return subject
    nouns = [t for t in side if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ not in NO_SUBJECT]
    nouns = nouns or [t for t in side if t.pos_ in ("PROPN", "PRON")]
    if inverted is not None and not any(t.i < cue.i for t in nouns):
        return inverted
    return min(nouns, key=lambda t: abs(t.i - cue.i)) if nouns else inverted


def _named_before_colon(quoted: QuotedTokens, parsed: ParsedDocument, actors: ActorFindings) -> Token | None:
    """The person of a clause without a verb that leads to the marks ("Ana Ruiz on the radio: ...")."""
    tokens = [t for t in quoted.before if not t.is_space and not t.is_quote]
    if not tokens or tokens[-1].text != ":":
        return None
    for token in tokens:
        mentions = (
            actors.mentions_of_token(token, parsed.sentence_no_of(token)) if token.pos_ == "PROPN" else ()
        )
        if any(actors.actor_by_key[m.actor_id].type == "person" for m in mentions):
            return token
    return None


def _according_to(quoted: QuotedTokens) -> Token | None:
    for span in (quoted.after, quoted.before):
        for token in span:
            if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
                to = token.nbor(1)
                return next((c for c in to.children if c.dep_ == "pobj"), None)
    return None
