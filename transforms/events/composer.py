"""Compose a functional predicate ("hold", "lift", "send") with the class of its noun."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from transforms.events.arms_transfers import find_given_arms
from transforms.events.attitudes import refusal_mode
from transforms.events.clauses import Clause
from transforms.events.coding import Coding, split_type
from transforms.events.complement_nouns import (
    chain_nouns,
    find_complement_nouns,
    list_content,
    list_noun_content,
)
from transforms.events.guards import ArgumentGuard
from transforms.events.lexicon import Lexicon, Sense
from transforms.events.nouns import find_noun_classes, noun_lemma
from transforms.events.ontology import YIELDING
from transforms.events.word_sets import word_set

# Classes whose subject may be the event itself, or what befalls somebody.
EVENT_SUBJECTS = frozenset({"occur", "arrive", "die", "depart", "stop", "receive", "hold", "lightly"})
INTENTIONS = frozenset({"intention", "intent", "determination", "resolve"})
COOPERATIVE = frozenset(
    {"meeting", "visit", "aid", "cooperation", "agreement", "support", "joint", "relations", "ceasefire",
     "concession", "withdrawal", "release_n", "talks_stop", "prisoner", "access"}
)  # fmt: skip
OPENING = frozenset({"open", "begin", "start", "resume", "continue", "turn", "grow"})
SHORTAGES = word_set("shortages")
FUNDS = frozenset({"fund", "funding", "money", "loan", "aid", "assistance", "million", "billion", "cash"})
WARES = frozenset({"jet", "helicopter", "vehicle", "equipment", "hardware", "system", "tank", "dose", "kit"})
GROWING = frozenset({"extend", "increase", "boost", "expand", "continue", "resume", "double", "cut"})
MONEY = frozenset(
    {"million", "billion", "dollar", "euro", "money", "cash", "sum", "capital", "crore", "lakh"}
)
SESSIONS = frozenset({"hearing", "search", "commission", "review", "audit", "examination"})
COMPLETING = frozenset({"finish", "complete", "conclude", "quit", "wind"})
CONTENTIONS = word_set("contentions")
PASSIVE_IN_HEADLINES = frozenset({"stop", "ease", "impose", "break", "rebuff", "sign"})


class Composer:
    """Codes clauses of one sentence by composition."""

    def __init__(self, lexicon: Lexicon, guard: ArgumentGuard, headline: bool) -> None:
        self._lexicon = lexicon
        self._guard = guard
        self._headline = headline

    def compose(self, clause: Clause, name: str) -> Coding | None:
        """The event that a predicate of a functional class makes of its noun; None when it makes none."""
        if name not in EVENT_SUBJECTS and not self._headline and not self._guard.has_speaker(clause):
            return None
        table = self._lexicon.compositions[name]
        if name in {"occur", "arrive", "depart"} and not clause.is_passive:
            nouns = tuple(n for s in clause.subjects for n in chain_nouns(s, self._lexicon))
        else:
            nouns = tuple(find_complement_nouns(clause, name, self._lexicon))
        is_bare = (
            not nouns and not clause.objects and not clause.auxiliaries and clause.verb.tag_ in {"VBD", "VBN"}
        )
        is_stopping = name == "stop" and not nouns and not clause.objects and not clause.is_passive
        is_bare = is_bare and self._headline
        if is_stopping or (is_bare and name in PASSIVE_IN_HEADLINES):
            nouns = tuple(n for s in clause.subjects for n in chain_nouns(s, self._lexicon))
        for noun in nouns:
            classes = find_noun_classes(noun, self._lexicon)
            if not classes or self._is_otherwise(clause, name, noun, classes):
                continue
            if name in {"impose", "hold", "express"} and classes & {"stop_n", "ease_n"}:
                stopped = self._stopped_type(noun, classes)
                if stopped is not None:
                    is_yielding = stopped[0] in YIELDING
                    made = ("CONCEDE", None) if is_yielding else stopped
                    return _as_coding(clause, noun, *made, f"announce:{clause.lemma}")
            for key, name_of_type in table.items():
                if key == "call_n" and _is_plea(name, noun):
                    continue
                if key in classes:
                    event_type, mode = split_type(name_of_type)
                    if mode == "weapons" and key != "weapons_test" and self._carries_aid(clause):
                        event_type, mode = "AID", None  # "sent two planes carrying medicine"
                    given = find_given_arms(clause, self._lexicon) if mode == "weapons" else None
                    if given is not None and key != "weapons_test":
                        event_type, mode, noun = "AID", None, given
                    if is_stopping and not is_bare and event_type not in YIELDING:
                        return None
                    if (
                        key == "violence"
                        and noun_lemma(noun) in CONTENTIONS
                        and not self._is_armed(clause, noun)
                    ):
                        return None
                    if key == "willingness" and noun_lemma(noun) in INTENTIONS and not self._promises(noun):
                        return None
                    if name == "rebuff" and key == "demand":
                        mode = self._refused_mode(noun) or mode
                    checked = self._guard.check(clause, event_type, mode, Sense(("x",), name_of_type))
                    if checked is None:
                        return None
                    coding = _as_coding(clause, noun, *checked, f"{name}:{key}")
                    unreal = frozenset(list_content(clause)) if name == "rebuff" else frozenset()
                    return replace(coding, spent=coding.spent | unreal)
        return None

    def _is_otherwise(self, clause: Clause, name: str, noun: Token, classes: frozenset[str]) -> bool:
        """Whether predicate and noun mean something else: "get behind us on a proposal", "end training"."""
        if name == "lightly" and "demand" in classes:
            is_had = clause.lemma in {"have", "get", "take"} or noun_lemma(noun) == "bid"
            if clause.lemma == "be" and noun_lemma(noun) == "pressure":
                return not any(c.lower_ in {"from", "by"} for c in noun.children)
            return is_had or (noun.dep_ == "pobj" and noun.head.lower_ == "on")
        if "aid" in classes and noun.dep_ == "compound" and noun.head.lemma_.lower() in SHORTAGES:
            return True  # "increased a supply shortage"
        if name == "give" and noun_lemma(noun) == "supply" and clause.lemma in GROWING:
            return not any(c.dep_ in {"amod", "compound"} for c in noun.children)
        if name == "give" and "aid" in classes and noun_lemma(noun) in MONEY:
            to_whom = any(c.dep_ == "dative" for c in clause.verb.children)
            return not to_whom and not any(p in {"to", "for", "in"} for p, _ in clause.preps)
        if name == "hold" and "police_n" in classes and noun_lemma(noun) != "patrol":
            return True
        if name == "hold" and "visit" in classes:
            return clause.lemma in {"lead", "organise", "organize", "run", "arrange", "stage"}
        if name == "give" and "aid" in classes and self._is_trade(clause, noun):
            return True
        if name == "give" and "case_n" in classes and noun_lemma(noun) == "case":
            return clause.lemma == "give"
        if name in {"break", "stop"} and "aid" in classes and noun_lemma(noun) in MONEY:
            return True  # "cut its costs to 118 billion dollars"
        if name == "give" and "prisoner" in classes:
            return clause.lemma in {"provide", "supply", "offer", "grant", "furnish", "pay"}
        if name == "lightly" and "investigation" in classes and clause.lemma in {"get", "have", "give"}:
            return True
        if "warning" in classes and any(c.lower_ in {"about", "of", "over"} for c in noun.children):
            return noun_lemma(noun) == "warning"
        if name == "occur":
            return clause.lemma in OPENING and any(o.dep_ == "dobj" for o in clause.objects)
        if name == "stop" and "investigation" in classes and noun_lemma(noun) in SESSIONS:
            return True
        return name == "stop" and bool(classes & {"aid", "investigation"}) and clause.lemma in COMPLETING

    @staticmethod
    def _is_trade(clause: Clause, noun: Token) -> bool:
        """Whether a firm hands over what it makes: "Boeing delivered the jet", "released a new kit"."""
        if clause.lemma == "release" and noun_lemma(noun) not in FUNDS:
            return True
        is_firm = bool(clause.actors) and all(a.ent_type_ == "ORG" for a in clause.actors)
        return is_firm and clause.lemma in {"deliver", "ship", "sell"} and noun_lemma(noun) in WARES

    def _is_armed(self, clause: Clause, noun: Token) -> bool:
        """Whether a fight or battle is one of states or armed men, not of politicians or firms."""
        nouns = [*clause.actors, *clause.objects, *(n for _, n in clause.preps)]
        near = [*nouns, *(t for c in noun.children for t in (c, *c.children))]
        armed = {"troops", "police_n", "militia", "weapons", "authority"}
        return any(
            t.ent_type_ in {"GPE", "NORP", "LOC"} or find_noun_classes(t, self._lexicon) & armed for t in near
        )

    def _promises(self, noun: Token) -> bool:
        """Whether an intention is to do something for or with others: "its intention to join the talks"."""
        for child in noun.children:
            nouns = (t for t in child.subtree if t.i > child.i and t.pos_ != "PROPN")
            inside = (find_noun_classes(t, self._lexicon) for t in nouns)
            if child.dep_ in {"acl", "prep"} and any(c & COOPERATIVE for c in inside):
                return True
        return False

    def _carries_aid(self, clause: Clause) -> bool:
        """Whether relief goods are named after the predicate."""
        return any("aid" in find_noun_classes(t, self._lexicon) for _, t in clause.followers)

    def _refused_mode(self, noun: Token) -> str | None:
        """Mode of a refused "offer of talks", "request for aid"."""
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
                for wanted in (o for o in child.children if o.dep_ == "pobj"):
                    classes = find_noun_classes(wanted, self._lexicon)
                    for key, made in self._lexicon.compositions["content"].items():
                        if key in classes:
                            return refusal_mode(split_type(made)[0])
        return None

    def _stopped_type(self, noun: Token, classes: frozenset[str]) -> tuple[str, str | None] | None:
        """Type of "the suspension of ...", "the lifting of ..."."""
        table = self._lexicon.compositions["stop" if "stop_n" in classes else "ease"]
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "to"}:
                for stopped in (
                    n for o in child.children if o.dep_ == "pobj" for n in chain_nouns(o, self._lexicon)
                ):
                    found = find_noun_classes(stopped, self._lexicon)
                    for key, made in table.items():
                        if key in found:
                            return split_type(made)
        return None


def _is_plea(name: str, call: Token) -> bool:
    """Whether a call is one for something, not by phone: "a call for peace", "rejected the call by Peru"."""
    words = {c.lower_ for c in call.children}
    is_spoken = bool(words & {"phone", "telephone", "video", "conference", "with"})
    return bool(words & {"for", "to"}) or (name == "rebuff" and not is_spoken)


def _as_coding(clause: Clause, noun: Token, event_type: str, mode: str | None, rule: str) -> Coding:
    return Coding(
        event_type=event_type,
        mode=mode,
        anchor=clause.verb,
        words=(clause.verb, noun),
        rule=rule,
        clause=clause,
        noun=noun,
        spent=frozenset({clause.verb.i, noun.i, *list_noun_content(noun)}),
    )
