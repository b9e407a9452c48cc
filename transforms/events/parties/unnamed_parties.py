"""Parties without a name ("the gunmen", "200 workers"): actors of their document alone."""

from __future__ import annotations

from spacy.tokens import Span, Token

from schemas.document_actors import DocumentActor
from schemas.identifiers import make_id
from schemas.mentions import Mention, MentionKind
from transforms.actors.entities import slug
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument

METHOD = "reader:unnamed"
DOCUMENT_DIGITS = 12
LEADING = frozenset({"DT", "PDT", "PRP$", "CD", "POS", "IN", ",", ":"})


class UnnamedParties:
    """Makes actors for noun phrases that no known mention covers, one for each head noun and country."""

    def __init__(self, parsed: ParsedDocument, actors: ActorFindings) -> None:
        self._parsed = parsed
        self._actors = actors
        self.actors: dict[tuple[str, str | None], DocumentActor] = {}
        self.mentions: dict[str, Mention] = {}

    def mention(self, span: Span, sentence_no: int) -> Mention:
        """The mention of a noun phrase: of an actor made for it, or for an earlier phrase with its head.

        A phrase that names no country joins the only actor with its head, of whatever country.
        """
        words = _trim(span)
        country = self._country_inside(words, sentence_no)
        head = words.root.lemma_.lower() or words.root.lower_
        actor = self.actors.get((head, country))
        if actor is None and country is None:
            same = [a for (noun, _), a in self.actors.items() if noun == head]
            actor = same[0] if len(same) == 1 else None
        if actor is None:
            actor = self._make_actor(words, head, country)
            self.actors[head, country] = actor
        return self.add_mention(
            words.start_char, words.end_char, sentence_no, actor.entity_key, "nominal", METHOD
        )

    def add_mention(
        self, start: int, end: int, sentence_no: int, key: str, kind: MentionKind, method: str
    ) -> Mention:
        """A mention of an actor at a place of the text; the known one, where there is one."""
        for known in self._actors.mentions_at(start, end, sentence_no):
            if (known.char_start, known.char_end, known.actor_id) == (start, end, key):
                return known
        mention_id = make_id("mn", self._parsed.document_id, start, end, key)
        made = Mention(
            mention_id=mention_id,
            actor_id=key,
            document_id=self._parsed.document_id,
            sentence_no=sentence_no,
            char_start=start,
            char_end=end,
            text=self._parsed.slice(start, end),
            kind=kind,
            confidence=0.5,
            method=method,
        )
        return self.mentions.setdefault(mention_id, made)

    def _country_inside(self, words: Span, sentence_no: int) -> str | None:
        """Country of the state or people named inside the phrase ("Iranian guards")."""
        found = {
            actor.country_code
            for mention in self._actors.mentions_at(words.start_char, words.end_char, sentence_no)
            if (actor := self._actors.actor_by_key.get(mention.actor_id)) is not None
            and actor.country_code
            and mention.kind != "pronoun"
        }
        return found.pop() if len(found) == 1 else None

    def _make_actor(self, words: Span, head: str, country: str | None) -> DocumentActor:
        name = " ".join(words.text.split())
        document = self._parsed.document_id.rpartition("-")[2][:DOCUMENT_DIGITS]
        key = f"group/{slug(' '.join(filter(None, (country, head))))}-{document}"
        taken = {a.entity_key for a in self.actors.values()} | set(self._actors.actor_by_key)
        number, unique = 2, key
        while unique in taken:
            unique, number = f"{key}-{number}", number + 1
        return DocumentActor(
            document_id=self._parsed.document_id,
            entity_key=unique,
            actor_id=unique,
            name=name,
            type="group",
            country_code=country,
            sector=None,
            latitude=None,
            longitude=None,
            reference_id=unique,
            names=(name,),
            mention_count=1,
            confidence=0.5,
            method=METHOD,
        )


def _trim(span: Span) -> Span:
    """The phrase without articles, numbers and prepositions before its first word of content."""
    start = span.start
    while start < span.end - 1 and span.doc[start].tag_ in LEADING:
        start += 1
    return span.doc[start : span.end]


def is_noun(token: Token) -> bool:
    """Whether a word can name somebody by itself."""
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB", "X"} and any(c.isalpha() for c in token.text)
