"""Documents whose pronouns are labelled by the mention chains of GUM."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from training.judge import stem_words
from training.teaching_texts import Party
from transforms.actors.find import ToldActors, tell_actors
from transforms.actors.pronouns.referents import Referent, list_referents
from transforms.actors.pronouns.spots import Pronoun, find_head
from transforms.actors.reference.pronoun_words import load_pronoun_words
from transforms.actors.words import Words
from transforms.language.parse import CleanText, parse_text

PARTY_TYPES = frozenset({"person", "organization", "place"})
# Share of a candidate's places that must stand in a chain for it to be the chain's.
SHARE = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class LabelledDocument:
    """A document as the finder of actors told it, with the candidates that each labelled pronoun means.

    `right` holds the numbers of the candidates that a token means; one that is missing is not labelled.
    `wanted` are the tokens that mean somebody who is told by more than pronouns: what recall is counted on.
    """

    name: str
    told: ToldActors
    referents: list[Referent]
    right: dict[int, frozenset[int]]
    wanted: frozenset[int]

    def is_right(self, p: Pronoun, referent: Referent) -> bool:
        """Whether a candidate is one that a pronoun means."""
        return any(self.referents[n] is referent for n in self.right.get(p.at, ()))


def label_chains(nlp: Language, record: Mapping[str, Any]) -> LabelledDocument:
    """A document of GUM: every pronoun is labelled, those in no chain as meaning nobody."""
    return label_told(tell_actors(parse_text(nlp, CleanText(record["id"], record["text"]))), record)


def label_told(told: ToldActors, record: Mapping[str, Any]) -> LabelledDocument:
    """The labels of a document whose actors are told already."""
    words = told.words
    referents = list_referents(words, told.mentions)
    chains = _Chains(words, record["mentions"])
    own = [chains.count(r) for r in referents]
    right: dict[int, frozenset[int]] = {}
    for i, lower in enumerate(words.lower):
        if lower in load_pronoun_words().class_of:
            chain = chains.at_pronoun.get(i)
            listed = enumerate(zip(referents, own, strict=True))
            right[i] = frozenset(k for k, (r, n) in listed if chain and chains.means(r, n, chain, i))
    return LabelledDocument(record["id"], told, referents, right, frozenset(chains.wanted))


def label_parties(name: str, told: ToldActors, parties: Sequence[Party]) -> LabelledDocument:
    """An annotated report: the pronouns that are parties of its events and are resolved there by a name."""
    words, referents = told.words, list_referents(told.words, told.mentions)
    at_start = {start: i for i, start in enumerate(words.start)}
    spelled = [_spell(r, words) for r in referents]
    right: dict[int, frozenset[int]] = {}
    for party in parties:
        i, wanted = at_start.get(party.start, -1), stem_words(party.name)
        if (
            not wanted
            or i < 0
            or words.end[i] != party.end
            or words.lower[i] not in load_pronoun_words().class_of
        ):
            continue
        right[i] = frozenset(k for k, s in enumerate(spelled) if all(w & wanted for w in s))
    wanted_at = frozenset(i for i, numbers in right.items() if any(referents[n].entities for n in numbers))
    return LabelledDocument(name, told, referents, right, wanted_at)


def _spell(r: Referent, words: Words) -> list[set[str]]:
    """The words of each actor of a candidate; of a noun its own."""
    if not r.entities:
        return [stem_words(words.text[r.spots[0].head])]
    return [set().union(*(stem_words(n) for n in (e.name, *e.names))) for e in r.entities]


class _Chains:
    """Mention chains of one document by tokens."""

    def __init__(self, words: Words, mentions: Sequence[Mapping[str, Any]]) -> None:
        at_start = {start: i for i, start in enumerate(words.start)}
        at_end = {end: i + 1 for i, end in enumerate(words.end)}
        class_of = load_pronoun_words().class_of
        self.at_pronoun: dict[int, str] = {}
        self.at_head: dict[int, list[tuple[int, int, str]]] = {}
        self.wanted: list[int] = []
        told: set[str] = set()
        for m in sorted(mentions, key=lambda m: (m["start"], -m["end"])):
            first, last = at_start.get(m["start"]), at_end.get(m["end"])
            if first is None or last is None:
                continue
            if last == first + 1 and words.lower[first] in class_of:
                self.at_pronoun[first] = m["chain"]
                if m["type"] in PARTY_TYPES and m["chain"] in told:
                    self.wanted.append(first)
                continue
            told.add(m["chain"])
            self.at_head.setdefault(find_head(words, first, last), []).append((first, last, m["chain"]))

    def count(self, r: Referent) -> Counter[str]:
        """The chains in which the places of a candidate stand."""
        found: Counter[str] = Counter()
        for spot in r.spots:
            spans = self.at_head.get(spot.head, ())
            if r.type == "pair":
                spans = [s for s in spans if s[1] >= spot.last]
            if spans:
                found[min(spans, key=lambda s: abs(s[0] - spot.first) + abs(s[1] - spot.last))[2]] += 1
        return found

    def means(self, r: Referent, own: Counter[str], chain: str, i: int) -> bool:
        """Whether a candidate is the chain's at a token: a noun by its last place before, others by most."""
        if r.type == "noun":
            spot = r.before(i)
            return spot is not None and any(c == chain for _, _, c in self.at_head.get(spot.head, ()))
        return own[chain] >= SHARE * own.total() > 0
