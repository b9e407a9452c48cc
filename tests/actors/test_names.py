"""Names of every shape: what they are, where they end, and what is no name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.actors.find import find_actors
from transforms.language.parsed_document import ParsedDocument

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("names.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_finds_names(case: dict[str, Any], parse: Callable[..., ParsedDocument]) -> None:
    found = find_actors(parse(case["text"]))
    got = {f"{a.name} | {a.type}" for a in found.actors}
    assert set(case["has"]) <= got
    assert not {a.name for a in found.actors} & set(case.get("lacks", ()))
