"""Ids of a knowledge base: of the tables, and of a user's list."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.runs.known_actors import read_known_actors
from flows.settings import SettingsError
from schemas.document_actors import ActorType
from schemas.identity import KnownActor, NameRecord
from transforms.actors.identity.knowledge_base import KnowledgeBase, load_shipped_ids
from transforms.actors.identity.reference_actors import load_reference_actors
from transforms.actors.identity.resolve import resolve_identities
from transforms.actors.reference.countries import load_countries

KNOWN = (
    KnownActor("Q901", "Ana Ruiz", ("Anna Ruíz",), "person", "PER"),
    KnownActor("Q902", "Tom Berg", (), "person", None),
    KnownActor("Q903", "Tom Berg", (), "person", "NOR"),
    KnownActor("Q904", "Karl Voss", (), "person", "DEU"),
    KnownActor("Q905", "Karl Voss", (), "person", "AUT"),
    KnownActor("Q906", "Torvald Shipping", ("TS",), "organisation", None),
)


def find_id(
    name: str, kind: ActorType, country: str | None = None, reference: str | None = None
) -> str | None:
    record = NameRecord(name, kind, country, None, reference, (name,), None, None, 1, 1)
    return resolve_identities([record], (), KnowledgeBase(KNOWN))[0].wikidata_id


def test_one_listed_person_or_body_gives_its_id() -> None:
    assert find_id("Ana Ruiz", "person", "PER") == "Q901"
    assert find_id("Anna Ruiz", "person") == "Q901"
    assert find_id("Torvald Shipping", "organisation", "DNK") == "Q906"
    assert find_id("Tom Berg", "person", "NOR") == "Q903"


def test_no_id_where_two_fit_or_the_country_differs() -> None:
    assert find_id("Karl Voss", "person") is None
    assert find_id("Ana Ruiz", "person", "ESP") is None
    assert find_id("Ruiz", "person", "PER") is None
    assert find_id("Torvald Shipping", "location") is None


def test_the_tables_carry_ids_of_states_and_bodies() -> None:
    assert find_id("Kenya", "country", "KEN", "country/KEN") == "Q114"
    shipped = load_shipped_ids()
    assert all(re.fullmatch("Q[1-9][0-9]*", number) for number in shipped.values())
    assert len(set(shipped.values())) == len(shipped)
    assert set(shipped) <= set(load_reference_actors())
    states = {f"country/{c.code}" for c in load_countries().values() if c.status == "state"}
    assert states <= set(shipped)


def test_a_list_is_read_from_csv_and_parquet(tmp_path: Path) -> None:
    listed = tmp_path / "known.csv"
    listed.write_text(
        "wikidata_id,name,aliases,type,country_code\n"
        "http://www.wikidata.org/entity/Q901,Ana Ruiz,A. Ruiz|Anna Ruiz,human,PER\n"
    )
    table = pa.table({"name": ["Ana Ruiz"], "wikidata_id": ["Q901"], "aliases": [["A. Ruiz", "Anna Ruiz"]]})
    pq.write_table(table, tmp_path / "known.parquet")
    from_csv, from_parquet = read_known_actors(listed)[0], read_known_actors(tmp_path / "known.parquet")[0]
    assert from_csv == KnownActor("Q901", "Ana Ruiz", ("A. Ruiz", "Anna Ruiz"), "person", "PER")
    assert from_parquet == KnownActor("Q901", "Ana Ruiz", ("A. Ruiz", "Anna Ruiz"), None, None)


def test_a_bad_line_is_told_with_its_number(tmp_path: Path) -> None:
    listed = tmp_path / "known.csv"
    listed.write_text("wikidata_id,name\nQ901,Ana Ruiz\nP12,Tom Berg\n")
    with pytest.raises(SettingsError, match=r"known\.csv: line 3: 'P12' is no Wikidata id"):
        read_known_actors(listed)
