"""Parties that a correction names: actors of the document by name or spelling, or exact words of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.mentions import Mention
from schemas.quotes import Quote
from transforms.actors.findings import ActorFindings
from transforms.events.corrections.targets import PLAIN, UnmatchedLineError, find_words
from transforms.events.parties.parties import PartyGrounding
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.spelling import fold
from transforms.reading.readings import WordSpan


class NamedParties:
    """Finds the parties of one document that corrections name."""

    def __init__(self, parsed: ParsedDocument, actors: ActorFindings, quotes: Sequence[Quote]) -> None:
        self._parsed = parsed
        self._actors = actors
        self._grounding = PartyGrounding(parsed, actors, quotes)

    def check(self, names: Sequence[str]) -> None:
        """Refuse names of which nothing is known, before anything is made for the others.

        Raises:
            UnmatchedLineError: nobody is called so, and the text does not hold the words.
        """
        for name in names:
            if not self._list_mentions(name) and not any(self._list_spans(name)):
                raise UnmatchedLineError(f"no actor is called {name!r}, nor does the text hold these words")

    def find(self, names: Sequence[str], sentence_no: int) -> list[Mention]:
        """A mention of each party, each once, in text order.

        Raises:
            UnmatchedLineError: nobody is called so, and these words of the text name nobody.
        """
        found: dict[str, Mention] = {}
        for name in names:
            for mention in self._find_one(name, sentence_no):
                found.setdefault(mention.actor_id, mention)
        return sorted(found.values(), key=lambda m: m.char_start)

    def enrich(self) -> ActorFindings:
        """The actors with those that were made for words that no mention covered."""
        return self._grounding.enrich()

    def _find_one(self, name: str, sentence_no: int) -> list[Mention]:
        mentions = self._list_mentions(name)
        if mentions:
            return [min(mentions, key=lambda m: _rank(m, sentence_no))]
        for span in sorted(self._list_spans(name), key=lambda s: _distance(s.sentence, sentence_no)):
            grounded = self._grounding.ground_words(span)
            if grounded:
                return grounded
        raise UnmatchedLineError(f"the words {name!r} name nobody")

    def _list_mentions(self, name: str) -> list[Mention]:
        """Mentions of the actors who are called so, else those in these words."""
        keys, same = self._list_keys(name), _plain(name)
        mentions = [m for m in self._actors.mentions if m.actor_id in keys]
        return mentions or [m for m in self._actors.mentions if _plain(m.text) == same]

    def _list_keys(self, name: str) -> set[str]:
        folded = fold(name)
        return {
            a.entity_key
            for a in self._actors.actors
            if a.entity_key == name or folded in {fold(n) for n in (a.name, *a.names)}
        }

    def _list_spans(self, name: str) -> Iterator[WordSpan]:
        for sentence in self._parsed.sentences:
            for start, end in find_words(name, sentence.text):
                yield WordSpan("actor", sentence.sentence_no, start, end, 1.0)


def _plain(words: str) -> str:
    return " ".join(words.translate(PLAIN).split())


def _distance(sentence_no: int, wanted: int) -> tuple[bool, int]:
    """The sentence itself, then those before it from the nearest, then those after it."""
    return sentence_no > wanted, abs(sentence_no - wanted)


def _rank(mention: Mention, sentence_no: int) -> tuple[bool, int, bool, int]:
    """The nearest mention; in a sentence a name first."""
    return (*_distance(mention.sentence_no, sentence_no), mention.kind != "name", mention.char_start)
