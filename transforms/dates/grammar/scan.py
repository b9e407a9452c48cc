"""Scan a text once for time expressions: the longest match of the grammar at each place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transforms.dates.grammar.grammar import Grammar, Rule
from transforms.dates.grammar.tokens import DateToken


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that a rule matches; `groups` holds the named parts."""

    rule: Rule
    tokens: Sequence[DateToken]
    first: int
    last: int
    groups: dict[str, tuple[int, int]]

    @property
    def char_start(self) -> int:
        """Offset of the first character."""
        return self.tokens[self.first].start

    @property
    def char_end(self) -> int:
        """Offset behind the last character."""
        return self.tokens[self.last - 1].end

    def part(self, name: str) -> Sequence[DateToken]:
        """Tokens of a named part; empty where the pattern left it out."""
        first, last = self.groups.get(name, (0, 0))
        return self.tokens[first:last]

    def words(self, name: str) -> str:
        """Lower-cased words of a named part, joined with spaces."""
        return " ".join(t.form for t in self.part(name))

    def all_words(self) -> str:
        """Lower-cased words of the whole match."""
        return " ".join(t.form for t in self.tokens[self.first : self.last])


def scan(
    grammar: Grammar, tokens: Sequence[DateToken], accept: Callable[[Candidate], Candidate | None]
) -> list[Candidate]:
    """Matches that do not overlap, in order.

    Longer matches win over shorter ones, earlier rules over later ones. `accept` judges a match in
    its context: it returns the match, a trimmed one, or None to refuse it.
    """
    found = _match(grammar, tokens)
    found.sort(key=lambda c: (c.first - c.last, c.first, c.rule.order))
    taken = bytearray(len(tokens))
    chosen: list[Candidate] = []
    for candidate in found:
        if any(taken[candidate.first : candidate.last]):
            continue
        accepted = accept(candidate)
        if accepted is not None:
            chosen.append(accepted)
            taken[accepted.first : accepted.last] = b"\x01" * (accepted.last - accepted.first)
    return sorted(chosen, key=lambda c: c.first)


def _match(grammar: Grammar, tokens: Sequence[DateToken]) -> list[Candidate]:
    """Every match of every rule, overlapping ones too.

    Stretches of the text without a telling word are left out, and in each of the others only the rules
    whose telling words it holds are tried.
    """
    encoded = grammar.encode(tokens)
    found: list[Candidate] = []
    for first, last in grammar.find_stretches(encoded):
        stretch = encoded[first:last]
        for rule in grammar.possible_rules(stretch):
            for match in rule.pattern.finditer(stretch):
                start, end = match.span()
                if end > start:
                    groups = {
                        name.split("__")[0]: (first + a, first + b)
                        for name, (a, b) in ((n, match.span(n)) for n in rule.names)
                        if b > a
                    }
                    found.append(Candidate(rule, tokens, first + start, first + end, groups))
    return found
