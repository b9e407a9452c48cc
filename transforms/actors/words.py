"""The tokens of a parsed document as plain lists: far cheaper to walk than spaCy's objects."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.language.parsed_document import ParsedDocument


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
    tokens = list(doc)
    sentence = [-1] * len(tokens)
    for number, (first, last) in enumerate(parsed.sentence_tokens):
        sentence[first:last] = [number] * (last - first)
    text = [t.text for t in tokens]
    start = [t.idx for t in tokens]
    return Words(
        source=parsed.text,
        text=text,
        lower=[t.lower() for t in text],
        lemma=[t.lemma_ for t in tokens],
        pos=[t.pos_ for t in tokens],
        tag=[t.tag_ for t in tokens],
        dep=[t.dep_ for t in tokens],
        head=[t.head.i for t in tokens],
        start=start,
        end=[s + len(w) for s, w in zip(start, text, strict=True)],
        sentence=sentence,
    )
