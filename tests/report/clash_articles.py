"""Three papers on one clash: it is feared, then told with two different tolls."""

from __future__ import annotations

from datetime import date

from row_builder import Article

CLASH = date(2024, 5, 20)
FEARED = "Kenya could shell a Tanzanian post."
FOUR = "Kenya shelled a post of Tanzania and killed 4 people."
SEVEN = "Kenyan shells killed 7 people in Tanzania."


def build_clash() -> list[Article]:
    """All of them, the oldest first."""
    return [
        _report("feared.txt", FEARED, date(2024, 5, 19), "Alpha", "planned"),
        _report("four.txt", FOUR, date(2024, 5, 20), "Beta"),
        _report("seven.txt", SEVEN, date(2024, 5, 21), "Gamma"),
    ]


def _report(uri: str, words: str, on: date, publisher: str, status: str = "actual") -> Article:
    article = Article(
        uri=uri, text=words, published_on=on, publisher=publisher, title=f"{publisher} on a clash"
    )
    article.actor("country/KEN", "Kenya", "KEN", reference_id="country/KEN")
    article.actor("country/TZA", "Tanzania", "TZA", reference_id="country/TZA")
    event = article.event(
        words.rstrip("."), words.split()[1], "ASSAULT", ("country/KEN",), ("country/TZA",), status=status,
        quad_class=4, date_start=CLASH, date_end=CLASH,
    )  # fmt: skip
    for number in [word for word in words.split() if word.isdigit()]:
        article.figure(number, float(number), "person", "people killed", event_id=event.event_id)
    return article
