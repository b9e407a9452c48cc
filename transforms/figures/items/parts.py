"""Items of parts, shares and paired figures: "60 percent of X", "five of whom", ", or 0.6%"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext, list_own_tokens, load_measured_verbs
from transforms.figures.items.event_phrases import add_event_of, name_deed
from transforms.figures.items.item_references import resolve_thing
from transforms.figures.items.noun_phrases import collect_preposition, join_tokens
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import RELATIVE, find_object, find_subject
from transforms.lexicon.patterns import load_pattern
from transforms.lexicon.saying_verbs import load_saying_verbs


def find_whole(a: AnchoredQuantity) -> Token | None:
    """X in "60 percent of X", "five of the defendants"."""
    last = a.root.doc[a.last]
    for token in {a.root.i: a.root, last.i: last}.values():
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "off") and child.i > a.last:
                for thing in child.rights:
                    if thing.dep_ == "pobj" or thing.pos_ in ("NOUN", "PRON"):
                        return thing
    return None


def find_fronted_whole(a: AnchoredQuantity) -> Token | None:
    """X in "Of X, 48 percent were looking for staff"."""
    opens = a.root.sent[0]
    if opens.lower_ != "of" or a.root.dep_ not in ("nsubj", "nsubjpass") or opens.i >= a.first:
        return None
    return next((t for t in opens.rights if t.dep_ == "pobj" and t.i < a.first), None)


def describe_part(c: ItemContext, a: AnchoredQuantity, thing: Token) -> str | None:
    """The item of a part: "Russia's share of X", "payments made in Y"."""
    own = list_own_tokens(a)
    if thing.lower_ in RELATIVE or (
        thing.lower_ in load_word_list("objects_of_parts") and not list(thing.rights)
    ):
        base = read_antecedent(c, thing, own)
    else:
        base = c.phrase(thing, own)
    verb = a.root.head
    if a.root.dep_ == "pobj":
        verb = a.root.head.head
    if a.quantity.unit.dimension in (
        "share",
        "mass",
        "volume",
        "energy",
        "money",
        "count",
    ) and a.root.dep_ in ("pobj", "dobj", "attr", "conj"):
        if a.root.dep_ == "conj":
            verb = find_verb_above(a.root)
        share = find_share_holder(c, verb, own) if not _is_own(thing, verb) else None
        if share and a.quantity.unit.dimension == "share" and base:
            return f"{write_possessive(share)} share of {base}"
    if a.root.dep_ == "nsubj" and verb.lemma_ == "be" and base and len(base.split()) < 5:
        return f"{base} {_read_state(c, verb, own)}".strip()
    if (
        a.root.dep_ in ("nsubj", "nsubjpass", "dobj")
        and base
        and verb.pos_ == "VERB"
        and len(base.split()) <= 7
    ):
        return add_event_of(c, a.root, base, own)
    return base


def _read_state(c: ItemContext, verb: Token, own: frozenset[int]) -> str:
    """What a part is: "62 percent of farmers were in debt", "a third of the homes are empty"."""
    for child in verb.rights:
        if any(t.i in c.owner for t in child.subtree):
            continue
        if child.dep_ == "acomp":
            return child.text
        if child.dep_ == "prep" and child.lower_ in ("in", "without", "under"):
            return join_tokens(child, collect_preposition(child, own, c.untold, 5))
    return ""


def _is_own(thing: Token, verb: Token) -> bool:
    """As in "generates 60 percent of its revenue from advertising": a part of the subject's own whole."""
    return verb.lemma_ in load_word_list("share_verbs") and any(t.tag_ == "PRP$" for t in thing.lefts)


def find_share_holder(c: ItemContext, verb: Token, own: frozenset[int]) -> str | None:
    """Whose share it is, where the verb accounts for it."""
    particle = next((t.lower_ for t in verb.children if t.dep_ == "prt"), "")
    kind = load_measured_verbs().get(f"{verb.lemma_} {particle}".strip(), ("", ""))[0]
    if kind != "share" and verb.lemma_ not in load_word_list("share_verbs"):
        return None
    subject = find_subject(verb)
    return resolve_thing(c, subject, own, keep_name=True) if subject is not None else None


def read_antecedent(c: ItemContext, pronoun: Token, own: frozenset[int]) -> str:
    """What "them" or "whom" stands for."""
    verb = pronoun
    for _ in range(5):
        if verb.dep_ == "relcl":
            break
        verb = verb.head
    if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):
        return c.phrase(verb.head, own | set(range(verb.left_edge.i, verb.right_edge.i + 1)), 6)
    for token in reversed(pronoun.doc[max(0, pronoun.i - 40) : min(own) if own else pronoun.i]):
        if token.tag_ in ("NNS", "NNPS") and token.i not in own:
            return c.phrase(token, own, 5)
    return ""


def read_thing_beside(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """The thing right before ", down 5%" or "by 2.6%" where the verb is left unsaid."""
    doc, at = a.root.doc, a.first - 1
    while at > 1 and doc[at].idx >= a.start:
        at -= 1
    if at > 1 and doc[at].lower_ in ("up", "down") and (thing := _find_thing_moved(doc[at - 1])) is not None:
        return c.phrase(thing, list_own_tokens(a) | {at})
    if at < 2 or a.is_count or a.start < a.quantity.start:
        return None
    if doc[at].lower_ in ("up", "down") and doc[at - 1].text in (",", "—", "–"):
        at -= 2
    elif doc[at].lower_ == "with" and doc[at - 1].text == "," and a.quantity.unit.code == "percent":
        at -= 2  # "in front is health care, with 22 percent"
    elif doc[at].lower_ == "by" and doc[at - 1].pos_ in ("PROPN", "NOUN"):
        if doc[at].head.pos_ == "VERB" and find_object(doc[at].head, ()) is not None:
            return None
        at -= 1
    else:
        return None
    before = doc[at]
    if before.i in c.owner:
        return c.describe(c.owner[before.i])
    if before.i in c.dates or before.pos_ not in ("PROPN", "NOUN") or doc[at].is_sent_start:
        return None
    return c.phrase(before, list_own_tokens(a), 6)


def _find_thing_moved(last: Token) -> Token | None:
    """As in "with supplies of fuel down 50%": the head of the phrase that "with" opens and `last` ends."""
    thing = last
    while thing.dep_ == "pobj" and thing.head.head.pos_ in ("NOUN", "PROPN") and thing.head.i < thing.i:
        thing = thing.head.head
    opens = thing.left_edge.i
    is_thing = thing.pos_ in ("NOUN", "PROPN") and opens > 0
    return thing if is_thing and thing.doc[opens - 1].lower_ == "with" else None


def read_purpose(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """What money comes as: "$500 million in aid", "2 million euros in prize money"."""
    doc = a.root.doc
    if a.quantity.unit.dimension != "money" or a.last + 2 >= len(doc) or doc[a.last + 1].lower_ != "in":
        return None
    prep = doc[a.last + 1]
    thing = next((t for t in prep.rights if t.dep_ == "pobj"), None)
    if thing is None or thing.pos_ != "NOUN" or thing.i in c.dates or thing.i in c.owner:
        return None
    placing = load_word_list("placing_verbs")  # "invested $20 million in storage"
    if (
        prep.head.lemma_ in placing
        or a.root.head.lemma_ in placing
        or any(t.dep_ in ("det", "poss") and t.lower_ != "the" for t in thing.lefts)
    ):
        return None
    if thing.lemma_ in load_word_list("time_nouns") or thing.lemma_ in load_word_list("wholes"):
        return None
    own = list_own_tokens(a)
    base, verb = c.phrase(thing, own, 7), a.root.head
    if a.root.dep_ != "dobj" or verb.pos_ != "VERB" or len(base.split()) > 3:
        return base
    return f"{base} {name_deed(c, verb, own)}"


def find_resumed(c: ItemContext, a: AnchoredQuantity, number: int) -> int | None:
    """The figure before that ", up 18 percent from 2022" or ", twice as many as in May" speaks of."""
    if number == 0 or a.sentence_no != c.anchored[number - 1].sentence_no:
        return None
    before = c.anchored[number - 1]
    between = c.text[before.end : a.start]
    if len(between) > 80 or before.quantity.unit.dimension in ("share", "ratio", "duration", "age"):
        return None
    if a.quantity.unit.dimension == "ratio":
        compares = load_pattern("figures", "compared_behind").match(c.text[a.end : a.end + 14])
        return number - 1 if compares and re.search(r",\s*(?:or\s+)?\Z", between) else None
    if not load_pattern("figures", "up_or_down_after_comma").search(between) and not load_pattern(
        "figures", "level_compared_behind"
    ).match(c.text[a.end : a.end + 12]):
        return None
    if load_pattern("figures", "after_comma").search(between) is None:
        return None
    inner = _drop_teller(list(a.root.doc[before.last + 1 : a.first]))
    named = [
        t for t in inner if t.pos_ == "PROPN" and t.i not in c.dates and t.dep_ not in ("pobj", "compound")
    ]
    return None if named or any(t.pos_ in ("VERB", "AUX") for t in inner) else number - 1


def _drop_teller(words: Sequence[Token]) -> Sequence[Token]:
    """The words without who says so: "in 2023, the customs office reported, up"."""
    commas = [n for n, t in enumerate(words) if t.text == ","]
    if len(commas) < 2:
        return words
    first, last = commas[-2:]
    said = next((t for t in words[first:last] if t.lemma_ in load_saying_verbs("clause")), None)
    subject = find_subject(said) if said is not None else None
    is_teller = subject is not None and subject.i > words[first].i
    return [*words[:first], *words[last:]] if is_teller else words


def find_partner(c: ItemContext, a: AnchoredQuantity, number: int) -> int | None:
    """The figure before that this one restates: "(£10bn)", ", or 0.6%"."""
    if number == 0:
        return None
    before = c.anchored[number - 1]
    between = c.text[before.end : a.start].strip()
    if before.sentence_no != a.sentence_no:
        return None
    if between in ("(", "[", "( about", "or", ", or", "/", "( or") or (
        between in ("—", "–", "-", ",")
        and a.quantity.unit.code != before.quantity.unit.code
        and a.noun is None
    ):
        return number - 1 if not a.is_count or between in ("(", "[") else None
    return None


def write_possessive(name: str) -> str:
    """A name in the possessive."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def find_verb_above(token: Token) -> Token:
    """The verb above a chain of conjuncts."""
    while token.dep_ == "conj":
        token = token.head
    return token.head.head if token.dep_ == "pobj" else token.head
