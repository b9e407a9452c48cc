"""Nexis exports: articles under "1 of 3 DOCUMENTS", in any language, or ended by "End of Document"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.csv_data import read_csv

_COUNTER = re.compile(
    r"^[ \t]*(?:Do[ck]ument[eo]? )?\d+ (?:of|von|sur|de|di) \d+(?: DO[CK]UMENT[A-Z]*)?[ \t]*$", re.MULTILINE
)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_PAGE = re.compile(r"^[ \t]*Page \d{1,4} of \d{1,4}[ \t]*$", re.MULTILINE)  # of the printed export
_LABEL = re.compile(r"^\s*([A-Z][A-Za-z -]{2,24}):\s*(.*)$")
_BODY = re.compile(r"^\s*Body\s*$")
_DATE = re.compile(
    r"^\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?:\d{1,2}\.?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|[A-Za-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}|[A-Za-z]{3,9}\s+\d{4})\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^\s*(?:Copyright\b|©|\(c\)\s)", re.IGNORECASE)
_RIGHTS = re.compile(r"^\s*All Rights Reserved\s*$", re.IGNORECASE)


def split_nexis(text: str) -> list[dict[str, str]]:
    """The articles as records: text, title, publisher, published, author, section (with its page), language.

    None where the text is no such export, or where no article has a date or a length.
    """
    parts = [part for part in re.split(_COUNTER, text)[1:] if part.strip()]
    if not parts:
        ends = _END.split(text)
        parts = [part for part in ends[:-1] if part.strip()] if len(ends) > 1 else []
    articles = [_read_article(part) for part in parts]
    return [article for article in articles if article and article.get("text")]


def _read_article(part: str) -> dict[str, str] | None:
    whole = _PAGE.sub("", _END.sub("", part)).strip()
    lines = [line.strip() for line in whole.splitlines()]
    labels = {number: found for number, line in enumerate(lines) if (found := _read_label(line))}
    body = next((number for number, line in enumerate(lines) if _BODY.match(line)), None)
    heads = [number for number in labels if body is None or number < body]
    length = next((n for n in heads if labels[n][0] == "length"), None)
    if body is None:
        body = length if length is not None else _find_last_head(labels, heads)
    if body is None:
        return None
    first_label = min(heads, default=body)
    if length is None and not any(_DATE.match(line) for line in lines[:first_label]):
        return None
    end = _find_end(lines, labels, body)
    stated = {name: value for name, value in reversed(list(labels.values())) if value}
    head = [
        line
        for line in lines[:first_label]
        if line and not _COPYRIGHT.match(line) and not _RIGHTS.match(line)
    ]
    record = _read_head(head) | {
        "text": _join_paragraphs(lines[body + 1 : end]),
        "author": stated.get("byline", "").removeprefix("By ").strip(),
        "section": stated.get("section", ""),
    }
    return {key: value for key, value in record.items() if value}


def _find_last_head(labels: Mapping[int, tuple[str, str]], heads: Sequence[int]) -> int | None:
    """The last line of the head that bears a label of heads."""
    return max((n for n in heads if _load_labels()[labels[n][0]] == "head"), default=None)


def _find_end(lines: Sequence[str], labels: Mapping[int, tuple[str, str]], body: int) -> int:
    """The first line behind the text: one with a label of tails, a copyright, or the end."""
    tails = [n for n in labels if n > body and _load_labels()[labels[n][0]] == "tail"]
    rights = [n for n in range(body + 1, len(lines)) if _COPYRIGHT.match(lines[n])]
    return min([len(lines), *tails, *rights])


def _read_head(head: list[str]) -> dict[str, str]:
    """Publisher, date and title: the date stands after the publisher, the title before or after both."""
    date_at = next((n for n, line in enumerate(head) if _DATE.match(line)), None)
    if date_at is None:
        return {"title": " ".join(head)}
    above, below = head[:date_at], head[date_at + 1 :]
    record = {"published": head[date_at]}
    if below and above:
        return record | {"publisher": above[0], "title": " ".join(below)}
    if len(above) > 1:
        return record | {"title": " ".join(above[:-1]), "publisher": above[-1]}
    return record | {"publisher": " ".join(above), "title": " ".join(below)}


def _read_label(line: str) -> tuple[str, str] | None:
    match = _LABEL.match(line)
    name = match[1].strip().lower().replace(" ", "-") if match else ""
    return (name, match[2].strip()) if match and name in _load_labels() else None


def _join_paragraphs(lines: list[str]) -> str:
    """Wrapped lines joined; empty lines part paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)


@lru_cache(maxsize=1)
def _load_labels() -> dict[str, str]:
    """Where each label stands, head or tail."""
    rows = read_csv(Path(__file__).with_name("nexis_labels.csv"))
    return {row["label"]: row["place"] for row in rows}
