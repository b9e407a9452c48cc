"""Progress of a run in the terminal: a bar where somebody looks at it, nothing otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Progress:
    """Told what happens; shows nothing."""

    def start(self, total: int) -> None:
        """So many documents are to be processed."""

    def advance(self, document_id: str) -> None:
        """A worker takes up a document."""


class TerminalProgress(Progress):
    """A bar with documents done, documents a second and the time left."""

    def __init__(self) -> None:
        from rich import progress as bars
        from rich.console import Console

        self._bar = bars.Progress(
            bars.TextColumn("extracting"),
            bars.BarColumn(),
            bars.MofNCompleteColumn(),
            bars.TextColumn("documents"),
            bars.TimeElapsedColumn(),
            bars.TextColumn("left"),
            bars.TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("extracting", total=None, start=False)

    def start(self, total: int) -> None:
        """Show the bar."""
        self._bar.update(self._task, total=total)
        self._bar.start_task(self._task)
        self._bar.start()

    def advance(self, document_id: str) -> None:  # noqa: ARG002
        """One document further."""
        self._bar.advance(self._task)

    def stop(self) -> None:
        """Remove the bar."""
        self._bar.stop()


@contextmanager
def open_progress(is_shown: bool = True) -> Iterator[Progress]:
    """A bar on the terminal's error stream, if it is one (and if a bar is wanted)."""
    if not is_shown or not sys.stderr.isatty():
        yield Progress()
        return
    shown = TerminalProgress()
    try:
        yield shown
    finally:
        shown.stop()
