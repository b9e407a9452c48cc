"""How an actor without a name is called: by the words of the text."""

from __future__ import annotations

from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words

LONGEST_BEFORE = 6
LONGEST = 9
BEFORE = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "POS", "HYPH", "RB", "RBS"}
)
PARTICIPLES = frozenset({"VBN", "VBG"})
MODIFIER_DEPS = frozenset({"amod", "compound", "nmod", "advmod", "npadvmod"})
# What may stand at the end of the words before a noun, but not open its name.
NO_OPENING = frozenset({"POS", "HYPH", "RB"})
LINKS = load_word_sets()["phrase_links"]


def name_unnamed(words: Words, noun: int) -> str:
    """The noun phrase around a token without its article: "two people close to the buyer".

    Holds the words before the noun and one phrase after it, of 9 words at most.
    """
    first, last = noun, noun + 1
    while first and words.tag[first - 1] in BEFORE and words.sentence[first - 1] == words.sentence[noun]:
        if noun - first >= LONGEST_BEFORE or _is_verb(words, first - 1, noun):
            break
        first -= 1
    while first < noun and (words.tag[first] in NO_OPENING or not words.text[first][0].isalnum()):
        first += 1
    return " ".join(words.slice(first, _end_of_phrase(words, noun, last)).split())


def _is_verb(words: Words, i: int, noun: int) -> bool:
    """Whether a participle before a noun is no modifier of it ("killing nine people", "warring parties")."""
    return words.tag[i] in PARTICIPLES and not (words.dep[i] in MODIFIER_DEPS and i < words.head[i] <= noun)


def _end_of_phrase(words: Words, noun: int, last: int) -> int:
    """The end of the one prepositional phrase that hangs on a noun; `last` where none does."""
    if last >= len(words) or words.lower[last] not in LINKS or words.sentence[last] != words.sentence[noun]:
        return last
    if words.head[last] != noun or words.dep[last + 1 : last + 2] == ["pcomp"]:
        return last  # "accused by the minister of planning a coup": what he is accused of is not he
    end = last
    while end < len(words) and words.sentence[end] == words.sentence[noun] and _hangs_on(words, end, last):
        end += 1
    return end if last + 1 < end <= noun + LONGEST else last


def _hangs_on(words: Words, i: int, top: int) -> bool:
    """Whether a token is a preposition's or part of its phrase, clauses left out."""
    for _ in range(LONGEST):
        if i == top:
            return True
        if words.dep[i] in {"relcl", "acl", "punct", "advcl", "ROOT", "conj", "cc"} or words.head[i] == i:
            return False
        i = words.head[i]
    return False
