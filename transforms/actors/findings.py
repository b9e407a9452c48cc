"""What the actor extractor finds in one document, with the look-ups that other extractors need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from schemas.actor_roles import ActorRole
from schemas.document_actors import DocumentActor
from schemas.mentions import Mention


@dataclass(frozen=True)
class ActorFindings:
    """Actors, mentions and roles of one document.

    In these rows every actor column holds an `entity_key`, unique within the document.
    """

    actors: tuple[DocumentActor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[ActorRole, ...] = ()

    @cached_property
    def actor_by_key(self) -> dict[str, DocumentActor]:
        """Actors by entity_key."""
        return {actor.entity_key: actor for actor in self.actors}

    @cached_property
    def mentions_by_sentence(self) -> dict[int, tuple[Mention, ...]]:
        """Mentions by sentence number, in text order."""
        found: dict[int, list[Mention]] = {}
        for mention in sorted(self.mentions, key=lambda m: (m.char_start, -m.char_end)):
            found.setdefault(mention.sentence_no, []).append(mention)
        return {number: tuple(rows) for number, rows in found.items()}

    def mentions_at(self, char_start: int, char_end: int, sentence_no: int) -> tuple[Mention, ...]:
        """Mentions of a sentence that overlap a span, longest first (several for "the two leaders")."""
        rows = self.mentions_by_sentence.get(sentence_no, ())
        hits = [m for m in rows if m.char_start < char_end and char_start < m.char_end]
        return tuple(sorted(hits, key=lambda m: m.char_start - m.char_end))

    def mentions_of_token(self, token: Token, sentence_no: int) -> tuple[Mention, ...]:
        """Mentions that cover a token."""
        return self.mentions_at(token.idx, token.idx + len(token), sentence_no)

    def select(self, keys: Iterable[str]) -> tuple[DocumentActor, ...]:
        """The actors of these keys that exist."""
        return tuple(self.actor_by_key[key] for key in keys if key in self.actor_by_key)
