"""Fixtures that every test may use: the language model, a parser of small texts, a run on the sample."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from flows.threads import use_one_thread

use_one_thread()  # before anything imports NumPy

import pytest  # noqa: E402
from filelock import FileLock  # noqa: E402
from spacy.language import Language  # noqa: E402
from typer.testing import CliRunner  # noqa: E402

from flows.command_line import app  # noqa: E402
from flows.error_text import ExitCode  # noqa: E402
from transforms.language.model import load_model  # noqa: E402
from transforms.language.parse import CleanText, parse_text  # noqa: E402
from transforms.language.parsed_document import ParsedDocument  # noqa: E402

# Files that take long, the longest first: begun last, one of them would keep all other processes waiting.
LONG = (
    "robustness/test_killed_runs.py", "lake/test_contract.py", "flows/test_prefect_runs.py",
    "quality/test_acceptance.py", "flows/test_recovery.py", "lake/test_keeping.py", "lake/test_writers.py",
    "flows/test_incremental_runs.py", "flows/test_event_corrections.py", "flows/test_command_line.py",
    "contract/test_views.py", "flows/test_worker_pool.py", "warehouse/test_guarding.py",
    "warehouse/test_exporting.py", "warehouse/test_happenings.py", "robustness/test_hostile_inputs.py",
    "storage/test_release_sending.py", "storage/test_runs_in_object_storage.py",
    "warehouse/test_month_files.py",
)  # fmt: skip
LOGGERS = ("", "flows", "warehouse", "transforms")


def pytest_configure(config: pytest.Config) -> None:
    """Of several processes each takes files in their order, not those of many tests first."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(autouse=True)
def _leave_nothing_behind() -> Iterator[None]:
    """A test may change environment, working folder and log levels: the next one starts as it did."""
    environment, folder = dict(os.environ), Path.cwd()
    levels = {name: logging.getLogger(name).level for name in LOGGERS}
    yield
    if dict(os.environ) != environment:
        os.environ.clear()
        os.environ.update(environment)
    os.chdir(folder)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model()


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[..., ParsedDocument]:
    """parse(text, published="2024-05-24", title=None) -> ParsedDocument."""

    def parse_one(text: str, published: str | None = None, title: str | None = None) -> ParsedDocument:
        published_on = date.fromisoformat(published) if published else None
        precision = "day" if published else None
        return parse_text(nlp, CleanText("doc-test", text, title, published_on, precision))

    return parse_one


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of one run on the bundled sample, made once for all test processes; only to be read."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    data, sign = folder / "sample-data", folder / "sample-data.done"
    with FileLock(folder / "sample-data.lock"):
        if not sign.exists():
            # Without worker processes nothing is given up for being slow.
            run = ["run", "--sample", "--no-prefect", "--workers", "0", "--data", str(data)]
            done = CliRunner().invoke(app, run)
            assert done.exit_code == ExitCode.DONE, done.output
            sign.touch()
    return data
