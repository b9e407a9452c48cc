"""Speakers that no verb names: behind a dash, in brackets, on a line of their own, before a colon."""

from __future__ import annotations

import re

from spacy.tokens import Token

from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.locate import FINITE, QuotedTokens
from transforms.quotes.speakers import Speaker

# A name behind a quotation: after a dash to the end of the line, or in brackets.
_DASHED = re.compile(r"\s*[—–―-]{1,2}\s*(?P<name>\w.*)")
_BRACKETED = re.compile(r"\s*\((?P<name>\w[^()]*)\)\.?\s*$")
# The longest line that holds a name and a title, in characters.
LONGEST_LINE = 90
SURE = 0.8


def find_name_behind(quoted: QuotedTokens, parsed: ParsedDocument, actors: ActorFindings) -> Speaker | None:
    """The speaker behind the closing mark, on its line or on the next one.

    The name stands after a dash or in brackets, or alone on the next line; a finite verb makes a line
    something else.
    """
    end = _line_end(parsed.text, quoted.marks.end)
    rest = parsed.text[quoted.marks.end : end]
    if any(c.isalnum() for c in rest):
        match = _DASHED.fullmatch(rest) or _BRACKETED.match(rest)
        if match is None:
            return None
        return _speaker_in(quoted.marks.end + match.start("name"), end, parsed, actors)
    start = end + 1
    line_end = _line_end(parsed.text, start)
    line = parsed.text[start:line_end]
    if not line.strip() or len(line) > LONGEST_LINE or any(t.is_alpha for t in quoted.before):
        return None
    match = _DASHED.fullmatch(line)
    if match is None and line.rstrip()[-1:] in set('.!?:;”"'):
        return None
    return _speaker_in(start + (match.start("name") if match else 0), line_end, parsed, actors)


def find_name_before_colon(
    quoted: QuotedTokens, parsed: ParsedDocument, actors: ActorFindings
) -> Speaker | None:
    """The person of a clause without a verb that leads to the marks ("Ana Ruiz on the radio: ...")."""
    tokens = [t for t in quoted.before if not t.is_space and not t.is_quote]
    if not tokens or tokens[-1].text != ":":
        return None
    return _first_named(tokens[0].idx, tokens[-1].idx, parsed, actors)


def _speaker_in(start: int, end: int, parsed: ParsedDocument, actors: ActorFindings) -> Speaker | None:
    """The speaker that a line names; None for a line that is a sentence."""
    span = parsed.doc.char_span(start, end, alignment_mode="contract")
    if span is None or any(_is_finite(t) for t in span):
        return None
    speaker = _first_named(start, end, parsed, actors)
    return speaker


def _is_finite(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.tag_ in FINITE and token.dep_ != "relcl"


def _first_named(start: int, end: int, parsed: ParsedDocument, actors: ActorFindings) -> Speaker | None:
    """The first person named between two offsets, or else the body that the words begin with."""
    named = [m for m in actors.mentions if start <= m.char_start < end and m.kind == "name"]
    persons = [m for m in named if _type_of(m, actors) == "person"]
    bodies = [
        m for m in named if _type_of(m, actors) in {"organisation", "group"} and m.char_start <= start + 4
    ]
    spoken = [m for m in actors.mentions if start <= m.char_start <= start + 4 and m.kind == "nominal"]
    for mention in (*persons, *bodies, *spoken):
        return Speaker(mention.actor_id, mention.mention_id, SURE, parsed.sentence_no_at(mention.char_start))
    return None


def _type_of(mention: Mention, actors: ActorFindings) -> str | None:
    actor = actors.actor_by_key.get(mention.actor_id)
    return actor.type if actor is not None else None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
