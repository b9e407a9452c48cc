"""What promises, demands, refusals, threats and plans make of the event that they are about."""

from __future__ import annotations

from transforms.events.ontology import FRIENDLY, HOSTILE, YIELDING
from transforms.events.word_sets import word_set

HOSTILE_PROMISES = word_set("hostile_promises")
THREAT_MODES = {
    ("ASSAULT", None): "violence",
    ("COERCE", "arrest"): "arrest",
    ("COERCE", "seize"): "territory",
    ("COERCE", "deport"): "expel",
    ("COERCE", None): "restrict",
    ("SANCTION", "expel"): "expel",
    ("SANCTION", None): "relations",
    ("REJECT", None): "relations",
    ("MOBILIZE", None): "violence",
}


def threat_mode(inner_type: str | None, inner_mode: str | None) -> str | None:
    """Mode of a threat to do something."""
    if inner_type is None:
        return None
    return THREAT_MODES.get((inner_type, inner_mode)) or THREAT_MODES.get((inner_type, None))


def demand_mode(inner_type: str | None) -> str | None:
    """Mode of a demand for something."""
    if inner_type in {"AID", "COOPERATE", "SUPPORT"}:
        return "assist"
    if inner_type in {"CONSULT"}:
        return "meet"
    if inner_type in YIELDING:
        return "yield"
    return "change"


def refusal_mode(inner_type: str | None) -> str | None:
    """Mode of a refusal to do something."""
    if inner_type in {"AID", "COOPERATE"}:
        return "assist"
    if inner_type in {"CONSULT", "AGREE"}:
        return "meet"
    if inner_type in YIELDING:
        return "yield"
    return "change"


def promise_type(lemma: str, inner_type: str | None) -> str:
    """Type of a promise or agreement to do something."""
    if inner_type in HOSTILE or inner_type == "REJECT":
        return "THREATEN" if lemma in HOSTILE_PROMISES else "AGREE"
    return "AGREE"


def future_type(inner_type: str, inner_mode: str | None = None) -> str:
    """Type of something that its subject will do."""
    if inner_mode == "resign":
        return inner_type  # an announced resignation is no concession to anybody
    if inner_type in FRIENDLY or inner_type == "RETREAT":
        return "AGREE"
    if inner_type in {"ASSAULT", "SANCTION", "COERCE", "MOBILIZE"} or inner_type == "PROTEST":
        return "THREATEN"
    return inner_type
