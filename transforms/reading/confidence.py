"""How sure a reading is of what it says, and what that is worth on documents that were not trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from transforms.reading.labels import PRESENCES
from transforms.reading.readings import Reading
from transforms.reading.settle import PRESENT_ROLES

# Points (score, share of readings with this score that were right), rising.
Curve = Sequence[tuple[float, float]]
ROLE_NUMBERS = {role: number for number, role in enumerate(PRESENT_ROLES)}


@dataclass(frozen=True)
class Calibration:
    """Curves of event types (by name, `*` for all others) and of `actor`, `recipient`, `status`, `date`."""

    types: Mapping[str, Curve]
    attributes: Mapping[str, Curve]

    def rate_type(self, reading: Reading) -> float:
        """Probability that an event of this type is told at the trigger."""
        return _interpolate(self.types.get(reading.kind) or self.types["*"], reading.score)

    def rate(self, attribute: str, reading: Reading) -> float:
        """Probability that an attribute (`actor`, `recipient`, `status`, `date`) is right, if the type is."""
        return _interpolate(self.attributes[attribute], score_attribute(attribute, reading))


def score_attribute(attribute: str, reading: Reading) -> float:
    """The bare score of an attribute, 0..1."""
    if attribute == "status":
        return max(reading.statuses)
    if attribute == "date":
        words = [s.score for s in reading.list_spans("date")]
        return max(reading.date_links) * (max(words) if words and reading.date_links[1] > 0.5 else 1.0)
    spans = reading.list_spans(attribute)
    none = reading.presences[ROLE_NUMBERS[attribute]][PRESENCES.index("none")]
    if not spans:
        return none
    return (min(s.score for s in spans) + 1 - none) / 2


def _interpolate(curve: Curve, score: float) -> float:
    xs, ys = zip(*curve, strict=True)
    return round(float(np.interp(score, xs, ys)), 3)
