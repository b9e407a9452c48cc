"""A famous surname beside an office, where only kin of that name are in the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.actors.find import find_actors
from transforms.language.parsed_document import ParsedDocument


@pytest.mark.parametrize("surname", ["Biden", "Sisi"])
def test_kin_of_a_famous_person_stop_nothing(surname: str, parse: Callable[..., ParsedDocument]) -> None:
    text = f"Maria {surname} opened a school in Oslo. President {surname} met her there on Tuesday."
    found = find_actors(parse(text))
    assert any(a.name == f"Maria {surname}" for a in found.actors)
