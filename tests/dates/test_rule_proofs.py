"""Every rule of the date grammar is needed by a sentence, and every condition accepts and refuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml
from spacy.language import Language

from schemas.time_expressions import TimeExpression
from transforms.dates.conditions.registry import CONDITIONS, Condition
from transforms.dates.context.context import Context
from transforms.dates.find import find_time_expressions
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.scan import Candidate
from transforms.language.parse import CleanText, parse_texts
from transforms.language.parsed_document import ParsedDocument

FOLDER = Path(__file__).parent
CASES = yaml.safe_load((FOLDER / "time_expression_cases.yaml").read_text(encoding="utf-8"))
REFUSED = yaml.safe_load((FOLDER / "refused_matches.yaml").read_text(encoding="utf-8"))
PUBLISHED = date(2024, 5, 28)


def _list_texts() -> list[tuple[str, date | None]]:
    told = [
        (case["say"], case.get("published", group["published"]))
        for group in CASES.values()
        for case in group["cases"]
    ]
    return [(say, on if isinstance(on, date) else None) for say, on in told]


def _parse(nlp: Language, texts: Sequence[tuple[str, date | None]]) -> list[ParsedDocument]:
    clean = [CleanText(f"doc-{n}", say, None, on, on and "day") for n, (say, on) in enumerate(texts)]
    return list(parse_texts(nlp, clean))


def _read(rows: Sequence[TimeExpression]) -> list[tuple[object, ...]]:
    return [(r.text, r.type, r.value, r.start_on, r.end_on) for r in rows]


@pytest.fixture(scope="module")
def parsed_cases(nlp: Language) -> list[ParsedDocument]:
    return _parse(nlp, _list_texts())


def test_every_rule_is_needed_by_a_sentence(
    parsed_cases: list[ParsedDocument], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule without which all sentences are read the same is to be deleted."""
    grammar = load_grammar()
    rules = grammar.rules
    found = [find_time_expressions(parsed) for parsed in parsed_cases]
    idle = []
    for rule in rules:
        monkeypatch.setattr(grammar, "rules", tuple(other for other in rules if other is not rule))
        using = [n for n, rows in enumerate(found) if any(r.method.split(".")[0] == rule.name for r in rows)]
        changed = (_read(find_time_expressions(parsed_cases[n])) != _read(found[n]) for n in using)
        if not any(changed):
            idle.append(rule.name)
    assert idle == []


def test_every_condition_accepts_and_refuses(
    nlp: Language, parsed_cases: list[ParsedDocument], monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts: defaultdict[str, set[bool]] = defaultdict(set)

    def listen(condition: Condition) -> Condition:
        def judge(context: Context, candidate: Candidate) -> bool:
            verdict = condition(context, candidate)
            verdicts[candidate.rule.name].add(verdict)
            return verdict

        return judge

    for name, condition in tuple(CONDITIONS.items()):
        monkeypatch.setitem(CONDITIONS, name, listen(condition))
    for rule, parsed in zip(
        REFUSED, _parse(nlp, [(say, PUBLISHED) for say in REFUSED.values()]), strict=True
    ):
        find_time_expressions(parsed)
        assert False in verdicts[rule], f"{rule} takes {REFUSED[rule]!r}"
    for parsed in parsed_cases:
        find_time_expressions(parsed)
    bound = {rule.name for rule in load_grammar().rules if rule.condition}
    assert {rule for rule in bound if verdicts[rule] != {False, True}} == set()


def test_every_condition_has_a_rule() -> None:
    assert {rule.condition for rule in load_grammar().rules} - {None} == set(CONDITIONS)
