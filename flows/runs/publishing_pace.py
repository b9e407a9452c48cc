"""When to publish: often enough that little is held in memory, seldom enough that it takes little time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Publishing refreshes what spans documents, at a cost that grows with the warehouse. Due is a publication
# of this share of the warehouse, or of so many documents when the last one took only its share of the time.
SHARE_OF_DOCUMENTS = 0.2
MOST_DOCUMENTS = 500
SHARE_OF_TIME = 0.2


class PublishingPace:
    """Follows what is published during a run."""

    def __init__(self, document_count: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._document_count = document_count
        self._clock = clock
        self._ended = clock()
        self._seconds = 0.0

    def is_due(self, staged_count: int) -> bool:
        """Whether so many staged documents should be published now."""
        if staged_count >= max(1, SHARE_OF_DOCUMENTS * self._document_count):
            return True
        elapsed = self._clock() - self._ended
        return staged_count >= MOST_DOCUMENTS and self._seconds <= SHARE_OF_TIME * (elapsed + self._seconds)

    @contextmanager
    def follow(self, staged_count: int) -> Iterator[None]:
        """Time a publication, and count its documents."""
        begun = self._clock()
        yield
        self._ended = self._clock()
        self._seconds = self._ended - begun
        self._document_count += staged_count
