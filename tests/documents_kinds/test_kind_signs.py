"""Each sign with the lines that it must match and must not match."""

from __future__ import annotations

from typing import Any

import pytest

from transforms.documents.kinds.kind_signs import load_signs, read_sign_entries

ENTRIES = read_sign_entries()


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["name"] for entry in ENTRIES])
def test_sign_matches_what_it_should(entry: dict[str, Any]) -> None:
    sign = next(sign for sign in load_signs() if sign.name == entry["name"])
    assert [text for text in entry["yes"] if not sign.matches(text)] == []
    assert [text for text in entry["no"] if sign.matches(text)] == []
    assert entry["yes"]
    assert entry["no"]
