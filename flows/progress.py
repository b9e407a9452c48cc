"""Progress of a run in the terminal: a bar where somebody looks at it, nothing otherwise."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO


class Progress:
    """Told what happens; shows nothing."""

    def start(self, total: int) -> None:
        """So many documents are to be processed."""

    def advance(self, document_id: str) -> None:
        """A worker takes up a document."""


class TerminalProgress(Progress):
    """A bar with documents done, documents a second and the time left."""

    def __init__(self, console: Any = None) -> None:
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
            console=console or Console(stderr=True),
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
    """A bar on the terminal's error stream, if it is one (and if a bar is wanted).

    Where log lines go to a console, the bar shares it, so that they are written above the bar.
    """
    if not is_shown or not sys.stderr.isatty():
        yield Progress()
        return
    shown = TerminalProgress(_find_log_console())
    try:
        yield shown
    finally:
        shown.stop()


def _find_log_console() -> Any:
    """The console of the handler that shows log lines, if it has one (Prefect's does)."""
    handlers = [h for name in ("", "prefect") for h in logging.getLogger(name).handlers]
    return next((h.console for h in handlers if hasattr(h, "console")), None)


class CurrentErrorStream(logging.StreamHandler[TextIO]):
    """Writes to what is standard error at the moment: a bar puts itself in its place while it is shown."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        """Standard error."""
        return sys.stderr

    @stream.setter
    def stream(self, value: TextIO) -> None:
        """It is always standard error."""
