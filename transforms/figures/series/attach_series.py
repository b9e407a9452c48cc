"""Give the figures of a document the series that they are points of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.figures import Figure
from schemas.identity import FigureRecord
from transforms.actors.findings import ActorFindings
from transforms.figures.series.counted import name_counted
from transforms.figures.series.measure_lexicon import load_measure_words
from transforms.figures.series.name_indicators import name_indicators
from transforms.figures.series.read_series import Series, SeriesReader

STATE = "GOV"


def attach_series(figures: Sequence[Figure], actors: ActorFindings) -> Iterator[Figure]:
    """The figures with what they count, measure, parties and indicator, as far as their document tells."""
    reader = SeriesReader(actors)
    for figure in figures:
        if figure.item is None or figure.is_minor:
            yield figure
            continue
        counted = name_counted(figure.item)
        series = reader.read(figure, counted)
        if series is None:
            yield replace(figure, counted=counted) if counted is not None else figure
            continue
        place = figure.place_country_code or _find_nation(series, actors)
        record = _make_record(figure, series, place, actors)
        yield replace(
            figure,
            counted=counted,
            measure=series.measure,
            measure_kind=series.kind,
            party_id=series.party,
            partner_id=series.partner,
            place_country_code=place,
            indicator_id=name_indicators([record])[figure.figure_id],
        )


def _find_nation(series: Series, actors: ActorFindings) -> str | None:
    """A national rate that is nobody's is that of the one country in which the places of its text lie."""
    known, words = load_measure_words(), set(series.measure.split())
    if series.party or not words & known["national"] & known["rate"]:
        return None
    codes = {a.country_code for a in actors.actors if a.type == "location" and a.country_code}
    return codes.pop() if len(codes) == 1 else None


def _make_record(figure: Figure, series: Series, place: str | None, actors: ActorFindings) -> FigureRecord:
    party = actors.actor_by_key.get(series.party or "")
    is_body = party is not None and party.type != "country" and party.sector == STATE
    return FigureRecord(
        figure_id=figure.figure_id,
        story_id=figure.document_id,
        item=figure.item or "",
        measure=series.measure,
        kind=series.kind,
        unit=figure.base_unit or figure.unit,
        per_unit=figure.per_unit,
        party_id=series.party,
        partner_id=series.partner,
        party_is_state_body=is_body and party is not None and party.country_code is not None,
        party_country_code=None if party is None else party.country_code,
        place_country_code=place,
    )
