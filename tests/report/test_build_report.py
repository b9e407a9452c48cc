"""The report as files: whole, small, the same for the same release, and never over something else."""

from __future__ import annotations

import json
import logging
from hashlib import sha256
from pathlib import Path

import pytest
import small_warehouse as small
from make_report import make_report

from flows.report.build_report import FOLDER, build_report
from flows.runs import release_report
from flows.runs.release_report import add_report, find_release
from flows.settings import Settings

NOTICE = Path(__file__).parents[2] / "NOTICE"


def read_script(path: Path) -> dict:
    text = path.read_text(encoding="utf-8")
    quoted = text[text.index(",'") + 2 : text.rindex("')")]
    return json.loads(quoted.replace("\\'", "'").replace("\\\\", "\\"))


def test_page_names_only_files_that_are_there(report: Path) -> None:
    page = (report / "report" / "index.html").read_text(encoding="utf-8")
    named = [part.split('"')[0] for key in ('src="', 'href="') for part in page.split(key)[1:]]
    files = [name for name in named if not name.startswith(("#", "data:,"))]
    assert len(files) > 15
    for name in files:
        assert (report / "report" / name).is_file(), name


def test_page_allows_no_script_of_its_own_and_no_address_elsewhere(report: Path) -> None:
    page = (report / "report" / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "unsafe" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_same_release_gives_the_same_bytes(report: Path, tmp_path: Path) -> None:
    build_report(report / "wiremill.duckdb", tmp_path / "again", 500, "../raw")
    names = sorted(p.relative_to(report / "report") for p in (report / "report").rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*.*"))
    for name in names:
        assert (report / "report" / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_references_are_positions_that_lead_back(report: Path) -> None:
    events = read_script(report / "report" / "data" / "index" / "events.js")
    documents = read_script(report / "report" / "data" / "index" / "documents.js")["rows"]
    place = events["columns"].index("document_id")
    assert events["rows"]
    assert all(0 <= row[place] < len(documents) for row in events["rows"])


def test_a_report_is_replaced_and_another_folder_is_not(report: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    build_report(report / "wiremill.duckdb", folder, 1)
    assert len(list((folder / "data" / "articles").iterdir())) == 1
    build_report(report / "wiremill.duckdb", folder, 3)
    assert len(list((folder / "data" / "articles").iterdir())) == 3
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="is no report"):
        build_report(report / "wiremill.duckdb", other, 1)
    assert (other / "chapter.txt").read_text() == "mine"


def test_settings_switch_it_off_and_a_failure_is_only_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    release = make_report(tmp_path, small.build_articles())
    (release / "report").rename(tmp_path / "away")
    settings = Settings(data=tmp_path)
    assert find_release(settings) == release
    add_report(settings.override(report=False), release.resolve())
    assert not (release / "report").exists()
    add_report(settings, release.resolve())
    assert (release / "report" / "index.html").exists()
    with caplog.at_level(logging.WARNING, logger="flows"):  # a quiet run before may have raised it
        logging.getLogger(release_report.__name__).addHandler(caplog.handler)
        add_report(settings, tmp_path / "nowhere")
    assert "its report was not written" in caplog.text


def test_notice_tells_hash_and_licence_of_each_vendored_file() -> None:
    notice = NOTICE.read_text(encoding="utf-8")
    files = [path for path in (FOLDER / "vendor").iterdir() if not path.name.endswith(".LICENSE.txt")]
    assert len(files) == 5
    for path in files:
        assert path.name in notice
        assert sha256(path.read_bytes()).hexdigest() in notice, path.name
    assert len(list((FOLDER / "vendor").glob("*.LICENSE.txt"))) == 4
