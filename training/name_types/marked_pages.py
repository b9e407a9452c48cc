"""Invented pages whose names are marked with their type, and the same pages with names exchanged."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).parents[1] / "data" / "marked_names.txt"
MARK = re.compile(r"\[([poln]) ([^\]]+)\]")
CLASS_OF = {"p": "person", "o": "organisation", "l": "location", "n": "none"}


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A text with the class of each marked name by offsets (start, end)."""

    text: str
    marks: tuple[tuple[int, int, str], ...]


def read_pages(path: Path = PATH) -> list[str]:
    """The pages with their marks."""
    lines = [ln for ln in path.read_text(encoding="utf-8").splitlines() if not ln.startswith("#")]
    return [page.strip() for page in "\n".join(lines).split("\n\n") if page.strip()]


def unmark(page: str) -> MarkedPage:
    """The text of a page without its marks."""
    text, marks, end = "", [], 0
    for m in MARK.finditer(page):
        text += page[end : m.start()]
        marks.append((len(text), len(text) + len(m[2]), CLASS_OF[m[1]]))
        text += m[2]
        end = m.end()
    return MarkedPage(text + page[end:], tuple(marks))


def exchange_names(pages: Sequence[str], seed: int) -> Iterator[str]:
    """The pages with the names of each class dealt out anew; a short form follows its full name."""
    chance = random.Random(seed)
    full = {kind: sorted({n for p in pages for n in _full_names(p, kind)}) for kind in "pol"}
    for page in pages:
        new: dict[str, str] = {}
        for kind, pool in full.items():
            own = sorted(_full_names(page, kind))
            for old, drawn in zip(own, chance.sample(pool, len(own)), strict=True):
                new.setdefault(f"{kind} {old}", drawn)
        yield MARK.sub(lambda m, new=new: f"[{m[1]} {_rename(m[1], m[2], new)}]", page)  # type: ignore[misc]


def _full_names(page: str, kind: str) -> set[str]:
    """The names of a page that are part of no longer one."""
    names = {m[2] for m in MARK.finditer(page) if m[1] == kind and not m[2].isupper()}
    return {n for n in names if not any(n != o and f" {n} " in f" {o} " for o in names)}


def _rename(kind: str, name: str, new: dict[str, str]) -> str:
    if f"{kind} {name}" in new:
        return new[f"{kind} {name}"]
    for key, drawn in new.items():
        old = key[2:].split()
        if key[0] == kind and name in old:
            return drawn.split()[0 if name == old[0] else -1]
    return name
