"""Who takes part: the words that the reader marks, grounded in mentions of actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from schemas.mentions import Mention
from schemas.quotes import Quote
from transforms.actors.findings import ActorFindings
from transforms.events.parties.antecedents import RELATIVES, choose_antecedent, find_relative_noun
from transforms.events.parties.referents import Referents
from transforms.events.parties.unnamed_parties import HYPHENS, UnnamedParties, is_noun
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.readings import Reading, WordSpan
from transforms.reading.settle import NONE, RECALLED

# How a mention is told that the ranker of pronouns at parties' places resolved.
PRONOUN_METHOD = "reader:antecedent"
PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Mentions of those who act and of those to whom it is done, in text order."""

    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]


def has_party(reading: Reading, parties: Parties) -> bool:
    """Whether somebody takes part: a party that is known, or one of whom the reader says that he is told."""
    known = bool(parties.actors or parties.recipients)
    return known or any(max(p) != p[NONE] for p in reading.presences[: len(RECALLED)])


class PartyGrounding:
    """Grounds the parties of the readings of one document."""

    def __init__(self, parsed: ParsedDocument, actors: ActorFindings, quotes: Sequence[Quote]) -> None:
        self._parsed = parsed
        self._actors = actors
        self._quotes = quotes
        self._unnamed = UnnamedParties(parsed, actors)
        self._referents: Referents | None = None

    def ground(self, reading: Reading) -> Parties:
        """The parties of a reading; who stands in both roles keeps the one with the better score."""
        actors = self._ground_role(reading, "actor")
        recipients = self._ground_role(reading, "recipient")
        for key in actors.keys() & recipients.keys():
            loser = recipients if actors[key][1] >= recipients[key][1] else actors
            del loser[key]
        return Parties(tuple(m for m, _ in actors.values()), tuple(m for m, _ in recipients.values()))

    def ground_words(self, span: WordSpan) -> list[Mention]:
        """Mentions of the words of a span; several for "the two leaders"."""
        words = self._tokens(span)
        if words is None:
            return []
        found: list[Mention] = []
        for head in _list_heads(words):
            found += self._ground_head(head, words, span.sentence)
        return found

    def enrich(self) -> ActorFindings:
        """The actors with those that were made for parties without a name."""
        made = self._unnamed
        counts: dict[str, int] = {}
        for mention in made.mentions.values():
            counts[mention.actor_id] = counts.get(mention.actor_id, 0) + 1
        known = (
            replace(a, mention_count=a.mention_count + counts.get(a.entity_key, 0))
            for a in self._actors.actors
        )
        fresh = (
            replace(a, mention_count=counts[a.entity_key])
            for a in made.actors.values()
            if a.entity_key in counts
        )
        mentions = sorted(
            (*self._actors.mentions, *made.mentions.values()),
            key=lambda m: (m.char_start, m.char_end, m.actor_id),
        )
        return ActorFindings((*known, *fresh), tuple(mentions), self._actors.roles)

    def _ground_role(self, reading: Reading, role: str) -> dict[str, tuple[Mention, float]]:
        found: dict[str, tuple[Mention, float]] = {}
        for span in reading.list_spans(role):
            for mention in self.ground_words(span):
                if mention.actor_id not in found or found[mention.actor_id][1] < span.score:
                    found[mention.actor_id] = (mention, span.score)
        return dict(sorted(found.items(), key=lambda item: item[1][0].char_start))

    def _tokens(self, span: WordSpan) -> Span | None:
        if not 0 <= span.sentence < len(self._parsed.sentences):
            return None
        offset = self._parsed.sentences[span.sentence].char_start
        return self._parsed.doc.char_span(offset + span.start, offset + span.end, alignment_mode="expand")

    def _ground_head(self, head: Token, words: Span, sentence_no: int) -> list[Mention]:
        hits = self._actors.mentions_of_token(head, sentence_no)
        hits = tuple(m for m in hits if m.char_start <= head.idx and head.idx + len(head) <= m.char_end)
        if hits:
            longest = hits[0].char_end - hits[0].char_start
            return [m for m in hits if m.char_end - m.char_start == longest]
        if head.tag_ in PRONOUNS:
            return self._ground_pronoun(head, sentence_no)
        named = _find_named_beside(head, sentence_no, self._actors)
        if named is not None:
            return [named]
        if not is_noun(head) or _only_modifies(head, words):
            return []
        return [self._unnamed.mention(_find_phrase(head, words), sentence_no)]

    def _ground_pronoun(self, head: Token, sentence_no: int) -> list[Mention]:
        end = head.idx + len(head)
        return [
            self._unnamed.add_mention(head.idx, end, sentence_no, key, "pronoun", PRONOUN_METHOD, chance)
            for key, chance in self._list_antecedents(head, sentence_no)
        ]

    def _list_antecedents(self, head: Token, sentence_no: int) -> list[tuple[str, float]]:
        """Keys of the actors for whom a pronoun stands, and how probably: "who" for the noun before it."""
        if head.tag_ not in RELATIVES:
            chosen = choose_antecedent(head, sentence_no, self.list_referents())
            return [chosen] if chosen is not None else []
        noun = find_relative_noun(head)
        if noun is None:
            return []
        phrase = noun.doc[noun.left_edge.i : noun.i + 1]
        grounded = self._ground_head(noun, phrase, self._parsed.sentence_no_of(noun))
        return [(m.actor_id, m.confidence) for m in grounded]

    def list_referents(self) -> Referents:
        """The candidates for a pronoun: the actors, and the unnamed parties of the readings so far."""
        if self._referents is None:
            self._referents = Referents(self._parsed, self._actors, self._quotes)
        made = {a.entity_key: a for a in self._unnamed.actors.values()} | self._actors.actor_by_key
        for mention in self._unnamed.mentions.values():
            if mention.kind != "pronoun":
                self._referents.add(made[mention.actor_id], mention)
        return self._referents


def _list_heads(words: Span) -> Iterator[Token]:
    """The head of a phrase, and those that are joined to it inside the phrase."""
    yield words.root
    inside = set(range(words.start, words.end))
    queue = [words.root]
    while queue:
        for child in queue.pop().children:
            if child.i in inside and child.dep_ == "conj":
                queue.append(child)
                yield child


def _find_named_beside(head: Token, sentence_no: int, actors: ActorFindings) -> Mention | None:
    """The name in apposition to a noun ("his counterpart Ana Ruiz", "the minister, Ana Ruiz,")."""
    if head.tag_ in {"NNS", "NNPS"}:
        return None
    for child in head.children:
        if child.dep_ == "appos":
            named = [m for m in actors.mentions_of_token(child, sentence_no) if m.kind == "name"]
            if named:
                return named[0]
    return None


def _only_modifies(head: Token, words: Span) -> bool:
    """Whether a word tells of what kind a noun outside the span is: "mass protests", "the Rhodesian War"."""
    if words.start <= head.head.i < words.end or head.head == head:
        return False
    is_hyphened = head.i > 0 and head.nbor(-1).text in HYPHENS
    is_quality = head.tag_ == "JJ" and head.dep_ == "amod" and not is_hyphened
    return is_quality or (head.pos_ == "PROPN" and head.dep_ == "compound" and head.head.pos_ == "PROPN")


def _find_phrase(head: Token, words: Span) -> Span:
    """The words of a span that belong to one head: those left of it that hang on it."""
    start = min([t.left_edge.i for t in head.lefts if t.i >= words.start] + [head.i])
    return head.doc[max(start, words.start) : head.i + 1]
