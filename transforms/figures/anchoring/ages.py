"""Ages: "Andrew Fahie, 51,", "aged two and six", "a 43-year-old protester", "three years of age"."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import UnitEntry, load_word_list
from transforms.lexicon.patterns import load_pattern

AGE = UnitEntry("a", "age")
AGED = load_pattern("figures", "aged")
UNDER = load_pattern("figures", "under")
HAVING = re.compile(r"(?:^|[.!?”\n]\s*)At\s+\Z")
TURNING = load_pattern("figures", "turning")
OLD = load_pattern("figures", "old")
SHORT_OLD = load_pattern("figures", "short_old")
AFTER_APPOSITION = load_pattern("figures", "after_apposition")
# "Rossi, sixty-three, is": from eighteen on, so that no list is taken for it.
AGE_IN_WORDS = load_pattern("figures", "age_in_words")
IS_AGED = load_pattern("figures", "is_aged")
AGED_WHEN = load_pattern("figures", "aged_when")
WHEN_AGED = load_pattern("figures", "when_aged")


def read_age(a: AnchoredQuantity, text: str) -> tuple[AnchoredQuantity, Token | None] | None:
    """The quantity as an age and the token of whose it is; None when it is no age."""
    quantity = a.quantity
    unit = quantity.unit
    if unit.dimension == "duration" and unit.code in ("a", "mo", "wk", "d"):
        old = OLD.match(text, quantity.end)
        if old is None:
            return None
        settled = replace(quantity, end=old.end(), unit=UnitEntry(unit.code, "age"))
        return replace(a, quantity=settled, end=max(a.end, old.end())), _whose(a)
    if not a.is_count or not 0 < quantity.value <= 120 or quantity.value != int(quantity.value):
        return None
    if short := SHORT_OLD.match(text, quantity.end):
        return _as_age(replace(a, quantity=replace(quantity, end=short.end()), end=short.end())), _whose(a)
    before = text[max(0, quantity.start - 40) : quantity.start]
    aged = AGED.search(before)
    if HAVING.search(before) and re.match(r",\s+\w", text[quantity.end : quantity.end + 4]):
        return _as_age(a), _person_after(a)
    if (
        aged
        and (a.noun is None or a.noun.i - a.last > 2 or a.noun.lower_ in ("years", "groups", "group"))
        and not TURNING.search(before[-9:])
    ):
        return _as_age(a), _person_before(a)
    if (
        UNDER.search(before)
        and a.quantity.value < 100
        and (a.noun is None or a.noun.tag_ != "NNS")
        and a.quantity.value_high is None
    ):
        return _as_age(a), _person_before(a)
    if WHEN_AGED.search(before) and a.noun is None and AFTER_APPOSITION.match(text, quantity.end):
        return _as_age(a), _subject_of(a)
    if IS_AGED.search(before) and AGED_WHEN.match(text, quantity.end):
        return _as_age(a), _subject_of(a)
    owner = _apposition(a, text)
    return (_as_age(a), owner) if owner is not None else None


def _as_age(a: AnchoredQuantity) -> AnchoredQuantity:
    return replace(a, quantity=replace(a.quantity, unit=AGE), noun=None)


def _apposition(a: AnchoredQuantity, text: str) -> Token | None:
    """The name before ", 51," or "(51)"."""
    if not a.quantity.number.in_digits and not AGE_IN_WORDS.match(text, a.quantity.number.start - 2):
        return None
    if "," in a.quantity.number.text or a.first < 2 or (a.noun is not None and a.noun.i - a.last <= 2):
        return None
    mark, name = a.root.doc[a.first - 1], a.root.doc[a.first - 2]
    if (
        mark.text not in (",", "(")
        or not _may_have_age(name, a, text)
        or not AFTER_APPOSITION.match(text, a.quantity.end)
    ):
        return None
    if name.ent_type_ in ("GPE", "DATE", "LOC", "FAC", "NORP") or name.lower_ in ("no", "no."):
        return None
    return name


def _may_have_age(name: Token, a: AnchoredQuantity, text: str) -> bool:
    """Whether a name stands before the comma, or a subject such as "the pop star, 26, received"."""
    if name.pos_ == "PROPN":
        return name.text[:1].isupper()
    enclosed = text[a.quantity.end : a.quantity.end + 1] == "," and 14 < a.quantity.value < 106
    return name.tag_ == "NN" and name.dep_ in ("nsubj", "nsubjpass", "appos") and enclosed


def _whose(a: AnchoredQuantity) -> Token | None:
    """The noun that an age modifies, or the subject of "is 60 years old"."""
    doc = a.root.doc
    token = a.root
    for _ in range(5):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in ("NOUN", "PROPN") and token.lower_ not in load_word_list("words_of_age"):
            return token
        if token.pos_ in ("VERB", "AUX"):
            return next((t for t in token.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    following = doc[a.last + 1 : a.last + 5]
    return next(
        (t for t in following if t.pos_ in ("NOUN", "PROPN") and t.lower_ not in ("old", "age", "olds")), None
    )


def _person_after(a: AnchoredQuantity) -> Token | None:
    """The subject of "At 82, the senator ..."."""
    following = a.root.doc[a.last + 1 : a.last + 8]
    return next((t for t in following if t.dep_ in ("nsubj", "nsubjpass")), None)


def _subject_of(a: AnchoredQuantity) -> Token | None:
    """Who "was seven": the subject, for a pronoun the subject of the sentence."""
    subjects = [t for t in a.root.head.children if t.dep_ == "nsubj"]
    if subjects and subjects[0].pos_ == "PRON":
        subjects = [t for t in a.root.sent.root.children if t.dep_ in ("nsubj", "nsubjpass")]
    return next((t for t in subjects if t.pos_ in ("NOUN", "PROPN")), None)


def _person_before(a: AnchoredQuantity) -> Token | None:
    for token in reversed(a.root.doc[max(0, a.first - 10) : a.first]):
        if token.pos_ in ("NOUN", "PROPN") and token.lower_ not in load_word_list("words_of_age_groups"):
            return token
    return None
