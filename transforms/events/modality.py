"""Tense, modality and negation: promised, threatened, demanded, refused or not done at all."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.attitudes import demand_mode, future_type, refusal_mode, threat_mode
from transforms.events.clauses import Clause
from transforms.events.coding import Coding
from transforms.events.ontology import FRIENDLY, HOSTILE, VERBAL_CONFLICT, YIELDING
from transforms.events.word_sets import word_set

FUTURE = word_set("future")
THOUGHTS = frozenset({"danger", "fear", "possibility", "risk", "likelihood", "chance", "prospect"})
HABITUAL = frozenset({"often", "usually", "frequently", "sometimes", "always", "regularly", "occasionally"})
WOULD = frozenset({"would", "'d", "’d"})
MAY = word_set("may")
MUST = word_set("must")


def apply_modality(clause: Clause, coding: Coding | None, headline: bool) -> Coding | None:
    """The coding of a clause under its tense, modal verb and negation; None when nothing happened."""
    if coding is None:
        return None
    kind = coding.event_type
    if coding.is_denied:
        return coding
    if clause.subjects and all(_is_anybody(s) for s in clause.subjects) and kind not in VERBAL_CONFLICT:
        return None
    if clause.is_negated or _is_object_denied(coding):
        if kind in FRIENDLY | YIELDING and clause.auxiliaries & (
            FUTURE | MAY | {"can", "ca"} | {"do", "does", "is", "are"}
        ):
            if clause.is_passive and not clause.agents:
                return None  # "workers are not given training"
            return coding.turned("REJECT", refusal_mode(kind), f"not+{coding.rule}")
        return None
    if is_conditional(clause.verb) or _is_contrary(clause) or _is_habit(clause.verb):
        return None
    if kind in VERBAL_CONFLICT and any(s.lower_ in {"i", "we"} for s in clause.subjects):
        return coding
    is_future = bool(clause.auxiliaries & FUTURE) or _is_headline_future(clause, headline)
    is_future = is_future or _shares_future(clause.verb)
    if is_future and coding.status == "actual":
        is_event = kind == "CONSULT" and coding.rule.startswith("occur:")  # "a summit will take place"
        turned = (
            future_type(kind, coding.mode)
            if not clause.is_passive and not is_event
            else "CONCEDE"
            if kind == "RETREAT"
            else kind
        )
        mode = (
            threat_mode(kind, coding.mode)
            if turned == "THREATEN" != kind
            else coding.mode
            if turned == kind
            else None
        )
        return coding.turned(turned, mode, f"will+{coding.rule}", status="planned")
    if clause.auxiliaries & MAY and coding.status == "actual":
        if kind in HOSTILE and not clause.is_passive and clause.auxiliaries & {"may", "could", "might"}:
            return coding.turned(
                "THREATEN", threat_mode(kind, coding.mode), f"may+{coding.rule}", status="actual"
            )
        return coding.turned(kind, coding.mode, f"may+{coding.rule}", status="hypothetical")
    if clause.auxiliaries & MUST:
        return coding.turned("REQUEST", demand_mode(kind), f"must+{coding.rule}", status="called_for")
    return coding


def _shares_future(verb: Token) -> bool:
    """Whether a participle goes with what will be done: "will tour Asia, meeting leaders in Oslo"."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or any(c.dep_ in {"aux", "mark"} for c in verb.children):
        return False
    if verb.i < verb.head.i or any(c.dep_ == "nsubj" for c in verb.children):
        return False
    return any(c.dep_ == "aux" and c.lower_ in FUTURE for c in verb.head.children)


def _is_headline_future(clause: Clause, headline: bool) -> bool:
    """Whether it is the infinitive of headlines: "Government to detain journalists"."""
    if not headline or "to" not in clause.auxiliaries or clause.is_passive:
        return False
    return clause.verb.dep_ in {"ROOT", "acl", "relcl"} and bool(clause.subjects or clause.verb.dep_ == "acl")


def _is_object_denied(coding: Coding) -> bool:
    """Whether what is held, signed or reached is "no ..."."""
    if any(w.lower_ == "no" for w in coding.words):
        return False
    nouns = [w for w in coding.words[1:] if w.pos_ == "NOUN"] + ([coding.noun] if coding.noun else [])
    return any(c.lower_ == "no" and c.dep_ == "det" for noun in nouns for c in noun.children)


def _is_anybody(subject: Token) -> bool:
    """Whether it is nobody in particular: "you get funding", "no one could talk to her"."""
    has_no = any(c.lower_ == "no" for c in subject.children)
    return subject.lower_ in {"you", "nobody", "none"} or (subject.lower_ == "one" and has_no)


def _is_habit(verb: Token) -> bool:
    """Whether it is what people do now and then: "who often visit the city"."""
    often = any(c.dep_ == "advmod" and c.lower_ in HABITUAL for c in verb.children)
    return often and verb.tag_ in {"VBP", "VBZ"}


def _is_contrary(clause: Clause) -> bool:
    """Whether it is not so: "I would have advised him", "did not think that they should resign"."""
    if "have" in clause.auxiliaries and clause.auxiliaries & WOULD:
        return True
    above = clause.verb.head
    if clause.verb.dep_ in {"acl", "relcl", "ccomp"} and above.pos_ == "NOUN" and above.lemma_ in THOUGHTS:
        return "to" not in clause.auxiliaries  # "the danger that he would attack"
    is_thought = clause.verb.dep_ == "ccomp" and above.lemma_.lower() in {"think", "believe", "expect"}
    return is_thought and any(c.dep_ == "neg" for c in above.children)


def is_conditional(verb: Token) -> bool:
    """Whether it is the clause of an if: "if he attacks", "should he attack"."""
    first = min((c.i for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), default=-1)
    if any(c.dep_ == "aux" and c.lower_ in {"should", "had", "were"} and c.i < first for c in verb.children):
        return True
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    is_present = verb.tag_ in {"VBP", "VBZ"} or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBP", "VBZ"} for c in verb.children
    )
    if is_present and verb.dep_ == "advcl" and marks & {"until", "before", "once"}:
        return True  # "until the demands are met"
    return bool(marks & {"if", "unless", "whether"})
