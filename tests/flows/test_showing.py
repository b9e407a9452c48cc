"""What is shown while a run is under way, and how answers look where nobody looks."""

from __future__ import annotations

import io
import logging
import sys

import pytest

from flows.cli.table_text import format_rows
from flows.progress import CurrentErrorStream, TerminalProgress, _find_log_console


def test_no_cell_is_cut_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "word " * 100
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert long.strip() in format_rows(("text",), [(long,)], "table")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert long.strip() not in format_rows(("text",), [(long,)], "table")


def test_log_lines_go_above_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    handler = CurrentErrorStream()
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)  # as a bar does while it is shown
    handler.emit(logging.LogRecord("flows", logging.INFO, "", 0, "reading", None, None))
    assert stream.getvalue() == "reading\n"


def test_the_bar_shares_the_console_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    handler = logging.NullHandler()
    handler.console = Console(file=io.StringIO())  # type: ignore[attr-defined]
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # another test may have set up Prefect's logging
    monkeypatch.setattr(logging.getLogger("prefect"), "handlers", [handler])
    console = _find_log_console()
    assert TerminalProgress(console)._bar.console is handler.console  # type: ignore[attr-defined]
