"""Names that the language model missed or took for products, by the reader's states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.lone_words import find_lone_words, is_known_word, stands_in_title
from transforms.actors.names.reader_states import StatePool
from transforms.actors.names.type_evidence import CLASSES
from transforms.actors.names.type_judge import ACTOR_TYPES, read_chances
from transforms.actors.names.type_keys import is_common_word
from transforms.actors.words import Words

METHOD = "judge:name"
# What the mean of the chances at all places of a name must be.
LEAST_CHANCE = 0.9
LABELS = ("PERSON", "ORG", "GPE")
NAME_TAGS = frozenset({"NNP", "NNPS"})
MOST_WORDS = 5


def find_read_names(words: Words, spans: Sequence[NameSpan], pool: StatePool) -> list[NameSpan]:
    """The spans with the missed words, and the products, that the reader's states say are actors' names.

    All places of one name are judged together; lone words that are persons' are told by trees of their own.
    """
    taken = {i for s in spans for i in range(s.first, s.last)}
    asked = [s for s in spans if s.type == "product" and s.entry is None]
    missed = (i for i in find_lone_words(words, spans) if i not in taken)
    lone = [(i, i + 1) for i in missed if not is_common_word(words.text[i])]
    runs = [*lone, *_find_runs(words, taken)]
    asked += [NameSpan(first, last, "product", "", None, METHOD) for first, last in runs]
    if not asked:
        return list(spans)
    told: dict[str, list[int]] = defaultdict(list)
    for number, s in enumerate(asked):
        told[words.slice(s.first, s.last)].append(number)
    chances = read_chances(pool(asked))
    found: dict[NameSpan, NameSpan] = {}
    for numbers in told.values():
        mean = chances[numbers].mean(axis=0)
        best = int(np.argmax(mean))
        is_lone = asked[numbers[0]].last - asked[numbers[0]].first == 1
        if mean[best] >= LEAST_CHANCE and CLASSES[best] != "none" and not (is_lone and best == 0):
            for s in (asked[n] for n in numbers):
                found[s] = NameSpan(s.first, s.last, ACTOR_TYPES[best], LABELS[best], None, METHOD)
    return [*(s for s in spans if s not in found), *found.values()]


def _is_opening_word(words: Words, i: int) -> bool:
    """Whether a word may be capitalised only because it opens its sentence."""
    return words.sentence_start(i) and is_common_word(words.text[i])


def _find_runs(words: Words, taken: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Capitalised words side by side, or joined by hyphens, beside which no name stands."""
    covered = set(taken)
    i = 0
    while i < len(words):
        if words.tag[i] not in NAME_TAGS or i in covered:
            i += 1
            continue
        last = i
        while last < len(words) and _continues(words, i, last):
            last += 1
        run = range(i, last)
        if last > i and words.text[last - 1] == "-":
            run = range(0)
        apart = covered.isdisjoint(range(max(0, i - 1), last + 1))
        is_name = 1 < len(run) <= MOST_WORDS and apart and not _is_opening_word(words, i)
        if is_name and not stands_in_title(words, i) and not any(is_known_word(words, k) for k in run):
            yield i, last
        i = max(last, i + 1)


def _continues(words: Words, first: int, k: int) -> bool:
    """Whether a token belongs to a run of name words that starts at `first`."""
    if words.sentence[k] != words.sentence[first]:
        return False
    if words.text[k] == "-":
        return k > first and words.end[k - 1] == words.start[k]
    return (
        words.tag[k] in NAME_TAGS
        and words.text[k][0].isupper()
        and not (k == first and words.text[k].isupper())
    )
