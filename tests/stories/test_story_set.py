"""The stories are whole: spans fit the bodies, ids are defined, the halves are the ones cut by MD5."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

STORIES = sorted(Path(__file__).parent.glob("*/*.json"))
FIRST = [path for path in STORIES if path.parent.name in ("develop", "judge")]


def annotated_spans(story: dict[str, Any]) -> list[dict[str, Any]]:
    """Every record of a story that points at words of a document."""
    mentions = [mention for happening in story["happenings"] for mention in happening["mentions"]]
    points = [point for indicator in story["indicators"] for point in indicator["points"]]
    return mentions + points + story["figures"] + story["due_dates"]


def test_forty_stories_and_150_texts() -> None:
    texts = [document for path in FIRST for document in json.loads(path.read_text())["documents"]]
    assert len(FIRST) == 40
    assert len(texts) >= 150


@pytest.mark.parametrize("prefix", ["", "later_", "third_"])
def test_halves_were_cut_by_hash(prefix: str) -> None:
    hashes = {path: hashlib.md5(path.stem.encode(), usedforsecurity=False).hexdigest() for path in STORIES}
    develop = [hashes[path] for path in STORIES if path.parent.name == f"{prefix}develop"]
    judge = [hashes[path] for path in STORIES if path.parent.name == f"{prefix}judge"]
    assert len(develop) == len(judge)
    assert max(develop) < min(judge)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_annotations_fit_the_documents(path: Path) -> None:
    story = json.loads(path.read_text())
    bodies = {document["document"]: document["body"] for document in story["documents"]}
    known = {happening["happening_id"] for happening in story["happenings"]}
    known |= {indicator["indicator_id"] for indicator in story["indicators"]}
    assert story["story_id"] == path.stem
    for span in annotated_spans(story):
        assert bodies[span["document"]][span["start"] : span["end"]] == span["words"]
    referring = story["disagreements"] + story["due_dates"]
    assert all(record["of"] in known for record in referring if record["of"])
    assert all(figure["happening_id"] in known for figure in story["figures"])
