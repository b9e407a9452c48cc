"""What one document or answer does to a library ends neither the landing of others nor of other sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.landing import landing, planning
from flows.landing.landing import KnownState, Lander
from flows.landing.plan import SOURCE_STAGE
from flows.landing.raw_store import RawStore
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from flows.sources.items import SourceDocument, SourceItem


@pytest.fixture
def lander(tmp_path: Path) -> Lander:
    return Lander(RawStore(tmp_path / "raw"), KnownState({}), False)


@pytest.mark.parametrize("error", [ValueError, RecursionError, AssertionError, MemoryError])
def test_a_document_that_breaks_the_learning_of_lines_is_left_to_the_worker(
    lander: Lander, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def learn(raw: Any) -> Any:
        if raw.uri == "bad.txt":
            raise error("odd metadata")
        return ()

    monkeypatch.setattr(landing, "list_template_lines", learn)
    for uri in ("bad.txt", "good.txt"):
        lander.land(SourceDocument("s", uri, b"Some words.", media_type="text/plain"))
    assert [landed.uri for landed, _ in lander.finish().pending] == ["bad.txt", "good.txt"]


def test_a_source_whose_reading_breaks_is_told_and_the_next_one_read(
    lander: Lander, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def read(source: SourceDeclaration, *rest: Any) -> Iterator[SourceItem]:
        yield SourceDocument(source.name, "one.txt", b"Some words.", media_type="text/plain")
        if source.name == "bad":
            raise ValueError("Invalid IPv6 URL")

    monkeypatch.setattr(planning, "read_source", read)
    for name in ("bad", "good"):
        planning.land_source(lander, SourceDeclaration(name, f"path of {name}"), Settings(data=tmp_path))
    found = lander.finish()
    assert [landed.source for landed, _ in found.pending] == ["bad", "good"]
    ((letter),) = found.failures
    assert (letter.source, letter.uri, letter.stage) == ("bad", "path of bad", SOURCE_STAGE)
    assert "Invalid IPv6 URL" in letter.message
