"""Whom pronouns stand for where the actor finder leaves them open: the nearest fitting party before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from schemas.mentions import Mention
from schemas.quotes import Quote
from transforms.actors.findings import ActorFindings

BACK = 10
FITTING = {
    "person": frozenset({"person"}),
    "plural": frozenset({"group", "organisation", "country"}),
    "body": frozenset({"organisation", "country", "group"}),
}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVES = frozenset({"WP", "WDT", "WP$"})
OBJECTS = frozenset({"dobj", "pobj", "dative"})
PLURAL_NOUNS = frozenset({"NNS", "NNPS"})


def find_antecedent(
    token: Token, sentence_no: int, actors: ActorFindings, quotes: Sequence[Quote]
) -> str | None:
    """Key of the actor for whom a pronoun stands; None where nobody fits.

    "I" and "we" stand for the speaker of their quotation, else for who spoke last; others for the nearest
    subject, else the nearest mention, of a fitting kind; for "who" and "which" see `find_relative_noun`.
    """
    if "1" in token.morph.get("Person", []):
        speaker = _find_speaker(token, quotes)
        if speaker is not None:
            return speaker
    kind = _kind_of(token)
    if kind is None:
        return None
    mentions = _list_before(token, sentence_no, actors, kind)
    return next((m.actor_id for m in mentions), None)


def find_relative_noun(token: Token) -> Token | None:
    """The noun on whose clause a "who" or "which" opens."""
    clause = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
    return clause.head if clause is not None else None


def _find_speaker(token: Token, quotes: Sequence[Quote]) -> str | None:
    spoken = [q for q in quotes if q.char_start <= token.idx and q.speaker_id]
    covering = [q for q in spoken if token.idx < q.char_end]
    if covering:
        return min(covering, key=lambda q: q.char_end - q.char_start).speaker_id
    return max(spoken, key=lambda q: q.char_start).speaker_id if spoken else None


def _kind_of(token: Token) -> str | None:
    morph = token.morph
    if "1" in morph.get("Person", []):
        return "person"
    if "Plur" in morph.get("Number", []):
        return "plural"
    if "Neut" in morph.get("Gender", []):
        return "body"
    return "person" if morph.get("Gender", []) else None


def _list_before(token: Token, sentence_no: int, actors: ActorFindings, kind: str) -> Iterator[Mention]:
    """Fitting mentions before a pronoun: by sentence backwards, subjects first, then the nearest."""
    for number in range(sentence_no, max(-1, sentence_no - BACK), -1):
        found = []
        for mention in actors.mentions_by_sentence.get(number, ()):
            actor = actors.actor_by_key.get(mention.actor_id)
            if mention.char_end > token.idx or actor is None or actor.type not in FITTING[kind]:
                continue
            span = token.doc.char_span(mention.char_start, mention.char_end, alignment_mode="expand")
            if span is None or (kind == "body" and _is_plural(mention, span.root)):
                continue
            if _is_own_subject(token, span.root):
                continue
            is_subject = span.root.dep_ in SUBJECTS
            found.append((not is_subject, -mention.char_start, mention))
        yield from (m for _, _, m in sorted(found, key=lambda f: f[:2]))


def _is_plural(mention: Mention, head: Token) -> bool:
    """Whether a description means several ("farmers"), for whom "it" can't stand."""
    return mention.kind == "nominal" and head.tag_ in PLURAL_NOUNS


def _is_own_subject(token: Token, head: Token) -> bool:
    """Whether a party is the subject of the verb whose object a pronoun is ("Somalia thanked them")."""
    if token.dep_ not in OBJECTS or "Yes" in token.morph.get("Reflex", []):
        return False
    verb = token.head
    while verb.dep_ in {"prep", "dative", "agent"}:
        verb = verb.head
    return head.dep_ in SUBJECTS and head.head.i == verb.i
