"""A bound on what is told of a file that is full of faults: each costs time, memory and a dead letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.sources.declaration import SourceDeclaration
from flows.sources.items import SourceItem, SourceNote, UnreadableItem

MOST_TOLD = 1_000
MOST_IN_A_ROW = 100_000


def limit_faults(items: Iterable[SourceItem], source: SourceDeclaration, uri: str) -> Iterator[SourceItem]:
    """The items of a file, but of its faults the first MOST_TOLD one by one and the others as a number.

    After MOST_IN_A_ROW faults without a document between them the rest of the file is not read.
    """
    count = in_a_row = 0
    for item in items:
        if isinstance(item, UnreadableItem):
            count, in_a_row = count + 1, in_a_row + 1
        elif not isinstance(item, SourceNote):
            in_a_row = 0
        if in_a_row > MOST_IN_A_ROW:
            reason = f"more than {MOST_IN_A_ROW:,} records in a row can't be read; the rest is not tried"
            yield UnreadableItem(source.name, uri, "TooManyFaultsError", reason)
            return
        if count <= MOST_TOLD or not isinstance(item, UnreadableItem):
            yield item
    if count > MOST_TOLD:
        reason = f"{count:,} records can't be read; the first {MOST_TOLD:,} are told one by one"
        yield UnreadableItem(source.name, uri, "TooManyFaultsError", reason)
