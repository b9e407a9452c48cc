"""What each attitude makes of the event that it is about: type, mode and status.

Promise and deed are different types: "agreed to send aid" is AGREE, "vowed to attack" THREATEN, a promised
easing CONCEDE (borderline rules of the PLOVER manual).
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from schemas.events import EventStatus
from transforms.events.argument_shapes import asks_for_anonymity, is_statement
from transforms.events.attitudes import demand_mode, promise_type, refusal_mode, threat_mode
from transforms.events.clauses import Clause
from transforms.events.guards import ArgumentGuard
from transforms.events.ontology import FRIENDLY, HOSTILE, YIELDING
from transforms.events.word_sets import word_set

WEAK_DEMANDS = word_set("weak_demands")
TRYING = word_set("trying")
WISHING = word_set("wishing")
NOUN_DEMANDS = word_set("noun_demands")
NOUN_PROMISES = word_set("noun_promises")
THOUGHTS = word_set("thoughts")
STOPPING = word_set("stopping")
HELPFUL = word_set("helpful")
REPORTED = frozenset({"will", "would", "did", "do", "does", "can", "could", "may", "might"})
DECIDING = frozenset({"agree", "choose", "decide", "resolve", "vote"})
FIRST_PERSON = frozenset({"i", "we"})

Turned = tuple[str, str | None, EventStatus]


@dataclass(frozen=True, slots=True)
class Content:
    """The type and mode of what is promised, demanded ...; `token` heads it where it is a clause."""

    event_type: str | None
    mode: str | None
    token: Token | None


class AttitudeRules:
    """Applies the rule of an attitude class to a clause and its content."""

    def __init__(self, guard: ArgumentGuard) -> None:
        self._guard = guard

    def turn(self, clause: Clause, name: str, content: Content) -> Turned | None:
        """Type, mode and status; None when the clause reports no event."""
        if name == "aspect":
            return self._turn_aspect(content)
        if not self._guard.has_speaker(clause):
            return None
        if name == "commit":
            return self._turn_promise(clause, content)
        if name == "threaten":
            return self._turn_threat(clause, content)
        if name == "refuse" and clause.lemma == "reluctant" and content.event_type is None:
            return None
        if name == "refuse" and clause.lemma == "deny" and _is_disowned(content):
            return "REJECT", None, "actual"
        if name == "refuse":
            return "REJECT", refusal_mode(content.event_type), "actual"
        if name == "demand":
            return self._turn_demand(clause, content)
        if name == "permit":
            return self._turn_permission(clause, content)
        return self._turn_plan(clause, content)

    def _turn_aspect(self, content: Content) -> Turned | None:
        if content.token is None or content.event_type is None:
            return None
        return content.event_type, content.mode, "actual"

    def _turn_promise(self, clause: Clause, content: Content) -> Turned | None:
        lemma, inner = clause.lemma, content.event_type
        if content.token is None:
            if lemma not in NOUN_PROMISES and not (lemma == "open" and clause.verb.pos_ == "ADJ"):
                return None
            if inner in {"SANCTION", "MOBILIZE", "COERCE"} or (
                lemma == "offer" and inner in {"CONSULT", "REQUEST"}
            ):
                return "AGREE", None, "actual"
        if lemma == "agree" and is_statement(clause) and any(p == "with" for p, _ in clause.preps):
            return None  # "agreed with Ruiz that the talks were useful"
        if inner == "REJECT" and lemma in DECIDING:
            return "REJECT", content.mode, "actual"
        if lemma == "vote" and inner in {"SUPPORT", "ACCUSE", "CONCEDE"}:
            return inner, content.mode, "actual"
        if (
            inner is None
            and content.token is not None
            and any(c.dep_ == "neg" for c in content.token.children)
        ):
            return None  # "vowed never to forget"
        is_ready = lemma in {"ready", "prepared"} and inner in {None, "THREATEN"}
        if is_ready and not self._is_helpful(content.token):
            return None  # "prepared to face the consequences"
        if lemma == "vote" and (inner is None or inner in HOSTILE):
            return (inner, content.mode, "planned") if inner else None
        if lemma == "decide" and inner is not None and inner not in HOSTILE:
            return ("AGREE", None, "actual") if inner in FRIENDLY else (inner, content.mode, "actual")
        if lemma in {"decide", "set", "open", "resolve"} and inner is None:
            return None
        is_end = content.token is not None and content.token.lemma_.lower() in STOPPING
        if inner == "CONCEDE" or (is_end and inner in {"RETREAT", "AGREE", None}):
            return "CONCEDE", None, "planned"
        made = promise_type(lemma, inner)
        return made, threat_mode(inner, content.mode) if made == "THREATEN" else None, "actual"

    @staticmethod
    def _is_helpful(verb: Token | None) -> bool:
        """Whether a readiness is one to do something for or with others."""
        if verb is None:
            return False
        return any(v.lemma_.lower() in HELPFUL for v in (verb, *verb.children) if v.pos_ == "VERB")

    def _turn_threat(self, clause: Clause, content: Content) -> Turned | None:
        if clause.lemma == "warn" and content.event_type in {None, *FRIENDLY, *YIELDING}:
            return None
        if clause.lemma == "warn" and any(p == "of" and n.lemma_ in THOUGHTS for p, n in clause.preps):
            return None  # of the possibility of an attack, by others
        return "THREATEN", threat_mode(content.event_type, content.mode), "actual"

    def _turn_demand(self, clause: Clause, content: Content) -> Turned | None:
        lemma, inner = clause.lemma, content.event_type
        if content.token is None and lemma not in NOUN_DEMANDS:
            return None
        if clause.is_passive and (lemma == "require" or self._asks_anybody(clause)):
            return None
        if lemma == "ask" and content.token is not None and asks_for_anonymity(content.token):
            return None
        if lemma == "appeal" and any(c.dep_ == "dobj" for c in clause.verb.children):
            return None  # against an order
        if lemma in {"tell", "ask"} and content.token is not None and not _is_infinitive(content.token):
            return None  # "told me that he had resigned", "asked what had happened"
        if inner == "THREATEN":
            return "THREATEN", content.mode, "actual"
        if lemma == "tell" and _has_other_subject(clause) and self._guard.has_authority(clause):
            return "REQUEST", demand_mode(inner), "actual"
        if lemma in WEAK_DEMANDS and (inner is None or not _has_other_subject(clause)):
            return None
        if lemma == "order" and inner in {"MOBILIZE", "COERCE"}:
            return inner, content.mode, "actual"
        return "REQUEST", demand_mode(inner), "actual"

    def _asks_anybody(self, clause: Clause) -> bool:
        """Whether nobody in particular is asked: "passengers are asked to wait"."""
        return (
            not clause.agents and bool(clause.objects) and all(self._guard.is_lay(o) for o in clause.objects)
        )

    def _turn_permission(self, clause: Clause, content: Content) -> Turned | None:
        inner = content.event_type
        if inner in {None, *FRIENDLY, *YIELDING} and (
            content.mode == "access" or self._guard.lets_in(clause)
        ):
            return "RETREAT", "access", "actual"
        if inner in {"PROTEST", *FRIENDLY, *YIELDING} or (
            inner is None and self._guard.has_authority(clause)
        ):
            return "CONCEDE", None, "actual"
        return None

    def _turn_plan(self, clause: Clause, content: Content) -> Turned | None:
        lemma, inner = clause.lemma, content.event_type
        if lemma == "consider" and any(c.lower_ == "it" for t in clause.inner for c in t.children):
            return None  # "considered it premature to talk"
        if content.token is None or inner is None or not _is_own_plan(clause, content.token):
            return None
        if lemma in TRYING:
            return inner, content.mode, "actual"
        if lemma == "prepare" and inner == "ASSAULT":
            return "MOBILIZE", "troops", "actual"
        if lemma in WISHING:
            says_it = any(s.lower_ in FIRST_PERSON for s in clause.subjects)
            is_speech_act = says_it and inner in {"SUPPORT", "REQUEST", "CONCEDE", "ACCUSE"}
            return inner, content.mode, "actual" if is_speech_act else "hypothetical"
        if inner in FRIENDLY:
            return "AGREE", None, "planned"
        if inner in HOSTILE and lemma in {"plan", "intend", "prepare", "mean"}:
            return "THREATEN", threat_mode(inner, content.mode), "planned"
        return inner, content.mode, "planned"


def _is_disowned(content: Content) -> bool:
    """Whether it is a reproach that is denied ("denied that it had armed them"), not a wish."""
    verb = content.token
    return content.event_type == "ACCUSE" if verb is None else not _is_infinitive(verb)


def _is_infinitive(verb: Token) -> bool:
    """Whether what is asked is to be done: "to leave", "that he leave"; not a question or a report."""
    helpers = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return "to" in helpers or (verb.tag_ == "VB" and not set(helpers) & REPORTED)


def _is_own_plan(clause: Clause, token: Token) -> bool:
    """Whether somebody plans; not "the treaty that was intended to", "it is trade that has"."""
    if clause.verb.dep_ in {"relcl", "acl"} or any(s.lower_ in {"it", "there"} for s in clause.subjects):
        return False
    if clause.lemma == "be" and (
        token.lemma_.lower() == "blame" or any(c.lower_ in {"still", "yet"} for c in clause.verb.children)
    ):
        return False
    if clause.lemma == "be":
        return token.dep_ == "xcomp" and (bool(clause.auxiliaries) or clause.verb.lower_ in {"is", "are"})
    return True


def _has_other_subject(clause: Clause) -> bool:
    """Whether somebody else is to act: "wants Mali to withdraw"."""
    return any(c.dep_ in {"dobj", "dative"} for c in clause.verb.children) or any(
        c.dep_ in {"nsubj", "nsubjpass"} for t in clause.inner for c in t.children
    )
