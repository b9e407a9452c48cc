"""Whether a capital stands for its state ("Minsk agreed") or for the city ("arrived in Minsk")."""

from __future__ import annotations

from functools import lru_cache

from transforms.actors.reference.tables import DATA
from transforms.actors.words import Words
from transforms.lexicon.word_lists import read_word_lists

SUBJECTS = {"nsubj", "nsubjpass", "csubj"}


@lru_cache(maxsize=1)
def load_capital_words() -> dict[str, frozenset[str]]:
    """The lists of `metonyms.yaml`."""
    return read_word_lists(DATA / "metonyms.yaml")


def acts_for_state(words: Words, first: int, last: int) -> bool:
    """Decide for the capital at tokens `first` to `last`, exclusive, by its grammatical place.

    A city is the default: a state is meant by subjects of verbs of doing and saying, by objects of
    verbs that need a partner, after "with", "between", "against", and by genitives of politics.
    """
    if last - first > 2 or words.source[words.start[first] : words.end[last - 1]].isupper():
        return False
    if _named_place_around(words, first, last):
        return False
    return _by_dependency(words, _head_of(words, first, last), 0)


def _head_of(words: Words, first: int, last: int) -> int:
    for i in range(first, last):
        if not first <= words.head[i] < last or words.head[i] == i:
            return i
    return last - 1


def _named_place_around(words: Words, first: int, last: int) -> bool:
    before = words.lower[first - 1] if first else ""
    if before in load_capital_words()["before_city"]:
        return True
    if (
        last < len(words)
        and words.text[last] in {"-", "–"}
        and not words.text[min(last + 1, len(words) - 1)][0].isupper()
    ):
        return True
    if words.sentence_start(first) and last < len(words) and words.text[last] in {"—", "–", "--"}:
        return True  # a dateline: "Kingston — The government ..."
    comma = last + 1 < len(words) and words.text[last] == "," and words.dep[last + 1] == "appos"
    return comma and words.text[last + 1][0].isupper()


def _by_dependency(words: Words, i: int, depth: int) -> bool:
    rules, dep, head = load_capital_words(), words.dep[i], words.head[i]
    lemma = words.lemma[head].lower()
    if depth > 4 or head == i:
        return False
    if dep == "conj":
        return _by_dependency(words, head, depth + 1)
    if dep == "poss":
        superlative = any(words.tag[k] in {"JJS", "RBS"} for k in range(i + 1, head))
        return lemma not in rules["city_nouns"] and not superlative
    if dep == "nsubj":
        if words.lemma[head] == "be":
            return _has_state_adjective(words, head)
        return lemma not in rules["city_verbs_subject"]
    if dep == "nsubjpass":
        return lemma not in rules["city_verbs_passive"]
    if dep in {"dobj", "dative"}:
        return lemma not in rules["city_verbs_object"]
    if dep == "pobj":
        return _by_preposition(words, head)
    return False


def _has_state_adjective(words: Words, verb: int) -> bool:
    """Whether the predicate of "be" tells an attitude ("Tokyo is ready"), as cities have none."""
    near = range(verb + 1, min(len(words), verb + 6))
    return any(
        words.head[i] == verb
        and words.dep[i] == "acomp"
        and words.lower[i] in load_capital_words()["state_adjectives"]
        for i in near
    )


def _by_preposition(words: Words, preposition: int) -> bool:
    rules, word = load_capital_words(), words.lower[preposition]
    governor = words.head[preposition]
    lemma = words.lemma[governor].lower()
    if word == "on":
        return words.pos[governor] in {"VERB", "NOUN"} and lemma not in rules["toward_city"]
    if word == "for":
        return lemma not in rules["for_city"]
    if word in rules["state_prepositions"]:
        return True
    if word == "to":
        return lemma in rules["to_state"] or words.pos[governor] == "ADJ"
    if word == "from":
        return lemma in rules["from_state"]
    if word == "of":
        return lemma in rules["of_state"]
    return False
