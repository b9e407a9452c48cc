"""Items of counts: the noun behind the number, or the one that is left out."""

from __future__ import annotations

import re

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.inflection import form_participle, form_plural
from transforms.figures.items.context import ItemContext, list_own_tokens, load_item_words
from transforms.figures.items.durations import describe_occasions
from transforms.figures.items.event_phrases import (
    add_event,
    add_event_of,
    add_place_of_event,
    append_complements,
)
from transforms.figures.items.measured import describe_changed, describe_measure
from transforms.figures.items.noun_phrases import collect_preposition, join_tokens
from transforms.figures.items.references import find_series_before, load_indicator_nouns
from transforms.figures.lexicon import load_change_words, load_word_list
from transforms.language.syntax import find_object, find_subject

# "1,000 arrivals in August, about 1,200 in September": the same things at another time or place.
LISTED_COUNT = re.compile(
    r"\s+[\w-]+(?:\s+[\w-]+)?\s+(?:in|on|at|from|for)\s+[^,;.()]{2,30},\s+(?:and\s+)?(?:then\s+)?",
    re.IGNORECASE,
)
HURT = {
    "kill",
    "wound",
    "injure",
    "hurt",
    "arrest",
    "detain",
    "evacuate",
    "displace",
    "rescue",
    "hospitalise",
    "hospitalize",
}
COMPARED = re.compile(
    r"\b(?:compared\s+(?:to|with)|against|versus|vs\.?|(?:up|down)\s+from)\s+\Z", re.IGNORECASE
)


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
    base = c.phrase(noun, own)
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
    if waiting := _read_waiting(c, noun):
        return f"{base} {waiting}"
    base = re.sub(r"\bothers\b", "other people", base) if noun.lower_ == "others" else base
    subject = find_subject(noun.head) if noun.dep_ == "attr" and noun.head.lemma_ == "be" else None
    if subject is not None and subject.lower_ in load_indicator_nouns() and subject.i not in own:
        return c.phrase(subject, own)
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


def describe_elided(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The item of a bare number: what was counted before, or the people that something happened to."""
    own = list_own_tokens(a)
    root, head = a.root, a.root.head
    behind = a.root.doc[a.last + 1] if a.last + 1 < len(a.root.doc) else a.root
    if behind.lower_ in ("dead", "missing", "homeless", "unaccounted") and not behind.is_sent_start:
        return f"people {behind.lower_}"
    if behind.tag_ in ("VBN", "VBD") and _is_gapped(behind):
        noun = "people" if behind.lemma_ in HURT else read_counted_before(c, a, number)
        if noun:
            return append_complements(c, noun, form_participle(behind), behind, own)
    extra = read_places_behind(c, a)
    if root.dep_ == "pobj" and head.lower_ == "including" and (noun := read_counted_before(c, a, number)):
        return noun
    if COMPARED.search(c.text, max(0, a.start - 24), a.start) and number:
        before = c.anchored[number - 1]
        noun = read_counted_before(c, a, number) if before.sentence_no == a.sentence_no else None
        if noun and before.is_count:
            return f"{noun} {extra}".strip()
    if root.dep_ == "nummod" and head.pos_ == "PROPN" and head.i < root.i:
        noun = read_counted_before(c, a, number)
        name = c.phrase(head, own, 4)
        return f"{noun} of {name}" if noun else name
    if (
        root.dep_ in ("nsubj", "nsubjpass", "dobj")
        and head.pos_ == "VERB"
        and (head.lemma_ in load_item_words("casualty"))
    ):
        noun = (
            read_counted_before(c, a, number)
            if head.lemma_ not in ("kill", "wound", "injure", "die", "hurt")
            else "people"
        )
        return add_event_of(c, root, noun or "people", own)
    if root.dep_ == "nsubj" and any(t.lemma_ in load_item_words("casualty") for t in head.children):
        return add_event_of(c, root, "people", own)
    if number and LISTED_COUNT.fullmatch(c.text, c.anchored[number - 1].end, a.start):
        before = c.anchored[number - 1]
        if before.noun is not None and before.is_count:
            return f"{c.phrase(before.noun, list_own_tokens(before), 3)} {extra}".strip()
    changes = root.dep_ in ("npadvmod", "dobj") and head.lemma_ in load_change_words("verb")
    climbed = describe_measure(c, a, root, number) if changes or root.dep_ in ("pobj", "attr") else None
    if climbed:
        return climbed
    noun = read_counted_before(c, a, number)
    if noun:
        return f"{noun} {extra}".strip()
    climbed = describe_measure(c, a, root, number)
    if climbed is None and root.dep_ == "nsubjpass" and not a.quantity.number.in_digits:
        return add_event_of(c, root, "people", own)  # "the other three were rescued"
    return climbed or extra or None


def _is_gapped(verb: Token) -> bool:
    """As in "300 homes were damaged and 40 destroyed": the passive is said once for both."""
    first = verb.head
    if verb.dep_ not in ("conj", "ROOT", "advcl", "acl", "ccomp") or verb.lemma_ in load_item_words(
        "reporting"
    ):
        return False
    return verb.lemma_ in HURT or any(t.dep_ == "auxpass" for t in first.children)


def read_places_behind(c: ItemContext, a: AnchoredQuantity) -> str:
    """The place behind a bare number: "nine in the north"."""
    for child in a.root.rights:
        if child.dep_ == "prep" and child.i > a.last:
            picked = collect_preposition(child, list_own_tokens(a), c.dates, 7)
            if picked:
                return join_tokens(child, picked)
    return ""


def read_counted_before(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The noun of the nearest count before, in this sentence or the last ("14 polygons, nine in Russia")."""
    for n in range(number - 1, max(-1, number - 6), -1):
        other = c.anchored[n]
        if other.is_count and other.noun is not None and a.sentence_no - other.sentence_no <= 1:
            return c.phrase(other.noun, list_own_tokens(other), 3)
    return None
