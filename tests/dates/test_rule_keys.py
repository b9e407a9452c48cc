"""The characters that a rule of the grammar cannot do without."""

from __future__ import annotations

import pytest

from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.rule_keys import find_key
from transforms.dates.grammar.tokens import cut_tokens


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ab", "a"),
        ("x[bc]", "bc"),
        ("(?:a)?b", "b"),
        ("(?P<name>a|b)x*", "ab"),
        ("(?:a|b?)", ""),
        (r"\.+x", "."),
        ("(?:(?:a|[bc])x|d)", "abcd"),
    ],
)
def test_find_key(pattern: str, expected: str) -> None:
    assert find_key(pattern, frozenset("x.")) == frozenset(expected)


def test_every_rule_has_a_key() -> None:
    """A rule without one would be tried on every stretch of every text."""
    grammar = load_grammar()
    assert all(find_key(rule.pattern.pattern, frozenset()) for rule in grammar.rules)


def test_possible_rules_are_few() -> None:
    grammar = load_grammar()
    possible = grammar.possible_rules(grammar.encode(cut_tokens("They met on Tuesday.")))
    assert {"weekday"} <= {rule.resolver for rule in possible}
    assert len(possible) < len(grammar.rules) / 2
