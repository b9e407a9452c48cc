"""Whom pronouns stand for where the actor finder leaves them open, ranked by trained trees.

"We" of a spokesman may be his ministry, "it" the last body told: what speaks for each
candidate is measured in `referents.py`; trees learned from annotated reports weigh it
(`training.antecedents.train`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.tokens import Token

from transforms.events.parties.referents import NAMES, SPEAKING, Referents, name_form
from transforms.tree_ensemble import TreeEnsemble, read_model, read_trees

MODEL_PATH = Path(__file__).parent / "antecedent_ranker.json"
RELATIVES = frozenset({"WP", "WDT", "WP$"})
# "We" and "I" mean somebody who neither speaks nor has to do with the speaker only from this probability on.
APART = 0.55
LINKS = tuple(NAMES.index(name) for name in ("speaks", "spoke", "behind_speaker"))
# Below this probability the best candidate is not said; above, the confidence tells how unsure it is.
LEAST = 0.1


def choose_antecedent(pronoun: Token, sentence_no: int, referents: Referents) -> tuple[str, float] | None:
    """Key of the actor for whom a pronoun stands, and how probably; None where nobody fits."""
    actors, rows = referents.measure(pronoun, sentence_no)
    if not actors:
        return None
    chances = load_trees().predict(np.array(rows, dtype=np.float32))
    best = int(np.argmax(chances))
    if name_form(pronoun) in SPEAKING and chances[best] < APART:
        linked = [n for n, row in enumerate(rows) if any(row[at] for at in LINKS)]
        best = max(linked, key=lambda n: chances[n], default=best)
    return (actors[best].entity_key, float(chances[best])) if chances[best] >= LEAST else None


def find_relative_noun(token: Token) -> Token | None:
    """The noun on whose clause a "who" or "which" opens."""
    clause = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
    return clause.head if clause is not None else None


@lru_cache(maxsize=1)
def load_trees() -> TreeEnsemble:
    """The trees that ship with the project.

    Raises:
        ValueError: they were trained on other features than are measured.
    """
    stored = read_model(MODEL_PATH, NAMES)
    return read_trees(stored["trees"])
