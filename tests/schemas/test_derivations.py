"""DDL, Arrow schema, expectations and dictionary are read from one declaration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

import duckdb
import pyarrow as pa
import pytest

from schemas.arrow import arrow_schema
from schemas.ddl import comment_on_table, create_table, qualified_name
from schemas.declaration import (
    Between,
    Key,
    NotBefore,
    Pattern,
    References,
    Table,
    read_table,
    table,
)
from schemas.dictionary import ViewDescription, describe_table, render_dictionary
from schemas.expectations import list_expectations, list_references
from schemas.registry import TABLES


@table("parcels", scope="document")
@dataclass(frozen=True, slots=True)
class Parcel:
    """One row per parcel; it isn't a letter."""

    parcel_id: Annotated[str, "Number of the parcel's label.", Key(), Pattern("[A-Z]{2}")]
    document_id: Annotated[str, "Document.", References("documents", "document_id")]
    weight: Annotated[float | None, "Kilograms.", Between(0, 30)]
    size: Annotated[Literal["small", "large"] | None, "Class of size."]
    stops: Annotated[tuple[str, ...], "Places on the way."]
    counts: Annotated[tuple[int, ...], "Counts."]
    is_sent: Annotated[bool, "Whether it's on its way."]
    sent_on: Annotated[date | None, "Day of posting."]
    arrived_on: Annotated[date | None, "Day of arrival.", NotBefore("sent_on")]
    seen_at: Annotated[datetime | None, "Last scan (UTC)."]
    page_count: Annotated[int, "Pages.", Between(1, None)]


PARCELS = read_table(Parcel)


def test_ddl():
    assert create_table(PARCELS) == (
        "CREATE TABLE IF NOT EXISTS store.parcels (\n"
        "    parcel_id VARCHAR NOT NULL,\n    document_id VARCHAR NOT NULL,\n    weight DOUBLE,\n"
        "    size VARCHAR,\n    stops VARCHAR[] NOT NULL,\n    counts BIGINT[] NOT NULL,\n"
        "    is_sent BOOLEAN NOT NULL,\n    sent_on DATE,\n    arrived_on DATE,\n    seen_at TIMESTAMP,\n"
        "    page_count BIGINT NOT NULL\n)"
    )
    comments = comment_on_table(PARCELS)
    assert comments[0] == "COMMENT ON TABLE store.parcels IS 'One row per parcel; it isn''t a letter.'"
    assert comments[1] == "COMMENT ON COLUMN store.parcels.parcel_id IS 'Number of the parcel''s label.'"
    assert len(comments) == 1 + len(PARCELS.columns)


def test_arrow():
    schema = arrow_schema(PARCELS)
    assert schema.field("stops").type == pa.list_(pa.string())
    assert schema.field("seen_at").type == pa.timestamp("us")
    assert schema.field("weight").type == pa.float64()
    assert all(field.nullable for field in schema)


def test_expectations():
    found = [(e.name, e.description) for e in list_expectations(PARCELS)]
    assert found == [
        ("parcel_id not_null", "parcel_id must not be null"),
        ("parcel_id matches", "parcel_id must match [A-Z]{2}"),
        ("document_id not_null", "document_id must not be null"),
        ("weight between", "weight must be between 0 and 30"),
        ("size in_set", "size must be one of small, large"),
        ("stops not_null", "stops must not be null"),
        ("counts not_null", "counts must not be null"),
        ("is_sent not_null", "is_sent must not be null"),
        ("arrived_on not_before", "arrived_on must not be smaller than sent_on"),
        ("page_count not_null", "page_count must not be null"),
        ("page_count between", "page_count must be at least 1"),
    ]
    (reference,) = list_references(PARCELS)
    assert (reference.column, reference.other_table, reference.is_nullable) == (
        "document_id", "documents", False,
    )  # fmt: skip


def test_dictionary():
    text = describe_table(PARCELS)
    assert text.startswith("### parcels\n\nOne row per parcel; it isn't a letter.\n")
    assert "| `weight` | DOUBLE | Kilograms. | 0 to 30 |" in text
    assert "| `size` | VARCHAR | Class of size. | one of `small`, `large` |" in text
    assert "| `arrived_on` | DATE | Day of arrival. | not before `sent_on` |" in text
    view = ViewDescription("heavy", "One row per heavy parcel.", (("weight", "DOUBLE", "Kilo|grams."),))
    whole = render_dictionary([PARCELS], [view])
    assert "### heavy\n\nOne row per heavy parcel." in whole
    assert "| `weight` | DOUBLE | Kilo\\|grams. |" in whole


@pytest.mark.parametrize("declared", TABLES, ids=lambda t: t.name)
def test_every_table_goes_through_ddl_and_arrow_and_back(declared: Table):
    with duckdb.connect() as con:
        con.execute(
            f"CREATE SCHEMA {qualified_name(declared).split('.')[0]}"
        ) if "main" not in qualified_name(declared) else None
        con.execute(create_table(declared))
        for statement in comment_on_table(declared):
            con.execute(statement)
        stored = con.sql(f"FROM {qualified_name(declared)}").to_arrow_table().schema
        assert stored.equals(arrow_schema(declared))
        con.register("empty", arrow_schema(declared).empty_table())
        con.execute(f"INSERT INTO {qualified_name(declared)} BY NAME FROM empty")


def test_names_are_told_apart_and_described():
    names = [t.name for t in TABLES]
    assert len(names) == len(set(names))
    for declared in TABLES:
        assert declared.key, declared.name
        assert declared.grain.startswith("One row per"), declared.name
        assert all(len(column.description) > 3 for column in declared.columns)


def test_references_point_at_declared_columns_published_before():
    order = {t.name: n for n, t in enumerate(TABLES)}
    by_name = {t.name: t for t in TABLES}
    for declared in TABLES:
        for reference in list_references(declared):
            assert by_name[reference.other_table].column(reference.other_column)
            assert order[reference.other_table] < order[declared.name]


def test_an_undeclared_type_is_refused():
    with pytest.raises(TypeError, match="not declared"):
        read_table(str)
    with pytest.raises(KeyError, match=r"parcels\.colour"):
        PARCELS.column("colour")
