"""Reports of small warehouses, and a browser to open them in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import small_warehouse as small
from clash_articles import build_clash
from make_report import make_report
from odd_articles import build_bare, build_odd_articles, build_right_to_left
from open_pages import Pages, find_browser, start_browser


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release with a report: three articles on a meeting, a quarrel, a clash, and odd ones."""
    articles = [*small.build_articles(), small.build_accusation(), *build_clash(), *build_odd_articles()]
    return make_report(tmp_path_factory.mktemp("report"), articles)


@pytest.fixture(scope="session")
def empty_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release with a report of an empty warehouse."""
    return make_report(tmp_path_factory.mktemp("empty_report"))


@pytest.fixture(scope="session")
def bare_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release with a report of articles in which no event was found."""
    return make_report(tmp_path_factory.mktemp("bare_report"), [build_bare(), build_right_to_left()])


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Headless Chromium; tests that need it are skipped where it is missing."""
    found = find_browser()
    if found is None:
        pytest.skip("no chromium and chromedriver here (Debian: apt-get install chromium chromium-driver)")
    pytest.importorskip("selenium", reason="selenium is not installed (extra `dev`)")
    folder = tmp_path_factory.mktemp("browser")
    driver = start_browser(*found, folder)
    yield driver
    driver.quit()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def open_report(browser: Any) -> Callable[[Path], Pages]:
    """open_report(release) -> its pages."""
    return lambda release: Pages(browser, release)
