"""Which words of a clause or noun phrase name to whom it is done, or who shares in it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.events.actor_tokens import is_consequence, is_undergone
from transforms.events.arms_transfers import list_receivers
from transforms.events.clauses import Clause, build_clause, expand
from transforms.events.coding import Coding
from transforms.events.lexicon import load_lexicon
from transforms.events.nouns import find_noun_classes
from transforms.events.ontology import VERBAL_CONFLICT
from transforms.events.role_words import (
    CIRCUMSTANTIAL,
    LEFT,
    LOCAL,
    RECIPROCAL,
    TOWARDS,
    TRANSITIVE,
    list_objects,
    list_stance,
    names_victim,
)
from transforms.events.word_sets import word_set

AIMS = word_set("protest_aims")
PEOPLE = frozenset({"person", "prisoner", "refugee", "diplomat", "troops", "police_n"})
MEETING = frozenset({"meet", "receive", "welcome", "host", "talk", "visit"})
CONDITIONS = frozenset({"if", "unless", "until"})
# modes whose object is what the actor moves, not whom it does something to
MOVING = frozenset({"withdraw", "troops", "weapons", "police", "militia", "disarm"})
# types that are done to a place or to its people
MATERIAL = frozenset({"AID", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT", "PROTEST", "THREATEN"})
HARMING = frozenset({"kill", "injure", "wound", "hurt", "maim"})
CONTENDING = frozenset(
    {"reject", "condemn", "accuse", "criticise", "criticize", "denounce", "blame", "slam", "warn"}
)
DEEP = 3  # prepositions between an object and the party deep inside it


def list_recipient_tokens(coding: Coding) -> Iterator[Token]:
    """The words for whom it is done to, by grammatical role."""
    clause = coding.clause
    if clause is not None and coding.rule == "refuse:deny" and clause.inner and coding.mode is None:
        return  # who denies a deed does nothing to those of whom he speaks
    if clause is not None:
        yield from _list_clause_recipients(clause, coding)
        inner = coding.inner
        while inner is not None:
            if inner.clause is not None:
                if coding.event_type in {"REQUEST", "ACCUSE", "THREATEN"}:
                    yield from inner.clause.subjects
                yield from _list_clause_recipients(inner.clause, inner)
            inner = inner.inner
        if coding.inner is None:
            for token in clause.inner:
                agents = [o for c in token.children if c.dep_ == "agent" for o in list_objects(c)]
                if agents and coding.event_type == "ACCUSE":  # "alleges the attack was backed by Peru"
                    yield from agents
                    continue
                yield from (c for c in token.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"})
                yield from _list_prep_objects(token)
        yield from _list_subclause_recipients(clause, coding)
    if clause is not None and clause.is_passive:  # "five, including Ruiz and Holm, were fined"
        included = (c for c in clause.verb.children if c.lower_ == "including" and c.i < clause.verb.i)
        yield from (o for c in included for o in list_objects(c))
    if clause is not None and (is_undergone(coding) or is_consequence(coding)):
        yield from clause.subjects
    if coding.noun is not None:
        yield from _list_noun_recipients(coding.noun, coding)


def list_reciprocal_tokens(coding: Coding) -> Iterator[Token]:
    """The words after "with", "between", "among"."""
    nouns = [coding.noun] if coding.noun is not None else []
    if coding.clause is not None:
        yield from (n for p, n in coding.clause.preps if p in RECIPROCAL)
        yield from _list_met_before(coding)
        nouns += [o for o in coding.clause.objects if o is not coding.noun]
    inner = coding.inner
    while inner is not None:
        if inner.clause is not None:
            yield from (n for p, n in inner.clause.preps if p in RECIPROCAL)
            nouns += inner.clause.objects
        inner = inner.inner
    for noun in nouns:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in RECIPROCAL:
                yield from list_objects(child)
            elif child.dep_ == "prep" and child.lower_ == "of":
                for part in list_objects(child):
                    shared = (c for c in part.children if c.dep_ == "prep" and c.lower_ in RECIPROCAL)
                    yield from (o for c in shared for o in list_objects(c))


def _list_met_before(coding: Coding) -> Iterator[Token]:
    """With whom it is discussed: "met the minister and discussed trade"."""
    if coding.event_type != "CONSULT" or coding.clause is None or coding.clause.verb.dep_ != "conj":
        return
    head = coding.clause.verb.head
    if head.lemma_.lower() in MEETING:
        before = build_clause(head, head.lemma_.lower())
        yield from (*before.objects, *(n for p, n in before.preps if p == "with"))


def list_moved_tokens(coding: Coding) -> Iterator[Token]:
    """Troops or weapons that are moved: where nobody is said to move them, they act themselves."""
    if coding.clause is not None and coding.mode in MOVING:
        yield from coding.clause.objects


def list_addressed_before(coding: Coding) -> Iterator[Token]:
    """Of whom it is demanded, where it has just been told: "rejected Peru's offer and demanded"."""
    verb = coding.clause.verb if coding.clause is not None else None
    if verb is None or coding.event_type != "REQUEST" or verb.dep_ != "conj":
        return
    if verb.head.lemma_.lower() not in CONTENDING or any(c.dep_ == "nsubj" for c in verb.children):
        return
    for one in build_clause(verb.head, verb.head.lemma_.lower()).objects:
        yield from (c for c in one.children if c.dep_ == "poss")
        if not any(c.dep_ == "poss" for c in one.children):
            yield one


def list_deep_tokens(coding: Coding) -> Iterator[Token]:
    """Parties further inside the object: "part of an aid programme for Mali", "an admission by Cuba"."""
    clause = coding.clause
    seeds = [coding.noun] if coding.noun is not None else []
    if clause is not None:
        seeds += [*clause.objects, *(n for p, n in clause.preps if p not in LOCAL)]
        if coding.inner is not None and coding.inner.clause is not None:
            seeds += coding.inner.clause.objects
    for seed in seeds:
        yield from _list_inside(seed, coding.event_type, DEEP)


def _list_inside(noun: Token, event_type: str, depth: int) -> Iterator[Token]:
    aside = {"of"} if event_type in MATERIAL else {"of"} | LOCAL
    wanted = (TOWARDS - aside) | ({"by"} if event_type in VERBAL_CONFLICT else set())
    if depth == 0:
        return
    for child in noun.children:
        if child.dep_ in {"prep", "agent"}:
            for inside in list_objects(child):
                if child.lower_ in wanted:
                    yield inside
                yield from _list_inside(inside, event_type, depth - 1)
        elif child.dep_ == "acl" and (
            child.tag_ == "VB" or (child.tag_ == "VBG" and event_type in VERBAL_CONFLICT)
        ):
            yield from (o for c in child.children if c.dep_ == "dobj" for o in expand(c))
            yield from _list_inside(child, event_type, depth - 1)


def _list_clause_recipients(clause: Clause, coding: Coding) -> Iterator[Token]:
    event_type = coding.event_type
    aside = CIRCUMSTANTIAL if event_type in {"CONSULT", "AGREE", "SUPPORT"} else LOCAL
    for one in clause.objects:
        if coding.mode in MOVING:
            yield from _list_prep_objects(one, aside | {"of"})
            continue
        if coding.rule.startswith("occur:"):
            continue  # "the attack followed a raid": what it followed takes no part
        if event_type in {"AID", "AGREE"} and _is_ware(one):
            yield from list_receivers(one)
            yield from _list_prep_objects(one, aside)
            continue
        if coding.noun is not None and one.i == coding.noun.i and not _is_people(one):
            yield from (c for c in one.children if c.dep_ in LEFT and c.i < one.i)
            yield from _list_prep_objects(one, aside)
            continue
        blamed = list(_list_blamed(one)) if event_type in {"ACCUSE", "REJECT"} else []
        yield from blamed or [one]
        if not blamed:
            yield from _list_prep_objects(one, aside)
    for preposition, noun in clause.preps:
        if preposition in TOWARDS - RECIPROCAL - aside:
            yield noun


def _is_people(noun: Token) -> bool:
    return bool(find_noun_classes(noun, load_lexicon()) & PEOPLE)


def _is_ware(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and "weapons" in find_noun_classes(noun, load_lexicon())


def _list_blamed(noun: Token) -> Iterator[Token]:
    """Who did what is condemned: "the killing of a reporter by Syria"."""
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ == "by":
            yield from list_objects(child)


def _list_subclause_recipients(clause: Clause, coding: Coding) -> Iterator[Token]:
    inner = coding.inner.clause.verb.children if coding.inner and coding.inner.clause else ()
    below = (c for t in clause.inner for c in t.children)
    for child in (*clause.verb.children, *inner, *below):
        if child.dep_ != "advcl" or child.i < clause.verb.i:
            continue
        marks = {c.lower_ for c in child.children if c.dep_ in {"mark", "aux"}}
        subjects = [c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}]
        if coding.event_type == "REQUEST" and {"for", "to"} <= marks:
            yield from (e for s in subjects for e in expand(s))  # "called for Peru to pay"
        elif coding.event_type == "THREATEN" and marks & CONDITIONS:
            yield from (e for s in subjects for e in expand(s))  # "unless Peru pays"
        elif coding.event_type == "ASSAULT" and child.tag_ == "VBG" and child.lemma_.lower() in HARMING:
            yield from (o for c in child.children if c.dep_ == "dobj" for o in expand(c))
        elif coding.event_type == "PROTEST" and child.lemma_.lower() in AIMS:
            yield from (o for c in child.children if c.dep_ == "dobj" for o in expand(c))
            yield from _list_prep_objects(child)
            for aim in (c for c in child.children if c.dep_ == "dobj"):
                yield from _list_inside(aim, coding.event_type, 2)


def _list_noun_recipients(noun: Token, coding: Coding) -> Iterator[Token]:
    yield from (c for c in noun.children if c.i < noun.i and list_stance(c) == "anti")
    has_victim = any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children)
    if names_victim(noun):
        yield from (
            c
            for c in noun.children
            if c.dep_ in LEFT and c.i < noun.i and not (has_victim and c.dep_ == "poss")
        )
    is_meeting = coding.event_type == "CONSULT" and coding.mode != "visit"
    is_spoken = coding.event_type in {"ACCUSE", "SUPPORT"}
    aside = CIRCUMSTANTIAL if is_meeting else LOCAL | {"from"} if is_spoken else {"from"}
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in TOWARDS - RECIPROCAL - aside:
            if child.lower_ == "of" and coding.event_type not in TRANSITIVE:
                continue
            yield from list_objects(child)


def _list_prep_objects(noun: Token, aside: frozenset[str] = frozenset()) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in TOWARDS - RECIPROCAL - aside:
            yield from list_objects(child)
