"""Cut a text into the tokens that the date grammar reads.

The language model's tokens split dates unevenly ("27th-28th", "5pm"), so dates have their own
lexer: words, numbers by shape, clock times, numeric dates and single punctuation marks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Shapes in order of preference; the name of the group is the kind of the token. Words of three letters come
# first because they are most of a text and no other shape begins with them, then the shorter ones that cannot
# begin a fiscal year ("FY 2024") or half of a day ("a .m."). Space before a token is read with it, so that no
# shape is tried at a space.
SHAPES = re.compile(
    r"""\s*(?:
    (?P<word>[^\W\d_]{3,})
  | (?P<brief>(?!(?i:fy)\s|(?i:[ap])\s\.)[^\W\d_]{1,2}(?=[\s,]))
  | (?P<isotime>(?<!\d)\d{4}-\d\d-\d\d(?i:[T ])\d\d:\d\d(?::\d\d)?
      (?:\.\d+)?(?:(?i:Z)|[+-]\d\d:?\d\d)?)
  | (?P<numdate>(?<![\d.,/-])
      (?:\d{4}(?P<s1>[-/.])\d{1,2}(?P=s1)\d{1,2}|\d{1,2}(?P<s2>[-/.])\d{1,2}(?P=s2)(?:\d{4}|\d\d))
      (?![\d/-]|\.\d))
  | (?P<clock>(?<![\d:.,])\d{1,2}:\d\d(?::\d\d)?(?![\d:]|\.\d))
  | (?P<dotclock>(?<![\d:.,])\d{1,2}\.\d\d(?=\s?(?i:[ap]\.?m)\b))
  | (?P<ordinal>(?<![\d.,])\d{1,2}\s?(?i:st|nd|rd|th)\b)
  | (?P<decade>(?<![\d.,])[12]\d\d0\s?['’]?(?i:s)\b|(?<![\w])['’‘]?[1-9]0(?i:s)\b)
  | (?P<quarter>\b(?i:[QH])[1-4]['’]\d\d(?!\d)|\b(?i:Q)[1-4](?!\w)|(?<![\d.,])[1-4](?i:Q)(?!\w)
      |\b(?i:H)[12](?!\w)|(?<![\d.,])[12](?i:H)(?!\w)|(?<![\d.,])[1-4](?i:Q)\s?['’]?(?:20)?\d\d(?!\d)
      |(?<![\d.,])[12](?i:H)\s?['’]?(?:20)?\d\d(?!\d))
  | (?P<fiscal>\b(?i:FY)\s?['’]?(?:\d{4}|\d\d)(?!\d))
  | (?P<number>(?<![\w.])\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)
  | (?P<oclock>(?i:o['’]clock)\b)
  | (?P<half>(?<![^\W\d_])(?i:[ap])\s?\.\s?(?i:m)(?:\s?\.|(?!\w)))
  | (?P<poss>['’](?i:s)\b)
  | (?P<short>[^\W\d_]+)
  | (?P<mark>[^\w\s])
    )""",
    re.VERBOSE,
)
WORDS = frozenset({"short", "brief"})


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
    offset, make = 0, tuple.__new__
    for line in text.split("\n"):
        for found in SHAPES.finditer(line):
            kind = found.lastgroup or "mark"
            word, (start, end) = found[kind], found.span(kind)
            kind = "word" if kind in WORDS else kind
            # What the class's own constructor does, without its call.
            tokens.append(make(DateToken, (kind, word.lower(), word, offset + start, offset + end)))
        offset += len(line) + 1
        tokens.append(DateToken("break", "\n", "\n", offset - 1, offset))
    return tokens
