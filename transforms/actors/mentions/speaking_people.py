"""Unnamed people who speak ("a doctor told reporters"): a group, so that what they say has a speaker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.unnamed_names import name_unnamed
from transforms.actors.reference.tables import DATA, read_table
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words
from transforms.lexicon.saying_verbs import load_saying_verbs
from transforms.lexicon.word_lists import read_word_lists

SUBJECT = {"nsubj", "nsubjpass"}
MODIFIERS = {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "POS", "HYPH", "RB"}


@dataclass(frozen=True, slots=True)
class SpeakingWords:
    """The lists of `speaking.yaml`, and the groups and sectors of `unnamed_people.csv`."""

    verbs: frozenset[str]
    people: dict[str, tuple[str, str]]
    speaks_for: frozenset[str]
    some: frozenset[str]


@lru_cache(maxsize=1)
def load_speaking_words() -> SpeakingWords:
    """Load the lists once."""
    lists = read_word_lists(DATA / "speaking.yaml")
    people = {row["noun"]: (row["group"], row["sector"]) for row in read_table("unnamed_people.csv")}
    return SpeakingWords(load_saying_verbs("people"), people, lists["speaks_for"], lists["some"])


def find_speaking_people(
    words: Words, entities: Sequence[Entity], mentions: Iterable[MentionSpan], around: Surroundings
) -> tuple[list[Entity], list[MentionSpan]]:
    """Groups whose unnamed members speak, those of `entities` left out, and the members' mentions."""
    lists = load_speaking_words()
    listed = list(mentions)
    taken = {i for m in listed for i in range(m.first, m.last)}
    persons = [m.first for m in listed if m.entity.type == "person"]
    groups = _SpeakingGroups(words, entities, around, min(persons, default=len(words)))
    found: list[MentionSpan] = []
    for i in range(len(words)):
        noun = _noun_of(words, i, lists)
        if noun not in lists.people or not _speaks(words, i, lists):
            continue
        named = _named_beside(words, i, around)
        if named is not None:
            if named[1]:
                found.append(MentionSpan(named[0], i, i + 1, "nominal", 0.8, "description:apposition"))
            continue
        if i in taken or (words.lower[i] in lists.speaks_for and _told_whom(words, i, around)):
            continue
        mention = groups.describe(i, *lists.people[noun])
        if mention is not None:
            found.append(mention)
    return groups.fresh, found


class _SpeakingGroups:
    """The groups of unnamed people of one document, by what they are and their country."""

    def __init__(
        self, words: Words, entities: Sequence[Entity], around: Surroundings, first_person: int
    ) -> None:
        self._words, self._around, self._first_person = words, around, first_person
        self._known = {
            (e.name.lower(), e.country): e for e in entities if e.type in {"group", "organisation"}
        }
        self.fresh: list[Entity] = []

    def describe(self, i: int, canonical: str, sector: str) -> MentionSpan | None:
        """The mention of the person told at a noun; None for somebody told before."""
        words = self._words
        first, owner = _owner(words, i, self._around)
        code = owner.country if owner is not None else None
        group = self._known.get((canonical, code))
        is_definite = words.lower[i - 1] in {"the", "this"} and _is_one(words, i)
        if group is None and owner is None and is_definite and self._first_person < i:
            return None
        if group is None:
            group = Entity(
                "group", sector=sector, name=name_unnamed(words, i), confidence=0.5, method="speaker",
                is_named=False, is_shared=False,
            )  # fmt: skip
            if code and owner is not None:
                span = self._around.span_at[first]
                group.settle_country(code, "adjective", (span.first, span.last), 0.8)
            self._known[canonical, code] = group
            self.fresh.append(group)
        return MentionSpan(group, first, i + 1, "nominal", 0.55, "description:speaker")


def _noun_of(words: Words, i: int, lists: SpeakingWords) -> str:
    """The noun of the lists that a token is: as it stands, or the singular of a plural."""
    lower = words.lower[i]
    return words.lemma[i].lower() if lower not in lists.people and words.tag[i] == "NNS" else lower


def _speaks(words: Words, i: int, lists: SpeakingWords) -> bool:
    head = words.head[i]
    if words.dep[i] == "pobj" and words.lower[head] == "of" and words.lower[words.head[head]] in lists.some:
        return _speaks(words, words.head[head], lists)  # "one of the workers said"
    if words.dep[i] in SUBJECT or (words.dep[i] == "dobj" and head == i - 2):
        return words.lemma[head].lower() in lists.verbs
    # "according to a military source"
    return words.dep[i] == "pobj" and words.lower[head] == "to" and words.lower[head - 1] == "according"


def _named_beside(words: Words, i: int, around: Surroundings) -> tuple[Entity, bool] | None:
    """The person named right after a noun, and whether in apposition ("his lawyer, Ada Berg, said")."""
    k = i + 2 if i + 2 < len(words) and words.text[i + 1] == "," else i + 1
    entity = around.entity_at.get(k) if k < len(words) and words.sentence[k] == words.sentence[i] else None
    return (entity, k == i + 2) if entity is not None and entity.type == "person" else None


def _is_one(words: Words, i: int) -> bool:
    return words.tag[i] == "NN"


def _told_whom(words: Words, i: int, around: Surroundings) -> bool:
    """Whether the body that somebody speaks for is named after the noun ("an official at the Bank of X")."""
    if i + 1 >= len(words) or words.lower[i + 1] not in load_word_sets()["speaks_at"]:
        return False
    ahead = range(i + 2, min(len(words), i + 6))
    return any(k in around.entity_at and words.sentence[k] == words.sentence[i] for k in ahead)


def _owner(words: Words, i: int, around: Surroundings) -> tuple[int, Entity | None]:
    """The first token of the noun phrase and the state that it names ("a senior Liberian official")."""
    first = i
    while first and words.sentence[first - 1] == words.sentence[i] and words.tag[first - 1] in MODIFIERS:
        first -= 1
        entity = around.entity_at.get(first)
        if entity is not None and entity.type != "person":
            return around.span_at[first].first, entity
    return i, None
