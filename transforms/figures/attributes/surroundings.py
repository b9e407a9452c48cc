"""Where a figure holds, who says so, and which event it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from schemas.events import Event
from schemas.quotes import Quote
from transforms.actors.findings import ActorFindings
from transforms.events.findings import EventFindings
from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import find_prepositional, find_subject, find_verb

PLACE_TYPES = {"country", "location"}
# Types of events that kill, hurt, hold or drive out people.
HARMING = {"ASSAULT", "COERCE", "MOBILIZE"}
# Steps from what is counted up to the event that befell it: "the deaths of 12 people in the blast".
STEPS = 4
# What a clause tells of its event: other dimensions describe things in it (a road of 12 km).
TOLD_OF_EVENTS = frozenset({"count", "money", "mass"})


class SurroundingsReader:
    """Looks up places, speakers and events for the figures of one document."""

    def __init__(self, actors: ActorFindings, quotes: Sequence[Quote], coded: EventFindings) -> None:
        self._actors = actors
        self._quotes = sorted(quotes, key=lambda q: q.char_end - q.char_start)
        self._placed = frozenset(
            m.sentence_no
            for m in actors.mentions
            if (actor := actors.actor_by_key.get(m.actor_id)) is not None and actor.country_code
        )
        self._events: dict[int, list[Event]] = {}
        for event in coded.events:
            self._events.setdefault(event.sentence_no, []).append(event)

    def find_speaker(self, a: AnchoredQuantity) -> str | None:
        """Speaker of the shortest quotation that covers the figure."""
        for quote in self._quotes:
            if quote.char_start <= a.quantity.number.start and a.quantity.number.end <= quote.char_end:
                return quote.speaker_id
        return None

    def find_place(self, a: AnchoredQuantity, focus: Token | None) -> str | None:
        """Country of the place in the phrase or clause of the figure, else of the country it speaks of."""
        if a.sentence_no not in self._placed:
            return None  # no actor of a country stands in the sentence
        return self._find_country(_list_places(a, focus), PLACE_TYPES, a) or self._find_country(
            _list_named(a, focus), {"country"}, a
        )

    def _find_country(self, tokens: Iterator[Token], kinds: set[str], a: AnchoredQuantity) -> str | None:
        for token in tokens:
            for mention in self._actors.mentions_of_token(token, a.sentence_no):
                actor = self._actors.actor_by_key.get(mention.actor_id)
                if actor is not None and actor.type in kinds and actor.country_code:
                    return actor.country_code
        return None

    def find_event(self, a: AnchoredQuantity) -> str | None:
        """The event that befell or made what is counted: "killed 8", "200 detained", "signed 7 documents".

        Its trigger governs the figure; for the dead, injured, missing, detained and displaced the one
        violent or coercive event of the sentence will do: "A blast hit the market, leaving 6 dead". Else it
        is the one event whose clause tells the figure: "began an exercise with 3,500 soldiers".
        """
        if a.quantity.unit.dimension in ("duration", "age"):
            return None
        told = self._events.get(a.sentence_no, [])
        for verb in _list_governors(a):
            for event in told:
                if event.char_start <= verb.idx < event.char_end and _is_trigger(event, verb):
                    return event.event_id
        if a.is_count and _is_toll(a):
            harming = [e for e in told if e.event_type in HARMING and e.status == "actual"]
            return harming[0].event_id if len(harming) == 1 else None
        return _find_only_event(a, told)


def _find_only_event(a: AnchoredQuantity, told: Sequence[Event]) -> str | None:
    """The event whose clause holds a count, sum or mass, where the sentence tells no other event."""
    if a.quantity.unit.dimension not in TOLD_OF_EVENTS or len({e.document_group_id for e in told}) != 1:
        return None
    covering = (e.event_id for e in told if e.is_sure and e.char_start <= a.start and a.end <= e.char_end)
    return next(covering, None)


def _is_trigger(event: Event, verb: Token) -> bool:
    words = event.trigger.lower().split()
    return verb.lower_ in words or verb.lemma_.lower() in words


def _is_toll(a: AnchoredQuantity) -> bool:
    """Whether those counted are dead, hurt, missing, held or driven out, by the words around the number."""
    fates = load_word_list("toll_words")
    near = [t for t in (a.noun, a.root.head, *a.root.rights) if t is not None]
    if a.noun is not None:
        near += [a.noun.head, *a.noun.rights]
    behind = a.root.doc[a.last + 1 : a.last + 3]
    return any({t.lower_, t.lemma_.lower()} & fates for t in (*near, *behind))


def _list_governors(a: AnchoredQuantity) -> list[Token]:
    found: list[Token] = []
    for head in (t for t in (a.noun, a.root) if t is not None):
        token = head
        for _ in range(STEPS):
            token = token.head
            if token.pos_ in ("VERB", "NOUN"):
                found.append(token)
            # "The exercise in which 4,000 troops take part": what the clause is about.
            if token.pos_ == "VERB" and token.dep_ != "relcl":
                break
        found += [t for t in head.rights if t.dep_ in ("acl", "relcl")]
    return [*found, a.noun] if a.noun is not None else found


def _list_places(a: AnchoredQuantity, focus: Token | None) -> Iterator[Token]:
    """Places below the figure, what it counts, its series and its verb."""
    verb = find_verb(a.root)
    for head in (a.root, a.noun, focus, verb):
        if head is not None:
            yield from _list_places_below(head)


def _list_places_below(head: Token) -> Iterator[Token]:
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ in load_word_list("place_prepositions"):
            for thing in (t for t in prep.rights if t.dep_ == "pobj"):
                yield thing
                yield from (t for t in thing.lefts if t.dep_ in ("compound", "poss", "nmod"))
                inner = (t for p in thing.rights if p.dep_ == "prep" for t in p.rights)
                yield from (t for t in inner if t.dep_ == "pobj")


def _list_named(a: AnchoredQuantity, focus: Token | None) -> Iterator[Token]:
    """Words of the series and the subject of its clause that may name a country."""
    if focus is not None:
        yield from (t for t in focus.lefts if t.dep_ == "poss")
        yield focus
        for thing in (find_prepositional(focus, "of"), find_prepositional(focus, "by")):
            if thing is not None:
                yield from (t for t in thing.lefts if t.dep_ == "poss")
                yield thing
        yield from (t for t in focus.lefts if t.dep_ in ("compound", "nmod", "amod"))
    verb = find_verb(a.root)
    subject = find_subject(verb) if verb is not None else None
    if subject is not None and verb is not None and verb.lemma_ not in load_word_list("verbs_on_others"):
        yield from (t for t in subject.lefts if t.dep_ == "poss")
        yield subject
