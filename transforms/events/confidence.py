"""The probability that an event row is right, from its rule, type and parties."""

from __future__ import annotations

from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

from transforms.yaml_data import read_yaml

DEFAULT_FAMILY = "composition"


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    path = Path(__file__).with_name("confidence.yaml")
    data: dict[str, Any] = read_yaml(path)
    return data


def rate_confidence(event_type: str, rule: str, has_actor: bool, has_recipient: bool) -> float:
    """Calibrated probability, two decimals; `rule` is the row's method ("will+verb:send")."""
    table = _load()
    name = rule.partition(":")[0].rpartition("+")[2]
    family = table["family_of_rule"].get(name, DEFAULT_FAMILY)
    score = table["base"] + table["types"][event_type] + table["families"].get(family, 0.0)
    score += table["actor"] * has_actor + table["recipient"] * has_recipient
    return round(1 / (1 + exp(-score)), 2)
