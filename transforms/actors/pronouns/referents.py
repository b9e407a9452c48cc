"""Whom a pronoun may mean: the actors of a document, those named together, and nouns that are no actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.pronouns.spots import SUBJECTS, Spot, find_head, make_spot, spot_mention
from transforms.actors.reference.pronoun_words import load_pronoun_words
from transforms.actors.reference.tables import read_words
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words

PLURAL = frozenset({"NNS", "NNPS"})
NOUNS = frozenset({"NN", "NNS"})
# Deps of nouns that only qualify others, or tell when and how much.
QUALIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "nummod", "quantmod"})


@dataclass(slots=True, eq=False)
class Referent:
    """One candidate: `entities` is empty for a noun that is no actor, and has several for a pair.

    `type` is an actor's type, `pair` or `noun`; `spots` are in text order and grow as pronouns are resolved;
    `forms` counts the classes of pronouns resolved to it.
    """

    entities: tuple[Entity, ...]
    type: str
    is_plural: bool
    is_human: bool
    gender: str
    spots: list[Spot]
    forms: Counter[str] = field(default_factory=Counter)

    def before(self, i: int) -> Spot | None:
        """The last spot before a token."""
        return next((s for s in reversed(self.spots) if s.first < i), None)


def list_referents(words: Words, mentions: Sequence[MentionSpan]) -> list[Referent]:
    """All candidates of a document, without those that pronouns add."""
    by_entity: dict[int, list[MentionSpan]] = {}
    for m in sorted(mentions, key=lambda m: (m.first, m.last)):
        by_entity.setdefault(id(m.entity), []).append(m)
    actors = [_actor(words, told) for told in by_entity.values() if not _stands_as_place(words, told)]
    pairs = _pairs(words, actors)
    nouns = _join_told(words, actors, _nouns(words, mentions))
    return [*actors, *pairs, *nouns]


def _join_told(words: Words, actors: Sequence[Referent], nouns: Sequence[Referent]) -> list[Referent]:
    """The nouns told of no person; those that are ("Ana Ruiz, a Peruvian woman") become the person's."""
    persons = {s.head: r for r in actors if r.type == "person" for s in r.spots}
    left = []
    for noun in nouns:
        told = {id(p): p for s in noun.spots if (p := persons.get(_find_told(words, s.head))) is not None}
        if len(told) != 1 or noun.is_plural:
            left.append(noun)
            continue
        person = next(iter(told.values()))
        person.spots = sorted([*person.spots, *noun.spots], key=lambda s: s.first)
        person.gender = person.gender or noun.gender
    return left


def _find_told(words: Words, noun: int) -> int:
    """The head of the name of which a noun is told, in apposition or by "is"; -1 where there is none."""
    above = words.head[noun]
    if words.dep[noun] == "appos":
        return above
    if words.dep[noun] == "attr" and words.lemma[above] == "be":
        subjects = (k for k in range(noun - 1, -1, -1) if words.head[k] == above and words.dep[k] in SUBJECTS)
        return next(subjects, -1) if words.sentence[above] == words.sentence[noun] else -1
    return -1


def _actor(words: Words, mentions: Sequence[MentionSpan]) -> Referent:
    entity = mentions[0].entity
    spots = [spot_mention(words, m) for m in mentions]
    is_plural = entity.type == "group" and any(words.tag[s.head] in PLURAL for s in spots)
    return Referent(
        (entity,), entity.type, is_plural, entity.type in {"person", "group"}, _gender(words, entity, spots),
        spots,
    )  # fmt: skip


def _stands_as_place(words: Words, mentions: Sequence[MentionSpan]) -> bool:
    """Whether a lone word that was taken for a person is only told as places are: "the dam at Ostrava"."""
    names = [m for m in mentions if m.kind == "name"]
    if not names or any(m.entity.type != "person" or m.last - m.first != 1 for m in names):
        return False
    return all(_follows_place_word(words, m.first) for m in names)


def _follows_place_word(words: Words, i: int) -> bool:
    before = words.lower[words.head[i]] if words.dep[i] == "pobj" else ""
    return before in load_word_sets()["at_place"]


def _gender(words: Words, entity: Entity, spots: Iterable[Spot]) -> str:
    """Gender of a person by title, noun or given name: "he", "she" or empty."""
    if entity.type != "person":
        return ""
    lists, votes = load_pronoun_words(), Counter[str]()
    for spot in spots:
        before = lists.gender_before.get(words.lower[spot.first - 1] if spot.first else "")
        own = lists.gender_of.get(words.lower[spot.head])
        for told in filter(None, (before, own)):
            votes[told] += 3
    given = entity.name.split()[0].lower() if " " in entity.name else ""
    for told, names in (("she", "female_names.txt"), ("he", "male_names.txt")):
        votes[told] += given in read_words(names)
    top = votes.most_common(2)
    return top[0][0] if top[0][1] > top[1][1] else ""


def _pairs(words: Words, actors: Sequence[Referent]) -> list[Referent]:
    """Actors that one sentence joins by "and" ("Berg and Voss"), one candidate for each such place."""
    at = {s.head: (r, s) for r in actors for s in r.spots}
    pairs = []
    for head, (referent, spot) in at.items():
        if words.dep[head] == "conj" and words.head[head] in at:
            continue
        joined, last = [(referent, spot)], head
        for other in range(head + 1, min(len(words), head + 40)):
            if other in at and words.dep[other] == "conj" and words.head[other] == last:
                joined.append(at[other])
                last = other
        entities = tuple({id(r.entities[0]): r.entities[0] for r, _ in joined}.values())
        if len(entities) > 1:
            is_human = all(r.is_human for r, _ in joined)
            place = Spot(spot.first, joined[-1][1].last, head, spot.sentence, "name", spot.place)
            pairs.append(Referent(entities, "pair", True, is_human, "", [place]))
    return pairs


def _nouns(words: Words, mentions: Sequence[MentionSpan]) -> list[Referent]:
    """Nouns that are part of no mention, one candidate for each noun and number."""
    lists = load_pronoun_words()
    taken = {find_head(words, m.first, m.last) for m in mentions}
    taken |= {i for m in mentions if m.kind == "name" for i in range(m.first, m.last)}
    found: dict[tuple[str, bool], Referent] = {}
    for i, tag in enumerate(words.tag):
        if tag not in NOUNS or i in taken or words.dep[i] in QUALIFIERS or words.sentence[i] < 0:
            continue
        lower, key = words.lower[i], (words.lemma[i].lower(), tag == "NNS")
        spot = make_spot(words, i, i + 1, "nominal")
        if key in found:
            found[key].spots.append(spot)
            continue
        is_human = lower in lists.human or key[0] in lists.human
        is_human = is_human or (lower != key[0] and lower.endswith(lists.human_endings))
        found[key] = Referent((), "noun", key[1], is_human, lists.gender_of.get(key[0], ""), [spot])
    return list(found.values())
