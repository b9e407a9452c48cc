"""The view of short names whose link to a person is uncertain, on rows of its own."""

from __future__ import annotations

import duckdb

from transforms.actors.identity.corrections import parse_corrections
from warehouse.view_files import read_views

DOCUMENT_ACTORS = """
CREATE TABLE document_actors AS SELECT * FROM (VALUES
    ('d1', 'person/ana-ruiz', 'Ruiz', 'person', true, 'PER', 'story', 0.97),
    ('d2', 'person/tom-berg', 'Berg', 'person', true, NULL, 'time', 0.8),
    ('d3', 'person/voss', 'Voss', 'person', true, NULL, NULL, NULL),
    ('d4', 'person/quayle', 'Quayle', 'person', true, NULL, NULL, NULL)
) AS t(document_id, actor_id, name, type, is_named, country_code, link_method, link_confidence)
"""
ACTORS = """
CREATE TABLE actors AS SELECT * FROM (VALUES
    ('person/ana-ruiz', 'Ana Ruiz', 9), ('person/tom-berg', 'Tom Berg', 5), ('person/voss', 'Voss', 1),
    ('person/karl-voss', 'Karl Voss', 4), ('person/ulla-voss', 'Ulla Voss', 2), ('person/quayle', 'Quayle', 1)
) AS t(actor_id, name, mention_count), (SELECT 'person' AS type, true AS is_named)
"""

VOSS = "merge,person/voss,person/karl-voss,,,,,,,"
HEAD = "action,subject,target,name,type,country_code,sector,valid_from,valid_to,reason\n"


def test_links_of_little_ground_and_names_that_fit_several_are_listed() -> None:
    view = next(v for v in read_views() if v.name == "uncertain_links")
    with duckdb.connect() as con:
        con.execute(DOCUMENT_ACTORS)
        con.execute(ACTORS)
        con.execute(
            "CREATE TABLE documents AS SELECT *, document_id || '.txt' AS uri,"
            " DATE '2024-05-24' AS published_on FROM (SELECT DISTINCT document_id FROM document_actors)"
        )
        con.execute(f"CREATE VIEW uncertain_links AS {view.select}")
        rows = con.execute(
            "SELECT document_id, linked_id, candidates, candidate_count, correction FROM uncertain_links"
        ).fetchall()
    assert rows == [
        ("d3", None, ["person/karl-voss", "person/ulla-voss"], 2, VOSS),
        ("d2", "person/tom-berg", ["person/tom-berg"], 1, None),
    ]


def test_the_line_of_a_link_with_a_reason_behind_it_is_a_correction() -> None:
    (correction,) = parse_corrections(f"{HEAD}{VOSS}same office\n")
    assert (correction.action, correction.target, correction.reason) == (
        "merge",
        "person/karl-voss",
        "same office",
    )
