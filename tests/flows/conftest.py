"""Fixtures of the flow tests: a small corpus, and runs of the pipeline in this process."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.landing.run_request import RunRequest
from flows.runs.pipeline import run_pipeline
from flows.runs.run_report import RunReport
from flows.runs.steps import Steps, make_plain_steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration

TEXTS = {
    "bridge.txt": """Minister opens the Tarvo bridge

ALDERNEY, 3 June 2024 - Transport Minister Lena Ostrom opened the new Tarvo bridge on Monday.

The bridge cost 240 million euros and took six years to build. "It joins two valleys," Ostrom said.

France and Italy signed an agreement on rail traffic on the same day.
""",
    "harvest.txt": """Wheat harvest falls by a tenth

Farmers in Ukraine brought in 21 million tonnes of wheat in 2023, 10 percent less than in 2022.

President Volodymyr Zelensky met Polish Prime Minister Donald Tusk in Warsaw on 12 February 2024.

The two leaders discussed grain transit. Tusk said that talks would continue in March.
""",
    "strike.html": """<html><head><title>Dockers walk out</title></head><body>
<nav><a href="/">Home</a></nav><article>
<h1>Dockers walk out</h1>
<p>More than 3,000 dockers in Rotterdam began a strike on Tuesday, the union said.</p>
<p>They demand a pay rise of 8 percent. The port authority called for talks.</p>
</article><footer>Subscribe for 9 euros a month</footer></body></html>""",
}


def write_corpus(folder: Path) -> Path:
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus")


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunReport]:
    """The data folder and the report of one run on the corpus, for tests that begin after it."""
    folder = tmp_path_factory.mktemp("first")
    source = SourceDeclaration("corpus", str(write_corpus(folder / "corpus")))
    settings = Settings(data=folder / "data", workers=0, report=False)
    return settings.data, run_pipeline(RunRequest(settings, (source,)), make_plain_steps())


@pytest.fixture
def loaded(first_run: tuple[Path, RunReport], settings: Settings) -> RunReport:
    """The corpus is loaded already; the report of that run."""
    shutil.copytree(first_run[0], settings.data, symlinks=True)
    return first_run[1]


@pytest.fixture(autouse=True)
def _no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are looked at in tests/report."""
    monkeypatch.setenv("WIREMILL_REPORT", "false")


@pytest.fixture
def no_release() -> Steps:
    """The stages of a run, the last of which leaves the release as it is: it takes longer than all others."""
    return dataclasses.replace(make_plain_steps(), export=lambda settings, **_: SimpleNamespace(current=None))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", workers=0, report=False)  # pages: tests/report


@pytest.fixture
def run(settings: Settings, no_release: Steps) -> Callable[..., RunReport]:
    """run(path, redo="nothing", steps=None, **source) -> RunReport, without Prefect, workers, and release.

    With `steps` of its own it makes one if they do.
    """

    def run_once(
        path: Path | None = None, redo: Any = "nothing", steps: Any = None, **source: Any
    ) -> RunReport:
        sources = (SourceDeclaration("corpus", str(path), **source),) if path else ()
        return run_pipeline(RunRequest(settings, sources, redo), steps or no_release)

    return run_once
