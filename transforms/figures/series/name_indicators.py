"""One id for all figures that are points of one series, in whatever document they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from schemas.identifiers import make_id
from schemas.identity import FigureRecord
from transforms.actors.reference.countries import load_countries
from transforms.figures.series.measure_lexicon import load_measure_words
from transforms.link_corrections import LinkCorrections

NAME_INSIDE = re.compile(r"(?<=\s)[A-Z][\w'&.-]+")


NO_CORRECTIONS = LinkCorrections()
NONE_JOINED: Mapping[str, str] = {}


def name_indicators(
    records: Sequence[FigureRecord],
    joined: Mapping[str, str] = NONE_JOINED,
    corrections: LinkCorrections = NO_CORRECTIONS,
) -> dict[str, str]:
    """Indicator id of each figure id that names a measure, or was joined to one that does.

    It depends on the figure's own record, on what its series was joined to (`joined`, by the id that the
    figure's own words give) and on the user's corrections alone.
    """
    names: dict[str, str] = {}
    for record in records:
        own = name_series(record)
        if record.measure or own in joined:
            names[record.figure_id] = corrections.settle(record.figure_id, joined.get(own, own))
    return names


def name_series(record: FigureRecord) -> str:
    """The series that the words and parties of a figure name; one of its own where they name none."""
    if not record.measure:
        return make_id("in", record.figure_id)
    known = load_measure_words()
    words = set(record.measure.split())
    party, partner = record.party_id, record.partner_id
    if party and record.party_is_state_body and words & known["national"]:
        party = f"country/{record.party_country_code}"
    if party and partner and words & known["mutual"]:
        party, partner = sorted((party, partner))
    if party is None and record.place_country_code and words & known["national"] & known["rate"]:
        party = f"country/{record.place_country_code}"
    if party and words & known["scene"]:
        party = _name_scene(party)
    place = record.place_country_code if party is None else None
    return make_id(
        "in",
        record.measure,
        record.kind,
        record.unit,
        record.per_unit,
        party,
        partner,
        place,
        None if party or place or _is_told_apart(record, words) else record.story_id,
    )


def _name_scene(party: str) -> str:
    """The bare name of a place: one text has its country, another takes it for a person's name."""
    kind, _, name = party.partition("/")
    if kind not in ("location", "person"):
        return party
    bare, _, code = name.rpartition("-")
    has_country = kind == "location" and bare and code.upper() in load_countries()
    return f"location/{bare if has_country else name}"


def _is_told_apart(record: FigureRecord, words: set[str]) -> bool:
    """Whether a measure without party or place is one series everywhere: oil, the dollar, a name."""
    return bool(words & load_measure_words()["world"]) or NAME_INSIDE.search(record.item) is not None
