"""Give the figures of a document the series that they are points of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemas.figures import Figure
from schemas.identity import FigureRecord
from transforms.actors.findings import ActorFindings
from transforms.figures.series.counted import name_counted
from transforms.figures.series.measure_forms import COST, names_no_measure
from transforms.figures.series.measure_lexicon import load_measure_words
from transforms.figures.series.name_indicators import name_series
from transforms.figures.series.read_series import Series, SeriesReader

STATE = "GOV"
SHARE = "percent"
NEAR = 2  # sentences


def attach_series(figures: Sequence[Figure], actors: ActorFindings, text: str) -> Iterator[Figure]:
    """The figures with what they count, measure, parties and indicator, as far as their document tells."""
    reader = SeriesReader(actors, text)
    rate: Figure | None = None
    for figure in figures:
        if figure.item is None or figure.is_minor:
            yield figure
            continue
        counted = name_counted(figure.item)
        series = reader.read(figure, counted)
        if series is None:
            yield replace(figure, counted=counted) if counted is not None else figure
            continue
        told: dict[str, Any] = {
            "measure": series.measure,
            "measure_kind": series.kind,
            "party_id": series.party,
            "partner_id": series.partner,
            "place_country_code": figure.place_country_code or _find_nation(series, actors),
        }
        if rate is not None and _takes_up(figure, series, rate):
            told = {name: getattr(rate, name) for name in told}
        is_cost = COST in series.measure.split()
        indicator = name_series(_as_record(figure, told, actors))
        row = replace(figure, counted=COST if is_cost else counted, indicator_id=indicator, **told)
        is_rate = set(series.measure.split()) & load_measure_words()["rate"]
        if figure.unit == SHARE and is_rate and not names_no_measure(series.measure):
            rate = row
        yield row


def _takes_up(figure: Figure, series: Series, rate: Figure) -> bool:
    """Whether a percentage without a measure of its own is a point of the rate told before.

    "Inflation was 9 percent in May. The government aims at 8 percent by the end of the year."
    """
    is_level = figure.unit == SHARE and figure.change is None and series.kind != "change"
    is_near = figure.sentence_no - rate.sentence_no <= NEAR
    return is_level and is_near and names_no_measure(series.measure)


def _find_nation(series: Series, actors: ActorFindings) -> str | None:
    """A national rate that is nobody's is that of the one country in which the places of its text lie."""
    known, words = load_measure_words(), set(series.measure.split())
    if series.party or not words & known["national"] & known["rate"]:
        return None
    codes = {a.country_code for a in actors.actors if a.type == "location" and a.country_code}
    return codes.pop() if len(codes) == 1 else None


def _as_record(figure: Figure, told: Mapping[str, Any], actors: ActorFindings) -> FigureRecord:
    party = actors.actor_by_key.get(told["party_id"] or "")
    is_body = party is not None and party.type != "country" and party.sector == STATE
    return FigureRecord(
        figure_id=figure.figure_id,
        story_id=figure.document_id,
        item=figure.item or "",
        measure=told["measure"] or "",
        kind=told["measure_kind"] or "",
        unit=figure.base_unit or figure.unit,
        per_unit=figure.per_unit,
        party_id=told["party_id"],
        partner_id=told["partner_id"],
        party_is_state_body=is_body and party is not None and party.country_code is not None,
        party_country_code=None if party is None else party.country_code,
        place_country_code=told["place_country_code"],
    )
