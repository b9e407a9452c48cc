"""Writes that each wait for a network, many at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class WriteBehind:
    """Does writes behind the back of who asks for them; those under one key in their order.

    What goes wrong is raised by a later call, at the latest by `finish`. Used from one thread.
    """

    def __init__(self, width: int) -> None:
        """With a width of 1 each write is done at once."""
        self._width = width
        self._threads: ThreadPoolExecutor | None = None
        self._under_way: dict[str, Future[None]] = {}

    def do(self, key: str, write: Callable[[], None]) -> None:
        """Begin a write, after those that are too many have ended."""
        if self._width == 1:
            write()
            return
        self.wait(key)
        while len(self._under_way) >= 2 * self._width:
            self.wait(next(iter(self._under_way)))
        self._threads = self._threads or ThreadPoolExecutor(self._width, thread_name_prefix="storage")
        self._under_way[key] = self._threads.submit(write)

    def wait(self, key: str) -> None:
        """Return once nothing is under way under a key."""
        if (under_way := self._under_way.pop(key, None)) is not None:
            under_way.result()

    def finish(self) -> None:
        """Return once all is written."""
        while self._under_way:
            self.wait(next(iter(self._under_way)))
        if self._threads is not None:
            self._threads.shutdown()
            self._threads = None
