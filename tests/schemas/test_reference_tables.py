"""The small tables for BI hold what the transforms know."""

from __future__ import annotations

from schemas.reference_tables import list_country_rows, list_event_type_rows
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.tables import read_table
from transforms.events.vocabulary.ontology import describe_type, file_deed, load_ontology


def test_every_country_has_its_line_of_words() -> None:
    codes = [row.country_code for row in list_country_rows()]
    assert [row["code"] for row in read_table("countries.csv")] == codes
    assert list(load_countries()) == codes


def test_every_country_has_a_region_and_every_state_its_codes() -> None:
    for _, name, alpha2, numeric, region, status, _, _ in list_country_rows():
        assert region, name
        assert status != "state" or (alpha2 and numeric), name


def test_event_types_are_those_of_the_ontology() -> None:
    rows = list_event_type_rows()
    for event_type, mode, quad_class, root, intensity, planned, _, _ in rows:
        facts = describe_type(str(event_type), None if mode is None else str(mode))
        assert (quad_class, root, intensity, mode) == (
            facts.quad_class, facts.cameo_root, facts.intensity, facts.mode,
        )  # fmt: skip
        assert planned == file_deed(str(event_type), "planned")
    known = {(t, m) for t, e in load_ontology().items() for m in (None, *e.get("modes", {}))}
    assert {(t, m) for t, m, *_ in rows} == known
