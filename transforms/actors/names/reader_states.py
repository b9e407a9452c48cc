"""The states of the reader of events at the names of a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from transforms.actors.name_spans import NameSpan
from transforms.actors.words import Words
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.read_sentences import load_reader, pool_states

# The states (names, width) at some names; zeros where none was read.
StatePool = Callable[[Sequence[NameSpan]], NDArray[np.float32]]
NOWHERE = (-2, 0, 0)


def read_states(parsed: ParsedDocument, words: Words) -> StatePool:
    """What gives the states at names of a document; it is encoded when they are first asked for."""

    def pool(spans: Sequence[NameSpan]) -> NDArray[np.float32]:
        texts = [s.text for s in parsed.sentences]
        return pool_states(load_reader(), texts, parsed.title, [_find_place(parsed, words, s) for s in spans])

    return pool


def _find_place(parsed: ParsedDocument, words: Words, span: NameSpan) -> tuple[int, int, int]:
    """Number of a name's sentence, and its first and last character there; -2 between sentences."""
    number = words.sentence[span.first]
    if number < 0:
        return NOWHERE
    start = parsed.sentences[number].char_start
    return number, words.start[span.first] - start, words.end[span.last - 1] - start
