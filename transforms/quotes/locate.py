"""Where quotations stand, and which of them are speech by themselves rather than terms and titles."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from transforms.language.parsed_document import ParsedDocument
from transforms.language.quote_marks import MarkedSpan, find_marked_spans

# A stretch of fewer words is speech only when it is a clause or ends like a sentence.
MIN_WORDS = 5
# From this many words on a quotation is speech without a verb, too.
MANY_WORDS = 7
# The tokens of a clause beside a quotation that are looked at.
CLAUSE = 45
SENTENCE_ENDS = frozenset(".!?")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})


@dataclass(frozen=True, slots=True)
class QuotedTokens:
    """A quotation with the tokens inside its marks, and those of the clauses around it.

    `is_speech` is false for words that are speech only where the sentence says so ("an insult"), `is_title`
    true for those that are written like a title.
    """

    marks: MarkedSpan
    inside: Span
    before: Span
    after: Span
    is_speech: bool
    is_title: bool


def locate_quotations(parsed: ParsedDocument) -> list[QuotedTokens]:
    """Every quotation with a word in it, in text order."""
    spans = find_marked_spans(parsed.text)
    found = []
    for n, marks in enumerate(spans):
        before = spans[n - 1] if n else None
        quoted = _locate(parsed, marks, before, spans[n + 1] if n + 1 < len(spans) else None)
        if quoted is not None:
            found.append(quoted)
    return found


def _locate(
    parsed: ParsedDocument, marks: MarkedSpan, last: MarkedSpan | None, following: MarkedSpan | None
) -> QuotedTokens | None:
    doc = parsed.doc
    inside = doc.char_span(marks.inner_start, marks.inner_end, alignment_mode="expand")
    words = [t for t in inside if t.is_alpha or t.like_num] if inside is not None else []
    if inside is None or not words:
        return None
    para_start = parsed.text.rfind("\n", 0, marks.start) + 1
    para_end = parsed.text.find("\n", marks.end)
    para_end = len(parsed.text) if para_end < 0 else para_end
    left = max(para_start, last.end if last is not None else 0)
    right = min(para_end, following.start if following is not None else len(parsed.text))
    if left == marks.start and parsed.text[max(0, left - 2) : left - 1] == ":":
        # "He said:" closes the paragraph before
        left = parsed.text.rfind("\n", 0, left - 1) + 1
    before = _last_sentence(_tokens_between(doc, left, marks.start), parsed)
    after = _first_sentence(_tokens_between(doc, marks.end, right), parsed)
    is_title = all(t.text[0].isupper() or t.is_stop or t.like_num for t in words)
    return QuotedTokens(
        marks, inside, before, after, _is_speech(inside, words, is_title, marks, parsed), is_title
    )


def _tokens_between(doc: Doc, start: int, end: int) -> Span:
    span = doc.char_span(start, end, alignment_mode="contract") if end > start else None
    return span if span is not None else doc[0:0]


def _last_sentence(span: Span, parsed: ParsedDocument) -> Span:
    """The part of a span after its last sentence end."""
    start = span.start
    for token in span:
        if token.text in SENTENCE_ENDS:
            start = token.i + 1
    return parsed.doc[max(start, span.end - CLAUSE) : span.end]


def _first_sentence(span: Span, parsed: ParsedDocument) -> Span:
    """The part of a span up to its first sentence end."""
    for token in span:
        if token.text in SENTENCE_ENDS:
            return parsed.doc[span.start : token.i + 1]
    return parsed.doc[span.start : min(span.end, span.start + CLAUSE)]


def _is_speech(
    inside: Span, words: list[Token], is_title: bool, marks: MarkedSpan, parsed: ParsedDocument
) -> bool:
    """Whether words in marks are speech rather than a title, a nickname or a term."""
    closes = parsed.text[marks.inner_end - 1 : marks.end]
    ends_sentence = bool(set(closes) & set(",.!?…")) or inside[-1].text[-1] in ".!?…"
    has_verb = any(t.pos_ in ("VERB", "AUX") and t.tag_ in FINITE for t in inside)
    if is_title and not (ends_sentence and has_verb):
        return False
    if len(words) >= MIN_WORDS:
        return has_verb or ends_sentence or len(words) >= MANY_WORDS
    return len(words) >= 2 and (has_verb or ends_sentence)
