"""What is due: plans that slip, are done or dropped."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from row_builder import NOW, Article, join_rows
from test_happenings import JOINING

from warehouse.auditing.audit import audit_batch
from warehouse.connect import open_warehouse
from warehouse.publishing.publish import publish_batch
from warehouse.stage import write_shards


def _plan(uri: str, on: date, due: date, status: str = "planned", party: str = "country/TZA") -> Article:
    opening = "x" * ord(uri[0])  # else the stand-in takes texts with words of the same lengths for copies
    text = f"{opening} They will meet."
    # Reports that begin alike tell one event; the first plan and that of others begin otherwise.
    titles = {"a": "Envoys wrangle on copper smelters", "d": "Vineyard blight worries growers"}
    title = titles.get(uri[0], "Delegates haggle over lobster quotas, hake, anchovy")
    article = Article(uri=uri, title=title, text=text, published_on=on, publisher=uri[0].upper())
    article.actor("country/KEN", "Kenya", "KEN", reference_id="country/KEN")
    article.actor(party, "Other", party[-3:], reference_id=party)
    told = {"date_start": due, "date_end": due, "status": status, "document_group_id": f"{uri}-1"}
    ahead = {"due_start": due, "due_end": due} if status == "planned" else {}
    article.event("They will meet", "meet", "CONSULT", ("country/KEN", party), **told | ahead)
    return article


def _answer(database: Path, folder: Path, articles: list[Article], sql: str) -> list[tuple[Any, ...]]:
    with open_warehouse(database) as con:
        shards = write_shards(folder / "batch", join_rows(articles))
        publish_batch(con, [audit_batch(shards, "run-1", 0, len(articles), None, NOW)], "run-1", JOINING, NOW)
        return con.execute(sql).fetchall()


def test_a_plan_for_a_later_day_takes_the_place_of_the_first(database: Path, tmp_path: Path) -> None:
    articles = [
        _plan("a.txt", date(2024, 5, 1), date(2024, 6, 1)),
        _plan("b.txt", date(2024, 5, 20), date(2024, 6, 15)),
        _plan("c.txt", date(2024, 6, 16), date(2024, 6, 15), "actual"),
        _plan("d.txt", date(2024, 5, 21), date(2024, 6, 20), party="country/PER"),
    ]
    rows = _answer(
        database, tmp_path, articles,
        "SELECT due_start, first_due_start, slipped_days, known_since, state, done_on, due_history"
        " FROM plans_ahead ORDER BY due_start",
    )  # fmt: skip
    first, moved, other = date(2024, 6, 1), date(2024, 6, 15), date(2024, 6, 20)
    both = "2024-06-01 said 2024-05-01|2024-06-15 said 2024-05-20"
    assert rows == [
        (first, first, 0, date(2024, 5, 1), "moved", None, "2024-06-01 said 2024-05-01"),
        (moved, first, 14, date(2024, 5, 1), "done", moved, both),
        (other, other, 0, date(2024, 5, 21), "open", None, "2024-06-20 said 2024-05-21"),
    ]
