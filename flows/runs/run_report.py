"""What a run did, in one page."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.corrections.event_corrections import JudgedLine
from flows.landing.plan import SOURCE_STAGE, DeadLetter, LandingCounts
from warehouse.lake.address import WarehousePlace
from warehouse.report import QuarantineCount

MAX_REASONS = 12
MAX_REASON_CHARS = 110


@dataclass(frozen=True, slots=True)
class RunReport:
    """Counts and places of one run.

    `published_count` documents of this run were published, `new_count` and `changed_count` of them new or
    changed, the rest processed again. `row_counts` are all rows now published, by table; `corrections`
    the lines of event corrections, `notes` what the sources had to tell; `released_to` is the address to
    which the release was sent, where it was.
    """

    run_id: str
    seconds: float
    counts: LandingCounts
    published_count: int
    new_count: int
    changed_count: int
    failures: tuple[DeadLetter, ...]
    quarantine: tuple[QuarantineCount, ...]
    row_counts: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    staged_row_count: int = 0
    published_row_count: int = 0
    quarantined_row_count: int = 0
    warehouse: WarehousePlace | None = None
    release: Path | None = None
    released_to: str = ""
    resumed: tuple[str, ...] = ()
    corrections: tuple[JudgedLine, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def failed_count(self) -> int:
        """Documents that could not be processed, those known from earlier runs among them."""
        return len(self.failures) + self.counts.known_failure_count

    @property
    def problem(self) -> str | None:
        """Why the run as a whole failed; None when it did not, though some documents may have failed."""
        return find_problem(self.counts, self.failures)

    @property
    def is_complete(self) -> bool:
        """Whether no document failed and no row was kept out."""
        return not self.failed_count and not self.quarantined_row_count

    def summarise(self) -> str:
        """The counts in a line."""
        parts = [f"{self.counts.in_count:,} documents in", f"{self.published_count:,} published"]
        parts += [f"{self.failed_count:,} failed"] if self.failed_count else []
        parts += [f"{self.quarantined_row_count:,} rows kept out"] if self.quarantined_row_count else []
        return ", ".join(parts)


class RunFailedError(RuntimeError):
    """A run that came to its end failed as a whole; carries its report."""

    def __init__(self, message: str, report: RunReport) -> None:
        super().__init__(message)
        self.report = report

    def __reduce__(self) -> tuple[type[RunFailedError], tuple[str, RunReport]]:
        """Prefect stores what a flow raised."""
        return RunFailedError, (str(self), self.report)


def find_problem(counts: LandingCounts, failures: Sequence[DeadLetter]) -> str | None:
    """Why a run as a whole failed: a source could not be read, or nothing that came in could be processed."""
    unread = [letter for letter in failures if letter.stage == SOURCE_STAGE]
    if unread:
        more = f" (and {len(unread) - 1} more sources)" if len(unread) > 1 else ""
        return f"the source {unread[0].source} can't be read: {unread[0].message}{more}"
    if 0 < counts.in_count <= len(failures) + counts.known_failure_count:
        return "nothing that came in could be read and processed"
    return None


def report_as_json(report: RunReport) -> str:
    """The whole report for a program: all fields, the problem, and whether it is complete."""
    fields = dataclasses.asdict(report)
    fields |= {"problem": report.problem, "is_complete": report.is_complete}
    fields["warehouse"] = report.warehouse
    fields["failed_count"] = report.failed_count
    return json.dumps(fields, default=str, ensure_ascii=False, indent=1)


def format_report(report: RunReport) -> str:
    """The report as Markdown that reads well in a terminal too."""
    c = report.counts
    lines = [
        f"Run {report.run_id} took {report.seconds:.1f} s",
        "",
        f"documents in    {c.in_count:>8,}",
        f"  new           {report.new_count:>8,}",
        f"  changed       {report.changed_count:>8,}",
        f"  unchanged     {c.unchanged_count:>8,}",
    ]
    if c.superseded_count:
        lines.append(
            f"  superseded    {c.superseded_count:>8,}  (a later one has the same id: that one stays)"
        )
    if c.retracted_count:
        lines.append(
            f"  retracted     {c.retracted_count:>8,}  (stay out; `wiremill retract --undo` lets them in)"
        )
    if c.retried_count:
        lines.append(f"  again         {c.retried_count:>8,}")
    lines += [
        f"  failed        {report.failed_count:>8,}" + _explain_known(c.known_failure_count),
    ]
    for run_id in report.resumed:
        lines.append(f"finished first: the interrupted run {run_id}")
    lines += _describe_failures(report.failures)
    lines += _describe_notes(report.notes)
    lines += _describe_languages(report.languages)
    lines += _describe_corrections(report.corrections)
    lines += ["", "rows published, all documents"]
    lines += [f"  {name:<20}{count:>10,}" for name, count in report.row_counts.items()]
    lines += _describe_quarantine(report.quarantine)
    lines += ["", f"warehouse   {report.warehouse}"]
    if report.release:
        lines.append(f"release     {report.release} (Parquet, wiremill.duckdb, manifest.json)")
    if report.released_to:
        lines.append(f"sent to     {report.released_to}")
    return "\n".join(lines)


def _explain_known(known: int) -> str:
    return f"  ({known:,} known from earlier runs: `wiremill failures list`)" if known else ""


def _describe_failures(failures: Sequence[DeadLetter]) -> list[str]:
    if not failures:
        return []
    lines = ["", "not processed (`wiremill failures list`)"]
    for letter in failures[:MAX_REASONS]:
        lines.append(f"  {letter.source}: {letter.uri}: {letter.message}"[: MAX_REASON_CHARS + 60])
    if len(failures) > MAX_REASONS:
        reasons = Counter(f"{f.stage}: {f.error_type}" for f in failures[MAX_REASONS:])
        lines += [f"  {count:,} more: {reason}" for reason, count in reasons.most_common()]
    return lines


def _describe_notes(notes: Sequence[str]) -> list[str]:
    if not notes:
        return []
    lines = ["", "notes on the sources", *(f"  {note}" for note in notes[:MAX_REASONS])]
    if len(notes) > MAX_REASONS:
        lines.append(f"  {len(notes) - MAX_REASONS:,} more")
    return lines


def _describe_languages(languages: dict[str, int]) -> list[str]:
    others = {code: count for code, count in languages.items() if code != "en"}
    if not others:
        return []
    listed = ", ".join(f"{count:,} {code}" for code, count in others.items())
    return ["", f"not in English, stored but not coded: {listed}"]


def _describe_corrections(corrections: Sequence[JudgedLine]) -> list[str]:
    """How many lines correct an event, and what is wrong with the others."""
    if not corrections:
        return []
    idle = [judged for judged in corrections if judged.state != "used"]
    used = len(corrections) - len(idle)
    lines = ["", f"event corrections: {used:,} of {len(corrections):,} lines used"]
    if idle:
        lines[-1] += " (`wiremill corrections check`)"
        lines += [f"  {judged}"[: MAX_REASON_CHARS + 40] for judged in idle[:MAX_REASONS]]
    if len(idle) > MAX_REASONS:
        lines.append(f"  {len(idle) - MAX_REASONS:,} more")
    return lines


def _describe_quarantine(quarantine: Sequence[QuarantineCount]) -> list[str]:
    if not quarantine:
        return ["", "rows kept out: none"]
    lines = ["", "rows kept out (`wiremill quarantine list`)"]
    for entry in quarantine:
        lines.append(f"  {entry.table_name}: {entry.row_count:,} by {entry.check_name}, e.g. {entry.example}")
    return lines
