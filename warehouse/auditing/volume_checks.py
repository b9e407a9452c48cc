"""Checks of a batch as a whole: is anything there, and about as much as usual."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from warehouse.auditing.audit_log import AuditLog

COUNTED_TABLES = ("sentences", "mentions", "time_expressions", "figures", "events")
# A text counts up to this length: one huge table of numbers must not decide what is usual.
LONGEST_COUNTED = 10_000
# Fewer documents say nothing about what is usual; fewer expected rows may be missing by chance.
FEWEST_DOCUMENTS = 50
FEWEST_EXPECTED = 100
COLLAPSE_SHARE = 0.1

_CODED_LENGTH = (
    f"sum(least(text_char_count, {LONGEST_COUNTED})) FILTER (coalesce(language, 'en') = 'en') / 1000.0"
)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Usual rows per 1,000 characters of coded text by table, and from how many documents."""

    document_count: int
    rows_per_thousand_chars: dict[str, float]


def read_baseline(con: duckdb.DuckDBPyConnection) -> Baseline:
    """What the warehouse holds per text, to notice a collapse of the volume."""
    row = con.execute(f"SELECT count(*), {_CODED_LENGTH} FROM store.documents").fetchone()
    documents, length = row if row else (0, None)
    rates: dict[str, float] = {}
    for name in COUNTED_TABLES if length else ():
        counted = con.execute(f"SELECT count(*) FROM store.{name}").fetchone()
        rates[name] = counted[0] / length if counted else 0.0
    return Baseline(documents, rates)


def check_arrival(log: AuditLog, expected_documents: int) -> None:
    """An empty batch from a non-empty input is critical."""
    found = log.count_rows("documents")
    failed = int(expected_documents > 0 and found == 0)
    log.add_check("documents", "empty batch", "critical", expected_documents, failed, f"{found} documents")


def check_volume(log: AuditLog, baseline: Baseline | None) -> None:
    """Far fewer rows than usual for as much text: none at all, or hardly a sentence, is critical."""
    if baseline is None or baseline.document_count < FEWEST_DOCUMENTS:
        return
    row = log.con.execute(f"SELECT {_CODED_LENGTH} FROM documents").fetchone()
    length = row[0] if row and row[0] else 0.0
    for name, rate in baseline.rows_per_thousand_chars.items():
        expected, found = rate * length, log.count_rows(name)
        if expected < FEWEST_EXPECTED:
            continue
        is_low = found < COLLAPSE_SHARE * expected
        is_critical = found == 0 or (name == "sentences" and is_low)
        observed = f"{found} rows where about {expected:.0f} are usual"
        log.add_check(name, "volume", "critical" if is_critical else "warning", found, int(is_low), observed)
