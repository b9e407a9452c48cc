"""`wiremill explain`: text and JSON, from the argument or standard input, and errors in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows.command_line import app
from flows.error_text import ExitCode
from transforms.reading import model_files, read_sentences
from transforms.reading.read_sentences import LoadedReader

TEXT = "Russia accused Ukraine of shelling Kyiv on Monday. France said it paid 20 million euros."


def _explain(*args: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["explain", *args], input=given)


@pytest.fixture
def reader(make_fake: Callable[[Any], LoadedReader], monkeypatch: pytest.MonkeyPatch) -> LoadedReader:
    scores = {
        "accused": {"ACCUSE": 0.9, "REJECT": 0.3, "words": 0.9},
        "paid": {"AID": 0.2},
        "Russia": {"actor": 0.9},
        "Ukraine": {"recipient": 0.8},
        "Kyiv": {"place": 0.7},
        "Monday": {"date": 0.8},
    }
    fake = make_fake(scores)
    monkeypatch.setattr(read_sentences, "load_reader", lambda: fake)
    return fake


def test_text_names_every_part(reader: LoadedReader) -> None:
    told = _explain(TEXT, "--published", "2024-05-24", "--title", "Charges")
    assert told.exit_code == ExitCode.DONE, told.output
    for words in (
        "published  2024-05-24 (metadata)",
        '+ "accused" ACCUSE 0.90 (cut 0.50, sure from 0.80), confidence 0.90: a row, sure',
        "next        REJECT 0.30",
        'actor       "Russia" 0.90 -> Russia [country/RUS] (name, ',
        'recipient   "Ukraine" 0.80 -> Ukraine [country/UKR] (name, ',
        'place       "Kyiv" 0.70',
        '-> 2024-05-20 "Monday" (relative)',
        "told by     the article itself",
        '- "paid" AID 0.20 (cut 0.50, sure from 0.80), confidence 0.20: left out',
        "because     score 0.2 is below the cut 0.5 of AID; no party",
        "20 million euros",
        "money",
        "quotes",
    ):
        assert words in told.output


def test_tokens_are_told_when_asked_for(reader: LoadedReader) -> None:
    rows = [line.split() for line in _explain(TEXT, "--tokens").output.splitlines()]
    assert ["accused", "accuse", "VBD", "ROOT", "accused"] in rows
    assert "tokens" not in _explain(TEXT).output


def test_json_has_the_same_facts(reader: LoadedReader) -> None:
    told = json.loads(_explain("-", "--published", "2024-05-24", "--json", given=TEXT).output)
    first, second = told["sentences"]
    assert [(c["event"]["trigger"], c["event"]["deed_type"], c["is_kept"]) for c in first["candidates"]] == [
        ("accused", "ACCUSE", True),
        ("accused", "REJECT", False),
    ]
    assert first["candidates"][0]["event"]["date_start"] == "2024-05-20"
    assert second["figures"][0]["unit"] == "EUR"
    assert told["published_on"] == "2024-05-24"


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ([""], ExitCode.USAGE, "no text to explain"),
        (["-"], ExitCode.USAGE, "no text to explain"),
        (["..."], ExitCode.FAILED, "holds no text"),
        (["x", "--config", "/nowhere.toml"], ExitCode.USAGE, "can't be read"),
    ],
)
def test_errors_are_one_line(args: list[str], code: ExitCode, message: str) -> None:
    told = _explain(*args)
    assert told.exit_code == code
    assert message in told.output
    assert len(told.output.strip().splitlines()) == 1, told.output


def test_a_date_that_is_none_is_a_wrong_usage() -> None:
    assert _explain(TEXT, "--published", "yesterday").exit_code == ExitCode.USAGE


def test_a_missing_reader_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_sentences.load_reader.cache_clear()
    monkeypatch.setattr(read_sentences, "check_files", lambda _: model_files.check_files(tmp_path))
    told = _explain(TEXT)
    assert told.exit_code == ExitCode.FAILED
    assert f"the event reader's file {tmp_path / model_files.CARD} is missing" in told.output
    assert len(told.output.strip().splitlines()) == 1, told.output


def test_a_file_is_read_as_a_run_reads_it(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Ferry stops</title></head><body><nav>Home Sport Weather</nav><article>"
        f"<p>{TEXT}</p><p>Nobody at the yard could say when the boats would be seen again.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    told = json.loads(_explain(str(page), "--json", "--published", "2024-05-24").stdout)
    assert told["title"] == "Ferry stops"
    words = " ".join(sentence["text"] for sentence in told["sentences"])
    assert TEXT.split(".")[0] in words
    assert "Weather" not in words


def test_of_several_documents_the_first_is_explained(tmp_path: Path) -> None:
    lines = tmp_path / "two.jsonl"
    lines.write_text("\n".join(json.dumps({"text": text}) for text in (TEXT, "Rain fell.")), encoding="utf-8")
    told = _explain(str(lines))
    assert "holds 2 documents; the first is explained" in told.output
    assert "Rain fell" not in told.output


def test_a_file_that_holds_nothing_readable_says_why(tmp_path: Path) -> None:
    picture = tmp_path / "ferry.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0 no text")
    told = _explain(str(picture))
    assert told.exit_code == ExitCode.FAILED
    assert "ferry.jpg" in told.output
    assert len(told.output.strip().splitlines()) == 1, told.output
