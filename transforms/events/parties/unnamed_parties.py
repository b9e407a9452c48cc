"""Parties without a name ("the gunmen", "200 workers"): actors of their document alone."""

from __future__ import annotations

from spacy.tokens import Span, Token

from schemas.document_actors import DocumentActor
from schemas.identifiers import make_id
from schemas.mentions import Mention, MentionKind
from transforms.actors.entities import shorten_document_id, slug
from transforms.actors.findings import ActorFindings
from transforms.actors.mentions.unnamed_names import name_unnamed
from transforms.actors.words import list_words
from transforms.language.parsed_document import ParsedDocument

METHOD = "reader:unnamed"
HYPHENS = frozenset({"-", "–", "‑"})
LEADING = frozenset({"DT", "PDT", "PRP$", "CD", "POS", "IN"})


class UnnamedParties:
    """Makes actors for noun phrases that no known mention covers, one for each head noun and country."""

    def __init__(self, parsed: ParsedDocument, actors: ActorFindings) -> None:
        self._parsed = parsed
        self._actors = actors
        self._words = list_words(parsed)
        self.actors: dict[tuple[str, str | None], DocumentActor] = {}
        self.mentions: dict[str, Mention] = {}

    def mention(self, span: Span, sentence_no: int) -> Mention:
        """The mention of a noun phrase: of an actor made for it, or for an earlier phrase with its head.

        A phrase that names no country joins the only actor with its head, of whatever country.
        """
        words = _trim(span)
        told = self._find_country_inside(words, sentence_no)
        country = told[0] if told is not None else None
        head = words.root.lemma_.lower() or words.root.lower_
        actor = self.actors.get((head, country))
        if actor is None and country is None:
            same = [a for (noun, _), a in self.actors.items() if noun == head]
            actor = same[0] if len(same) == 1 else None
        if actor is None:
            actor = self._make_actor(words, head, told)
            self.actors[head, country] = actor
        return self.add_mention(
            words.start_char, words.end_char, sentence_no, actor.entity_key, "nominal", METHOD
        )

    def add_mention(
        self,
        start: int,
        end: int,
        sentence_no: int,
        key: str,
        kind: MentionKind,
        method: str,
        confidence: float = 0.5,
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
            confidence=confidence,
            method=method,
        )
        return self.mentions.setdefault(mention_id, made)

    def _find_country_inside(self, words: Span, sentence_no: int) -> tuple[str, str] | None:
        """Country and id of the mention of the state or people that the phrase says ("Iranian guards")."""
        found: dict[str, str] = {}
        for mention in self._actors.mentions_at(words.start_char, words.end_char, sentence_no):
            actor = self._actors.actor_by_key.get(mention.actor_id)
            if actor is None or not actor.country_code or not _owns_phrase(mention, words):
                continue
            found.setdefault(actor.country_code, mention.mention_id)
        return next(iter(found.items())) if len(found) == 1 else None

    def _make_actor(self, words: Span, head: str, told: tuple[str, str] | None) -> DocumentActor:
        country, mention_id = told or (None, None)
        name = name_unnamed(self._words, words.root.i)
        document = shorten_document_id(self._parsed.document_id)
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
            country_method="adjective" if country else None,
            country_mention_id=mention_id,
            sector=None,
            latitude=None,
            longitude=None,
            reference_id=unique,
            is_named=False,
            link_method=None,
            link_confidence=None,
            names=(name,),
            mention_count=1,
            confidence=0.5,
            method=METHOD,
        )


def _owns_phrase(mention: Mention, words: Span) -> bool:
    """Whether a name inside a phrase says whose it is: "Iranian guards", not "Iran-backed" or "anti-Iran"."""
    if (
        mention.kind == "pronoun"
        or mention.char_start < words.start_char
        or mention.char_end > words.end_char
    ):
        return False
    document = words.doc.text
    after, before = document[mention.char_end : mention.char_end + 1], document[: mention.char_start][-1:]
    return after not in HYPHENS and before not in HYPHENS


def _trim(span: Span) -> Span:
    """The phrase without articles, numbers, prepositions and signs before its first word of content."""
    start = span.start
    while start < span.end - 1 and (span.doc[start].tag_ in LEADING or span.doc[start].is_punct):
        start += 1
    return span.doc[start : span.end]


def is_noun(token: Token) -> bool:
    """Whether a word can name somebody by itself."""
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB", "X"} and any(c.isalpha() for c in token.text)
