"""Documents say what the program does: made parts are current, links lead somewhere, commands exist."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("transforms/*/*.md"),
        *ROOT.glob("training/*.md"),
    ]
)
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
FOLDER = re.compile(
    r"`((?:flows|transforms|schemas|warehouse|wiremill|tests|training|docs|examples)/[\w./-]*)`"
)


def test_what_is_made_is_current() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_docs.py"))
    stale = [
        path.name for path, text in made["write_documents"]() if path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `make docs` and look at the difference"


def test_each_extractor_shows_a_worked_sentence() -> None:
    pages = sorted(path.parent.name for path in ROOT.glob("transforms/*/HOW_IT_WORKS.md"))
    assert pages == ["actors", "dates", "events", "figures", "quotes"]
    for name in pages:
        text = (ROOT / "transforms" / name / "HOW_IT_WORKS.md").read_text(encoding="utf-8")
        assert re.search(r"<!-- worked \w+ .*?\n> .*?```text\n\w.*?<!-- end worked -->", text, re.DOTALL), (
            name
        )


@pytest.mark.parametrize("path", PAGES, ids=[str(path.relative_to(ROOT)) for path in PAGES])
def test_links_and_paths_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []
    assert [name for name in FOLDER.findall(text) if not (ROOT / name).exists()] == []


def test_every_page_is_linked_from_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / link).resolve() for link in LINK.findall(index) if "://" not in link}
    pages = {*ROOT.glob("docs/*.md"), *ROOT.glob("transforms/*/*.md"), ROOT / "CONTRIBUTING.md"}
    assert {p.relative_to(ROOT) for p in pages - linked} == {Path("docs/README.md")}


def test_commands_that_documents_name_exist() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    named = set(re.findall(r"`wiremill ([a-z]+)", text))
    told = subprocess.run(
        [sys.executable, "-m", "wiremill", "--help"], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    known = set(re.findall(r"^\W*([a-z]+) ", told.stdout, re.MULTILINE))
    assert named - known == set()
