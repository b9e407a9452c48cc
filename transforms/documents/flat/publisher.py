"""The publisher of a flat text, from what the site says about itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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
    )
)
# One of these stands in every line that a pattern matches.
_SAYS_NAME = re.compile(
    r"[Ff]ollow |[Cc]opyright|©|\([cC]\)|[Ss]ubscribe to |[Ss]ign up |[Pp]rivacy|[Dd]ownload |"
    r"newspaper|magazine|[Ee]ditor|\b(?:staff|team|desk|newsroom)\b"
)
_OWN_LINE = re.compile(
    r"\b(?:follow|subscri|copyright|newsletter|app|privacy|rights|support|donat)|©", re.IGNORECASE
)
_SITE = re.compile(r"^[A-Z][\w.&'’-]*(?: (?:[A-Z][\w.&'’-]*|of|the|and|&)){0,4}$")
_WRONG = frozenset(
    ("Inc", "All", "This", "Us", "Our", "The", "Copyright", "News", "Reuters", "Getty Images", "AP", "AFP")
)
_TAIL = re.compile(r"(?:[ ,.]+(?:Newsletter|Inc|Ltd|LLC|Limited|All|All rights reserved|This|Digital))+\.?$")


def find_publisher(
    texts: Sequence[str],
    is_kept: Sequence[bool],
    title_line: int | None,
    agency: str | None,
    dateline_agency: str | None,
) -> str | None:
    """The name that lines outside the article give the site most often.

    A name above the title counts where another line holds it, too. An agency that signs the dateline is
    the publisher where nothing else is named.
    """
    found: Counter[str] = Counter()
    outside = [text for text, kept in zip(texts, is_kept, strict=True) if not kept and len(text) < 700]
    for text in outside:
        if not _SAYS_NAME.search(text):
            continue
        for pattern in _PATTERNS:
            if match := pattern.search(text):
                name = _TAIL.sub("", match["name"]).strip(" .,")
                name = name.split(". ")[0] if "St. " not in name else name
                if name and name not in _WRONG and name != agency and len(name) > 1:
                    found[name] += 2
                break
    for number in range(min(title_line or 0, 12)):
        text = texts[number]
        if (
            not is_kept[number]
            and " " in text
            and _SITE.match(text)
            and any(text in other and text != other and _OWN_LINE.search(other) for other in outside)
        ):
            found[text] += 1
    if found:
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[0][0]
    return dateline_agency
