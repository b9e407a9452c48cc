"""By which rules the remembered rows were made: under other rules, or another DuckDB, they are made anew."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb


def begin_anew(con: duckdb.DuckDBPyConnection, subject: str, rules: str, tables: Sequence[str]) -> bool:
    """Empty the tables of a subject if other rules filled them; returns whether they were emptied.

    DuckDB's version counts among the rules: its hashes may change with it.
    """
    rules = f"duckdb {duckdb.__version__} {rules}"
    known = con.execute("SELECT rules FROM store.resolution_rules WHERE subject = ?", [subject]).fetchone()
    if known is not None and known[0] == rules:
        return False
    for name in tables:
        con.execute(f"DELETE FROM store.{name}")
    con.execute("DELETE FROM store.resolution_rules WHERE subject = ?", [subject])
    con.execute("INSERT INTO store.resolution_rules VALUES (?, ?)", [subject, rules])
    return True
