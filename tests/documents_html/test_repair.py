"""Repairs and the way back to the raw text."""

from pathlib import Path

import pytest
import yaml

from transforms.documents.repair.repair import repair_text

CASES = yaml.safe_load(Path(__file__).with_name("repairs.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_repairs(case: dict[str, str]) -> None:
    assert repair_text(case["before"]).text == case.get("after", case["before"])


def test_offsets_lead_back() -> None:
    raw = "Mor\u200bsi\u2019s inter-\nnational ﬁrm &amp; â€œnoâ€\x9d.The end"
    repaired = repair_text(raw)
    for word, before in (
        ("Morsi", "Mor\u200bsi"),
        ("international", "inter-\nnational"),
        ("firm", "ﬁrm"),
        ("&", "&amp;"),
        ("The", "The"),
        ("end", "end"),
    ):
        start = repaired.text.index(word)
        assert raw[repaired.to_raw(start) : repaired.to_raw(start + len(word))] == before
    assert repaired.to_raw(len(repaired.text)) == len(raw)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_offsets_never_go_back(case: dict[str, str]) -> None:
    repaired = repair_text(case["before"])
    offsets = [repaired.to_raw(i) for i in range(len(repaired.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(case["before"])


def test_lone_surrogates_become_replacement_characters() -> None:
    text = repair_text("a \ud800 b \ud83d\ude00 c \udfff").text
    assert text == "a \ufffd b 😀 c \ufffd"
    assert text.encode()


def test_clean_ascii_costs_no_map() -> None:
    assert repair_text("Plain text.\nOf two lines.").positions is None
