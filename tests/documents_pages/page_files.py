"""Invented pages with what is to be read from them, and how well a reading agrees.

A `.page` file holds a YAML header, a line `---` and the page. Of a flat page each line is marked: `+ ` is
kept, `& ` continues the paragraph above (it was wrapped), `- ` is dropped. Of an HTML page (`format: html`)
and of a text without marks (`format: text`) the header lists the kept lines; of a page that is no article it
lists none. Values that the header doesn't name are not judged; `null`: there is none. The parts of the set:
"tuned" was at hand while the rules were written, the line model learns from it and from "taught"; "held_out",
"judge", "aside" and "unread" were at hand for neither. "later" holds pages written against what the model
got wrong, which it has not learned from yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from transforms.documents.clean import clean_document
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError

FOLDER = Path(__file__).parent
MARKED = {"non_articles": "mark"}  # pages that are no article get their kind instead of being refused


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """A page as the pipeline gets it, its kept lines and metadata; `faults`: known differences from them."""

    name: str
    raw: RawDocument
    kept: tuple[str, ...] | None
    stated: dict[str, Any]
    faults: int = 0


@dataclass(frozen=True, slots=True)
class PageScore:
    """Lines found, expected and in common; whether each judged value is right; what differs, in words."""

    found: int
    expected: int
    common: int
    values: dict[str, bool]
    differences: tuple[str, ...]


def read_pages(part: str) -> list[ExpectedPage]:
    """The pages of a part of the set ("tuned", "held_out"), by name."""
    return [_read_page(path, part) for path in sorted((FOLDER / part).glob("*.page"))]


def score_page(page: ExpectedPage) -> PageScore:
    """Clean a page and compare it with what is expected; one that can't be cleaned is no article."""
    try:
        document = clean_document(page.raw)
    except UnreadableDocumentError:
        document = None
    found = document.text.splitlines() if document is not None and page.kept is not None else []
    expected = list(page.kept or ())
    common = sum(min(found.count(line), expected.count(line)) for line in set(expected))
    values = {key: (_read_value(document, key), value) for key, value in page.stated.items()}
    differences = [f"+ {line}" for line in found if line not in expected]
    differences += [f"- {line}" for line in expected if line not in found]
    differences += [f"{key}: {got!r}, not {want!r}" for key, (got, want) in values.items() if got != want]
    is_right = {key: got == want for key, (got, want) in values.items()}
    return PageScore(len(found), len(expected), common, is_right, tuple(differences))


def _read_page(path: Path, part: str) -> ExpectedPage:
    header, _, content = path.read_text(encoding="utf-8").partition("---\n")
    stated: dict[str, Any] = yaml.safe_load(header)
    faults = stated.pop("faults", 0)
    name, form = f"{part}/{path.stem}", stated.pop("format", "marked")
    if form == "marked":
        text, kept = _read_marked(content)
        raw = RawDocument("tests", f"{name}.txt", text.encode(), "text/plain", metadata=MARKED)
        return ExpectedPage(name, raw, kept, stated, faults)
    listed = stated.pop("kept", None)
    media_type, suffix = ("text/html", "html") if form == "html" else ("text/plain", "txt")
    raw = RawDocument("tests", f"{name}.{suffix}", content.encode(), media_type, metadata=MARKED)
    return ExpectedPage(name, raw, None if listed is None else tuple(map(str, listed)), stated, faults)


def _read_marked(content: str) -> tuple[str, tuple[str, ...]]:
    """The text without its marks, and the lines that are kept; paragraphs of a wrapped text are parted."""
    is_wrapped = "\n& " in content
    lines, kept = [], []
    for line in content.splitlines():
        mark, text = line[:1], line[2:]
        lines.append(f"\n{text}" if is_wrapped and mark != "&" else text)
        if mark == "+":
            kept.append(text.removeprefix("• ").removeprefix("- "))
        elif mark == "&":
            kept[-1] += f" {text}"
    return "\n".join(lines).strip("\n") + "\n", tuple(kept)


def _read_value(document: CleanDocument | None, key: str) -> Any:
    if document is None:
        return "not_article" if key == "kind" else None
    if key == "published":
        return document.published_on
    if key == "method":
        return document.published_method
    if key == "place":
        return document.dateline_place
    if key == "author":
        return list(document.author)
    if key == "speakers":
        return [speaker for speaker, _ in groupby(b.speaker for b in document.blocks if b.is_kept) if speaker]
    return getattr(document, key, None)
