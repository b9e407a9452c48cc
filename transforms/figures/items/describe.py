"""What a figure counts or measures, as a short phrase that an analyst would give the series."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.anchoring.index_levels import find_index_name, name_own_index
from transforms.figures.anchoring.magnitudes import name_quake
from transforms.figures.items.bracketed import describe_bracketed, describe_rival
from transforms.figures.items.context import ItemContext, list_own_tokens
from transforms.figures.items.counted import describe_modified
from transforms.figures.items.distances import describe_distance
from transforms.figures.items.durations import describe_duration
from transforms.figures.items.elided import describe_elided
from transforms.figures.items.event_phrases import append_complements
from transforms.figures.items.governing_verbs import AMOUNTS
from transforms.figures.items.measured import describe_measure
from transforms.figures.items.parts import (
    describe_part,
    find_fronted_whole,
    find_partner,
    find_resumed,
    find_whole,
    read_purpose,
    read_thing_beside,
)
from transforms.figures.items.purposes import add_purpose
from transforms.figures.items.references import is_reference, load_indicator_nouns
from transforms.figures.items.retold import describe_retold
from transforms.figures.items.states import (
    describe_holders,
    describe_left_over,
    describe_multiplied,
    describe_state,
)
from transforms.figures.items.votes import add_contest, describe_vote_holder, describe_voted, name_vote
from transforms.figures.lexicon import load_word_list
from transforms.figures.quantities.quantities import is_margin
from transforms.language.syntax import find_object, find_prepositional, find_subject

# "This 2.5% [growth rate] is welcome": what an editor put in.
INSERTED = re.compile(r"\s\[([a-z][a-z -]{2,40})\]")
LEADING_ARTICLE = re.compile(r"^(?:a|an|the) (?=\w)")
# "Killed by A magnitude earthquake": what is left of the opening of the sentence.
OPENING_ARTICLE = re.compile(r"(?<=\w )An? (?=[a-z])")


class ItemReader:
    """Describes the figures of one document; a figure may take over the item of another one."""

    def __init__(self, anchored: Sequence[AnchoredQuantity], dates: frozenset[int], text: str) -> None:
        owner = {i: n for n, a in enumerate(anchored) for i in range(a.first, a.last + 1)}
        amounts = frozenset(i for a in anchored if _is_amount_of(a) for i in range(a.first, a.last + 1))
        self._context = ItemContext(anchored, dates, text, self.describe, owner, amounts)
        self._done: dict[int, str | None] = {}

    @property
    def focus(self) -> dict[int, Token]:
        """The head of the phrase behind each item, by position of the figure."""
        return self._context.focus

    def describe(self, number: int) -> str | None:
        """The item of a figure, None where the text does not say."""
        c = self._context
        if number in self._done:
            return self._done[number]
        if number in c.open_figures:
            return None
        c.open_figures.append(number)
        item = _tidy(_describe(c, c.anchored[number], number) or "") or None
        item = name_own_index(c.anchored[number], " ".join(item.split()), c.text) if item else None
        if item:
            item = add_purpose(c, c.anchored[number], item)
            item = name_vote(c.anchored[number], item, c.focus.get(number))
            item = add_contest(c, c.anchored[number], item)
        c.open_figures.pop()
        if c.open_figures and number in c.focus:
            c.focus.setdefault(c.open_figures[-1], c.focus[number])
        self._done[number] = item
        return item


def _tidy(item: str) -> str:
    """An item without half a bracket, a leading article or the rest of a sentence's opening."""
    if item.count("(") != item.count(")"):
        item = item.replace("(", "").replace(")", "")
    item = OPENING_ARTICLE.sub("", item)
    return LEADING_ARTICLE.sub("", item)


def _is_amount_of(a: AnchoredQuantity) -> bool:
    """Whether it is the amount in "a dividend of 4 euros", which the name of a series leaves out."""
    return (
        a.noun is None
        and a.root.dep_ == "pobj"
        and a.quantity.number.kind == "cardinal"
        and a.quantity.unit.dimension not in ("count", "duration", "age")
    )


def _is_mere_level(a: AnchoredQuantity, noun: Token) -> bool:
    """As in "approach the $78 level", "in the 6% range": the noun names no series."""
    if a.is_count or noun.lemma_.lower() not in load_word_list("mere_levels"):
        return False
    return not any(
        t.dep_ in ("compound", "amod", "poss", "nmod") and not a.first <= t.i <= a.last for t in noun.lefts
    )


def _describe_said(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """What the figure itself says: a magnitude, a margin of error, an index, a word that an editor put in."""
    if a.quantity.unit.dimension == "magnitude":
        return name_quake(a, c.text)
    if is_margin(c.text, a.quantity.start):
        return "margin of error"
    if a.quantity.unit.code == "point" and (index := find_index_name(a, c.text)) is not None:
        return index[0]
    inserted = INSERTED.match(c.text, a.end)
    return inserted[1] if inserted is not None else None


def _describe_worth(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """As in "seized 40 kg of heroin worth $2 million": the things whose value it is."""
    if a.quantity.unit.dimension != "money" or a.first < 2:
        return None
    link, noun = a.root.doc[a.first - 1], a.root.doc[a.first - 2]
    is_thing = noun.pos_ in ("NOUN", "PROPN") and noun.i not in c.dates and noun.i not in c.owner
    return c.phrase(noun, list_own_tokens(a), 5) if link.lower_ == "worth" and is_thing else None


def _describe(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The rules in their order: the words themselves, the noun behind, the whole of a part, the clause."""
    told = _describe_told(c, a, number)
    if told is not None:
        return told
    if a.noun is not None and _is_mere_level(a, a.noun):
        return describe_measure(c, a, a.noun, number) or c.phrase(a.noun, list_own_tokens(a))
    held = describe_holders(c, a)
    if a.noun is not None and held is not None:
        return held
    if a.is_count and a.noun is not None and a.noun.i in c.dates:
        return describe_elided(c, a, number)  # "and has 250,000 today"
    if a.noun is not None and (a.is_count or not is_reference(a.noun)):
        return describe_modified(c, a, a.noun)
    whole = find_whole(a)
    if whole is not None and held is not None and held.startswith("people who ") and whole.tag_ == "NNS":
        return c.phrase(whole, list_own_tokens(a), 4) + held.removeprefix("people")
    if whole is not None:
        part = _describe_level(c, a, whole, number) or describe_part(c, a, whole)
        return part or _describe_some_of_them(c, a, number)
    if held is not None:
        return held
    fronted = find_fronted_whole(a)
    if fronted is not None:
        return _describe_members(c, a, fronted) or describe_part(c, a, fronted)
    beside = _describe_beside(c, a, number)
    if beside is None:
        beside = describe_retold(c, a, number)
    return beside if beside is not None else _describe_by_clause(c, a, number)


def _describe_members(c: ItemContext, a: AnchoredQuantity, whole: Token) -> str | None:
    """As in "of the 48 passengers, nine were children": what the part is, among the whole."""
    verb = a.root.head
    told = next((t for t in verb.rights if t.dep_ == "attr" and t.tag_ in ("NNS", "NNPS")), None)
    if verb.lemma_ != "be" or told is None or a.root.dep_ != "nsubj":
        return None
    own = list_own_tokens(a)
    return f"{c.phrase(told, own, 4)} among {c.phrase(whole, own, 5)}"


def _describe_told(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """What needs no noun of its own: what the figure says itself, distances, lists, what is left over."""
    rules = (
        _describe_said,
        _describe_worth,
        describe_distance,
        lambda c, a: describe_bracketed(c, a, number),
        describe_vote_holder,
        lambda c, a: describe_voted(c, a, number),
        lambda c, a: describe_rival(c, a, number),
        describe_left_over,
        describe_multiplied,
        describe_state,
    )
    return next((item for rule in rules if (item := rule(c, a)) is not None), None)


def _describe_level(c: ItemContext, a: AnchoredQuantity, whole: Token, number: int) -> str | None:
    """As in "raised defence spending to 3 percent of output": the thing as a share of the whole."""
    link = a.root.head
    if a.quantity.unit.dimension in AMOUNTS:
        return _describe_flow(c, a, whole)
    is_level = a.root.dep_ == "pobj" and link.lower_ in ("to", "at", "from") and link.idx < a.start
    if whole.lower_ not in ("gdp", "gnp") and not (a.quantity.unit.code == "percent" and is_level):
        return None
    thing = describe_measure(c, a, a.root, number)
    if not thing:
        return None
    name = whole.text if whole.lower_ in ("gdp", "gnp") else c.phrase(whole, list_own_tokens(a), 4)
    return f"{thing} as a share of {name}"


def _describe_some_of_them(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """As in "11 injured, three of them seriously": what the count before is of."""
    before = c.anchored[number - 1] if number else None
    is_alike = before is not None and before.is_count and before.sentence_no == a.sentence_no
    return c.describe(number - 1) if is_alike and a.is_count else None


def _describe_flow(c: ItemContext, a: AnchoredQuantity, whole: Token) -> str | None:
    """As in "exports rose to 9 million tonnes of soybeans", "boost its output to 2 tons of ore"."""
    link = a.root.head
    if a.root.dep_ != "pobj" or link.lower_ not in ("to", "at", "from") or link.head.pos_ != "VERB":
        return None
    own = list_own_tokens(a)
    series = find_object(link.head, own) or find_subject(link.head)
    if series is None or series.i in own or series.lower_ not in load_indicator_nouns():
        return None
    if find_prepositional(series, "of") is not None or any(t.dep_ == "compound" for t in series.lefts):
        return c.phrase(series, own)
    return f"{c.phrase(series, own)} of {c.phrase(whole, own, 5)}"


def _describe_beside(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """What stands around the figure: a participle, a purpose, the figure that it tells again."""
    clause = next(
        (t for t in a.root.rights if t.dep_ == "acl" and t.tag_ == "VBN" and 0 < t.i - a.last <= 2), None
    )
    if clause is not None and a.quantity.unit.dimension == "money":
        told = append_complements(c, f"amount {clause.text}", "", clause, list_own_tokens(a))
        return told.replace("  ", " ")
    purpose = read_purpose(c, a)
    if purpose is not None:
        return purpose
    resumed = find_resumed(c, a, number)
    if resumed is not None:
        return c.describe(resumed) or ""
    beside = read_thing_beside(c, a)
    if beside is not None:
        return beside
    partner = find_partner(c, a, number)
    return None if partner is None else c.describe(partner) or ""


def _describe_by_clause(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The clause above, for what nothing nearer explains."""
    if a.quantity.unit.dimension == "duration":
        described = describe_duration(a, list_own_tokens(a), c.dates | frozenset(c.owner))
        if described:
            return described
    if a.is_count and a.quantity.number.kind != "multiplier":
        return describe_elided(c, a, number)
    return describe_measure(c, a, a.root, number)
