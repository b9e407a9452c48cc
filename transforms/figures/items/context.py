"""What the modules that describe items share: the figures, the dates.

And which token belongs to which figure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.noun_phrases import WORD_LIMIT, describe_noun
from transforms.figures.lexicon import read_rows


@dataclass(slots=True)
class ItemContext:
    """The figures of one document while their items are read.

    `owner` says which figure a token belongs to; `focus` holds the head of each figure's item; `describe`
    gives the item of another figure; `open_figures` are those being described, the innermost last.
    """

    anchored: Sequence[AnchoredQuantity]
    dates: frozenset[int]
    text: str
    describe: Callable[[int], str | None]
    owner: dict[int, int]
    amounts: frozenset[int] = frozenset()
    focus: dict[int, Token] = field(default_factory=dict)
    open_figures: list[int] = field(default_factory=list)

    def phrase(self, noun: Token, own: Collection[int], limit: int = WORD_LIMIT) -> str:
        """The phrase of a noun; the first one of a figure is kept as its focus."""
        if self.open_figures:
            self.focus.setdefault(self.open_figures[-1], noun)
        return describe_noun(noun, own, self.untold, limit)

    @property
    def untold(self) -> Collection[int]:
        """Tokens that no item repeats: dates, and amounts with a unit ("dividend of 4 euros")."""
        return self.dates | self.amounts


def list_own_tokens(a: AnchoredQuantity) -> frozenset[int]:
    """Token numbers of a quantity."""
    return frozenset(range(a.first, a.last + 1))


@lru_cache(maxsize=8)
def load_item_words(kind: str) -> frozenset[str]:
    """Words of one kind."""
    return frozenset(row["word"] for row in read_rows("item_words.csv") if row["kind"] == kind)


@lru_cache(maxsize=1)
def load_measured_verbs() -> dict[str, tuple[str, str]]:
    """Kind and noun of verbs that take figures, by lemma."""
    return {row["lemma"]: (row["kind"], row["noun"]) for row in read_rows("measured_verbs.csv")}
