"""Marks inside the paragraphs of Markdown text: emphasis, links, pictures, code, escapes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from transforms.documents.repair.text_edits import Edit

# Bounded, so that a page of opening brackets takes no time that grows with its square.
_LABEL = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.){0,300}\]){0,600}"
_QUOTED = r"(?:\"[^\"]{0,300}\"|'[^']{0,300}'|\([^()]{0,300}\))"
_TARGET = rf"\(\s*(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)(?:\s+{_QUOTED})?\s*\)"
_TAGS = (
    r"a|abbr|b|big|center|cite|del|div|em|figcaption|figure|font|i|img|ins|mark|p|small|span|strong|sub|sup|u"
)
_MARK = re.compile(
    r"(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<code>(?P<ticks>`{1,9})(?!`)(?P<inner>.{1,600}?)(?<!`)(?P=ticks)(?!`))"
    rf"|(?P<linked_picture>\[!\[{_LABEL}\]{_TARGET}\s*\]{_TARGET})"
    rf"|(?P<picture>!\[{_LABEL}\](?:{_TARGET}|\[{_LABEL}\]))"
    r"|(?P<note>\[\^[\w-]+\]:?)"
    rf"|(?P<link>\[(?P<text>{_LABEL})\](?:(?P<target>{_TARGET})|\[(?P<ref>[^\[\]]*)\])?)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]+)>"
    rf"|(?P<break><br\s*/?>)|(?P<tag></?(?:{_TAGS})(?:\s[^<>]{{0,600}})?/?>)"
    r"|(?P<run>\*+|_+|~~)",
    re.DOTALL | re.IGNORECASE,
)


_REACH = 50  # marks back that are looked at for a partner


@dataclass(slots=True)
class _Run:
    """A run of emphasis marks of which `left` ones, from `start` on, have found no partner yet."""

    mark: str
    start: int
    left: int
    opens: bool
    closes: bool


def find_inline_edits(text: str, start: int, end: int, references: Collection[str]) -> list[Edit]:
    """Edits that leave of a stretch of Markdown what a reader sees, sorted.

    Pictures go with their description, links leave their text, code its content.

    Args:
        text: the whole text.
        start: where the paragraph starts in it.
        end: where it ends.
        references: labels, folded, whose targets stand elsewhere ("[label]: address").
    """
    edits: list[Edit] = []
    runs: list[_Run] = []
    position = start
    while (match := _MARK.search(text, position, end)) is not None:
        position = match.end()
        kind = match.lastgroup if match.lastgroup in ("address", "tag", "break", "run") else None
        if match["run"]:
            runs.append(_look_at_run(text, match))
        elif match["escape"]:
            edits.append(Edit(match.start(), match.end(), ""))
            position += 1  # the character it guards
        elif match["code"]:
            edits += _unwrap(match, "inner")
        elif match["link"]:
            position = match.start("text")
            if _is_link(match, references):
                edits += _unwrap(match, "text")
        elif match["break"]:
            edits.append(Edit(match.start(), match.end(), "\n"))
        elif kind == "address":
            edits += _unwrap(match, "address")
        else:
            edits.append(Edit(match.start(), match.end(), ""))
    return sorted(_drop_overlaps([*edits, *_pair_runs(runs)]), key=lambda edit: edit.start)


def _unwrap(match: re.Match[str], inner: str) -> Iterator[Edit]:
    yield Edit(match.start(), match.start(inner), "")
    yield Edit(match.end(inner), match.end(), "")


def _is_link(match: re.Match[str], references: Collection[str]) -> bool:
    if match["target"] is not None:
        return True
    return (match["ref"] or match["text"]).strip().casefold() in references


def _look_at_run(text: str, match: re.Match[str]) -> _Run:
    """Whether marks can open or close emphasis here (the flanking rules of CommonMark)."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    is_before_word, is_after_word = before.isalnum(), after.isalnum()
    left = not after.isspace() and (is_after_word or not is_before_word)
    right = not before.isspace() and (is_before_word or not is_after_word)
    mark = match["run"][0]
    if mark == "_":
        return _Run(
            mark, match.start(), len(match["run"]), left and not is_before_word, right and not is_after_word
        )
    return _Run(mark, match.start(), len(match["run"]), left, right)


def _pair_runs(runs: list[_Run]) -> Iterator[Edit]:
    """Delete the marks that open and close; a lone asterisk or underscore stays."""
    for number, closer in enumerate(runs):
        for opener in reversed(runs[max(0, number - _REACH) : number]):
            if not closer.closes or not closer.left:
                break
            if opener.mark == closer.mark and opener.opens and opener.left:
                count = min(opener.left, closer.left)
                opener.left -= count
                yield Edit(opener.start + opener.left, opener.start + opener.left + count, "")
                yield Edit(closer.start, closer.start + count, "")
                closer.start += count
                closer.left -= count


def _drop_overlaps(edits: list[Edit]) -> Iterator[Edit]:
    """Marks inside an address that is cut with its link are no marks."""
    last = -1
    for edit in sorted((e for e in edits if e.end > e.start), key=lambda e: (e.start, -e.end)):
        if edit.start >= last:
            yield edit
            last = edit.end
