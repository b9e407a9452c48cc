"""An interruption ends a run, also where it comes in the midst of a statement of DuckDB."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.cli import start
from flows.error_text import ExitCode, is_interruption

ROOT = Path(__file__).parent.parent.parent


def make_interrupted() -> RuntimeError:
    """What DuckDB raises when a signal comes while it works."""
    error = RuntimeError("Query interrupted")
    error.__cause__ = KeyboardInterrupt()
    return error


def test_the_interruption_behind_an_error_is_seen() -> None:
    assert is_interruption(KeyboardInterrupt())
    assert is_interruption(make_interrupted())
    assert not is_interruption(RuntimeError("Query interrupted"))
    assert not is_interruption(None)


def test_a_run_interrupted_in_a_statement_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: Any) -> None:
        raise make_interrupted()

    monkeypatch.setattr(start, "_run_plain", run)
    outcome = start.start_run(SimpleNamespace(), is_plain=True)  # type: ignore[arg-type]
    assert (outcome.exit_code, outcome.message) == (ExitCode.INTERRUPTED, start.INTERRUPTED)


RETRIED = """
import asyncio
from prefect.states import exception_to_failed_state
from flows.cluster.connection import ClusterError
from flows.ingest import export, is_worth_retrying, transform
from flows.workers.worker_pool import PoolClosedError

interrupted = RuntimeError("Query interrupted")
interrupted.__cause__ = KeyboardInterrupt()
assert export.retry_condition_fn is is_worth_retrying
assert transform.retry_condition_fn is is_worth_retrying
for error in (OSError("gone"), RuntimeError("odd"), interrupted, PoolClosedError(""), ClusterError("")):
    print(is_worth_retrying(None, None, asyncio.run(exception_to_failed_state(error))))
"""


def test_what_is_tried_again() -> None:
    # In a process of its own: Prefect sets up the log of the one that imports it.
    command = [sys.executable, "-c", RETRIED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=True)
    assert done.stdout.split() == ["True", "True", "False", "False", "False"]
