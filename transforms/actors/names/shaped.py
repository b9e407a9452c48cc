"""Names by their shape, where the model sees none: "Forum of the Regions of Norway", "MAYOR BERG: ..."."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.types import load_type_words
from transforms.actors.reference.tables import read_words
from transforms.actors.reference.titles import skip_titles
from transforms.actors.words import Words
from transforms.lexicon.calendar_words import load_calendar_words

LINKS = {"of", "for", "on"}
LONGEST = 12
# "May" is also a name.
DAYS = frozenset(word for form in ("month", "weekday") for word in load_calendar_words()[form]) - {"may"}
OPENING = frozenset({"'", "‘", "“", '"', "``"})
CLOSING = frozenset({"'", "’", "”", '"', "''"})


def find_shaped_names(words: Words, taken: set[int]) -> Iterator[NameSpan]:
    """Yield capitalised phrases around a noun for a body that no model's name covers.

    A phrase is the capitalised words before the noun, the noun, and "of (the) Xs (and Ys)" after it;
    two capitalised words are the least. `taken` are the tokens of the model's names of bodies.
    """
    nouns = read_words("body_nouns.txt")
    i = 0
    while i < len(words):
        if (
            words.lower[i] in nouns
            and words.text[i][0].isupper()
            and i not in taken
            and not words.text[i].isupper()
        ):
            first = i
            while first > 0 and _joins(words, first - 1, i) and first - 1 not in taken and i - first < 5:
                first -= 1
            last = _extend(words, i + 1)
            if last - first > 1 and not any(k in taken for k in range(first, last)):
                yield NameSpan(first, last, "organisation", "ORG", None, "shape:body")
                i = last
                continue
        i += 1


def find_speaker_names(words: Words) -> Iterator[NameSpan]:
    """Yield the names in capitals that label what is said in transcripts: "PRESIDENT BERG: Welcome"."""
    for colon, text in enumerate(words.text):
        first = colon
        while (
            first and words.sentence[first - 1] == words.sentence[colon] and words.text[first - 1].isupper()
        ):
            first -= 1
        start = (
            skip_titles(words, first, colon) if text == ":" and first < colon <= first + LONGEST else first
        )
        is_label = start > first and words.sentence_start(first)
        if is_label and all(len(words.text[k]) > 1 and words.text[k].isalpha() for k in range(start, colon)):
            yield NameSpan(start, colon, "person", "PERSON", None, "shape:speaker")


def find_quoted_names(words: Words, taken: set[int]) -> Iterator[NameSpan]:
    """Yield names in quotation marks before a noun for a body: "the ‘Clean Water Now’ movement"."""
    nouns = load_type_words()["body_after"]
    for i, lower in enumerate(words.lower):
        if lower not in nouns or i < 4 or words.text[i - 1] not in CLOSING:
            continue
        first = i - 2
        while (
            first > i - LONGEST
            and words.sentence[first] == words.sentence[i]
            and words.text[first] not in OPENING
        ):
            first -= 1
        inner = range(first + 1, i - 1)
        capital = [k for k in inner if words.text[k][0].isupper()]
        whole = words.text[first] in OPENING and len(capital) > 1 and len(capital) * 3 >= 2 * len(inner)
        if whole and not taken & set(inner):
            yield NameSpan(inner[0], inner[-1] + 1, "organisation", "ORG", None, "shape:quoted")


def _joins(words: Words, k: int, i: int) -> bool:
    return (
        words.sentence[k] == words.sentence[i]
        and words.tag[k] in {"NNP", "NNPS"}
        and words.text[k][0].isupper()
    )


def _extend(words: Words, last: int) -> int:
    """The end of the capitalised complement after `last`."""
    sentence = words.sentence[last - 1]
    while last + 1 < len(words) and words.sentence[last] == sentence and words.lower[last] in LINKS:
        k = last + (2 if words.lower[last + 1] == "the" else 1)
        end = k
        if words.lower[k] in DAYS:
            break
        while (
            end < len(words)
            and words.sentence[end] == sentence
            and words.text[end][0].isupper()
            and end - k < LONGEST
        ):
            end += 1
            if (
                end + 1 < len(words)
                and words.lower[end] == "and"
                and words.text[end + 1][0].isupper()
                and words.pos[end + 1] == "PROPN"
            ):
                end += 1
        if end == k:
            break
        last = end
    return last
