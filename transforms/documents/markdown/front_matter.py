"""Front matter: the metadata that a Markdown file states above its text, between lines of "---" or "+++"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

_FRONT = re.compile(
    r"\ufeff?\s*(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)\r?\n(?P=mark)[ \t]*(?:\r?\n|$)", re.DOTALL
)
_MOST = 20_000
# Names that generators of sites use, best first, by the name of the metadata.
_NAMES = {
    "title": ("title", "headline"),
    "published": ("published", "date", "pubdate", "publishdate", "published_at", "created"),
    "author": ("author", "authors", "byline"),
    "publisher": ("publisher", "site_name", "source"),
    "agency": ("agency",),
    "language": ("language", "lang"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file states about itself, as the metadata of raw documents; `end` is where its text begins."""

    metadata: Mapping[str, str] = field(default_factory=dict)
    end: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a text, empty where it has none or where its block can't be read as a mapping."""
    match = _FRONT.match(text[:_MOST])
    if match is None:
        return FrontMatter()
    try:
        found = _read_block(match["body"], match["mark"])
    except Exception:  # the libraries raise all kinds: KeyError for `!!bool x`, RecursionError for deep nests
        return FrontMatter()
    return FrontMatter(found, match.end())


class _PlainLoader(yaml.SafeLoader):
    """Refuses aliases: a few lines of them stand for more than any memory holds, or for themselves."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def _read_block(matched: str, mark: str) -> dict[str, str]:
    """What a block states; raises whatever its library raises where it can't be read as a mapping."""
    stated = yaml.load(matched, _PlainLoader) if mark == "---" else tomllib.loads(matched)
    values = {str(key).casefold(): value for key, value in stated.items()}
    return {
        name: value
        for name, keys in _NAMES.items()
        if (value := next((text for key in keys if (text := _write(values.get(key)))), ""))
    }


def _write(value: Any) -> str:
    """A value as the string that metadata hold: a list of names with semicolons, a date as ISO."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_write, value)))
    if isinstance(value, dict):
        return _write(value.get("name"))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
