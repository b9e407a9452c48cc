"""What stands around and in a name, as keys of which is learned what type of actor they tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from tokenizers import Tokenizer

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.lone_words import find_head_key
from transforms.actors.words import Words
from transforms.lexicon.spelling import fold
from transforms.reading.model_files import FOLDER
from transforms.reading.windows import load_tokenizer

# Kinds of keys; the first four are of what stands around a name.
FAMILIES = ("above", "before", "after", "told", "first", "last", "ending")
AROUND = FAMILIES[:4]
SUBJECTS = frozenset({"nsubj", "nsubjpass"})

# Log odds of a person, a body and a place by family and key.
Lore = Mapping[str, Mapping[str, Sequence[float]]]


@lru_cache(maxsize=4096)
def is_common_word(word: str) -> bool:
    """Whether the reader's vocabulary holds a word whole, as it does common ones."""
    return _vocabulary().token_to_id(fold(word)) is not None


@lru_cache(maxsize=1)
def _vocabulary() -> Tokenizer:
    """The reader's tokenizer."""
    return load_tokenizer(FOLDER / "tokenizer.json")


def list_keys(words: Words, span: NameSpan) -> Iterator[tuple[str, str]]:
    """Family and key of what stands around one place of a name."""
    first, last = span.first, span.last
    head = find_outer_head(words, first, last)
    yield "above", find_head_key(words, head)
    before = words.lower[first - 1] if first and words.sentence[first - 1] == words.sentence[first] else "^"
    yield "before", before
    after = words.lower[last] if last < len(words) and words.sentence[last] == words.sentence[first] else "$"
    yield "after", after
    yield from (("told", key) for key in _list_told(words, head, last))


def list_own_keys(name: str) -> Iterator[tuple[str, str]]:
    """Family and key of the words of a name itself."""
    parts = fold(name).split()
    if len(parts) > 1:
        yield "first", parts[0]
        yield "last", parts[-1]
    if parts and len(parts[-1]) > 3:
        yield "ending", parts[-1][-3:]


def find_outer_head(words: Words, first: int, last: int) -> int:
    """The token of a name that hangs on something outside."""
    return next((i for i in range(first, last) if not first <= words.head[i] < last), last - 1)


def _list_told(words: Words, head: int, last: int) -> Iterator[str]:
    """What an apposition, "is" or a genitive says: "X, a firm", "the firm, X", "X is a firm", "X's mayor"."""
    if words.dep[head] == "appos":
        yield f"of:{words.lemma[words.head[head]].lower()}"
    near = range(last, min(last + 15, len(words)))
    for k in near:
        if words.dep[k] == "appos" and words.head[k] == head:
            yield f"as:{words.lemma[k].lower()}"
    above = words.head[head]
    if words.dep[head] in SUBJECTS and words.lemma[above] == "be":
        for k in near:
            if words.dep[k] == "attr" and words.head[k] == above:
                yield f"is:{words.lemma[k].lower()}"
    if words.dep[head] == "poss" and above > head:
        yield f"has:{words.lemma[above].lower()}"
