"""Who wrote an article, from what pages put into their author fields: persons and desks, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from transforms.documents.metadata.agencies import find_agency
from transforms.documents.metadata.date_forms import find_dates
from transforms.lexicon.patterns import load_pattern
from transforms.lexicon.word_lists import read_lines

_BY = load_pattern("documents", "author_by")
_SECTION = re.compile(r"(?<=\w) (?:in|under) [A-Z].*$")  # "Ann Lee in News"
_SPLIT = re.compile(r"\s*(?:;|\||\n|/| [·•] |\band\b|&|,(?! (?:Jr|Sr|I{2,3})\b))\s*", re.IGNORECASE)
_NOISE = re.compile(r"https?://\S*|www\.\S*|\S+@\S+|@\w+|\([^)]*\)|\[[^\]]*\]", re.IGNORECASE)
_DESK = load_pattern("documents", "author_desk")
_ROLE = load_pattern("documents", "role_of_author")
_PARTICLES = "al|bin|ibn|de|del|della|di|da|das|dos|du|la|le|van|von|der|den|ten|el|y|e|af|av|zu|ben|abu|st"
_NAME = r"(?:(?:al|el|ad|as|ar|an|at|ash|bin)-)?[^\W\d_a-z][\w.'’\-]*"
_PERSON = re.compile(rf"{_NAME}(?:\s(?:(?:{_PARTICLES})\b|{_NAME}|(?:Jr|Sr)\.?)){{1,5}}")
_BEFORE_DATE = load_pattern("documents", "before_date")
_MAX_AUTHORS = 12


def clean_authors(candidates: Iterable[str], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """Persons and desks among the values of an author field, in order, each once.

    Left out are accounts ("admin"), addresses, roles, the site itself and news agencies, and beside persons
    a desk that bears the name of the site.
    """
    sites = {_fold(name) for name in site_names if name}
    found: dict[str, str] = {}
    for candidate in candidates:
        for part in _SPLIT.split(_cut_dates(_NOISE.sub(" ", candidate[:400]))):
            name = " ".join(_SECTION.sub("", _BY.sub("", part.strip())).split()).strip(" .,:-–—|•·")
            is_role = bool(found) and _ROLE.fullmatch(name) is not None
            if name and not is_role and _is_author(name, sites):
                found.setdefault(_fold(name), _capitalise(name))
    names = tuple(found.values())
    persons = tuple(name for name in names if not _is_house_desk(name, sites))
    return (persons or names)[:_MAX_AUTHORS]


def cut_role(line: str) -> str:
    """A line without what its person is ("Ann Lee, Economics Editor")."""
    head, comma, tail = line.rpartition(",")
    return head if comma and _ROLE.fullmatch(tail.strip()) else line


def is_desk(name: str) -> bool:
    """Whether a name is that of a desk or staff, no person's."""
    return _DESK.fullmatch(name) is not None


def _is_house_desk(name: str, sites: set[str]) -> bool:
    return is_desk(name) and any(len(site) > 3 and site in _fold(name) for site in sites)


def _cut_dates(text: str) -> str:
    """An author field with a mark in place of each date ("Ann Lee on May 19, 2023 Print")."""
    for found in reversed(find_dates(text, True)):
        text = _BEFORE_DATE.sub("", text[: found.start]) + " | " + text[found.end :]
    return text


@lru_cache(maxsize=1)
def _load_no_authors() -> re.Pattern[str]:
    patterns = read_lines(Path(__file__).with_name("no_authors.txt"))
    return re.compile("|".join(patterns), re.IGNORECASE)


def _is_author(name: str, sites: set[str]) -> bool:
    folded = _fold(name)
    if not 3 < len(name) <= 60 or folded in sites or _load_no_authors().fullmatch(name):
        return False
    if is_desk(name):
        return len(name.split()) >= 2
    if _ROLE.fullmatch(name) or find_agency(name) is not None:
        return False
    if any(site and len(site) > 3 and (site in folded or folded in site) for site in sites):
        return False
    return _PERSON.fullmatch(_capitalise(name)) is not None


def _capitalise(name: str) -> str:
    return name.title() if name.isupper() or name.islower() else name


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
