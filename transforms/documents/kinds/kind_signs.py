"""Signs of the kind of a page (kind_signs.yaml), found in its title and lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from schemas.documents import DocumentKind
from transforms.lexicon.yaml_data import read_yaml

_LONGEST_LINE = 600  # characters; no sign stands in a longer line


@dataclass(frozen=True, slots=True)
class KindSign:
    """A sign: where it stands, of which kind it speaks and how sure it is, 0 to 1."""

    name: str
    kind: DocumentKind
    where: Literal["title", "line", "inside"]
    weight: float
    pattern: re.Pattern[str]

    def matches(self, text: str) -> bool:
        """Whether a title or line bears the sign."""
        if self.where == "inside":
            return self.pattern.search(text[:_LONGEST_LINE]) is not None
        return len(text) <= _LONGEST_LINE and self.pattern.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def find_title_signs(title: str, kind: DocumentKind | None = None) -> tuple[KindSign, ...]:
    """Signs in a title, of one kind or all."""
    signs = (sign for sign in load_signs() if sign.where == "title" and kind in (None, sign.kind))
    return tuple(sign for sign in signs if sign.matches(title))


@lru_cache(maxsize=8192)
def find_line_signs(line: str) -> tuple[KindSign, ...]:
    """Signs in a line, kept or dropped."""
    return tuple(sign for sign in load_signs() if sign.where != "title" and sign.matches(line))


@lru_cache(maxsize=1)
def load_signs() -> tuple[KindSign, ...]:
    """All signs."""
    return tuple(
        KindSign(s["name"], s["kind"], s["where"], s["weight"], re.compile(s["pattern"], re.IGNORECASE))
        for s in read_sign_entries()
    )


def read_sign_entries() -> list[dict[str, Any]]:
    """The signs as they are written, with the lines that they must and must not match."""
    entries: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("kind_signs.yaml"))
    return entries
