"""A reader that scores words by a list, in the place of the trained one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from transforms.reading.confidence import Calibration
from transforms.reading.labels import DATE_LINKS, MODES, PRESENCES, ROLES, STATUSES, TYPES
from transforms.reading.model_files import ReaderFiles
from transforms.reading.read_sentences import LoadedReader
from transforms.reading.read_windows import DEFAULT_CUTS, Array, Cuts, Heads
from transforms.reading.settle import RoleCuts

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
STRAIGHT = ((0.0, 0.0), (1.0, 1.0))
# Words of earlier sentences play no role.
CUTS = Cuts(DEFAULT_CUTS.types, dict.fromkeys(ROLES, RoleCuts(0.5, 2.0)))

# Scores of types and roles by word; the words of a trigger also give status and date link.
Scores = Mapping[str, Mapping[str, float]]


class WordLayers:
    """States that say which word stands where, and nothing else."""

    def __init__(self, width: int) -> None:
        self._width = width

    def read_lower(self, ids: Array) -> Array:
        return np.eye(self._width, dtype=np.float32)[ids]

    def read_upper(self, states: Array, mask: Array) -> Array:
        return states


def make_reader(scores: Scores) -> LoadedReader:
    """A reader that gives words these scores, and everything else none."""
    vocabulary = {word: n for n, word in enumerate((*SPECIAL, *scores))}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    sizes = {
        "types": len(TYPES), "roles": len(ROLES), "status": len(STATUSES), "mode": len(MODES),
        "presences": 3 * len(PRESENCES), "date_link": len(DATE_LINKS), "group": 4,
        "role_words": len(ROLES), "role_triggers": len(ROLES),
    }  # fmt: skip
    arrays = {"mark.weight": np.zeros((len(TYPES), len(vocabulary)), dtype=np.float32)}
    for name, size in sizes.items():
        arrays[f"{name}.weight"] = np.zeros((size, len(vocabulary)), dtype=np.float32)
        arrays[f"{name}.bias"] = np.zeros(size, dtype=np.float32)
    for name, labels in {"types": TYPES, "roles": ROLES, "status": STATUSES, "date_link": DATE_LINKS}.items():
        is_single = name in ("types", "roles")
        arrays[f"{name}.weight"] -= 20 if is_single else 0
        for word, given in scores.items():
            for label in given.keys() & set(labels):
                p = given[label]
                logit = np.log(p / (1 - p)) if is_single else np.log(p * (len(labels) - 1) / (1 - p))
                arrays[f"{name}.weight"][labels.index(label), vocabulary[word]] = logit
    for word, given in scores.items():
        # Logit of "told earlier" for the actor, the first role of which presences are scored.
        arrays["presences.weight"][PRESENCES.index("earlier"), vocabulary[word]] = given.get("told", 0.0)
    calibration = Calibration(
        {"*": STRAIGHT}, dict.fromkeys(("actor", "recipient", "status", "date"), STRAIGHT)
    )
    files = ReaderFiles(Path(), "reader.fake", CUTS, dict.fromkeys(TYPES, 0.8), calibration)
    return LoadedReader(files, tokenizer, WordLayers(len(vocabulary)), Heads(arrays))


@pytest.fixture(scope="session")
def make_fake() -> Callable[[Scores], LoadedReader]:
    return make_reader
