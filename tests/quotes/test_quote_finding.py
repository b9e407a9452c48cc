"""Speech of every shape: who says what, in marks or reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.document_actors import DocumentActor
from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.language.quote_marks import find_marked_spans
from transforms.quotes.find import find_quotes

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("speech_cases.yaml").read_text(encoding="utf-8")
)


def make_actors(parsed: ParsedDocument, case: dict[str, Any]) -> ActorFindings:
    spellings = [(name, name) for name in case["who"]] + list(case.get("pronouns", {}).items())
    mentions = []
    for spelling, name in spellings:
        start = parsed.text.index(spelling)
        kind = "name" if spelling == name else "pronoun"
        mentions.append(
            Mention(
                mention_id=f"mn-{start}", actor_id=name, document_id=parsed.document_id,
                sentence_no=parsed.sentence_no_at(start), char_start=start, char_end=start + len(spelling),
                text=spelling, kind=kind, confidence=1.0, method="test",
            )
        )  # fmt: skip
    actors = tuple(
        DocumentActor(
            document_id=parsed.document_id, entity_key=name, actor_id=name, name=name,
            type="person" if " " in name else "country", country_code=None, sector=None, latitude=None,
            longitude=None, reference_id=None, names=(name,), mention_count=1, confidence=1.0, method="test",
            country_method=None, country_mention_id=None, is_named=True, link_method=None,
            link_confidence=None,
        )
        for name in case["who"]
    )  # fmt: skip
    return ActorFindings(actors, tuple(mentions))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_finds_speech(case: dict[str, Any], parse: Callable[..., ParsedDocument]) -> None:
    parsed = parse(case["text"])
    found = find_quotes(parsed, make_actors(parsed, case))
    got = [[q.speaker_id, q.direct, q.text.rstrip(",")] for q in found]
    assert got == [[s, d, c.replace("\\n", "\n").rstrip(",")] for s, d, c in case["quotes"]]
    assert all(parsed.slice(q.char_start, q.char_end) == q.text for q in found)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said ``yes'' twice.", ["yes"]),
        ("A “b ”c” d “.", ["b"]),
        ('A 12" pipe and a "thin" one', ["thin"]),
        ("Don't say 'never again' to me, it's late.", ["never again"]),
        ("“Open to the end", ["Open to the end"]),
        ("No marks at all.", []),
    ],
)
def test_pairs_marks(text: str, inner: list[str]) -> None:
    assert [text[s.inner_start : s.inner_end] for s in find_marked_spans(text)][: len(inner)] == inner


def test_clauses_in_a_chain_do_not_each_hold_all_that_follow(parse: Callable[..., ParsedDocument]) -> None:
    parsed = parse("The envoy said that " + "the minister said that " * 260 + "it rained.")
    told = [q for q in find_quotes(parsed, ActorFindings()) if not q.direct]
    assert told
    assert max(len(q.text.split()) for q in told) <= 400
