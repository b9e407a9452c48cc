"""Items of counts: the noun behind the number, with what it does or what befell it."""

from __future__ import annotations

import re

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.inflection import form_plural
from transforms.figures.items.context import ItemContext, list_own_tokens, load_item_words
from transforms.figures.items.durations import describe_occasions
from transforms.figures.items.event_phrases import (
    add_event,
    add_event_of,
    add_place_of_event,
)
from transforms.figures.items.governing_nouns import describe_changed
from transforms.figures.items.lost_subjects import describe_lost_subject
from transforms.figures.items.references import find_series_before, load_indicator_nouns
from transforms.figures.items.votes import list_other_side
from transforms.figures.lexicon import load_change_words, load_word_list
from transforms.language.syntax import find_object, find_prepositional, find_subject


def describe_modified(c: ItemContext, a: AnchoredQuantity, noun: Token) -> str | None:
    """The item of a count or modifier with its noun: "enterprises", "share price", "population of earth"."""
    own = list_own_tokens(a)
    if a.is_count and (found := find_member(a)) is not None:
        member, whole = found
        name = member.lower_ if a.quantity.value == 1 else form_plural(member.lower_)
        return f"{name} of {c.phrase(whole, own | {member.i}, 5)}"
    if _is_modifier(a, noun):
        return c.phrase(noun.head, own)
    if noun.lower_ in ("times", "occasions") and noun.head.pos_ == "VERB":
        return describe_occasions(noun.head, own, c.dates)
    base = c.phrase(noun, own | list_other_side(noun))
    return _describe_counted(c, noun, base, own) if a.is_count else _describe_qualified(c, noun, base, own)


def _is_modifier(a: AnchoredQuantity, noun: Token) -> bool:
    """As in "5,000 car workers", "a 7% share price rise": the noun only describes the next one."""
    ahead = noun.head.i - noun.i
    if noun.dep_ not in ("compound", "nmod") or noun.head.pos_ != "NOUN" or not 0 < ahead < 4:
        return False
    return a.is_count or (noun.dep_ == "compound" and ahead == 1)


def _describe_qualified(c: ItemContext, noun: Token, base: str, own: frozenset[int]) -> str:
    """The item of a measure before its noun: "a 5% rise" is about what rises."""
    base = re.sub(r"\bothers\b", "other people", base) if noun.lower_ == "others" else base
    if noun.lemma_ in load_change_words("noun") and len(base.split()) < 3:
        return describe_changed(c, noun, own) or find_series_before(noun, own, c.untold, 30) or base
    return base


def _describe_counted(c: ItemContext, noun: Token, base: str, own: frozenset[int]) -> str:
    """The item of things counted, with what they do or what befell them."""
    if base.lower() in load_word_list("states_of_people"):
        return f"people {base}"
    if (left := _read_left(noun)) is not None:
        return f"{c.phrase(noun, own, 4)} {left}"
    if waiting := _read_waiting(c, noun):
        return f"{base} {waiting}"
    base = re.sub(r"\bothers\b", "other people", base) if noun.lower_ == "others" else base
    subject = find_subject(noun.head) if noun.dep_ == "attr" and noun.head.lemma_ == "be" else None
    if subject is not None and subject.lower_ in load_indicator_nouns() and subject.i not in own:
        return c.phrase(subject, own)
    if subject is None and noun.dep_ == "attr" and (lost := describe_lost_subject(c, noun.head, own)):
        return lost
    if (reached := _find_reached(noun)) is not None and reached.i not in own:
        return _name_series(c, reached, noun, own)
    if noun.dep_ != "pobj":
        return add_event(c, noun, base, own)
    governor, link = noun.head.head, noun.head.lower_
    moved = find_object(governor, own) if link == "to" and governor.pos_ == "VERB" else None
    if moved is not None and moved.lower_ in load_word_list("tolls"):
        return c.phrase(moved, own)  # "brought the death toll to 231 people"
    is_empty = governor.lemma_ in load_item_words("empty") and link == "of"
    if is_empty and governor.dep_ in ("nsubj", "nsubjpass", "dobj"):
        return add_event_of(c, governor, base, own)
    return add_governor(c, noun, base, own)


def _read_left(noun: Token) -> str | None:
    """The state in which something left people: "left 14 passengers dead"."""
    behind = noun.doc[noun.i + 1 : min(noun.i + 2, noun.sent.end)]
    before = noun.doc[max(noun.sent.start, noun.i - 6) : noun.i]
    is_left = any(t.lemma_ == "leave" and t.pos_ == "VERB" for t in before)
    is_state = is_left and len(behind) > 0 and behind[0].lower_ in load_word_list("states_of_people")
    return behind[0].lower_ if is_state else None


def _find_reached(noun: Token) -> Token | None:
    """The series in "sales of the model hit 40,000 cars", "output fell to 40,000 cars"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("to", "from") else noun.head
    reaches = noun.dep_ == "dobj" and verb.lemma_ in load_word_list("verbs_of_reaching")
    moves = noun.dep_ == "pobj" and verb.pos_ == "VERB" and verb.lemma_ in load_change_words("verb")
    if not (reaches or moves) or find_object(verb, (noun.i,)) is not None:
        return None
    subject = find_subject(verb)
    is_series = subject is not None and subject.lower_ in load_indicator_nouns()
    return subject if is_series else None


def _name_series(c: ItemContext, series: Token, noun: Token, own: frozenset[int]) -> str:
    """The series with the things that it moves, where it doesn't name them: "output of cars"."""
    is_told = find_prepositional(series, "of") is not None or any(t.dep_ == "compound" for t in series.lefts)
    name = c.phrase(series, own)
    if is_told or series.lower_ not in load_word_list("flows_of_things"):
        return name
    return f"{name} of {c.phrase(noun, own, 4)}"


def _read_waiting(c: ItemContext, noun: Token) -> str:
    """As in "with 240 million people in the Americas yet to receive a dose": what they have not done."""
    end = min(noun.i + 12, noun.sent.end)
    window = noun.doc[noun.i + 1 : end]
    yet = next(
        (t for t in window if t.lower_ in ("yet", "still") and t.i + 1 < end and t.nbor(1).lower_ == "to"),
        None,
    )
    if yet is None or any(t.pos_ in ("VERB", "AUX", "PUNCT") for t in noun.doc[noun.i + 1 : yet.i]):
        return ""
    words = []
    for token in noun.doc[yet.i : min(yet.i + 8, noun.sent.end)]:
        if token.is_punct or token.i in c.owner or token.dep_ == "cc":
            break
        words.append(token.text)
    return " ".join(words)


def find_member(a: AnchoredQuantity) -> tuple[Token, Token] | None:
    """Part and whole of "the 27-nation bloc", "a six-part series"."""
    doc = a.root.doc
    if a.noun is None or a.last + 2 >= len(doc) or doc[a.last + 1].text not in ("-", "‐", "‑"):
        return None
    member = doc[a.last + 2]
    joined = not doc[a.last + 1].whitespace_ and not doc[a.last].whitespace_
    whole = a.noun if a.noun.i > member.i else member.head
    if (
        not joined
        or member.tag_ not in ("NN", "NNP")
        or whole.i <= member.i
        or whole.pos_ not in ("NOUN", "PROPN")
    ):
        return None
    return None if member.lower_ in load_word_list("time_nouns") else (member, whole)


def add_governor(c: ItemContext, noun: Token, base: str, own: frozenset[int]) -> str:
    """As in "production of eight million bottles" is about the production of bottles."""
    if noun.dep_ != "pobj" or len(base.split()) > 5:
        return base
    if noun.head.lower_ in ("in", "at", "on") and noun.head.head.pos_ == "VERB":
        return add_place_of_event(c, noun.head.head, base, noun.head.lower_, own)
    if noun.head.lower_ != "of":
        return base
    governor = noun.head.head
    if (
        governor.pos_ != "NOUN"
        or governor.i in c.owner
        or governor.lemma_ in load_item_words("empty")
        or governor.i in own
        or (governor.lemma_.lower() in load_word_list("pictures") and len(base) > 2)
    ):
        return base
    left = c.phrase(governor, own | {t.i for t in noun.head.subtree}, 4)
    if governor.lemma_.lower() in load_change_words("noun"):
        return f"{governor.lemma_} in {base}"
    return f"{left} of {base}"
