"""Tables of schema ops: runs, checks, quarantine, failures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from schemas.declaration import Between, Key, table


@table("runs", scope="operations")
@dataclass(frozen=True, slots=True)
class Run:
    """One row per run of the pipeline."""

    run_id: Annotated[str, "Run.", Key()]
    flow_run_id: Annotated[str | None, "Prefect flow run."]
    started_at: Annotated[datetime, "Start (UTC)."]
    ended_at: Annotated[datetime | None, "End (UTC)."]
    status: Annotated[Literal["running", "completed", "failed", "crashed"], "State."]
    code_version: Annotated[str, "Extractor version."]
    parameters: Annotated[str, "Parameters, JSON."]
    in_count: Annotated[int, "Documents that the sources yielded.", Between(0, None)]
    new_count: Annotated[int, "Documents not seen before.", Between(0, None)]
    changed_count: Annotated[int, "Documents with changed content.", Between(0, None)]
    unchanged_count: Annotated[int, "Documents skipped as unchanged.", Between(0, None)]
    failed_count: Annotated[int, "Documents that could not be processed.", Between(0, None)]
    published_count: Annotated[int, "Documents published.", Between(0, None)]
    staged_row_count: Annotated[int, "Rows extracted, all tables.", Between(0, None)]
    published_row_count: Annotated[int, "Rows published, all tables.", Between(0, None)]
    quarantined_row_count: Annotated[int, "Rows kept out.", Between(0, None)]
    message: Annotated[str | None, "Why it failed."]


@table("checks", scope="operations")
@dataclass(frozen=True, slots=True)
class Check:
    """One row per check of one staged batch."""

    run_id: Annotated[str, "Run.", Key()]
    batch_no: Annotated[int, "Batch of the run, from 0.", Key()]
    table_name: Annotated[str, "Table.", Key()]
    check_name: Annotated[str, "Check.", Key()]
    severity: Annotated[Literal["critical", "row", "warning"], "Stops the run, quarantines rows, or informs."]
    is_passed: Annotated[bool, "Result."]
    evaluated_count: Annotated[int, "Rows checked.", Between(0, None)]
    failed_count: Annotated[int, "Rows that failed.", Between(0, None)]
    observed: Annotated[str | None, "What was seen, in short."]
    checked_at: Annotated[datetime, "When (UTC)."]


@table("quarantine", scope="operations")
@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """One row per extracted row and failed check that kept it out of the published tables."""

    run_id: Annotated[str, "Run.", Key()]
    table_name: Annotated[str, "Table.", Key()]
    row_key: Annotated[str, "Key of the row.", Key()]
    document_id: Annotated[str | None, "Document."]
    check_name: Annotated[str, "Check that failed.", Key()]
    reason: Annotated[str, "What is wrong, in words."]
    row: Annotated[str, "The row, JSON."]
    quarantined_at: Annotated[datetime, "When (UTC)."]
    replayed_at: Annotated[datetime | None, "When its document was replayed with success (UTC)."]


@table("failures", scope="operations")
@dataclass(frozen=True, slots=True)
class Failure:
    """One row per document that could not be processed (dead letter)."""

    run_id: Annotated[str, "Last run that tried."]
    source: Annotated[str, "Source.", Key()]
    uri: Annotated[str, "Document.", Key()]
    stage: Annotated[str, "read, decode, clean, extract, audit ..."]
    error_type: Annotated[str, "Class of the error."]
    message: Annotated[str, "What is wrong, in words."]
    raw_sha256: Annotated[str | None, "Raw bytes in the raw store, where they were read."]
    attempts: Annotated[int, "Tries so far.", Between(1, None)]
    first_failed_at: Annotated[datetime, "First failure (UTC)."]
    last_failed_at: Annotated[datetime, "Last failure (UTC)."]
    resolved_at: Annotated[datetime | None, "When a later run processed it (UTC)."]


@table("actor_redirects", scope="operations")
@dataclass(frozen=True, slots=True)
class ActorRedirect:
    """One row per actor id that was published once and is now part of another."""

    old_actor_id: Annotated[str, "The id that is no more.", Key()]
    actor_id: Annotated[str, "The id in `actors` that holds its mentions now."]


@table("happening_heirs", scope="operations")
@dataclass(frozen=True, slots=True)
class HappeningHeir:
    """One row per happening whose naming mention is gone: the mention that keeps its id alive."""

    event_id: Annotated[str, "The mention that inherited the name.", Key()]
    leader_id: Annotated[str, "The mention that named the happening and is no more."]


@table("series_links", scope="operations")
@dataclass(frozen=True, slots=True)
class SeriesLink:
    """One row per pair of figures of two documents that are one series though their words name two."""

    figure_id: Annotated[str, "One figure; the lesser id.", Key()]
    other_figure_id: Annotated[str, "The other figure.", Key()]
    series_id: Annotated[str, "The series that the words of the first name."]
    other_series_id: Annotated[str, "The series that the words of the other name."]
    said_on: Annotated[date | None, "Day on which the first was published."]
    other_said_on: Annotated[date | None, "Day on which the other was published."]
    document_id: Annotated[str, "Document of the first."]
    other_document_id: Annotated[str, "Document of the other."]
