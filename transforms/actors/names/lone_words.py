"""Lone capitalised words of which nothing yet says whom they name, and what a judge sees of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.types import given_names, load_type_words
from transforms.actors.reference.countries import country_adjectives
from transforms.actors.reference.gazetteer import load_entries
from transforms.actors.reference.institution_table import load_institutions
from transforms.actors.reference.places import GENERIC_WORDS, load_places
from transforms.actors.reference.tables import read_words
from transforms.actors.reference.titles import load_roles
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words
from transforms.lexicon.spelling import fold

LEAST_LETTERS = 4
# How a person is marked whom trained trees find by such a word.
METHOD = "judge:person"
# Share of capitalised words from which a sentence is a title in which any word is.
TITLE_SHARE = 0.5
LABELS = ("", "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT")
DEPS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "compound", "appos", "conj", "attr", "ROOT")
# Words that the trained judge knows, in order of its features: they change only with the model.
BEFORE = (
    "the", "of", "in", "at", "to", "from", "by", "with", "for", "and", "on", "near", ",", "that", "after",
)  # fmt: skip
AFTER = ("'s", ",", "and", "(", ".", "in", "of", "who", "-", "which", "that")
NAMES = (
    "label", "dep", "before", "after", "opens", "letters", "head_kind", "head_score", "ending", "is_city",
    "is_given", "noun_after", "occurrences", "as_person", "as_body", "as_place", "in_longer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lore:
    """What was learned of words beside the trees: by ending of a name and by verb or noun above it.

    Each value is how much rather (log odds) a person is meant than a body or place.
    """

    endings: Mapping[str, float]
    heads: Mapping[str, float]


def find_lone_words(words: Words, spans: Sequence[NameSpan]) -> list[int]:
    """The tokens of capitalised single words that no table knows and the model took for no person.

    `spans` are the names found so far.
    """
    loose = {s.first for s in spans if s.last - s.first == 1 and s.entry is None and s.type != "person"}
    taken = {i for s in spans for i in range(s.first, s.last)} - loose
    return [
        i
        for i in range(len(words))
        if i not in taken
        and words.tag[i] in {"NNP", "NNPS"}
        and is_word_of_name(words.text[i])
        and _stands_alone(words, i)
        and not is_known_word(words, i)
        and not stands_in_title(words, i)
    ]


def is_word_of_name(text: str) -> bool:
    """Whether a word has the shape of a surname: capitalised, of letters, four or more."""
    plain = text.replace("-", "").replace("'", "").replace("’", "")
    return len(plain) >= LEAST_LETTERS and plain.isalpha() and text[0].isupper() and not text.isupper()


def stands_in_title(words: Words, i: int) -> bool:
    """Whether a token stands between sentences, or in one of which most words are capitalised."""
    sentence, first, last = words.sentence[i], i, i + 1
    if sentence < 0:
        return True
    while first and words.sentence[first - 1] == sentence:
        first -= 1
    while last < len(words) and words.sentence[last] == sentence:
        last += 1
    told = [text[0].isupper() for text in words.text[first:last] if len(text) > 3 and text.isalpha()]
    return len(told) > 2 and sum(told) > TITLE_SHARE * len(told)


def _stands_alone(words: Words, i: int) -> bool:
    """Whether no other capitalised word or hyphen beside a token makes a longer name of it."""
    for other in (i - 1, i + 1):
        if not 0 <= other < len(words) or words.sentence[other] != words.sentence[i]:
            continue
        text = words.text[other]
        is_role = other < i and words.lower[other] in load_roles()
        if text[0].isupper() and words.tag[other] in {"NNP", "NNPS"} and not is_role:
            return False
        if text in {"-", "–", "&", "/", "#", "@"} or text[0].isdigit():
            return False
    return True


def is_known_word(words: Words, i: int) -> bool:
    """Whether a word of the tables: an office, a body, a people, a day, a common noun."""
    lower, text = words.lower[i], words.text[i]
    return (
        text in load_entries()
        or text in country_adjectives()
        or lower in load_roles()
        or lower in load_institutions()
        or lower in read_words("not_names.txt")
        or lower in read_words("not_whole_names.txt")
        or lower in read_words("body_nouns.txt")
        or lower in read_words("thing_nouns.txt")
        or lower in read_words("generic_words.txt")
        or lower in GENERIC_WORDS
        or any(lower in named or text in named for named in load_type_words().values())
        or any(lower in named for named in load_word_sets().values())
    )


def list_ending_keys(text: str) -> list[str]:
    """The endings of a word of which something may be learned."""
    lower = fold(text)
    return [lower[-k:] for k in (3, 2) if len(lower) > k]


def find_head_key(words: Words, i: int) -> str:
    """The verb or noun above a name with the way that it hangs there: "nsubj:promise", "of:account"."""
    dep, above = words.dep[i], words.head[i]
    if dep == "pobj" and words.head[above] != above:
        return f"{words.lower[above]}:{words.lemma[words.head[above]].lower()}"
    return f"{dep}:{words.lemma[above].lower()}"


class LoneWordMeasurer:
    """Measures lone words of one document: a row of `NAMES` for each."""

    def __init__(self, words: Words, spans: Sequence[NameSpan], lone: Iterable[int], lore: Lore) -> None:
        self._words, self._lore = words, lore
        self._label_at = {s.first: s.label for s in spans if s.last - s.first == 1}
        longer = (s for s in spans if s.last - s.first > 1 and s.type != "person")
        self._longer = {w for s in longer for w in words.text[s.first : s.last]}
        self._count = Counter(words.text[i] for i in {*self._label_at, *lone})
        self._labels: dict[str, dict[str, int]] = {}
        for i, label in self._label_at.items():
            told = self._labels.setdefault(words.text[i], {})
            told[label] = told.get(label, 0) + 1

    def measure(self, i: int) -> list[float]:
        """The row of one lone word."""
        return [*self._about_place(i), *self._about_word(i), *self._about_text(i)]

    def _about_place(self, i: int) -> list[float]:
        words, head = self._words, self._words.head[i]
        before = words.lower[i - 1] if i and words.sentence[i - 1] == words.sentence[i] else ""
        return [
            _index(LABELS, self._label_at.get(i, "")),
            _index(DEPS, words.dep[i]),
            _index(BEFORE, before),
            _index(AFTER, self._after(i)),
            float(words.sentence_start(i)),
            float(len(words.text[i])),
            _index(("VERB", "NOUN", "PROPN", "ADP", "AUX"), words.pos[head]),
            self._lore.heads.get(find_head_key(words, i), 0.0),
        ]

    def _about_word(self, i: int) -> list[float]:
        words, text = self._words, self._words.text[i]
        endings = [self._lore.endings[k] for k in list_ending_keys(text) if k in self._lore.endings]
        return [
            endings[0] if endings else 0.0,
            float(fold(text) in load_places()),
            float(words.lower[i] in given_names()),
            float(bool(self._after(i)) and words.pos[i + 1] == "NOUN"),
        ]

    def _about_text(self, i: int) -> list[float]:
        text = self._words.text[i]
        told = self._labels.get(text, {})
        return [
            float(min(self._count[text], 5)),
            float(told.get("PERSON", 0)),
            float(told.get("ORG", 0)),
            float(told.get("GPE", 0) + told.get("LOC", 0)),
            float(text in self._longer),
        ]

    def _after(self, i: int) -> str:
        words, k = self._words, i + 1
        same = k < len(words) and words.sentence[k] == words.sentence[i]
        return words.lower[k].replace("’", "'") if same else ""


def is_told_person(words: Words, i: int) -> bool:
    """Whether an office stands before a lone word or after it ("the singer X", "X, the spokesman of")."""
    same = [k for k in range(max(0, i - 1), min(i + 8, len(words))) if words.sentence[k] == words.sentence[i]]
    if i - 1 in same and words.tag[i - 1] == "NN" and words.lower[i - 1] in load_roles():
        return True
    if i + 1 not in same or words.text[i + 1] != ",":
        return False
    apposed = (k for k in same if k > i + 1 and words.dep[k] == "appos" and words.head[k] == i)
    return any(words.lower[k] in load_roles() for k in apposed)


def _index(known: Sequence[str], value: str) -> float:
    return float(known.index(value)) if value in known else -1.0
