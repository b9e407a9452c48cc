"""An explanation as text for the terminal, and as JSON with the same facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from flows.cli.explain_events import format_candidates
from flows.cli.table_text import format_rows
from transforms.explain.facts import Explanation, SentenceFacts

Lines = Iterator[str]


def format_json(explanation: Explanation) -> str:
    """All facts; rows with the columns of their tables."""
    return json.dumps(asdict(explanation), default=str, ensure_ascii=False, indent=1)


def format_explanation(explanation: Explanation, has_tokens: bool = False) -> str:
    """The facts sentence by sentence; with `has_tokens`, how the language model read each word."""
    names = {actor.entity_key: actor.name for actor in explanation.actors}
    lines = list(_describe_head(explanation))
    for sentence in explanation.sentences:
        lines += ["", f"[{sentence.sentence_no}] {sentence.text}"]
        if has_tokens:
            lines += _indent(_describe_tokens(sentence))
        lines += _indent(_describe_sentence(sentence, names, explanation.floor))
    if explanation.actors:
        rows = [
            (a.entity_key, a.name, a.type, a.country_code, a.sector, a.method) for a in explanation.actors
        ]
        lines += ["", "actors of the text"]
        lines += _indent(_tabulate(("actor", "name", "type", "country", "sector", "method"), rows))
    return "\n".join(lines)


def _describe_head(explanation: Explanation) -> Lines:
    published = explanation.published_on
    how = f"{published} ({explanation.published_method})" if published else "not known; --published states it"
    yield f"reader     {explanation.reader}, events are shown from a score of {explanation.floor:g}"
    yield f"title      {explanation.title or '-'}"
    yield f"published  {how}"
    yield f"language   {explanation.language or 'not known, read as English'}" + (
        "" if explanation.is_coded else ": stored, but not coded"
    )


def _describe_tokens(sentence: SentenceFacts) -> Lines:
    yield from _section("tokens", ("text", "lemma", "tag", "relation", "head", "name"), (
        (t.text, t.lemma, t.tag, t.relation, t.head, t.name_kind) for t in sentence.tokens
    ))  # fmt: skip


def _describe_sentence(sentence: SentenceFacts, names: dict[str, str], floor: float) -> Lines:
    yield from _section("mentions", ("text", "actor", "kind", "method"), (
        (m.text, m.actor_id, m.kind, m.method) for m in sentence.mentions
    ))  # fmt: skip
    yield from _section("times", ("text", "value", "first day", "last day", "anchor", "method"), (
        (t.text, t.value, t.start_on, t.end_on, t.anchor_on, t.method) for t in sentence.time_expressions
    ))  # fmt: skip
    if not sentence.candidates:
        yield f"no event is seen with a score of {floor:g} or more"
    yield from format_candidates(sentence.candidates, names)
    columns = ("text", "value", "high", "unit", "item", "change", "actor", "period", "rule")
    yield from _section("figures", columns, (
        (f.text, f.value, f.value_high, f.unit, f.item, f.change, f.actor_id, f.period_text, f.method)
        for f in sentence.figures
    ))  # fmt: skip
    yield from _section("quotes", ("text", "speaker", "direct", "cue", "method"), (
        (q.text, q.speaker_id, q.direct, q.cue, q.method) for q in sentence.quotes
    ))  # fmt: skip


def _section(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Lines:
    listed = list(rows)
    if listed:
        yield title
        yield from _indent(_tabulate(columns, listed))


def _tabulate(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    return format_rows(columns, rows, "table").splitlines()


def _indent(lines: Iterable[str]) -> Lines:
    return (f"  {line}" for line in lines)
