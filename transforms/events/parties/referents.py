"""Whom a pronoun at a party's place may mean, and what speaks for each: rows of numbers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from schemas.document_actors import DocumentActor
from schemas.mentions import Mention
from schemas.quotes import Quote
from transforms.actors.findings import ActorFindings
from transforms.events.parties.speakers import Speech, find_speech
from transforms.language.parsed_document import ParsedDocument

# Whoever was last told more sentences before is no candidate, nor are more than so many others.
BACK = 12
MOST = 24
MANY = 20.0
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "pobj", "dative"})
PLURAL_NOUNS = frozenset({"NNS", "NNPS"})
TYPES = ("person", "group", "organisation", "country", "location")
KINDS = ("name", "nominal", "pronoun")
FORMS = ("i", "we", "he", "she", "it", "they", "you")
PERSONS, BODIES = frozenset({"person"}), frozenset({"group", "organisation", "country"})
# For one human only persons stand, and descriptions ("the bishop" is a group without a name).
HUMAN = frozenset({"person", "group"})
ONE_HUMAN = frozenset({"i", "he", "she"})
# Nobody is meant where nobody spoke; whom "you" means is told too seldom.
SPEAKING = frozenset({"i", "we"})
# "We" of who serves a country is told by him: he has its code.
COUNTRIES = frozenset({"country", "location"})
# Of what types somebody mostly is for whom a form stands.
FITTING = {"i": PERSONS, "he": PERSONS, "she": PERSONS, "it": BODIES, "they": BODIES, "we": BODIES}

ABOUT_PRONOUN = ("form", "owns", "subject", "object", "quoted", "offset", "candidates")
ABOUT_ACTOR = (
    "type", "named", "plural", "has_country", "mentions", "share", "subjects", "opens", "gender", "same_form"
)  # fmt: skip
ABOUT_PLACE = ("back", "words", "between", "kind", "place", "first", "parallel", "same_quote")
ABOUT_SPEECH = ("speaks", "spoke", "behind_speaker")
ABOUT_ORDER = ("turn", "turn_of_kind")
NAMES = (*ABOUT_PRONOUN, *ABOUT_ACTOR, *ABOUT_PLACE, *ABOUT_SPEECH, *ABOUT_ORDER)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A mention with its head, and whether that is a subject."""

    mention: Mention
    head: Token
    is_subject: bool


@dataclass(slots=True, eq=False)
class Candidate:
    """An actor with its mentions in text order, and the forms of the pronouns among them."""

    actor: DocumentActor
    places: list[Place] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)


# A candidate with the last place before a pronoun; none where only its speech makes it one.
Near = tuple[Candidate, Place | None]


def name_form(pronoun: Token) -> str:
    """The form of a pronoun: one of FORMS."""
    morph = pronoun.morph
    is_plural = "Plur" in morph.get("Number", [])
    if "1" in morph.get("Person", []):
        return "we" if is_plural else "i"
    if "2" in morph.get("Person", []):
        return "you"
    if is_plural:
        return "they"
    return {"Masc": "he", "Fem": "she"}.get(next(iter(morph.get("Gender", [])), ""), "it")


class Referents:
    """The candidates of one document; those found while parties are grounded join."""

    def __init__(self, parsed: ParsedDocument, actors: ActorFindings, quotes: Sequence[Quote]) -> None:
        self._parsed = parsed
        self._quotes = quotes
        self._candidates: dict[str, Candidate] = {}
        self._taken: set[str] = set()
        self._behind: dict[str, set[str]] = {}
        for role in actors.roles:
            if role.of_actor_id is not None:
                self._behind.setdefault(role.actor_id, set()).add(role.of_actor_id)
        for mention in actors.mentions:
            actor = actors.actor_by_key.get(mention.actor_id)
            if actor is not None:
                self.add(actor, mention)

    def add(self, actor: DocumentActor, mention: Mention) -> None:
        """Take up a mention of an actor, once."""
        if mention.mention_id in self._taken:
            return
        self._taken.add(mention.mention_id)
        span = self._parsed.doc.char_span(mention.char_start, mention.char_end, alignment_mode="expand")
        if span is None:
            return
        candidate = self._candidates.setdefault(actor.entity_key, Candidate(actor))
        candidate.places.append(Place(mention, span.root, span.root.dep_ in SUBJECTS))
        candidate.places.sort(key=lambda p: p.mention.char_start)
        if mention.kind == "pronoun":
            candidate.forms[name_form(span.root)] += 1

    def measure(self, pronoun: Token, sentence_no: int) -> tuple[list[DocumentActor], list[list[float]]]:
        """Who may be meant by a pronoun, and a row of NAMES for each."""
        speech, form = find_speech(pronoun.idx, self._quotes), name_form(pronoun)
        if form == "you" or (form in SPEAKING and speech.last_speaker is None):
            return [], []
        near = self._list_near(pronoun, sentence_no)
        told = {c.actor.entity_key for c, _ in near}
        for key in sorted(self._list_speaking(speech) - told):
            is_fit = form not in ONE_HUMAN or key in (speech.speaker, speech.last_speaker)
            if is_fit and key in self._candidates:
                near.append((self._candidates[key], None))
        if form in SPEAKING:
            near = [n for n in near if n[0].actor.type not in COUNTRIES]
        most = max((len(c.places) for c, _ in near), default=1)
        about = self._about_pronoun(pronoun, sentence_no, speech, len(near))
        turns = _count_turns(pronoun, near)
        rows = [
            [
                *about,
                *_about_actor(pronoun, candidate, most),
                *self._about_place(pronoun, sentence_no, (candidate, place), speech),
                *self._about_speech(candidate, speech),
                *turn,
            ]
            for (candidate, place), turn in zip(near, turns, strict=True)
        ]
        return [c.actor for c, _ in near], rows

    def _list_near(self, pronoun: Token, sentence_no: int) -> list[Near]:
        """Who is told shortly before a pronoun, the last first."""
        found: list[tuple[Candidate, Place]] = []
        is_human = name_form(pronoun) in ONE_HUMAN
        for candidate in self._candidates.values():
            if is_human and candidate.actor.type not in HUMAN:
                continue
            before = [p for p in candidate.places if p.mention.char_end <= pronoun.idx]
            if not before or sentence_no - before[-1].mention.sentence_no > BACK:
                continue
            if not is_own_subject(pronoun, before[-1].head):
                found.append((candidate, before[-1]))
        found.sort(key=lambda f: (-f[1].mention.char_start, f[0].actor.entity_key))
        return [*found[:MOST]]

    def _list_speaking(self, speech: Speech) -> set[str]:
        """Who speaks around or before a pronoun, and for whom."""
        speakers = {s for s in (speech.speaker, speech.last_speaker) if s is not None}
        return speakers.union(*(self._behind.get(key, ()) for key in speakers))

    def _about_pronoun(self, pronoun: Token, sentence_no: int, speech: Speech, count: int) -> list[float]:
        first = self._parsed.sentence_tokens[sentence_no][0]
        return [
            float(FORMS.index(name_form(pronoun))),
            float(pronoun.tag_ == "PRP$"),
            float(pronoun.dep_ in SUBJECTS),
            float(pronoun.dep_ in OBJECTS),
            0.0 if speech.quote is None else 2.0 if speech.quote.direct else 1.0,
            float(min(pronoun.i - first, MANY)),
            float(count),
        ]

    def _about_place(self, pronoun: Token, sentence_no: int, near: Near, speech: Speech) -> list[float]:
        candidate, place = near
        if place is None:
            return [-1.0] * (len(ABOUT_PLACE) - 2) + [0.0, 0.0]
        mention = place.mention
        between = sum(
            any(mention.char_start < p.mention.char_start < pronoun.idx for p in other.places)
            for other in self._candidates.values()
            if other is not candidate
        )
        return [
            float(sentence_no - mention.sentence_no),
            math.log1p(pronoun.i - place.head.i),
            float(between),
            float(KINDS.index(mention.kind)),
            1.0 if place.is_subject else 2.0 if place.head.dep_ in OBJECTS else 0.0,
            float(place.head.left_edge.i == self._parsed.sentence_tokens[mention.sentence_no][0]),
            float(place.head.dep_ == pronoun.dep_),
            float(speech.quote is not None and speech.quote.char_start <= mention.char_start),
        ]

    def _about_speech(self, candidate: Candidate, speech: Speech) -> list[float]:
        key, speaker = candidate.actor.entity_key, speech.speaker or speech.last_speaker
        return [
            float(key == speech.speaker),
            float(key == speech.last_speaker),
            float(speaker is not None and key in self._behind.get(speaker, ())),
        ]


def _about_actor(pronoun: Token, candidate: Candidate, most: int) -> list[float]:
    form, places = name_form(pronoun), candidate.places
    other = {"he": "she", "she": "he"}.get(form)
    nominal = [p.head.tag_ in PLURAL_NOUNS for p in places if p.mention.kind == "nominal"]
    return [
        float(TYPES.index(candidate.actor.type)),
        float(candidate.actor.is_named),
        float(any(nominal)),
        float(bool(candidate.actor.country_code)),
        math.log1p(len(places)),
        len(places) / most,
        sum(p.is_subject for p in places) / max(1, len(places)),
        float(bool(places) and places[0].mention.sentence_no <= 1),
        0.0 if other is None else float((candidate.forms[form] > 0) - (candidate.forms[other] > 0)),
        float(min(candidate.forms[form], 5)),
    ]


def _count_turns(pronoun: Token, near: Sequence[Near]) -> list[tuple[float, float]]:
    """When each candidate has its turn, by sentence backwards, subjects first, then the nearest.

    Among all, and among those of a fitting type ("farmers" don't fit "it").
    """
    form = name_form(pronoun)
    fitting = FITTING.get(form, PERSONS | BODIES)

    def find_order(n: int) -> tuple[int, bool, int]:
        place = near[n][1]
        if place is None:
            return -1, False, 0
        return place.mention.sentence_no, place.is_subject, place.mention.char_start

    turns, of_kind = [(MANY, MANY)] * len(near), 0
    for turn, n in enumerate(sorted(range(len(near)), key=find_order, reverse=True)):
        candidate, place = near[n]
        is_several = place is not None and place.mention.kind == "nominal" and place.head.tag_ in PLURAL_NOUNS
        is_fitting = candidate.actor.type in fitting and not (is_several and form == "it")
        turns[n] = (float(turn), float(of_kind) if is_fitting else MANY)
        of_kind += is_fitting
    return turns


def is_own_subject(pronoun: Token, head: Token) -> bool:
    """Whether a party is the subject of the verb whose object a pronoun is ("Somalia thanked them")."""
    if pronoun.dep_ not in OBJECTS or "Yes" in pronoun.morph.get("Reflex", []):
        return False
    verb = pronoun.head
    while verb.dep_ in {"prep", "dative", "agent"}:
        verb = verb.head
    return head.dep_ in SUBJECTS and head.head.i == verb.i
