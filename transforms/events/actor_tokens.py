"""Which words of a clause or noun phrase name who acts."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.events.clauses import Clause, build_clause, expand
from transforms.events.coding import Coding
from transforms.events.lexicon import load_lexicon
from transforms.events.nouns import find_noun_classes
from transforms.events.role_words import LEFT, TRANSITIVE, list_objects, list_stance, names_victim
from transforms.events.word_sets import word_set

UNDERGOING = word_set("undergoing")
UNDERGONE = frozenset({"ACCUSE", "COERCE", "SANCTION", "ASSAULT", "AID"})
RECEIVED = frozenset({"SUPPORT", "REQUEST", "THREATEN", "CONCEDE"})
RECEIVING = word_set("receiving")
CAUSES = frozenset({"in", "by", "during", "from", "after", "of"})
CAUSING = frozenset({"when", "as", "after"})
EXPLODING = frozenset({"explode", "go_off", "detonate"})
HARMFUL = frozenset({"ASSAULT", "COERCE"})
CONDUCTING = word_set("conducting")
JOINING = word_set("joining")
PERSISTING = frozenset({"engage", "go", "participate", "press", "proceed", "push", "join"})
FRAMING = word_set("framing")


def list_actor_tokens(coding: Coding) -> Iterator[Token]:
    """The words for who acts, by grammatical role."""
    clause = coding.clause
    if clause is not None and coding.rule.rpartition(":")[2] in EXPLODING and not clause.objects:
        return  # what blows up is nobody, and its owner has not done it
    if clause is not None and is_consequence(coding):
        yield from list_reporters(clause.verb)
    elif clause is not None and is_undergone(coding):
        yield from clause.agents
        yield from (n for p, n in clause.preps if p in {"by", "from"})
        yield from _doers_of_causes(clause)
        if coding.noun is not None:
            yield from list_noun_actors(coding.noun, "")
    elif clause is not None:
        yield from clause.actors
        if clause.is_passive:
            yield from _passive_doers(coding, clause)
        else:
            yield from (n for s in clause.subjects for n in _list_joined(s, clause.verb))
        if not clause.actors and coding.noun is not None:
            yield from list_noun_actors(coding.noun, coding.event_type)
    elif coding.noun is not None:
        named = list(list_noun_actors(coding.noun, coding.event_type))
        yield from named
        if not any(n.dep_ == "poss" for n in named):
            yield from _subjects_of_governor(coding.noun)
        if not named and coding.event_type in {"CONSULT", "AGREE"}:
            yield from _subjects_of_frame(coding.noun)


def list_noun_actors(noun: Token, event_type: str) -> Iterator[Token]:
    """Who does what a noun names: "Iran's visit", "the shelling by rebels"."""
    for child in noun.children:
        if child.dep_ in LEFT and child.i < noun.i and not list_stance(child):
            if not names_victim(noun) or (child.dep_ == "poss" and _has_victim(noun)):
                yield child
        elif child.dep_ in {"prep", "agent"} and (
            child.lower_ in {"by", "from"} or (child.lower_ == "of" and event_type not in TRANSITIVE)
        ):
            yield from list_objects(child)


def _has_victim(noun: Token) -> bool:
    """Whether an of-phrase names who suffers: "the kingdom's execution of the cleric"."""
    return any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children)


def is_undergone(coding: Coding) -> bool:
    """Whether the subject suffers the event: "faced trial", "came under fire", "won support from Oslo"."""
    clause = coding.clause
    if clause is None or clause.is_passive:
        return False
    if clause.lemma == "be" and coding.rule.startswith("lightly:"):
        return any(p == "under" for p, _ in clause.preps)  # "was under pressure from Peru"
    if coding.event_type in RECEIVED:
        return clause.lemma in RECEIVING
    return clause.lemma in UNDERGOING and coding.event_type in UNDERGONE


def is_consequence(coding: Coding) -> bool:
    """Whether somebody is threatened in words of what he will get: "said Peru will pay a price"."""
    clause = coding.clause
    return (
        clause is not None and coding.event_type == "THREATEN" and clause.lemma in {"pay", "face", "suffer"}
    )


def list_reporters(verb: Token) -> list[Token]:
    """Who says a reported clause: the subject of the verb, or the author of the warning, above it."""
    above = verb.head
    if verb.dep_ not in {"ccomp", "acl", "conj"} or above.i == verb.i:
        return []
    if verb.dep_ == "conj":
        return list_reporters(above)
    if above.pos_ == "NOUN":
        return [*list_noun_actors(above, ""), *_subjects_of_governor(above)]
    return list(build_clause(above, above.lemma_.lower()).actors)


def _passive_doers(coding: Coding, clause: Clause) -> Iterator[Token]:
    """Doers of a passive without agent: "killed at the hands of rebels", "hurt in an Israeli strike"."""
    if clause.agents:
        return
    yield from (n for p, n in clause.preps if p == "by" and n.pos_ in {"NOUN", "PROPN"})
    if coding.event_type in HARMFUL:
        yield from _doers_of_causes(clause)
        yield from _doers_beside(clause)


def _doers_beside(clause: Clause) -> Iterator[Token]:
    """Who does harm in the clause that tells how it came: "killed when gunmen attacked a post"."""
    senses = load_lexicon().verbs
    for child in clause.verb.children:
        marks = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"}}
        if child.dep_ != "advcl" or child.i < clause.verb.i or not marks & CAUSING:
            continue
        known = senses.get(child.lemma_.lower(), ())
        inside = {t.lemma_.lower() for t in child.subtree}
        if any(s.name.startswith("ASSAULT") and set(s.rest) <= inside for s in known):
            yield from build_clause(child, child.lemma_.lower()).actors


def _doers_of_causes(clause: Clause) -> Iterator[Token]:
    for preposition, noun in clause.preps:
        if noun.lower_ == "hands" and preposition == "at":
            yield from (o for c in noun.children if c.lower_ == "of" for o in list_objects(c))
        elif preposition in CAUSES and "violence" in find_noun_classes(noun, load_lexicon()):
            yield from list_noun_actors(noun, "ASSAULT")


def _list_joined(subject: Token, verb: Token) -> Iterator[Token]:
    """Who acts beside the subject: "Peru, along with Chile, condemned ..."."""
    for child in (*subject.children, *(c for c in verb.children if subject.i < c.i < verb.i)):
        if child.lower_ == "with" and child.i and child.nbor(-1).lower_ in JOINING:
            yield from list_objects(child)
        if child.lower_ not in JOINING:
            continue
        for inner in child.children:
            if inner.dep_ == "pobj":
                yield from expand(inner)
            elif inner.dep_ in {"prep", "pcomp", "agent"} and inner.lower_ in {"with", "by"}:
                yield from list_objects(inner)


def _subjects_of_governor(noun: Token) -> Iterator[Token]:
    """Who holds it, where the noun is the object of an uncoded verb ("for conducting a joint exercise")."""
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB" and noun.head.lemma_.lower() in CONDUCTING:
        yield from build_clause(noun.head, noun.head.lemma_).actors
    elif noun.dep_ == "pobj" and noun.head.lower_ in {"with", "in"} and noun.head.head.pos_ == "VERB":
        verb = noun.head.head  # "by going ahead with the drill"
        if verb.lemma_.lower() in PERSISTING:
            yield from build_clause(verb, verb.lemma_).actors


def _subjects_of_frame(noun: Token) -> Iterator[Token]:
    """Who met somebody, told of in passing: "Ruiz spoke after talks with Peru", "on a visit to Peru"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in FRAMING or noun.head.head.pos_ != "VERB":
        return
    has_other = any(c.dep_ == "prep" and c.lower_ in {"with", "to"} for c in noun.children)
    if has_other:
        yield from build_clause(noun.head.head, noun.head.head.lemma_.lower()).actors
