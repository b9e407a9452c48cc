"""Checks between tables: references, actors of the document, the sentence around a row.

Tables are checked in the order of their registry, where a table stands after those it refers to, so that
a quarantined row takes along what can't be without it.
"""

from __future__ import annotations

from schemas.declaration import ActorReference, Table
from schemas.expectations import Reference, list_references
from warehouse.auditing.audit_log import AuditLog

# A quotation may run over several sentences; it stands with the one in which it starts.
MAY_LEAVE_SENTENCE = frozenset({"quotes"})


def check_references(log: AuditLog, table: Table) -> None:
    """Rows that refer to what is not there: a nullable reference is set to null, else the row fails."""
    for reference in list_references(table):
        _check_reference(log, reference)
    for column in table.columns:
        if column.has_rule(ActorReference):
            _check_actor(log, table.name, column.name, column.is_nullable)
    names = {c.name for c in table.columns}
    if table.name != "sentences" and {"sentence_no", "char_start"} <= names:
        _check_sentence(log, table.name)


def good_rows(table_name: str) -> str:
    """The rows of a table that no check has failed so far, as a table expression."""
    return (
        f"(SELECT * FROM {table_name} WHERE audit_row NOT IN"
        f" (SELECT audit_row FROM bad_rows WHERE table_name = '{table_name}'))"
    )


def _check_reference(log: AuditLog, reference: Reference) -> None:
    target = f"{reference.other_table}.{reference.other_column}"
    missing = (
        f"t.{reference.column} IS NOT NULL AND NOT EXISTS (FROM {good_rows(reference.other_table)} AS o"
        f" WHERE o.{reference.other_column} = t.{reference.column})"
    )
    _settle(
        log, reference.table_name, reference.column, f"references {target}", missing, reference.is_nullable
    )


def _check_actor(log: AuditLog, table_name: str, column: str, is_nullable: bool) -> None:
    missing = (
        f"t.{column} IS NOT NULL AND NOT EXISTS (FROM {good_rows('document_actors')} AS o"
        f" WHERE o.document_id = t.document_id AND o.entity_key = t.{column})"
    )
    _settle(log, table_name, column, "references document_actors.entity_key", missing, is_nullable)


def _settle(
    log: AuditLog, table_name: str, column: str, target: str, missing: str, is_nullable: bool
) -> None:
    check_name = f"{column} {target}"
    if not is_nullable:
        reason = f"SELECT t.audit_row, '{column} is not in {target[11:]}: ' || t.{column} AS reason"
        log.add_row_check(table_name, check_name, f"{reason} FROM {table_name} AS t WHERE {missing}")
        return
    emptied = 0
    if log.count_rows(table_name):
        emptied = log.count(f"SELECT count(*) FROM {table_name} AS t WHERE {missing}")
    if emptied:
        log.con.execute(f"UPDATE {table_name} AS t SET {column} = NULL WHERE {missing}")
        log.repaired.add(table_name)
    observed = f"{emptied} references to missing rows were set to null" if emptied else None
    log.add_check(table_name, check_name, "warning", log.count_rows(table_name), emptied, observed)


def _check_sentence(log: AuditLog, table_name: str) -> None:
    log.add_row_check(
        table_name,
        "sentence",
        f"""
        SELECT t.audit_row, 'char_start does not stand in sentence ' || t.sentence_no AS reason
        FROM {table_name} AS t LEFT JOIN {good_rows("sentences")} AS s USING (document_id, sentence_no)
        WHERE s.char_start IS NULL OR t.char_start < s.char_start OR t.char_start >= s.char_end
        """,
    )
    if table_name not in MAY_LEAVE_SENTENCE:
        leaving = log.count(
            f"SELECT count(*) FROM {table_name} AS t JOIN sentences AS s USING (document_id, sentence_no)"
            " WHERE t.char_end > s.char_end"
        )
        log.add_check(table_name, "sentence end", "warning", log.count_rows(table_name), leaving)
