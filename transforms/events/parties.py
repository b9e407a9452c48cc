"""Who takes part in an event: arguments of the clause, resolved to actors through their mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.events.actor_tokens import list_actor_tokens, list_noun_actors, list_reporters
from transforms.events.coding import Coding
from transforms.events.guards import WATERS
from transforms.events.lexicon import Lexicon
from transforms.events.nouns import find_noun_classes
from transforms.events.ontology import VERBAL_CONFLICT
from transforms.events.recipient_tokens import (
    list_addressed_before,
    list_deep_tokens,
    list_moved_tokens,
    list_recipient_tokens,
    list_reciprocal_tokens,
)
from transforms.events.resolve_mentions import UNNAMED, MentionResolver
from transforms.events.role_words import LOCAL

SHARED_TYPES = frozenset({"CONSULT", "COOPERATE", "AGREE", "RETREAT", "ASSAULT"})
PLACE_AS_RECIPIENT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "AID", "RETREAT", "THREATEN"})
TIMES = frozenset({"DATE", "TIME", "ORDINAL", "EVENT"})
STAFF = frozenset({"staff", "worker", "employee", "driver", "pilot", "teacher", "nurse", "doctor", "crew"})
PERSONAL = frozenset({"he", "she", "him", "her", "they", "them"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Mentions of who acts and to whom it is done, in text order and without repeats."""

    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]


def find_parties(
    coding: Coding, sentence_no: int, actors: ActorFindings, speaker: Mention | None = None
) -> Parties:
    """Parties of an event by grammatical role; "I" and "we" in a quotation are its speaker."""
    resolver = MentionResolver(actors, sentence_no)
    doers = list(resolver.resolve_doers(coding))
    if not doers:
        doers = list(resolver.resolve_all(list_moved_tokens(coding)))
    if not doers and speaker is not None and _speaks_for_itself(coding):
        doers = [speaker]
    others = list(resolver.resolve_all(list_recipient_tokens(coding)))
    if coding.rule == "verb:responsible_for":
        doers, others = [speaker] if speaker is not None else [], doers  # who says so accuses
    if coding.rule.startswith("must+") and coding.clause is not None:
        asking = (
            [speaker]
            if speaker is not None
            else list(resolver.resolve_all(list_reporters(coding.clause.verb)))
        )
        if asking:  # "Ruiz said Peru should pay": Ruiz asks Peru
            doers, others = asking, [*doers, *others]
    others = others or list(_resolve_places(coding, resolver, bool(doers)))
    shared = list(resolver.resolve_all(list_reciprocal_tokens(coding)))
    if coding.event_type == "PROTEST":
        employers = [m for m in doers if _is_employer(m, coding, actors)]
        doers, others = [m for m in doers if m not in employers], [*others, *employers]
    if coding.event_type == "ASSAULT" and coding.noun is None:
        places = [m for m in doers if _is_place(m, actors)]
        if coding.clause is not None and coding.clause.is_passive and not coding.clause.agents:
            doers, others = [m for m in doers if m not in places], [*others, *places]
    is_undergone_with = (
        coding.clause is not None and coding.clause.is_passive and coding.event_type == "ASSAULT"
    )
    if (
        shared
        and (coding.event_type in SHARED_TYPES)
        and coding.mode not in {"visit", "access"}
        and not is_undergone_with
    ):
        if not doers and coding.clause is not None and "meeting" in coding.rule:
            # "Iran said talks with Iraq would resume": Iran is the other side
            doers = list(resolver.resolve_all(list_reporters(coding.clause.verb)))
        doers += shared
    elif shared:
        others += shared
    if coding.event_type == "CONSULT" and coding.mode not in {"visit", "third-party"}:
        doers += others
        others = []
    elif not set(_keys(others)) - set(_keys(doers)):
        others = list(resolver.resolve_all(list_deep_tokens(coding)))
        others = others or list(resolver.resolve_all(list_addressed_before(coding)))
    if (not doers and coding.rule.partition(":")[0].endswith("sign")) or (
        not doers and coding.event_type in {"AGREE", "COOPERATE"} and not _is_promised(coding)
    ):
        doers, others = others, []
    kept = _distinct(doers, ())
    return Parties(kept, _distinct(others, _keys(kept)))


def _resolve_places(coding: Coding, resolver: MentionResolver, has_doers: bool) -> Iterable[Mention]:
    """The place of an event that is done to a place or to its authorities."""
    is_protest = coding.event_type == "PROTEST" and not has_doers
    is_yielding = coding.event_type == "RETREAT" and coding.mode in {"ceasefire", "release", "resign"}
    if coding.mode in {"arrest", "deport"} and coding.clause is not None and coding.clause.objects:
        return ()  # "was arrested in India"
    is_local = coding.event_type in PLACE_AS_RECIPIENT or is_protest or coding.mode == "visit"
    if coding.clause is None or not is_local or is_yielding:
        return ()
    clauses = [coding.clause, *([coding.inner.clause] if coding.inner and coding.inner.clause else [])]
    named = {w.i for w in coding.words}
    return resolver.resolve_all(
        n
        for clause in clauses
        for p, n in clause.preps
        if p in LOCAL and n.i not in named and n.lower_ not in WATERS
    )


def _is_promised(coding: Coding) -> bool:
    """Whether something is promised to somebody: "the aid that was promised to Peru"."""
    clause = coding.clause
    return clause is not None and clause.is_passive and any(p == "to" for p, _ in clause.preps)


def _is_place(mention: Mention, actors: ActorFindings) -> bool:
    actor = actors.actor_by_key.get(mention.actor_id)
    return actor is not None and actor.type == "location"


def _is_employer(mention: Mention, coding: Coding, actors: ActorFindings) -> bool:
    """Whether a body is that at which those who strike work: "staff at Westpac", "Qantas workers"."""
    actor = actors.actor_by_key.get(mention.actor_id)
    subjects = coding.clause.subjects if coding.clause is not None else ()
    staff = [
        s
        for s in subjects
        if s.lemma_.lower() in STAFF and not mention.char_start <= s.idx < mention.char_end
    ]
    return actor is not None and actor.type == "organisation" and mention.kind == "name" and bool(staff)


def _keys(mentions: Iterable[Mention]) -> list[str]:
    return [m.actor_id for m in mentions]


def _speaks_for_itself(coding: Coding) -> bool:
    """Whether the speaker acts: "I", or "we" where the words are the deed ("we condemn")."""
    words = {t.lower_ for t in list_actor_tokens(coding)}
    return "i" in words or ("we" in words and coding.event_type in VERBAL_CONFLICT)


def names_unnamed_party(coding: Coding, lexicon: Lexicon, is_spoken: bool = False) -> bool:
    """Whether an argument is somebody without a name ("gunmen", "four workers").

    Of a spoken event it must be who speaks, and more than anybody: "bishops", not "they" or "fans".
    """
    clause = coding.clause
    if is_spoken:
        return any(_is_body(t, lexicon) for t in list_actor_tokens(coding))
    tokens = [*clause.subjects, *clause.objects, *clause.agents] if clause else []
    if coding.noun is not None:
        tokens += list(list_noun_actors(coding.noun, coding.event_type))
    return any(_is_somebody(t, lexicon) for t in tokens)


def _is_body(token: Token, lexicon: Lexicon) -> bool:
    classes = find_noun_classes(token, lexicon)
    return token.pos_ == "NOUN" and "lay" not in classes and bool(classes & (UNNAMED | {"diplomat"}))


def _is_somebody(token: Token, lexicon: Lexicon) -> bool:
    if token.pos_ == "PRON":
        return token.lower_ in PERSONAL
    if token.ent_type_ in TIMES:
        return False  # "the September 11 attacks"
    return token.pos_ not in {"NOUN", "VERB", "ADJ"} or bool(find_noun_classes(token, lexicon) & UNNAMED)


def _distinct(mentions: Iterable[Mention], taken: Iterable[str]) -> tuple[Mention, ...]:
    seen = set(taken)
    kept = []
    for mention in mentions:
        if mention.actor_id not in seen:
            seen.add(mention.actor_id)
            kept.append(mention)
    return tuple(kept)
