"""Changes that the words beside a figure tell: "up 5%", "5% higher", "minus 3%"."""

from __future__ import annotations

import re

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import load_change_words, load_word_list
from transforms.lexicon.patterns import load_pattern

AFTER = load_pattern("figures", "after")
# "10% below year-earlier levels": a change since then.
BESIDE_EARLIER = load_pattern("figures", "beside_earlier")
BEFORE = load_pattern("figures", "before")
# "30% more fresh water", "80 percent less likely".
MORE_OF = load_pattern("figures", "more_of")
INSERTED = load_pattern("figures", "inserted")
OPPOSED = load_pattern("figures", "opposed")
TO_BEHIND = re.compile(r"\s*to\b")
THAN_BEHIND = re.compile(r"\s*\w+\s+than\b")


def read_worded_change(a: AnchoredQuantity, text: str) -> str | None:
    """As in "up 5%", "5% higher", "plus 4.2 percent", "minus 3%"."""
    before = find_word_before(a, text)
    if before is not None:
        word = before["word"].lower()
        if word in ("plus", "minus"):
            return _direct(word) if a.quantity.unit.dimension == "share" else None
        if not _tells_no_change(a, word, before.start("word")):
            return _direct(word)
    told = _read_behind_share(a, text) if a.quantity.unit.dimension == "share" else None
    return told or _read_behind(a, text)


def _direct(word: str) -> str:
    return "increase" if word in load_word_list("raising_words") else "decrease"


def find_word_before(a: AnchoredQuantity, text: str) -> re.Match[str] | None:
    """The word of direction before a figure, unless it is another's: "ended up 38% lower", "up to 5%"."""
    before = BEFORE.search(text, max(0, a.start - 34), a.quantity.start)
    if before is None or TO_BEHIND.match(text, before.end("word"), before.end("word") + 4):
        return None
    is_opposed = before["word"].lower() in ("up", "down") and OPPOSED.match(text, a.end)
    return None if is_opposed else before


def _tells_no_change(a: AnchoredQuantity, word: str, at: int) -> bool:
    """As in "up one" or "shot down 57 drones"."""
    if word not in ("up", "down"):
        return False
    return (a.is_count and a.quantity.number.text.isalpha()) or _is_particle(a, at)


def _read_behind_share(a: AnchoredQuantity, text: str) -> str | None:
    """As in "10% below last year", "2.5% [growth]", "30% more water", "+3%"."""
    earlier = BESIDE_EARLIER.match(text, a.end)
    if earlier is not None:
        return _direct(earlier["word"].lower())
    inserted = INSERTED.match(text, a.end)
    if inserted is not None:
        return load_change_words("noun").get(inserted["word"].lower())
    more = MORE_OF.match(text, a.end)
    if more is not None:
        return _direct(more["word"].lower())
    is_signed = text[a.start - 1 : a.start] == "+" and not text[a.start - 2 : a.start - 1].isalnum()
    return "increase" if is_signed else None


def _read_behind(a: AnchoredQuantity, text: str) -> str | None:
    """As in "5% higher", "5 points lower than"."""
    after = AFTER.match(text, a.end)
    if after is None or a.quantity.unit.dimension == "duration" or a.quantity.unit.code == "ratio":
        return None
    word = after["word"].lower()
    if a.is_count and word in ("up", "down"):
        return None
    if word in ("more", "less", "fewer") and _counts_more(a, text):
        return None
    return "increase" if word in load_word_list("raised") else "decrease"


def _counts_more(a: AnchoredQuantity, text: str) -> bool:
    """As in "five more": others that are counted, and no number that grew."""
    if a.noun is not None:
        return True
    return a.is_count and not THAN_BEHIND.match(text, a.end, a.end + 20)


def _is_particle(a: AnchoredQuantity, at: int) -> bool:
    """As in "shot down 57 drones" or "making up 86%": part of a verb that tells no movement."""
    particle = next((t for t in a.root.doc[max(0, a.first - 8) : a.last] if t.idx == at), None)
    if particle is None or particle.i == 0:
        return False
    verb = particle.head if particle.dep_ == "prt" else particle.nbor(-1)
    if verb.pos_ != "VERB" or verb.lemma_ in load_word_list("verbs_of_motion"):
        return False
    return verb.lemma_ in load_word_list("particle_verbs") or (
        a.is_count and a.noun is not None and verb.lemma_ not in load_change_words("verb")
    )
