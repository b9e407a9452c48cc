"""Fixtures: a corpus, and what an undisturbed run makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

NAMES = ("Ostrom", "Halvorsen", "Petrenko", "Castellanos", "Okafor", "Lindqvist", "Moreau")
CITIES = ("Riga", "Lisbon", "Kyiv", "Madrid", "Abuja", "Oslo", "Lyon")


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven short articles of one site, with lines that repeat, and one that is no text."""
    folder = tmp_path_factory.mktemp("corpus")
    for number, (name, city) in enumerate(zip(NAMES, CITIES, strict=True), 1):
        text = (
            f"Council of {city} votes\n\nHome | News | Sport\n\n"
            f"Mayor Anna {name} met trade minister Paul Berger in {city} on {number} March 2024.\n\n"
            f'The city will spend {number * 12} million euros on trams. "We begin in {2024 + number}," '
            f"{name} said.\n\n"
            f"Police detained {number + 3} people at a protest outside the town hall.\n\n"
            "Subscribe to our newsletter for 9 euros a month\n"
        )
        (folder / f"{city.lower()}.txt").write_text(text, encoding="utf-8")
    (folder / "zero.txt").write_bytes(b"")
    return folder
