"""Table figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from schemas.declaration import ActorReference, Between, Key, NotBefore, Pattern, References, table
from schemas.events import EventStatus

Comparator = Literal["=", "~", ">", ">=", "<", "<="]
Change = Literal["increase", "decrease"]
Basis = Literal["target", "estimate", "forecast", "revised", "preliminary"]
# What a figure says of its measure: how large it is, by how much it changed, or which part of a whole it is.
MeasureKind = Literal["level", "change", "share"]


@table("figures", scope="document", is_by_month=True)
@dataclass(frozen=True, slots=True)
class Figure:
    """One row per numeric quantity stated in the text."""

    figure_id: Annotated[str, "Stable hash of document and span.", Key()]
    document_id: Annotated[str, "Document.", References("documents", "document_id")]
    sentence_no: Annotated[int, "Sentence.", Between(0, None)]
    char_start: Annotated[int, "Start in `documents.text`.", Between(0, None)]
    char_end: Annotated[int, "End in `documents.text`, exclusive.", NotBefore("char_start")]
    text: Annotated[str, "Number with unit and comparator, an exact slice."]
    value: Annotated[float, "Value in `unit`, fully scaled; the low end of a range."]
    value_high: Annotated[float | None, "High end of a range.", NotBefore("value")]
    comparator: Annotated[Comparator, "Exact, about, more than, at least, less than, at most."]
    unit: Annotated[str, "ISO 4217 for money, `percent`, `pp`, `count`, `ratio`, UCUM-like codes."]
    dimension: Annotated[str, "money, share, count, mass, length, duration, ratio, power ..."]
    base_unit: Annotated[
        str | None, "Unit of `base_value`: kg, m, m2, m3, d, J, W, m/s, Pa ...; null where `unit` has none."
    ]
    base_value: Annotated[float | None, "Value in `base_unit`, so that tonnes and pounds compare."]
    base_value_high: Annotated[float | None, "High end of a range in `base_unit`.", NotBefore("base_value")]
    per_unit: Annotated[str | None, "Denominator of a rate: `per barrel` is bbl."]
    item: Annotated[str | None, "What is counted or measured, a short phrase."]
    item_confidence: Annotated[
        float | None, "Probability that the item names the series; null without item.", Between(0, 1)
    ]
    is_minor: Annotated[bool, "Small number behind an article (`the two countries`); not in `figure_facts`."]
    change: Annotated[Change | None, "Direction, when the figure is the size of a change."]
    period_start: Annotated[date | None, "First day of the time that the figure is about."]
    period_end: Annotated[date | None, "Last day of that time.", NotBefore("period_start")]
    period_text: Annotated[str | None, "The words that give that time."]
    compared_start: Annotated[date | None, "First day of the baseline period."]
    compared_end: Annotated[date | None, "Last day of the baseline period.", NotBefore("compared_start")]
    actor_id: Annotated[str | None, "Whose figure it is.", ActorReference()]
    place_country_code: Annotated[
        str | None, "ISO 3166 alpha-3 of the place it is about.", Pattern("[A-Z]{3}")
    ]
    speaker_id: Annotated[str | None, "Whose claim it is; null when the article's own.", ActorReference()]
    event_id: Annotated[str | None, "Event it belongs to (200 detained).", References("events", "event_id")]
    status: Annotated[EventStatus, "Whether it is reached, planned, demanded, supposed or denied."]
    basis: Annotated[Basis | None, "What the text calls the value, where it does."]
    confidence: Annotated[float, "Calibrated probability that value and unit are right.", Between(0, 1)]
    method: Annotated[str, "Rule that found it."]
    measure: Annotated[
        str | None,
        "What series it is a point of, in normal words, without parties: `trade`, `wheat export`; null where"
        " the item names none.",
    ] = None
    measure_kind: Annotated[
        MeasureKind | None, "Whether the value is a level, the size of a change, or a part of a whole."
    ] = None
    party_id: Annotated[
        str | None,
        "Whose series it is; who sends, where goods flow; one of two, where they trade.",
        ActorReference(),
    ] = None
    partner_id: Annotated[
        str | None, "The other party: who receives, who trades with it.", ActorReference()
    ] = None
    indicator_id: Annotated[
        str | None,
        "The series: same measure, kind, unit and parties in all documents; without measure only where"
        " another report is joined to it.",
    ] = None
    replaces_value: Annotated[
        float | None, "The value, in `unit`, that a publisher's correction notice says was wrong."
    ] = None
    due_start: Annotated[
        date | None, "First day on which a planned, promised or expected value is due; null for others."
    ] = None
    due_end: Annotated[date | None, "Last such day.", NotBefore("due_start")] = None
    counted: Annotated[
        str | None,
        "What is counted or measured in one word for all its synonyms, so that reports of one event compare:"
        " death, injury, soldier, death of soldier, vessel; null where the item names nothing.",
    ] = None
