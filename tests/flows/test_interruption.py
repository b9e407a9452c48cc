"""An interruption ends a run, also where it comes in the midst of a statement of DuckDB."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from prefect.states import exception_to_failed_state

from flows.cli import start
from flows.cluster.connection import ClusterError
from flows.error_text import ExitCode, is_interruption
from flows.ingest import export, is_worth_retrying, transform
from flows.workers.worker_pool import PoolClosedError


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


@pytest.mark.parametrize(
    ("error", "is_retried"),
    [
        (OSError("gone for a moment"), True),
        (RuntimeError("Query interrupted"), True),
        (make_interrupted(), False),
        (PoolClosedError("closed"), False),
        (ClusterError("gave up"), False),
    ],
)
def test_what_is_tried_again(error: Exception, is_retried: bool) -> None:
    state = asyncio.run(exception_to_failed_state(error))
    assert is_worth_retrying(None, None, state) is is_retried
    assert export.retry_condition_fn is is_worth_retrying
    assert transform.retry_condition_fn is is_worth_retrying
