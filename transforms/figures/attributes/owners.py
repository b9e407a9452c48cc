"""Whose figure it is, where it holds, who says so, and which event it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from schemas.document_actors import DocumentActor
from schemas.events import Event
from schemas.quotes import Quote
from transforms.actors.findings import ActorFindings
from transforms.events.findings import EventFindings
from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.clauses import find_subject
from transforms.figures.lexicon import load_word_list

OWNER_TYPES = {"person", "organisation", "country", "group"}
PLACE_TYPES = {"country", "location"}


class OwnerReader:
    """Looks up actors, speakers and events for the figures of one document."""

    def __init__(self, actors: ActorFindings, quotes: Sequence[Quote], coded: EventFindings) -> None:
        self._actors = actors
        self._quotes = sorted(quotes, key=lambda q: q.char_end - q.char_start)
        self._events: dict[int, list[Event]] = {}
        for event in coded.events:
            self._events.setdefault(event.sentence_no, []).append(event)

    def find_speaker(self, a: AnchoredQuantity) -> str | None:
        """Speaker of the shortest quotation that covers the figure."""
        for quote in self._quotes:
            if quote.char_start <= a.quantity.number.start and a.quantity.number.end <= quote.char_end:
                return quote.speaker_id
        return None

    def find_owner(self, a: AnchoredQuantity, focus: Token | None) -> str | None:
        """The actor that the series belongs to: "Belarus' trade", "sales of Tesla", "Tesla sold 5 cars"."""
        for token in self._owner_tokens(a, focus):
            for actor in self._actors_of(token, a.sentence_no):
                if actor.type in OWNER_TYPES:
                    return actor.entity_key
        return self._find_placed_owner(a, focus)

    def _find_placed_owner(self, a: AnchoredQuantity, focus: Token | None) -> str | None:
        """The country in "inflation in Poland", "exports from Chile", the firm in "shares in Norvik"."""
        for thing, kinds in _placed_things(focus):
            for actor in self._actors_of(thing, a.sentence_no):
                if actor.type in kinds:
                    return actor.entity_key
        return None

    def find_place(self, a: AnchoredQuantity, focus: Token | None) -> str | None:
        """Country of the place in the phrase or clause of the figure, else of the country that owns it."""
        for token in self._place_tokens(a, focus):
            for actor in self._actors_of(token, a.sentence_no):
                if actor.type in PLACE_TYPES and actor.country_code:
                    return actor.country_code
        for token in self._owner_tokens(a, focus):
            for actor in self._actors_of(token, a.sentence_no):
                if actor.type == "country":
                    return actor.country_code
        return None

    def find_event(self, a: AnchoredQuantity) -> str | None:
        """The event whose trigger governs what is counted: "killed 8", "200 detained".

        "signed seven documents".
        """
        if a.quantity.unit.dimension in ("duration", "age"):
            return None
        verbs = self._governors(a)
        for event in self._events.get(a.sentence_no, ()):
            words = event.trigger.lower().split()
            for verb in verbs:
                inside = event.char_start <= verb.idx < event.char_end
                if inside and (verb.lower_ in words or verb.lemma_.lower() in words):
                    return event.event_id
        return None

    def _governors(self, a: AnchoredQuantity) -> list[Token]:
        heads = [t for t in (a.noun, a.root) if t is not None]
        found: list[Token] = []
        for head in heads:
            token = head
            for _ in range(3):
                token = token.head
                if token.pos_ in ("VERB", "NOUN"):
                    found.append(token)
                if token.pos_ == "VERB":
                    break
            found += [t for t in head.rights if t.dep_ in ("acl", "relcl")]
        if a.noun is not None:
            found.append(a.noun)
        return found

    def _actors_of(self, token: Token, sentence_no: int) -> list[DocumentActor]:
        mentions = self._actors.mentions_of_token(token, sentence_no)
        return [
            self._actors.actor_by_key[m.actor_id] for m in mentions if m.actor_id in self._actors.actor_by_key
        ]

    def _owner_tokens(self, a: AnchoredQuantity, focus: Token | None) -> Iterator[Token]:
        if focus is not None:
            yield from (t for t in focus.lefts if t.dep_ == "poss")
            yield focus
            for wanted in ("of", "by"):
                for prep in focus.rights:
                    if prep.dep_ in ("prep", "agent") and prep.lower_ == wanted:
                        for thing in prep.rights:
                            if thing.dep_ == "pobj":
                                yield from (t for t in thing.lefts if t.dep_ == "poss")
                                yield thing
            yield from (t for t in focus.lefts if t.dep_ in ("compound", "nmod", "amod"))
            for clause in focus.rights:
                if clause.dep_ in ("acl", "relcl"):
                    yield from (t for t in clause.subtree if t.dep_ == "pobj" and t.head.dep_ == "agent")
        verb = a.root
        for _ in range(6):
            if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
                break
            verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            subject = find_subject(verb)
            if subject is not None and _tells_of_itself(subject, verb):
                yield from (t for t in subject.lefts if t.dep_ == "poss")
                yield subject

    def _place_tokens(self, a: AnchoredQuantity, focus: Token | None) -> Iterator[Token]:
        for head in (a.root, a.noun, focus):
            if head is not None:
                yield from _places_below(head)
        verb = a.root
        for _ in range(6):
            if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
                break
            verb = verb.head
        yield from _places_below(verb)


def _tells_of_itself(subject: Token, verb: Token) -> bool:
    """Whether what a subject does may be about its own figures, and not about others'."""
    return subject.head.lemma_ not in load_word_list("verbs_on_others") or _reports_result(verb)


def _reports_result(verb: Token) -> bool:
    """As in "the group reported a loss": its own, where "police reported a theft" is not theirs."""
    return any(t.dep_ == "dobj" and t.lower_ in load_word_list("results") for t in verb.rights)


def _placed_things(focus: Token | None) -> Iterator[tuple[Token, tuple[str, ...]]]:
    """Objects of "in" and "from" behind a series, with the kinds of actor that it may belong to."""
    if focus is None:
        return
    kinds = {
        ("in", "owned_by_place"): ("country",),
        ("from", "sent_from"): ("country",),
        ("in", "stock_nouns"): ("organisation",),
    }
    for prep in focus.rights:
        for (link, words), wanted in kinds.items():
            if prep.lower_ == link and focus.lower_ in load_word_list(words):
                yield from ((thing, wanted) for thing in prep.rights if thing.dep_ == "pobj")


def _places_below(head: Token) -> Iterator[Token]:
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ in load_word_list("place_prepositions"):
            for thing in prep.rights:
                if thing.dep_ == "pobj":
                    yield thing
                    yield from (t for t in thing.lefts if t.dep_ in ("compound", "poss", "nmod"))
                    yield from (
                        inner
                        for p in thing.rights
                        if p.dep_ == "prep"
                        for inner in p.rights
                        if inner.dep_ == "pobj"
                    )
