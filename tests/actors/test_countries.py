"""Countries of actors come from what the text says, not from countries that it only names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from transforms.actors.find import find_actors
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument

LEAST_PRECISION = 0.97
LEAST_COVERAGE = 0.9


def read_cases() -> Iterator[tuple[str, dict[str, str | None]]]:
    """Texts with the country of each actor, None where the text says none."""
    lines = (Path(__file__).parent / "countries.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        text, parted, listed = line.partition("||")
        if parted:
            pairs = (pair.split("=") for pair in listed.split(";") if "=" in pair)
            yield text.strip(), {name.strip(): None if code == "-" else code.strip() for name, code in pairs}


CASES = tuple(read_cases())


def find_country(found: ActorFindings, name: str) -> tuple[bool, str | None]:
    """Whether an actor of that name or mention was found, and its country."""
    for actor in found.actors:
        mentions = (m.text for m in found.mentions if m.actor_id == actor.entity_key)
        if name.lower() in {actor.name.lower(), *(n.lower() for n in (*actor.names, *mentions))}:
            return True, actor.country_code
    return False, None


def test_two_thirds_of_the_cases_say_no_country() -> None:
    silent = sum(not any(told.values()) for _, told in CASES)
    assert len(CASES) >= 120
    assert silent >= 0.6 * len(CASES)


def test_countries_are_said(parse: Callable[..., ParsedDocument]) -> None:
    given = right = wanted = 0
    for text, told in CASES:
        found = find_actors(parse(text, published="2024-05-24"))
        mentions = {m.mention_id for m in found.mentions}
        for name, country in told.items():
            is_found, code = find_country(found, name)
            wanted += country is not None
            given += code is not None
            right += code is not None and code == country
            if code != country or not is_found:
                print(
                    f"{name}: {code} instead of {country}: {text}" if is_found else f"{name} missed: {text}"
                )
        for actor in found.actors:
            assert (actor.country_code is None) == (actor.country_method is None), actor
            assert actor.country_code is None or actor.country_mention_id in mentions, actor
    print(f"precision {right / given:.3f} ({given} given), coverage {right / wanted:.3f} ({wanted} wanted)")
    assert right / given >= LEAST_PRECISION
    assert right / wanted >= LEAST_COVERAGE
