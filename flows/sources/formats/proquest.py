"""ProQuest exports: articles between lines of underscores, each with labelled fields."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.csv_data import read_csv

_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_LABEL = re.compile(r"([A-Z][A-Za-z /]{2,24}):\s*(.*)")
_COUNTER = re.compile(r"Document \d+ of \d+")
# Publisher, place and day: Norland Post ; Lubec [Lubec]10 June 2025: A4.
_INFO = re.compile(r"(?P<publisher>[^;\[]+?)\s*;[^\]]*\]\s*(?P<published>[^:]*\d{4})")
_PLACE = re.compile(r"\s*;.*")


def split_proquest(text: str) -> list[dict[str, str]]:
    """The articles as records: id, text, title, publisher, published, author, section; empty for none."""
    if _RULE.search(text) is None:
        return []
    articles = [_read_article(part) for part in _RULE.split(text)]
    return [a for a in articles if a.get("text") and (a.get("published") or a.get("id"))]


def _read_article(part: str) -> dict[str, str]:
    """The fields of an article; what stands above its first label is its title, unless that is labelled."""
    fields: dict[str, list[str]] = {"head": []}
    role = "head"
    for line in part.splitlines():
        match = _LABEL.match(line.strip())
        told = _load_labels().get(match[1].lower()) if match else None
        if match is not None and told is not None:
            role = told
            if role in fields:
                role = "end"
            line = match[2]
        fields.setdefault(role, []).append(line.strip())
    found = {name: "\n".join(filter(None, lines)) for name, lines in fields.items() if name != "end"}
    head = [line for line in fields["head"] if line and not _COUNTER.fullmatch(line)]
    return _make_record(found, head[0] if head else "")


def _make_record(found: dict[str, str], head: str) -> dict[str, str]:
    info = _INFO.match(found.get("info", ""))
    stated = info.groupdict() if info is not None else {}
    record = {
        "id": found.get("id", ""),
        "title": found.get("title") or head,
        "author": _turn_names(found.get("author", "")),
        "publisher": _PLACE.sub("", found.get("publisher", "")) or stated.get("publisher", ""),
        "published": found.get("published") or stated.get("published", ""),
        "section": found.get("section", ""),
        "text": found.get("text", ""),
    }
    return {name: value.strip() for name, value in record.items() if value.strip()}


def _turn_names(names: str) -> str:
    """Names with the family name first ("Brek, Ada; Vik, Tor") in the order of speech."""
    turned = (re.sub(r"^([^,]+), ([^,]+)$", r"\2 \1", name.strip()) for name in names.split(";"))
    return "; ".join(filter(None, turned))


@lru_cache(maxsize=1)
def _load_labels() -> dict[str, str]:
    rows = read_csv(Path(__file__).with_name("proquest_labels.csv"))
    return {row["label"]: row["role"] for row in rows}
