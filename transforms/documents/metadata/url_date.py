"""Dates in addresses and file names."""

from __future__ import annotations

import re
from datetime import date

from transforms.documents.metadata.published_date import PublishedDate
from transforms.lexicon.calendar_words import list_openings

_MONTHS = list_openings("month")
_YEAR = r"(?P<y>(?:19[89]|20[0-4])\d)"
_DAY_FORMS = (
    re.compile(rf"(?<!\d){_YEAR}(?P<sep>[/_.-])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}/(?P<m>\d\d)(?P<d>\d\d)(?=/)"),
    re.compile(rf"(?<!\d){_YEAR}-(?P<m>\d\d)/(?P<d>\d\d)(?=/)"),
    re.compile(
        rf"(?<!\d){_YEAR}(?P<sep>[/-])(?P<n>{'|'.join(_MONTHS)})[a-z]*(?P=sep)(?P<d>\d{{1,2}})(?!\d)", re.I
    ),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?P<sep>[/-])(?P<n>{'|'.join(_MONTHS)})[a-z]*(?P=sep){_YEAR}(?!\d)", re.I
    ),
    re.compile(rf"(?<!\d)(?P<d>\d\d)(?P<sep>[_.-])(?P<m>\d\d)(?P=sep){_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?!\d)"),
)
_MONTH_FORM = re.compile(rf"/{_YEAR}[/-](?P<m>0[1-9]|1[0-2])(?=/)")


def find_url_date(url: str) -> PublishedDate | None:
    """The date that a URL or file name holds (/2024/05/28/, 2024-05-28-title); None when it holds none.

    What stands behind "?" or "#" does not count. A date that does not exist is none.
    """
    path = re.split(r"[?#]", url.strip(), maxsplit=1)[0]
    for form in _DAY_FORMS:
        for match in form.finditer(path):
            parts = match.groupdict()
            month = _MONTHS.index(parts["n"].lower()) + 1 if parts.get("n") else int(parts["m"])
            try:
                return PublishedDate(date(int(parts["y"]), month, int(parts["d"])), None, "day")
            except ValueError:
                continue
    month_only = _MONTH_FORM.search(path)
    if month_only is not None:
        return PublishedDate(date(int(month_only["y"]), int(month_only["m"]), 1), None, "month")
    return None
