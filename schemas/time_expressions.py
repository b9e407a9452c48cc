"""Table time_expressions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from schemas.declaration import Between, Key, NotBefore, References, table
from schemas.events import DatePrecision

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


@table("time_expressions", scope="document", is_by_month=True)
@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One row per temporal expression (TIMEX3)."""

    time_expression_id: Annotated[str, "Stable hash of document and span.", Key()]
    document_id: Annotated[str, "Document.", References("documents", "document_id")]
    sentence_no: Annotated[int, "Sentence.", Between(0, None)]
    char_start: Annotated[int, "Start in `documents.text`.", Between(0, None)]
    char_end: Annotated[int, "End in `documents.text`, exclusive.", NotBefore("char_start")]
    text: Annotated[str, "The expression, an exact slice."]
    type: Annotated[TimeType, "TIMEX3 type."]
    value: Annotated[str | None, "TIMEX3 value: 2023-04-06, 2024-Q1, P27Y, PAST_REF; null when open."]
    start_on: Annotated[date | None, "First day."]
    end_on: Annotated[date | None, "Last day.", NotBefore("start_on")]
    precision: Annotated[DatePrecision | None, "How fine the date is known."]
    anchor_on: Annotated[date | None, "Date against which a relative expression was resolved."]
    method: Annotated[str, "Rule that found and resolved it."]
    due_start: Annotated[
        date | None,
        "First day for which a clause (`due_text`) sets what will be done, also where no event is read;"
        " null where the time is no deadline.",
    ] = None
    due_end: Annotated[date | None, "Last such day.", NotBefore("due_start")] = None
    due_char_start: Annotated[int | None, "Start of the clause in `documents.text`.", Between(0, None)] = None
    due_char_end: Annotated[int | None, "End of the clause, exclusive.", NotBefore("due_char_start")] = None
    due_text: Annotated[str | None, "The clause from subject to time, an exact slice."] = None
