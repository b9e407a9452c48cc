"""Promises with the deeds that keep them, and what is overdue; wordings of one count are one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from row_builder import NOW, Article, join_rows
from test_happenings import JOINING

from warehouse.auditing.audit import audit_batch
from warehouse.connect import open_warehouse
from warehouse.publishing.publish import publish_batch
from warehouse.stage import write_shards

PROMISED = date(2024, 5, 1)
DELIVERED = date(2024, 6, 3)


def _report(
    uri: str, words: str, on: date, deed: str, number: float | None, item: str, **more: Any
) -> Article:
    opening = "x" * ord(uri[0])  # else the stand-in takes texts with words of the same lengths for copies
    article = Article(uri=uri, text=f"{opening} {words}.", published_on=on, publisher=uri[0].upper())
    article.actor("country/KEN", "Kenya", "KEN", reference_id="country/KEN")
    article.actor("country/TZA", "Tanzania", "TZA", reference_id="country/TZA")
    told = {"date_start": on, "date_end": on, "date_method": "text", "document_group_id": f"{uri}-1"} | more
    event = article.event(words, words.split()[0], deed, ("country/KEN",), ("country/TZA",), **told)
    if number is not None:
        shown = next(w for w in words.split() if w.isdigit())
        article.figure(shown, number, "count", item, event_id=event.event_id, counted="vessel")
    return article


@pytest.fixture
def boats(database: Path, tmp_path: Path) -> Path:
    """A promise of boats, their delivery as two papers tell it, and a plan whose day has come."""
    due = PROMISED + timedelta(days=20)
    articles = [
        _report("a.txt", "promised 12 patrol boats", PROMISED, "AGREE", 12, "patrol boats"),
        _report("b.txt", "delivered 12 patrol boats", DELIVERED, "AID", 12, "patrol boats delivered"),
        _report("c.txt", "gave 10 ships", DELIVERED, "AID", 10, "ships given"),
        _report(
            "d.txt", "visit is planned", PROMISED, "CONSULT", None, "", status="planned", date_start=due,
            date_end=due, due_start=due, due_end=due,
        ),
    ]  # fmt: skip
    with open_warehouse(database) as con:
        shards = write_shards(tmp_path / "batch", join_rows(articles))
        publish_batch(con, [audit_batch(shards, "run-1", 0, 4, None, NOW)], "run-1", JOINING, NOW)
    return database


def test_promises_are_kept_counts_compared_and_plans_overdue(boats: Path) -> None:
    with open_warehouse(boats, read_only=True) as con:
        promises = con.execute(
            "SELECT who, to_whom, promised, deed_type, done_on, delivered FROM promises"
        ).fetchall()
        quarrels = con.execute(
            "SELECT about, item, one_says, one_source, other_says, other_source FROM disagreements"
        ).fetchall()
        overdue = con.execute("SELECT what, who, due_end, overdue_days FROM overdue").fetchall()
    delivered = "vessel 10-12, newest "
    assert [(*row[:5], row[5][: len(delivered)]) for row in promises] == [
        ("Kenya", "Tanzania", "vessel 12", "AID", DELIVERED, delivered)
    ]
    assert {frozenset({row[2], row[4]}) for row in quarrels} == {frozenset({"12.0 count", "10.0 count"})}
    assert [row[:2] for row in quarrels] == [("number", "vessel")]
    assert overdue == [("CONSULT", "Kenya", PROMISED + timedelta(days=20), 13)]
