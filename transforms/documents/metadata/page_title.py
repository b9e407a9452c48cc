"""The title of an article from what a page gives as such: without the name of the site, in full."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from transforms.documents.repair.repair import repair_text
from transforms.lexicon.word_lists import read_lines

_SEPARATOR = re.compile(r"\s+(?:[|–—•·»«:/]|-|::|//|\|\||>)\s+|\s*[|»]\s*|\s::\s")
_WORD = re.compile(r"\w+")
_NAME_WORDS = 5
_CUT = re.compile(r"(?:…|\.\.\.)$")


def clean_title(text: str, site_names: Iterable[str], heading: str = "") -> str:
    """A title without the site's name and sections around it.

    A part goes when it is the name of the site, or when the page's heading is what stays without it.
    """
    title = " ".join(repair_text(html.unescape(text)).text.split())
    sites = {fold(name) for name in site_names if name and fold(name)}
    wanted = fold(heading)
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        last, first = cuts[-1], cuts[0]
        head, tail = title[: last.start()], title[last.end() :]
        front, rest = title[: first.start()], title[first.end() :]
        if wanted and fold(title) == wanted:
            return title
        if (
            _is_site(tail, sites)
            or (wanted and fold(head) == wanted)
            or ("|" in last.group() and len(tail.split()) <= 4)
            or (
                is_site_name(tail)
                and " " in tail
                and has_press_word(tail.split()[-1])
                and " " in head.strip()
            )
        ):
            title = head.strip()
        elif _is_site(front, sites) or (wanted and fold(rest) == wanted):
            title = rest.strip()
        else:
            return title


def choose_title(structured: Sequence[tuple[str, str]], heading: str) -> tuple[str, str]:
    """The title and its origin among structured ones, best first, and the heading that the page shows.

    The first structured one counts; where it is cut off or written otherwise than a heading that says the
    same, the heading does.
    """
    if not structured:
        return (heading, "h1") if heading else ("", "")
    title, origin = structured[0]
    if heading:
        bare = fold(_CUT.sub("", title))
        is_cut = fold(heading).startswith(bare) and len(bare) > 20
        agreed = any(fold(other) == fold(heading) for other, _ in structured)
        if is_cut or agreed or _share(title, heading) > 0.6:
            return heading, origin if fold(title) == fold(heading) else "h1"
    return title, origin


def fold(text: str) -> str:
    """A text as its letters and digits, for comparing."""
    return "".join(_WORD.findall(text)).casefold()


def is_site_name(text: str) -> bool:
    """Whether a text is written like the name of a site: few words, the longer ones capitalised."""
    words = text.split()
    return (
        0 < len(words) <= _NAME_WORDS
        and not text.endswith((".", "!", "?"))
        and all(word[0].isupper() or len(word) <= 3 for word in words)
        and words[0][0].isupper()
        and not any(char in text for char in ":/|@?")
    )


def has_press_word(text: str) -> bool:
    """Whether one of the words is one that newspapers bear in their name."""
    return any(word.casefold() in _load_press_words() for word in text.split())


@lru_cache(maxsize=1)
def _load_press_words() -> frozenset[str]:
    return frozenset(map(str.casefold, read_lines(Path(__file__).with_name("press_words.txt"))))


def _is_site(text: str, sites: set[str]) -> bool:
    folded = fold(text)
    return bool(folded) and (
        folded in sites
        or folded.removeprefix("the") in sites
        or any(len(site) >= 4 and (folded == site + "com" or folded == "the" + site) for site in sites)
        or (
            re.search(r"\.(?:com|org|net|co|in|ru|by|info|news)\b", text.lower()) is not None
            and " " not in text.strip()
        )
    )


def _share(a: str, b: str) -> float:
    left, right = set(_WORD.findall(a.casefold())), set(_WORD.findall(b.casefold()))
    return len(left & right) / max(1, min(len(left), len(right))) if min(len(left), len(right)) >= 4 else 0.0
