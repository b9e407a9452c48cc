"""The table of what more teaching brings."""

from __future__ import annotations

from pathlib import Path

from training.learning_curve import add_line, draw_part, read_curve
from training.split import is_held_out

DOCUMENTS = [{"id": f"report-{number}", "sentences": ["Rain."], "events": []} for number in range(200)]


def test_a_part_holds_no_document_that_judges_and_lies_in_larger_parts() -> None:
    taught = [d["id"] for d in DOCUMENTS if not is_held_out(str(d["id"]))]
    eighth, half = draw_part(DOCUMENTS, 8), draw_part(DOCUMENTS, 2)
    assert len(eighth) == len(taught) // 8
    assert {d["id"] for d in eighth} < {d["id"] for d in half} < set(taught)
    assert draw_part(DOCUMENTS[::-1], 8) == eighth


def test_a_line_takes_the_place_of_one_of_as_many_documents(tmp_path: Path) -> None:
    path = tmp_path / "curve.csv"
    path.write_text("documents,f1\n", encoding="utf-8")
    figures = dict.fromkeys(("sentences", "events", "precision", "recall", "f1", "not_actual"), "0.5")
    figures |= dict.fromkeys(("actor", "recipient", "right"), "0.4")
    for documents, f1 in (("136", "0.7"), ("68", "0.6"), ("136", "0.71")):
        add_line({"documents": documents, **figures, "f1": f1}, path)
    assert [(line["documents"], line["f1"]) for line in read_curve(path)] == [("68", "0.6"), ("136", "0.71")]
