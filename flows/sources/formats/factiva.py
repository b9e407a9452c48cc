"""Factiva exports: fields under two-letter codes, or plain articles that end in "Document CODE"."""

from __future__ import annotations

import re
from itertools import pairwise

from transforms.documents.metadata.author_names import clean_authors

_CODES = "HD CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPD IPC PUB AN SE BY ART CLM CX"
_CODE = re.compile(rf"^({_CODES.replace(' ', '|')})(?:[ \t]+(.*)|[ \t]*)$")
_DOCUMENT = re.compile(r"^[ \t]*Document ([A-Za-z]{2,8}\d{6}[A-Za-z0-9]{4,20})[ \t]*$", re.MULTILINE)
_WORDS = re.compile(r"^\s*[\d,]+ words\s*$")
_DATE = re.compile(r"^\s*\d{1,2} [A-Z][a-z]+ \d{4}\s*$")
_CLOCK = re.compile(r"^\s*\d{1,2}:\d\d(?: [AP]M)?\s*$")
_PAGE = re.compile(r"^\s*(?:Page\s+)?[A-Z]?\d{1,4}\s*$")
_COPYRIGHT = re.compile(r"^\s*(?:\(c\)|©|Copyright\b)", re.IGNORECASE)
_LANGUAGE = re.compile(r"^\s*(?:English|German|French|Spanish|Russian|Portuguese|Italian|Dutch)\s*$")
_BY = re.compile(r"^(?:by)\s+", re.IGNORECASE)
_NEEDED = frozenset(("HD", "PD"))


def split_factiva(text: str) -> list[dict[str, str]]:
    """The articles as records: id, text, title, publisher, published, author, section (with its page).

    None where the text is no such export.
    """
    return _split_coded(text) or _split_plain(text)


def _split_coded(text: str) -> list[dict[str, str]]:
    fields: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if found := _CODE.match(line.rstrip()):
            fields.append((found[1], [found[2] or ""]))
        elif fields:
            fields[-1][1].append(line.strip())
    starts = [number for number, (code, _) in enumerate(fields) if code == "HD"]
    if not starts or not {code for code, _ in fields} >= _NEEDED:
        return []
    # Section and column codes may stand above the headline.
    starts = [number - _count_above(fields, number) for number in starts]
    articles = [dict(reversed(fields[start:end])) for start, end in pairwise([*starts, len(fields)])]
    return [_read_coded(a) for a in articles if "PD" in a and ("LP" in a or "TD" in a)]


def _count_above(fields: list[tuple[str, list[str]]], number: int) -> int:
    count = 0
    while count < number and fields[number - count - 1][0] in ("SE", "CLM"):
        count += 1
    return count


def _read_coded(fields: dict[str, list[str]]) -> dict[str, str]:
    def join(code: str) -> str:
        return " ".join(" ".join(fields.get(code, [])).split())

    date = " ".join(part for part in (join("PD"), join("ET")) if part)
    section = "; ".join(part for part in (join("SE"), f"Pg. {join('PG')}" if join("PG") else "") if part)
    record = {
        "id": join("AN").removeprefix("Document ").strip(),
        "title": join("HD"),
        "author": _BY.sub("", join("BY")),
        "publisher": join("SN") or join("PUB"),
        "published": date,
        "section": section,
        "text": "\n".join(p for code in ("LP", "TD") for p in _split_paragraphs(fields.get(code, []))),
    }
    return {key: value for key, value in record.items() if value}


def _split_plain(text: str) -> list[dict[str, str]]:
    """Articles without codes: title, byline, words, date, time, publisher, page, language, rights, text."""
    ends = list(_DOCUMENT.finditer(text))
    starts = [0, *(end.end() for end in ends[:-1])]
    articles = []
    for start, end in zip(starts, ends, strict=False):
        if record := _read_plain(text[start : end.start()].strip().splitlines()):
            articles.append({"id": end[1], **record})
    return articles


def _read_plain(lines: list[str]) -> dict[str, str]:
    words_at = next((n for n, line in enumerate(lines) if _WORDS.match(line)), None)
    if words_at is None:
        return {}
    head = [line.strip() for line in lines[:words_at] if line.strip()]
    author = _BY.sub("", head.pop()) if len(head) > 1 and _is_byline(head[-1], head[-2]) else ""
    rights_at = next((n for n in range(words_at, len(lines)) if _COPYRIGHT.match(lines[n])), words_at)
    stated = _read_facts([line.strip() for line in lines[words_at + 1 : rights_at] if line.strip()])
    if not stated:
        return {}
    record = stated | {
        "title": " ".join(head[-1:]),
        "author": author,
        "text": "\n".join(_split_paragraphs(lines[rights_at + 1 :])),
    }
    return {key: value for key, value in record.items() if value}


def _is_byline(line: str, above: str) -> bool:
    """Whether a line says who wrote it: "By Ada Brek", or a name alone under a title of more words."""
    is_name = len(line.split()) < len(above.split()) and clean_authors([line]) == (line,)
    return _BY.match(line) is not None or is_name


def _read_facts(facts: list[str]) -> dict[str, str]:
    """Publisher, date and page from the lines between the count of words and the copyright; {} undated."""
    date = next((line for line in facts if _DATE.match(line)), "")
    if not date:
        return {}
    clock = next((line for line in facts if _CLOCK.match(line)), "")
    page = next((line for line in facts if _PAGE.match(line)), "")
    names = [f for f in facts if f not in (date, clock) and not _LANGUAGE.match(f) and not _PAGE.match(f)]
    return {
        "publisher": names[0] if names else "",
        "published": f"{date} {clock}".strip(),
        "section": f"Pg. {page.removeprefix('Page ').strip()}" if page else "",
    }


def _split_paragraphs(lines: list[str]) -> list[str]:
    """Wrapped lines joined; empty lines part paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return [" ".join(paragraph) for paragraph in paragraphs if paragraph]
