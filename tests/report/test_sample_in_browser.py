"""A run writes the report: that of the bundled sample, opened from the file system."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from open_pages import Pages
from test_pages_in_browser import check_marks

pytestmark = pytest.mark.browser
NAMED = ("01_gas_pipeline_accord.html", "02_border_truce.html", "07_port_strike.txt")


@pytest.fixture(scope="module")
def sample(browser: object, sample_data: Path) -> Path:
    """The release of a run on the sample; asks for the browser first, so that no run is made in vain."""
    return sample_data / "published" / "current"


def test_sample_opens_and_its_marks_are_its_rows(sample: Path, open_report: Callable[[Path], Pages]) -> None:
    pages = open_report(sample)
    pages.read_errors()
    pages.open("#/")
    pages.wait_for("return document.querySelectorAll('.network canvas').length && wiremill.parts.atlas")
    assert max(pages.count_colours(".mapbox canvas")) > 2
    for uri in NAMED:
        assert check_marks(pages, sample, uri) > 20
    raw = pages.run("return document.querySelector('.head a[target]').href")
    assert Path(raw.removeprefix("file://")).is_file()
    assert pages.read_errors() == []
