"""Who speaks: from the subject of a cue to the mention of an actor."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.cues import load_cues

SPEAKING_TYPES = {"person", "organisation", "country", "group", "location"}
PERSONAL = {"he", "she"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker: the mention (null when only inferred), the entity and how sure it is."""

    entity_key: str | None
    mention_id: str | None
    confidence: float


UNKNOWN = Speaker(None, None, 0.4)


def find_subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, the agent of a passive, or that of the verb it is joined to."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj"):
            return child
    if (
        verb.dep_ in ("conj", "advcl", "xcomp")
        and verb.head.i != verb.i
        and verb.head.pos_ in ("VERB", "AUX")
    ):
        return find_subject(verb.head)
    if verb.dep_ in ("acl",) and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    if verb.dep_ == "relcl":
        return verb.head
    return None


def resolve_speaker(
    subject: Token, parsed: ParsedDocument, actors: ActorFindings, previous: Speaker | None
) -> Speaker:
    """The actor behind the subject of a cue; `previous` is who spoke last.

    A pronoun without a mention of its own, and "the statement", fall back to the last speaker; a
    spokesperson without a name speaks for the body after "of" or "for".
    """
    if subject.lower_ in ("who", "which", "that") and subject.head.dep_ == "relcl":
        subject = subject.head.head
    sentence_no = parsed.sentence_no_of(subject)
    for candidate in _candidates(subject):
        mention = _best_mention(candidate, sentence_no, actors)
        if mention is not None:
            sure = 0.9 if mention.kind == "name" else 0.8 if mention.kind == "nominal" else 0.75
            return Speaker(
                mention.actor_id, mention.mention_id, sure * (1 if candidate.i == subject.i else 0.9)
            )
    cues = load_cues()
    if previous is not None and previous.entity_key:
        actor = actors.actor_by_key.get(previous.entity_key)
        is_person = actor is not None and actor.type == "person"
        fits = is_person if subject.lower_ in PERSONAL else not is_person and subject.lower_ == "it"
        if fits or subject.lemma_.lower() in cues.document_nouns:
            return Speaker(previous.entity_key, None, 0.6)
    return UNKNOWN


def _candidates(subject: Token) -> list[Token]:
    """Tokens that may carry the speaker's name: the head, its apposition, whom it speaks for."""
    found = [subject]
    found += [c for c in subject.children if c.dep_ in ("appos", "flat", "compound") and c.pos_ == "PROPN"]
    cues = load_cues()
    if subject.lemma_.lower() in cues.spokes_nouns | cues.document_nouns | cues.unnamed_nouns:
        for preposition in (
            c
            for c in subject.children
            if c.dep_ == "prep" and c.lower_ in ("of", "for", "from", "at", "with", "by")
        ):
            found += [c for c in preposition.children if c.dep_ == "pobj"]
    if subject.lower_ in cues.unnamed_nouns:
        found += [c for c in subject.children if c.dep_ in ("poss", "compound", "nmod", "amod")]
    return found


def _best_mention(token: Token, sentence_no: int, actors: ActorFindings) -> Mention | None:
    """The longest mention that covers the token; none when the phrase stands for several actors."""
    mentions = actors.mentions_of_token(token, sentence_no)
    mentions = tuple(m for m in mentions if _type_of(m, actors) in SPEAKING_TYPES)
    if not mentions:
        return None
    first = mentions[0]
    same_span = {
        m.actor_id for m in mentions if (m.char_start, m.char_end) == (first.char_start, first.char_end)
    }
    return first if len(same_span) == 1 else None


def _type_of(mention: Mention, actors: ActorFindings) -> str | None:
    actor = actors.actor_by_key.get(mention.actor_id)
    return actor.type if actor is not None else None


def may_speak(subject: Token) -> bool:
    """Whether an unresolved subject is somebody: a name, a pronoun, a noun for people and bodies."""
    named = subject.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}
    return named or subject.lower_ in PERSONAL or subject.lemma_.lower() in load_cues().speaking_nouns
