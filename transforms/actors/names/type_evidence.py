"""What a document says of the type of a name: a row of numbers over all places where it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from transforms.actors.entities import Entity
from transforms.actors.name_spans import NameSpan
from transforms.actors.names.type_keys import (
    AROUND,
    FAMILIES,
    SUBJECTS,
    Lore,
    find_outer_head,
    is_common_word,
    list_keys,
    list_own_keys,
)
from transforms.actors.names.types import given_names, is_in_match, load_type_words
from transforms.actors.reference.places import load_places
from transforms.actors.reference.tables import read_words
from transforms.actors.reference.titles import load_roles
from transforms.actors.words import Words
from transforms.lexicon.spelling import fold

CLASSES = ("person", "organisation", "location", "none")
TYPES = CLASSES[:3]
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT")
RELATIVES = ("ends_longer", "opens_longer", "ended_by", "opened_by")
SHARES = (
    "opens", "subject", "object", "owner", "compound", "after_the", "after_owner", "after_noun", "after_role",
    "before_noun", "at_colon", "in_title", "in_match", "owns_role", "told_role", "told_body", "told_place",
)  # fmt: skip
NAMES = (
    "told_type", "by_rule", "places", "words", "letters", "capitals", "joint", "lower_parts", "common",
    "given", "is_place", "place_first", "place_last", "body_tail", "match", "said_small",
    *(f"label_{label}" for label in LABELS),
    *(f"{family}_{kind}" for family in FAMILIES for kind in TYPES),
    *(f"near_{family}_{kind}" for family in AROUND for kind in TYPES),
    *(f"{relation}_{kind}" for relation in RELATIVES for kind in TYPES),
    *(f"read_{kind}" for kind in CLASSES),
    *(f"read_near_{kind}" for kind in TYPES),
    *SHARES,
    *(f"joined_{kind}" for kind in TYPES),
)  # fmt: skip
PARTICLES = frozenset({"of", "the", "and", "for"})
PARTIES = SUBJECTS | {"dobj"}
TITLE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Vote:
    """How often the places of one name, or of several, were taken for each of `TYPES`."""

    counts: tuple[int, ...]

    def shares(self) -> list[float]:
        """The share of each type; nothing where there are no places."""
        total = sum(self.counts)
        return [n / total if total else 0.0 for n in self.counts]


class TypeMeasurer:
    """Measures the names of one document.

    `lore` is what was learned of keys; `read` holds what the reader's states say of each of the entities,
    as chances of `CLASSES`.
    """

    def __init__(
        self,
        words: Words,
        entities: Sequence[Entity],
        known: Sequence[Entity],
        lore: Lore,
        read: Sequence[Sequence[float]],
    ) -> None:
        self._read = {id(e): told for e, told in zip(entities, read, strict=True)}
        self._words, self._lore = words, lore
        self._titles: dict[int, bool] = {}
        self._is_match = is_in_match(words)
        self._small = Counter(text for text in words.text if text.islower())
        self._sums: dict[int, dict[str, list[float]]] = {}
        self._told: dict[int, list[str]] = {}
        everything = [*entities, *known]
        self._votes = {id(e): _count_votes(e) for e in everything}
        self._at_head = {find_outer_head(words, s.first, s.last): e for e in everything for s in e.spans}
        self._by_first: dict[str, list[Entity]] = defaultdict(list)
        self._by_last: dict[str, list[Entity]] = defaultdict(list)
        for e in everything:
            parts = fold(e.name).split() or [""]
            self._by_first[parts[0]].append(e)
            self._by_last[parts[-1]].append(e)

    def measure(self, entity: Entity) -> list[float]:
        """The row of `NAMES` of one name."""
        return [
            *self._about_name(entity),
            *self._about_labels(entity),
            *self._about_keys(entity),
            *self._about_relatives(entity),
            *self._about_states(entity),
            *self._about_places(entity),
        ]

    def _about_name(self, entity: Entity) -> list[float]:
        name, parts = entity.name, entity.name.split() or [""]
        folded = fold(name).split() or [""]
        places, lists = load_places(), load_type_words()
        return [
            float(TYPES.index(entity.type)) if entity.type in TYPES else -1.0,
            float(not entity.method.startswith("ner:")),
            float(min(len(entity.spans), 8)),
            float(len(parts)),
            float(len(parts[-1])),
            float(any(len(p) > 1 and p.isupper() for p in parts)) + 2.0 * any(_is_camel(p) for p in parts),
            float("&" in parts) + 2.0 * ("-" in name),
            float(sum(p[0].islower() for p in parts)) + 4.0 * bool(PARTICLES & set(folded)),
            sum(is_common_word(p) for p in folded) / len(folded),
            float(folded[0] in given_names()) + 2.0 * (folded[-1] in given_names()),
            float(" ".join(folded) in places),
            float(folded[0] in places),
            float(folded[-1] in places),
            float(folded[-1] in lists["body_tails"]) + 2.0 * (folded[-1] in lists["firm_tails"]),
            float(self._is_match),
            float(min(self._small[folded[0]], 4)) if len(folded) == 1 else -1.0,
        ]

    def _about_labels(self, entity: Entity) -> list[float]:
        told = Counter(s.label for s in entity.spans if not s.method.startswith("repeat"))
        total = told.total() or 1
        return [told[label] / total for label in LABELS]

    def _about_keys(self, entity: Entity) -> list[float]:
        own = self._sum_keys(entity)
        related = {id(e): e for found in self._list_relatives(entity) for e in found if e is not entity}
        near = [self._sum_keys(e) for e in related.values()]
        return [
            *(x for family in FAMILIES for x in own[family]),
            *(sum(told[family][k] for told in near) for family in AROUND for k in range(len(TYPES))),
        ]

    def _sum_keys(self, entity: Entity) -> dict[str, list[float]]:
        """The log odds of all keys of a name, by family."""
        sums = self._sums.get(id(entity))
        if sums is None:
            sums = self._sums[id(entity)] = {family: [0.0] * len(TYPES) for family in FAMILIES}
            keys = []
            for span in entity.spans:
                around = list(list_keys(self._words, span))
                self._told[span.first] = [key for family, key in around if family == "told"]
                keys += around
            for family, key in (*keys, *list_own_keys(entity.name)):
                odds = self._lore.get(family, {}).get(key)
                if odds is not None:
                    sums[family] = [a + b for a, b in zip(sums[family], odds, strict=True)]
        return sums

    def _list_relatives(self, entity: Entity) -> tuple[list[Entity], ...]:
        """Names that share the last or first word with one, by the way in which they do (`RELATIVES`)."""
        parts = fold(entity.name).split() or [""]
        longer_end = [e for e in self._by_last[parts[-1]] if _is_longer(e, len(parts))]
        longer_open = [e for e in self._by_first[parts[0]] if _is_longer(e, len(parts))]
        many = len(parts) > 1
        ended = [e for e in self._by_last[parts[-1]] if many and _is_single(e)]
        opened = [e for e in self._by_first[parts[0]] if many and _is_single(e)]
        return longer_end, longer_open, ended, opened

    def _about_relatives(self, entity: Entity) -> list[float]:
        return [x for found in self._list_relatives(entity) for x in self._join(found, entity)]

    def _about_states(self, entity: Entity) -> list[float]:
        near = {id(e) for found in self._list_relatives(entity) for e in found} - {id(entity)}
        told = [self._read[n] for n in near if n in self._read]
        means = [sum(t[k] for t in told) / len(told) if told else 0.0 for k in range(len(TYPES))]
        return [*self._read[id(entity)], *means]

    def _stands_in_title(self, i: int) -> bool:
        """Whether most of the longer words of a token's sentence are capitalised."""
        sentence = self._words.sentence[i]
        told = self._titles.get(sentence)
        if told is None:
            told = self._titles[sentence] = _is_title(self._words, i)
        return told

    def _join(self, found: Iterable[Entity], entity: Entity) -> list[float]:
        votes = [self._votes[id(e)].counts for e in found if e is not entity]
        return Vote(tuple(map(sum, zip(*votes, strict=True)))).shares() if votes else [0.0] * len(TYPES)

    def _about_places(self, entity: Entity) -> list[float]:
        words, spans = self._words, entity.spans
        shares = [0.0] * len(SHARES)
        joined: list[Entity] = []
        for s in spans:
            head = find_outer_head(words, s.first, s.last)
            for n, value in enumerate(self._about_place(s, head)):
                shares[n] += value / len(spans)
            above = words.head[head]
            if words.dep[head] == "conj" and above in self._at_head:
                joined.append(self._at_head[above])
            near = range(s.last, min(s.last + 8, len(words)))
            joined += [
                self._at_head[k]
                for k in near
                if words.dep[k] == "conj" and words.head[k] == head and k in self._at_head
            ]
        return [*shares, *self._join(joined, entity)]

    def _about_place(self, s: NameSpan, head: int) -> Iterator[float]:
        words, first, last = self._words, s.first, s.last
        before = first - 1 if first and words.sentence[first - 1] == words.sentence[first] else -1
        after = last if last < len(words) and words.sentence[last] == words.sentence[first] else -1
        yield float(words.sentence_start(first))
        yield float(words.dep[head] in SUBJECTS)
        yield float(words.dep[head] == "dobj")
        yield float(words.dep[head] == "poss")
        yield float(words.dep[head] == "compound")
        yield float(before >= 0 and words.lower[before] == "the")
        yield float(before >= 0 and words.tag[before] == "POS")
        yield float(before >= 0 and words.tag[before] in {"NN", "NNS"})
        yield float(before >= 0 and words.lower[before] in load_roles())
        yield float(after >= 0 and words.pos[after] == "NOUN")
        yield float(after >= 0 and words.text[after] == ":")
        yield float(self._stands_in_title(first))
        verb = words.lemma[words.head[head]]
        yield float(words.dep[head] in PARTIES and verb in load_type_words()["match_verbs"])
        told = [key.partition(":") for key in self._told[first]]
        yield float(any(how == "has" and noun in load_roles() for how, _, noun in told))
        nouns = [noun for how, _, noun in told if how != "has"]
        if before >= 0 and words.tag[before] == "NN":
            nouns.append(words.lower[before])
        yield float(any(noun in load_roles() for noun in nouns))
        yield float(any(noun in _body_nouns() for noun in nouns))
        yield float(any(noun in load_type_words()["place_before"] for noun in nouns))


@lru_cache(maxsize=1)
def _body_nouns() -> frozenset[str]:
    """Nouns by which bodies are called."""
    lists = load_type_words()
    return lists["body_before"] | lists["body_after"] | lists["media_after"] | read_words("body_nouns.txt")


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances of classes out of scores, in rows."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _count_votes(entity: Entity) -> Vote:
    counts = Counter(s.type for s in entity.spans) if entity.reference is None else Counter([entity.type])
    place = counts["location"] + counts["country"]
    return Vote((counts["person"], counts["organisation"], place))


def _is_longer(entity: Entity, least: int) -> bool:
    return len(fold(entity.name).split()) > least


def _is_single(entity: Entity) -> bool:
    return " " not in entity.name.strip()


def _is_camel(word: str) -> bool:
    return any(c.isupper() for c in word[1:]) and any(c.islower() for c in word)


def _is_title(words: Words, i: int) -> bool:
    first, last = i, i + 1
    while first and words.sentence[first - 1] == words.sentence[i]:
        first -= 1
    while last < len(words) and words.sentence[last] == words.sentence[i]:
        last += 1
    longer = [text[0].isupper() for text in words.text[first:last] if len(text) > 3 and text.isalpha()]
    return sum(longer) > TITLE_SHARE * len(longer)
