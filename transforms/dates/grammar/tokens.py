"""Cut a text into the tokens that the date grammar reads.

The language model's tokens split dates unevenly ("27th-28th", "5pm"), so dates have their own
lexer: words, numbers by shape, clock times, numeric dates and single punctuation marks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Shapes in order of preference; the name of the group is the kind of the token. Words of three letters come
# first because they are most of a text and no other shape begins with them.
SHAPES = re.compile(
    r"""
    (?P<word>[^\W\d_]{3,})
  | (?P<isotime>(?<!\d)\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)
  | (?P<numdate>(?<![\d.,/-])
      (?:\d{4}(?P<s1>[-/.])\d{1,2}(?P=s1)\d{1,2}|\d{1,2}(?P<s2>[-/.])\d{1,2}(?P=s2)(?:\d{4}|\d\d))
      (?![\d/-]|\.\d))
  | (?P<clock>(?<![\d:.,])\d{1,2}:\d\d(?::\d\d)?(?![\d:]|\.\d))
  | (?P<dotclock>(?<![\d:.,])\d{1,2}\.\d\d(?=\s?[ap]\.?m\b))
  | (?P<ordinal>(?<![\d.,])\d{1,2}\s?(?:st|nd|rd|th)\b)
  | (?P<decade>(?<![\d.,])[12]\d\d0\s?['’]?s\b|(?<![\w])['’‘]?[1-9]0s\b)
  | (?P<quarter>\b[QH][1-4]['’]\d\d(?!\d)|\bQ[1-4](?!\w)|(?<![\d.,])[1-4]Q(?!\w)|\bH[12](?!\w)
      |(?<![\d.,])[12]H(?!\w)|(?<![\d.,])[1-4]Q\s?['’]?(?:20)?\d\d(?!\d)|(?<![\d.,])[12]H\s?['’]?(?:20)?\d\d(?!\d))
  | (?P<fiscal>\bFY\s?['’]?(?:\d{4}|\d\d)(?!\d))
  | (?P<number>(?<![\w.])\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)
  | (?P<oclock>o['’]clock\b)
  | (?P<half>(?<![^\W\d_])[ap]\s?\.\s?m(?:\s?\.|(?!\w)))
  | (?P<poss>['’]s\b)
  | (?P<short>[^\W\d_]+)
  | (?P<mark>[^\w\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)


class DateToken(NamedTuple):
    """One token: `kind` is a shape's name, `form` the lower-cased text.

    A named tuple, because a text makes thousands of them and they are made three times as fast.
    """

    kind: str
    form: str
    text: str
    start: int
    end: int


def cut_tokens(text: str) -> list[DateToken]:
    """Tokens of a text in order; a line break becomes a token of kind `break`."""
    tokens: list[DateToken] = []
    offset = 0
    for line in text.split("\n"):
        for found in SHAPES.finditer(line):
            start, end = found.span()
            word = found[0]
            kind = found.lastgroup or "mark"
            kind = "word" if kind == "short" else kind
            tokens.append(DateToken(kind, word.lower(), word, offset + start, offset + end))
        offset += len(line) + 1
        tokens.append(DateToken("break", "\n", "\n", offset - 1, offset))
    return tokens
