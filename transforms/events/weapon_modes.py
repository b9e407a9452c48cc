"""The mode of an attack by what it is done with: warplanes, drones, bombs, guns."""

from __future__ import annotations

from transforms.events.clauses import Clause
from transforms.events.nouns import noun_lemma
from transforms.events.word_sets import word_set

MODES = ("drone", "aerial", "suicide-attack", "heavy-weapons", "explosives", "firearms", "primitive")
GENERAL = frozenset({None, "explosives", "heavy-weapons"})
WITH = frozenset({"with", "by", "in", "using"})


def refine_mode(clause: Clause, event_type: str, mode: str | None) -> str | None:
    """The mode of an attack; the given one where no weapon is named or the verb says more."""
    if event_type != "ASSAULT" or mode not in GENERAL:
        return mode
    means = [*clause.actors, *(n for p, n in clause.preps if p in WITH)]
    words = {w for n in means for w in (noun_lemma(n), *(c.lower_ for c in n.lefts if c.dep_ == "compound"))}
    return next((m for m in MODES if words & word_set(f"weapons_{m.replace('-', '_')}")), mode)
