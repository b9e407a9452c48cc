"""What the analysts' views and the shipped queries answer on four small articles."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from warehouse.data_dictionary import DICTIONARY_PATH, describe_views, make_dictionary
from warehouse.query import QUERY_FOLDER, read_sample_queries, run_query
from warehouse.view_files import VIEW_FOLDER, VIEW_NAMES, read_views

ANSWERS = yaml.safe_load((Path(__file__).parent / "expected_answers.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", VIEW_NAMES)
def test_a_view_shows(ask, name):
    for case in ANSWERS["views"][name]:
        assert ask(case["sql"]) == case["rows"], case["sql"]


@pytest.mark.parametrize("name", sorted(read_sample_queries()))
def test_a_query_answers(ask, name):
    assert ask(read_sample_queries()[name].sql) == ANSWERS["queries"][name]


def test_a_query_asked_by_its_function_answers_the_same(file, ask):
    query = read_sample_queries()["who_did_what"].sql
    found = run_query(file, query, None)
    assert [[str(cell) for cell in row] for row in found.rows] == [
        [str(cell) for cell in row] for row in ask(query)
    ]


def test_every_view_and_query_is_tested_and_says_what_it_is():
    assert set(ANSWERS["views"]) == set(VIEW_NAMES) == {p.stem for p in VIEW_FOLDER.glob("*.sql")}
    assert set(ANSWERS["queries"]) == {p.stem for p in QUERY_FOLDER.glob("*.sql")}
    assert all(view.grain.startswith("One row per") for view in read_views())
    assert all(query.question.endswith("?") for query in read_sample_queries().values())


def test_every_column_of_a_view_is_described():
    bare = [(v.name, c) for v in describe_views() for c, _, description in v.columns if not description]
    assert bare == []


def test_the_dictionary_is_current():
    assert DICTIONARY_PATH.read_text(encoding="utf-8") == make_dictionary(), "run warehouse.data_dictionary"


def test_the_scorers_columns_are_there(ask):
    """The tables are read by other programs: their names and columns are a contract."""
    for sql in (
        "SELECT document_id, uri, title, published_on, publisher, agency, text FROM documents",
        "SELECT document_id, block_no, kind, is_kept, reason, text, raw_start, char_start FROM blocks",
        "SELECT m.actor_id, m.text, a.name, a.type, a.country_code FROM mentions m JOIN actors a"
        " USING (actor_id)",
        "SELECT e.event_id, event_type, trigger, date_start, status, s.text FROM events e JOIN sentences s"
        " USING (document_id, sentence_no)",
        "SELECT event_id, role, a.name, m.text FROM event_participants p JOIN actors a USING (actor_id)"
        " LEFT JOIN mentions m USING (mention_id)",
        "SELECT text, value, value_high, unit, comparator, change, item FROM figures",
        "SELECT text, type, value FROM time_expressions",
        "SELECT q.text, q.direct, a.name FROM quotes q LEFT JOIN actors a ON a.actor_id = q.speaker_id",
    ):
        assert ask(sql)


@pytest.mark.parametrize(
    "table",
    ["blocks", "sentences", "mentions", "actor_roles", "time_expressions", "quotes", "events", "figures"],
)
def test_every_row_is_a_slice_of_its_document(ask, table):
    wrong = ask(
        f"SELECT count(*) FROM {table} t JOIN documents d USING (document_id) WHERE t.char_start IS NOT NULL"
        " AND substring(d.text, t.char_start + 1, t.char_end - t.char_start) IS DISTINCT FROM t.text"
    )
    assert wrong == [[0]]
