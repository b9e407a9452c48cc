"""Who takes part in an event: arguments of the clause, resolved to actors through their mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.events.clauses import Clause, build_clause, expand
from transforms.events.coding import Coding
from transforms.events.lexicon import Lexicon, load_lexicon
from transforms.events.nouns import find_noun_classes
from transforms.events.ontology import VERBAL_CONFLICT
from transforms.events.word_sets import word_set

TOWARDS = word_set("towards")
RECIPROCAL = frozenset({"with", "between", "among", "alongside"})
UNDERGOING = word_set("undergoing")
UNDERGONE = frozenset({"ACCUSE", "COERCE", "SANCTION", "ASSAULT", "AID"})
VICTIM_NOUNS = word_set("victim_nouns")
# "people in Lima", "spokesman for Mali": whose people they are
NAMING = frozenset({"including"})  # "the defendants, including Ruiz"
BELONGING = frozenset({"of", "from", "in", "for", "at"})
DASHES = frozenset({"—", "--", "–", "-"})
LOCAL = frozenset({"in", "at", "near", "outside", "inside", "across", "off", "around"})
CIRCUMSTANTIAL = frozenset({"in", "at", "on", "from", "about", "over", "upon"})
LEFT = frozenset({"poss", "compound", "amod", "nmod"})
# a noun for what somebody does to somebody: its of-phrase is who suffers it
TRANSITIVE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "SUPPORT", "AID"})
SHARED_TYPES = frozenset({"CONSULT", "COOPERATE", "AGREE", "RETREAT", "ASSAULT"})
PLACE_AS_RECIPIENT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "AID", "RETREAT", "THREATEN"})


PERSONAL = frozenset({"he", "she", "him", "her", "they", "them"})
UNNAMED = frozenset({"person", "authority", "troops", "police_n", "prisoner", "refugee", "speaker"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Mentions of who acts and to whom it is done, in text order and without repeats."""

    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]


def find_parties(
    coding: Coding, sentence_no: int, actors: ActorFindings, speaker: Mention | None = None
) -> Parties:
    """Parties of an event by grammatical role; "I" and "we" in a quotation are its speaker."""
    finder = _Finder(actors, sentence_no)
    doers = list(finder.resolve_doers(coding))
    if not doers and speaker is not None and _speaks_for_itself(coding):
        doers = [speaker]
    others = list(finder.resolve_all(_recipient_tokens(coding)))
    if coding.rule.startswith("must+") and speaker is not None:
        doers, others = [speaker], [*doers, *others]  # "Ruiz said Peru should pay": Ruiz asks Peru
    stands_in = coding.event_type in PLACE_AS_RECIPIENT or (coding.event_type == "PROTEST" and not doers)
    if not others and coding.clause is not None and stands_in:
        others = list(finder.resolve_all(n for p, n in coding.clause.preps if p in LOCAL))
    shared = list(finder.resolve_all(_reciprocal_tokens(coding)))
    if shared and (coding.event_type in SHARED_TYPES) and coding.mode != "visit":
        doers += shared
    elif shared:
        others += shared
    if coding.event_type == "CONSULT" and coding.mode not in {"visit", "third-party"}:
        doers += others
        others = []
    if (not doers and coding.rule.partition(":")[0].endswith("sign")) or (
        not doers and coding.event_type in {"AGREE", "COOPERATE"}
    ):
        doers, others = others, []
    kept = _distinct(doers, ())
    return Parties(kept, _distinct(others, {m.actor_id for m in kept}))


def _speaks_for_itself(coding: Coding) -> bool:
    """Whether the speaker acts: "I", or "we" where the words are the deed ("we condemn")."""
    words = {t.lower_ for t in _actor_tokens(coding)}
    return "i" in words or ("we" in words and coding.event_type in VERBAL_CONFLICT)


def names_unnamed_party(coding: Coding, lexicon: Lexicon) -> bool:
    """Whether an argument is somebody without a name ("gunmen", "four workers")."""
    clause = coding.clause
    tokens = [*clause.subjects, *clause.objects, *clause.agents] if clause else []
    if coding.noun is not None:
        tokens += list(_noun_actors(coding.noun, coding.event_type))
    return any(_is_somebody(t, lexicon) for t in tokens)


def _is_somebody(token: Token, lexicon: Lexicon) -> bool:
    if token.pos_ == "PRON":
        return token.lower_ in PERSONAL
    return token.pos_ not in {"NOUN", "VERB", "ADJ"} or bool(find_noun_classes(token, lexicon) & UNNAMED)


def _distinct(mentions: Iterable[Mention], taken: Iterable[str]) -> tuple[Mention, ...]:
    seen = set(taken)
    kept = []
    for mention in mentions:
        if mention.actor_id not in seen:
            seen.add(mention.actor_id)
            kept.append(mention)
    return tuple(kept)


class _Finder:
    def __init__(self, actors: ActorFindings, sentence_no: int) -> None:
        self._actors = actors
        self._sentence_no = sentence_no

    def resolve_doers(self, coding: Coding) -> Iterator[Mention]:
        """Actors; where the parser takes the dateline for the subject, the name after the dash."""
        clause = coding.clause
        tokens = list(_actor_tokens(coding))
        if clause is not None and tokens and tokens[0].i < clause.verb.i:
            verb = (
                tokens[0].head
                if tokens[0].head.pos_ == "VERB" and tokens[0].head.i > tokens[0].i
                else clause.verb
            )
            dash = next((t.i for t in verb.doc[tokens[0].i : verb.i] if t.text in DASHES), None)
            if dash is not None and tokens[0].i - verb.sent.start <= 4:
                later = [t for t in verb.doc[dash + 1 : verb.i] if t.pos_ in {"PROPN", "NOUN", "PRON"}]
                heads = [
                    t for t in later if t.dep_ not in {"compound", "poss", "nmod", "npadvmod", "pobj"}
                ] or later[-1:]
                yield from self.resolve_all(reversed(heads[-1:]) if heads else [])
                return
        yield from self.resolve_all(tokens)

    def resolve_all(self, tokens: Iterable[Token]) -> Iterator[Mention]:
        for token in tokens:
            yield from self.resolve(token, 0)

    def resolve(self, token: Token, depth: int) -> Iterator[Mention]:
        """Mentions of the head; else of its modifiers; else of its of-phrase."""
        hits = self._actors.mentions_of_token(token, self._sentence_no)
        if hits:
            named = self._named_body(token, hits)
            if named is not None:
                yield named
                return
            longest = hits[0].char_end - hits[0].char_start
            yield from (m for m in hits if m.char_end - m.char_start == longest)
            return
        if depth > 3:
            return
        beside = self._named_beside(token)
        if beside:
            yield from beside
            return
        if token.pos_ == "PRON":
            for subject in _reporting_subject(token):
                yield from self.resolve(subject, depth + 1)
            return
        found = False
        for child in token.children:
            if child.dep_ in LEFT and child.i < token.i:
                for mention in self._actors.mentions_of_token(child, self._sentence_no):
                    found = True
                    yield mention
                    break
                if not found and child.dep_ == "poss":
                    for mention in self.resolve(child, depth + 1):
                        found = True
                        yield mention
        if found:
            return
        is_somebody = bool(find_noun_classes(token, load_lexicon()) & (UNNAMED | {"place_n"}))
        for child in token.children:
            if (
                child.dep_ == "prep"
                and child.lower_ in (BELONGING if is_somebody else {"of", "from"}) | NAMING
            ):
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        for one in expand(noun):
                            for mention in self.resolve(one, depth + 1):
                                found = True
                                yield mention
                if found:
                    return
            if child.dep_ == "appos":
                yield from self.resolve(child, depth + 1)

    def _named_beside(self, token: Token) -> list[Mention]:
        """The name in apposition to a noun: "his counterpart Ana Ruiz", "its southern neighbour, Peru"."""
        if token.pos_ not in {"NOUN", "PROPN"} or token.tag_ in {"NNS", "NNPS"}:
            return []
        for child in token.children:
            if child.dep_ == "appos" and child.i - token.i <= 6:
                hits = self._actors.mentions_of_token(child, self._sentence_no)
                names = [m for m in hits if m.kind == "name"]
                if names and (token.pos_ == "NOUN" or self._is_person(names[0])):
                    return names[:1]
        return []

    def _is_person(self, mention: Mention) -> bool:
        actor = self._actors.actor_by_key.get(mention.actor_id)
        return actor is not None and actor.type == "person"

    def _named_body(self, token: Token, hits: tuple[Mention, ...]) -> Mention | None:
        """The organisation in "Boko Haram militants", where the phrase alone is just a group."""
        actor = self._actors.actor_by_key.get(hits[0].actor_id)
        if hits[0].kind != "nominal" or actor is None or actor.type != "group":
            return None
        for child in token.children:
            if child.dep_ in LEFT and child.i < token.i:
                for mention in self._actors.mentions_of_token(child, self._sentence_no):
                    body = self._actors.actor_by_key.get(mention.actor_id)
                    if mention.kind == "name" and body is not None and body.type == "organisation":
                        return mention
        return None


def _reporting_subject(pronoun: Token) -> Iterator[Token]:
    """Who speaks, for a pronoun in what is said: "Iraq said it would ..."."""
    verb = pronoun.head
    if (
        pronoun.lower_ in {"it", "he", "she", "they"}
        and pronoun.dep_ in {"nsubj", "nsubjpass"}
        and verb.dep_ == "ccomp"
    ):
        yield from (
            c for c in verb.head.children if c.dep_ == "nsubj" and c.i < pronoun.i and c.pos_ != "PRON"
        )


def _actor_tokens(coding: Coding) -> Iterator[Token]:
    clause = coding.clause
    if clause is not None and is_undergone(coding):
        yield from clause.agents
        yield from (n for p, n in clause.preps if p in {"by", "from"})
    elif clause is not None:
        yield from clause.actors
        if not clause.actors and coding.noun is not None:
            yield from _noun_actors(coding.noun, coding.event_type)
    elif coding.noun is not None:
        yield from _noun_actors(coding.noun, coding.event_type)
        yield from _subjects_of_governor(coding.noun)


def _subjects_of_governor(noun: Token) -> Iterator[Token]:
    """Who holds it, where the noun is the object of an uncoded verb ("for conducting a joint exercise")."""
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        yield from build_clause(noun.head, noun.head.lemma_).actors


def is_undergone(coding: Coding) -> bool:
    """Whether the subject suffers the event: "faced trial", "came under fire", "died in an attack"."""
    clause = coding.clause
    return (
        clause is not None
        and clause.lemma in UNDERGOING
        and coding.event_type in UNDERGONE
        and not clause.is_passive
    )


def _names_victim(noun: Token) -> bool:
    return noun.lemma_.lower() in VICTIM_NOUNS


def _noun_actors(noun: Token, event_type: str) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ in LEFT and child.i < noun.i:
            if not _names_victim(noun):
                yield child
        elif child.dep_ in {"prep", "agent"} and (
            child.lower_ in {"by", "from"} or (child.lower_ == "of" and event_type not in TRANSITIVE)
        ):
            yield from _objects(child)


def _recipient_tokens(coding: Coding) -> Iterator[Token]:
    clause = coding.clause
    if clause is not None:
        yield from _clause_recipients(clause, coding.event_type)
        inner = coding.inner
        while inner is not None:
            if inner.clause is not None:
                if coding.event_type in {"REQUEST", "ACCUSE"}:
                    yield from inner.clause.subjects
                yield from _clause_recipients(inner.clause, coding.event_type)
            inner = inner.inner
        if coding.inner is None:
            for token in clause.inner:
                yield from (c for c in token.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"})
                yield from _prep_objects(token)
    if clause is not None and is_undergone(coding):
        yield from clause.subjects
    if coding.noun is not None:
        if _names_victim(coding.noun):
            yield from (c for c in coding.noun.children if c.dep_ in LEFT and c.i < coding.noun.i)
        for child in coding.noun.children:
            aside = CIRCUMSTANTIAL if coding.event_type == "CONSULT" and coding.mode != "visit" else {"from"}
            if child.dep_ == "prep" and child.lower_ in TOWARDS - RECIPROCAL - aside:
                if child.lower_ == "of" and coding.event_type not in TRANSITIVE:
                    continue
                yield from _objects(child)


def _clause_recipients(clause: Clause, event_type: str) -> Iterator[Token]:
    yield from clause.objects
    aside = CIRCUMSTANTIAL if event_type in {"CONSULT", "AGREE", "SUPPORT"} else LOCAL
    for preposition, noun in clause.preps:
        if preposition in TOWARDS - RECIPROCAL - aside:
            yield noun
    for obj in clause.objects:
        yield from _prep_objects(obj, aside)


def _prep_objects(noun: Token, aside: frozenset[str] = frozenset()) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in TOWARDS - RECIPROCAL - aside:
            yield from _objects(child)


def _reciprocal_tokens(coding: Coding) -> Iterator[Token]:
    nouns = [coding.noun] if coding.noun is not None else []
    if coding.clause is not None:
        for preposition, noun in coding.clause.preps:
            if preposition in RECIPROCAL:
                yield noun
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
                yield from _objects(child)
            elif child.dep_ == "prep" and child.lower_ == "of":
                for part in _objects(child):
                    yield from (
                        o
                        for c in part.children
                        if c.dep_ == "prep" and c.lower_ in RECIPROCAL
                        for o in _objects(c)
                    )


def _objects(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield from expand(child)
