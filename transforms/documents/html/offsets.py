"""Where the lines of an HTML page stand in its source."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from transforms.documents.block_draft import BlockDraft
from transforms.documents.html.page import MAX_SOURCE

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|svg|iframe|math)\b.*?(?:</\1\s*>|\Z)"
    r"|<[a-z/!?][^<>]{0,20000}>|(?P<entity>&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]\w{1,30});?)|(?P<text>[^<&]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_REACH = 3000  # characters after the last line found among which the next one is looked for
_LONG = 60  # characters of a line that is looked for in all of the rest


@dataclass(slots=True)
class _Shown:
    """What a page shows, as words without spaces.

    `places` are the offsets of the words in the text that they make together, `spans` theirs in the source;
    the characters of an entity have one span together.
    """

    words: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    spans: list[tuple[int, int, bool]] = field(default_factory=list)
    length: int = 0

    def add(self, word: str, start: int, end: int, is_entity: bool) -> None:
        self.words.append(word)
        self.places.append(self.length)
        self.spans.append((start, end, is_entity))
        self.length += len(word)

    def locate(self, place: int) -> tuple[int, int]:
        """The span in the source of the character at a place of the text."""
        number = bisect_right(self.places, place) - 1
        start, end, is_entity = self.spans[number]
        if is_entity:
            return start, end
        inner = start + place - self.places[number]
        return inner, inner + 1


def locate_blocks(source: str, blocks: Sequence[BlockDraft]) -> tuple[BlockDraft, ...]:
    """The blocks with their offsets in the source, where their text stands there in the same order.

    Elements inside of a line don't count, entities count as the characters they stand for. A text that was
    repaired, or that the page keeps in a script, is not found; of a page that is too large for careful
    extraction, none is.
    """
    if len(source) > MAX_SOURCE:
        return tuple(blocks)
    shown = _read_shown(source)
    text = "".join(shown.words)
    located: list[BlockDraft] = []
    cursor = 0
    for block in blocks:
        wanted = "".join(block.text.split())
        limit = len(text) if len(wanted) >= _LONG else cursor + len(wanted) + _REACH
        place = text.find(wanted, cursor, limit) if wanted else -1
        if place >= 0:
            cursor = place + len(wanted)
            start, end = shown.locate(place)[0], shown.locate(cursor - 1)[1]
            block = replace(block, raw_start=start, raw_end=end)
        located.append(block)
    return tuple(located)


def _read_shown(source: str) -> _Shown:
    shown = _Shown()
    for piece in _PIECE.finditer(source):
        if piece["entity"]:
            character = "".join(html.unescape(piece["entity"]).split())
            if character:
                shown.add(character, piece.start(), piece.end(), True)
        elif piece["text"]:
            for word in _WORD.finditer(piece["text"]):
                start = piece.start() + word.start()
                shown.add(word.group(), start, start + len(word.group()), False)
    return shown
