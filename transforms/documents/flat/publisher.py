"""The publisher of a flat text, from what the site says about itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from transforms.documents.flat.site_name import find_named_site, load_no_publishers
from transforms.lexicon.patterns import load_pattern

_LONGEST = 700  # characters of a line that names the site
_STATED = 2  # what a line that states the name weighs; a name alone above the title: 1
_REACH = 12  # lines at the top
_NAME = r"(?P<name>(?:[Tt]he )?[A-Z][\w.&'’-]*(?: (?:[A-Z][\w.&'’-]*|of|the|and|&|for)){0,5})"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[Ff]ollow {_NAME} on (?:Google News|Twitter|Facebook|X|Instagram|WhatsApp|Telegram|YouTube)",
        rf"copyrighted property of {_NAME}",
        rf"\bby (?:the )?{_NAME} (?:staff|team|desk|newsroom)\b",
        rf"(?:©|\([cC]\)|[Cc]opyright)[ ,©]*(?:(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?)?,? *(?:by )?{_NAME}",
        rf"[Ss]ubscribe to (?:our |the )?{_NAME}(?: digital| [Nn]ewsletter| today| now|$)",
        rf"[Ss]ign up (?:for|to) (?:the )?{_NAME} [Nn]ewsletter",
        rf"[Rr]ead {_NAME} [Pp]rivacy",
        rf"[Dd]ownload (?:the )?{_NAME} (?:app|App|APP)",
        rf"{_NAME} is (?:a|an|the) (?:independent|leading|daily|online|global)\b.* (?:newspaper|magazine)",
        rf"[Ee]ditors? (?:in charge )?(?:of|at) {_NAME}",
        rf"^(?:Publisher|Newspaper|Publication|Outlet|Media outlet|Published in) ?: ?{_NAME}",
        rf"^(?:First )?[Pp]ublished in (?=[Tt]he ){_NAME}(?=, |$|\.)",
    )
)
# One of these stands in every line that a pattern matches.
_SAYS_NAME = load_pattern("documents", "says_name")
_OWN_LINE = load_pattern("documents", "own_line")
_SITE = re.compile(r"^[A-Z][\w.&'’-]*(?: (?:[A-Z][\w.&'’-]*|of|the|and|&)){0,4}$")
_TAIL = load_pattern("documents", "behind_publisher")


def find_publisher(
    outside: Sequence[str], above: Sequence[str], site: str | None, agency: str | None
) -> str | None:
    """The name that lines outside the article give the site most often.

    Args:
        outside: the dropped lines.
        above: the lines above the title; a name among them counts where another line holds it, or where it is
            written like that of a newspaper.
        site: the name that stands in the line of the title.
        agency: the agency of the text, which is not its publisher by that.
    """
    short = [text for text in outside if len(text) < _LONGEST]
    found: Counter[str] = Counter()
    for text in short:
        if (name := _read_name(text)) and name != agency:
            found[name] += _STATED
    for text in above[:_REACH]:
        if text in short and " " in text and _SITE.match(text) and _is_told(text, short):
            found[text] += 1
    if found:
        return min(found, key=lambda name: (-found[name], name))
    return site or find_named_site([text for text in above[:_REACH] if text in short])


def _read_name(text: str) -> str | None:
    """The name in a line of the site ("Follow The Gazette on Facebook"); None where there is none."""
    if not _SAYS_NAME.search(text):
        return None
    match = next((match for pattern in _PATTERNS if (match := pattern.search(text))), None)
    if match is None:
        return None
    name = _TAIL.sub("", match["name"]).strip(" .,")
    name = name.split(". ")[0] if "St. " not in name else name
    return name if len(name) > 1 and name not in load_no_publishers() else None


def _is_told(name: str, outside: Sequence[str]) -> bool:
    return any(name in other and name != other and _OWN_LINE.search(other) for other in outside)
