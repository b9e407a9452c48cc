"""Lists that put a value in brackets behind each name: "in Lyon (41), Nantes (23) and Lille (9)"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext, list_own_tokens
from transforms.figures.items.item_references import resolve_thing
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import find_prepositional, find_subject
from transforms.lexicon.patterns import load_pattern

# What may stand between the bracket and the value: "(up 14 percent)", "(for 12 million euros)".
OPENS = load_pattern("figures", "opens")
RIVAL = load_pattern("figures", "rival")
CLOSES = re.compile(r"\s*\)")
MAX_STEPS = 6


def is_bracketed(a: AnchoredQuantity, text: str) -> bool:
    """Whether a value stands alone in brackets."""
    return bool(OPENS.search(text, max(0, a.start - 24), a.start) and CLOSES.match(text, a.end))


def find_listed_name(c: ItemContext, a: AnchoredQuantity, number: int) -> Token | None:
    """The name before the bracket, where the list has another such value beside this one."""
    if not is_bracketed(a, c.text):
        return None
    beside = [c.anchored[n] for n in (number - 1, number + 1) if 0 <= n < len(c.anchored)]
    alike = [b for b in beside if b.sentence_no == a.sentence_no and is_bracketed(b, c.text)]
    if not any(b.quantity.unit.code == a.quantity.unit.code for b in alike):
        return None
    at = c.text.rindex("(", 0, a.start)
    before = [t for t in a.root.doc[max(0, a.first - 6) : a.first] if t.idx < at]
    name = before[-1] if before else None
    if name is None or name.i in c.owner or name.i in c.dates or name.pos_ not in ("NOUN", "PROPN"):
        return None
    return name


def describe_bracketed(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The series of a list with the name of its member: "arrests in Lyon", "largest buyers, Egypt"."""
    name = find_listed_name(c, a, number)
    if name is None:
        return None
    own = list_own_tokens(a) | {t.i for t in name.children if t.i > name.i}
    member = c.phrase(name, own, 5)
    opens = _find_opening(c, name)
    series, link = _read_series(c, opens, own)
    if series is None or series.lower() == member.lower():
        return member
    return f"{series} {link} {member}" if link else f"{series}, {member}"


def _find_opening(c: ItemContext, name: Token) -> Token:
    """The first name of the list, through conjuncts, appositions and values that stand between."""
    token = name
    for _ in range(MAX_STEPS):
        if token.dep_ not in ("conj", "appos", "npadvmod") or token.head.i >= token.i:
            break
        if token.dep_ == "npadvmod" and token.head.pos_ in ("VERB", "AUX"):
            break
        linked = c.owner.get(token.head.i)
        if (
            token.dep_ == "appos"
            and linked is None
            and token.head.i not in c.owner
            and _is_plural(token.head)
        ):
            break  # "two ferries, the Alma (12 million euros) and ...": what the members are
        token = token.head if linked is None else c.anchored[linked].root.head
    return token


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS")


def _read_series(c: ItemContext, opens: Token, own: frozenset[int]) -> tuple[str | None, str]:
    """What the members of a list have, and the preposition that joins them to it."""
    link = opens.head
    if opens.dep_ == "appos" and _is_plural(link):
        return c.phrase(link, own | {t.i for t in opens.subtree}, 5), ""
    if opens.dep_ == "pobj" and link.head.pos_ == "NOUN":
        return c.phrase(link.head, own | {t.i for t in link.subtree}, 5), link.lower_
    verb = link.head if opens.dep_ == "pobj" else link
    for _ in range(MAX_STEPS):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        verb = verb.head
    subject = find_subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    if subject is None or subject.i == opens.i or subject.i in own:
        return None, ""
    if subject.lower_ in load_word_list("parts_of") and (whole := find_prepositional(subject, "of")):
        subject = whole
    if opens.dep_ == "pobj" and link.lower_ not in load_word_list("listing_links"):
        return None, ""
    return resolve_thing(c, subject, own), link.lower_ if opens.dep_ == "pobj" else ""


def describe_rival(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The item of "against 47.6 percent for Kask": that of the share before it."""
    if number == 0 or a.noun is not None or not RIVAL.search(c.text, max(0, a.start - 20), a.start):
        return None
    before = c.anchored[number - 1]
    behind = a.root.doc[a.last + 1 : a.last + 2]
    alike = before.sentence_no == a.sentence_no and before.quantity.unit.code == a.quantity.unit.code
    return c.describe(number - 1) if alike and len(behind) and behind[0].lower_ == "for" else None
