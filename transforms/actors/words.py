"""The tokens of a parsed document as plain lists: far cheaper to walk than spaCy's objects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, LEMMA, POS, TAG

from transforms.language.parsed_document import ParsedDocument

# Of each token: four codes of strings, where its head stands from it, its offset.
ATTRIBUTES = (LEMMA, POS, TAG, DEP, HEAD, IDX)
NAMED = 4


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists over the tokens; `sentence[i]` is -1 between sentences."""

    source: str
    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, first: int, last: int) -> str:
        """The exact words from token `first` to `last`, exclusive."""
        return self.source[self.start[first] : self.end[last - 1]]

    def sentence_start(self, i: int) -> bool:
        """Whether a token opens its sentence (an opening quotation mark aside)."""
        before = i - 1
        while before >= 0 and self.sentence[before] == self.sentence[i]:
            if self.text[before][0].isalnum():
                return False
            before -= 1
        return True


def list_words(parsed: ParsedDocument) -> Words:
    """Flatten a parsed document."""
    doc = parsed.doc
    count = len(doc)
    sentence = [-1] * count
    for number, (first, last) in enumerate(parsed.sentence_tokens):
        sentence[first:last] = [number] * (last - first)
    text = [t.text for t in doc]
    columns = doc.to_array(list(ATTRIBUTES)).reshape(count, len(ATTRIBUTES)).T
    name_of = {code: doc.vocab.strings[code] for code in np.unique(columns[:NAMED]).tolist()}
    lemma, pos, tag, dep = ([name_of[code] for code in column] for column in columns[:NAMED].tolist())
    offsets, start = columns[NAMED:].astype(np.int64)
    return Words(
        source=parsed.text,
        text=text,
        lower=[t.lower() for t in text],
        lemma=lemma,
        pos=pos,
        tag=tag,
        dep=dep,
        head=(offsets + np.arange(count)).tolist(),
        start=start.tolist(),
        end=[s + len(w) for s, w in zip(start.tolist(), text, strict=True)],
        sentence=sentence,
    )
