"""What a text calls a value: a target, an estimate, a forecast, a revised or preliminary figure."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from schemas.figures import Basis
from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import read_rows

# How many steps above the figure are read.
STEPS = 5


@lru_cache(maxsize=1)
def load_basis_words() -> dict[str, Basis]:
    """Basis by lemma."""
    return {row["word"]: row["basis"] for row in read_rows("basis_words.csv")}  # type: ignore[misc]


def read_basis(a: AnchoredQuantity) -> Basis | None:
    """The basis of a figure out of the noun and the verb that hold it; the nearest word decides."""
    token = a.noun or a.root
    for _ in range(STEPS):
        found = _read_word(token, is_own=a.first <= token.i <= a.last)
        if found is not None:
            return found
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("xcomp", "ccomp"):
            return _read_subject(token)
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _read_word(token: Token, *, is_own: bool) -> Basis | None:
    known = load_basis_words()
    if not is_own and token.pos_ in ("NOUN", "VERB") and (found := known.get(token.lemma_.lower())):
        return None if token.lemma_ == "project" and token.pos_ == "NOUN" else found
    return next(
        (known[t.lower_] for t in token.lefts if t.dep_ in ("amod", "compound") and t.lower_ in known), None
    )


def _read_subject(verb: Token) -> Basis | None:
    """As in "preliminary data show growth of 3 percent"."""
    subject = next((t for t in verb.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
    return None if subject is None else _read_word(subject, is_own=subject.pos_ == "NUM")
