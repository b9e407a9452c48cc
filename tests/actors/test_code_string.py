"""Short strings coded with country and sector."""

from __future__ import annotations

import pytest

from transforms.actors.code_string import code_actor


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("the Norwegian navy", "NOR", "MIL"),
        ("three Peruvian farmers", "PER", "AGR"),
        ("Zambia's interior ministry", "ZMB", "GOV"),
        ("Lithuanian lawmakers", "LTU", "LEG"),
        ("a former Portuguese minister", "PRT", "ELI"),
        ("residents of Zagreb", "HRV", "CVL"),
        ("al-Shabaab", "SOM", "REB"),
        ("protesters", None, "OPP"),
        ("NATO", "IGO", "IGO"),
        ("they", None, "UNK"),
    ],
)
def test_string_is_coded(text: str, country: str | None, sector: str) -> None:
    assert code_actor(text) == (country, sector)
