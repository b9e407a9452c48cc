"""Compile the grammar of time expressions: word patterns become regular expressions over characters.

Every word that the grammar or the lexicon knows is mapped to one private character, every other
token to the character of its shape. A text becomes a string with one character a token, and a rule
a regular expression over it, so a scan costs what a few searches in a short string cost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from transforms.dates.grammar.rule_keys import find_key
from transforms.dates.grammar.tokens import DateToken
from transforms.lexicon.calendar_words import load_calendar_words
from transforms.lexicon.number_words import load_number_words
from transforms.lexicon.yaml_data import read_yaml

FIRST_WORD_CHAR = 0xE000
# How many tokens of an expression may stand before or behind its telling word.
REACH = 9
# One character a token: by its kind, by the sign that it is.
KINDS = {
    "ordinal": "o",
    "clock": "c",
    "dotclock": "k",
    "numdate": "N",
    "isotime": "I",
    "decade": "D",
    "quarter": "Q",
    "fiscal": "F",
    "half": "h",
    "oclock": "O",
    "poss": "s",
    "break": "\n",
}
MARKS = {
    ",": ",",
    ".": ".",
    "/": "/",
    "(": "(",
    ")": ")",
    "'": "'",
    "’": "'",
    "-": "-",
    "–": "-",
    "—": "~",
    "‑": "-",
}
# What patterns may call them, and classes of numbers.
SHAPES = KINDS | {
    "day": "[ab]",
    "int2": "[abz]",
    "int": "[abzny]",
    "year": "y",
    "decimal": "d",
    "ord": KINDS["ordinal"],
    "comma": ",",
    "dot": r"\.",
    "dash": "-",
    "slash": "/",
    "open": r"\(",
    "close": r"\)",
    "apostrophe": "'",
    "other": "x",
}
ELEMENT = re.compile(r"(?:([a-z_0-9]+)=)?(?:<(\w+)>|\{(\w+)\}|([a-z']+|\d+(?:st|nd))|([()|?*+]))([?*+]?)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its pattern over token characters, the resolver's name and parameters."""

    name: str
    order: int
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    resolver: str
    condition: str | None
    parameters: dict[str, Any] = field(default_factory=dict)


class Grammar:
    """Lexicon, alphabet and compiled rules."""

    def __init__(self, lexicon: dict[str, Any], grammar: dict[str, Any]) -> None:
        self.capitalised = frozenset(lexicon.pop("capitalised"))
        inert = lexicon.pop("inert")
        inert_shapes = lexicon.pop("inert_shapes")
        self.classes: dict[str, dict[str, Any]] = {
            name: words if isinstance(words, dict) else dict.fromkeys(words)
            for name, words in lexicon.items()
        }
        self._chars: dict[str, str] = {}
        self._macros: dict[str, str] = {}
        for name, pattern in grammar["macros"].items():
            self._macros[name] = self._compile(pattern)
        idle = inert_shapes + "".join(map(self._char, inert))
        self._stir = re.compile("[^" + re.escape(idle) + "]")
        self.rules = tuple(self._read_rule(n, dict(raw)) for n, raw in enumerate(grammar["rules"]))
        self._keyed = self._index_rules(frozenset(idle))

    def value(self, name: str, word: str) -> Any:
        """The value of a word in a class; None where it is not in it."""
        return self.classes[name].get(word)

    def encode(self, tokens: Sequence[DateToken]) -> str:
        """One character a token."""
        chars, cased, encode = self._chars, self.capitalised, self._encode
        return "".join(
            [
                chars.get(t.form, "x") if t.kind == "word" and t.form not in cased else encode(t)
                for t in tokens
            ]
        )

    def find_stretches(self, encoded: str) -> list[tuple[int, int]]:
        """Ranges of tokens that may hold time expressions: those near a word that is not inert."""
        stretches: list[tuple[int, int]] = []
        for found in self._stir.finditer(encoded):
            first, last = max(0, found.start() - REACH), found.end() + REACH
            if found[0] == "\n":
                continue
            if stretches and first <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], last)
            else:
                stretches.append((first, last))
        return [(first, min(last, len(encoded))) for first, last in stretches]

    def possible_rules(self, stretch: str) -> list[Rule]:
        """The rules that may match in a stretch, by the characters that they cannot do without."""
        keyed, bits = self._keyed, self._keyed[""]
        for char in set(stretch):
            bits |= keyed.get(char, 0)
        return [rule for rule in self.rules if bits >> rule.order & 1]

    def _index_rules(self, idle: frozenset[str]) -> dict[str, int]:
        """Bits of the rules that each character is a key of; under "" those that have no key."""
        keyed: dict[str, int] = {"": 0}
        for rule in self.rules:
            for char in find_key(rule.pattern.pattern, idle) or {""}:
                keyed[char] = keyed.get(char, 0) | 1 << rule.order
        return keyed

    def _encode(self, token: DateToken) -> str:
        if token.kind == "word":
            if token.form in self.capitalised and not token.text[0].isupper():
                return "x"
            return self._chars.get(token.form, "x")
        if token.kind == "number":
            return _encode_number(token.text)
        if token.kind == "mark":
            return MARKS.get(token.text, "~")
        if token.kind == "ordinal" and token.form in self._chars:
            return self._chars[token.form]
        return KINDS[token.kind]

    def _read_rule(self, order: int, raw: dict[str, Any]) -> Rule:
        pattern = re.compile(_number_names(self._compile(raw.pop("pattern"))))
        names = tuple(pattern.groupindex)
        return Rule(raw.pop("name"), order, pattern, names, raw.pop("as"), raw.pop("needs", None), raw)

    def _compile(self, pattern: str) -> str:
        out: list[str] = []
        for piece in pattern.split():
            found = ELEMENT.fullmatch(piece)
            if found is None:
                raise ValueError(f"grammar of dates: cannot read {piece!r} in {pattern!r}")
            name, class_name, macro, word, sign, count = found.groups()
            if sign is not None:
                out.append((f"(?P<{name}>" if name else "(?:") if sign == "(" else sign + count)
                continue
            atom = (
                self._class(class_name) if class_name else self._macros[macro] if macro else self._char(word)
            )
            out.append((f"(?P<{name}>{atom})" if name else f"(?:{atom})" if macro else atom) + count)
        return "".join(out)

    def _class(self, name: str) -> str:
        if name in SHAPES:
            return SHAPES[name]
        return "[" + "".join(self._char(word) for word in self.classes[name]) + "]"

    def _char(self, word: str) -> str:
        if word not in self._chars:
            self._chars[word] = chr(FIRST_WORD_CHAR + len(self._chars))
        return self._chars[word]


def _number_names(pattern: str) -> str:
    """Make repeated group names distinct: the second `rel` becomes `rel__1`."""
    seen: dict[str, int] = {}

    def rename(found: re.Match[str]) -> str:
        name = found[1]
        seen[name] = seen.get(name, -1) + 1
        return f"(?P<{name}__{seen[name]}>" if seen[name] else found[0]

    return re.sub(r"\(\?P<(\w+)>", rename, pattern)


def _encode_number(text: str) -> str:
    if "." in text:
        return "d"
    if "," in text or len(text) > 4 or len(text) == 3:
        return "n"
    value = int(text)
    if len(text) == 4:
        return "y" if 1000 <= value < 2200 else "n"
    return "a" if 1 <= value <= 12 else "b" if 13 <= value <= 31 else "z"


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """The grammar that ships beside this module."""
    folder = Path(__file__).parent
    lexicon = {**read_yaml(folder / "lexicon.yaml"), **load_calendar_words(), **load_number_words()}
    grammar = read_yaml(folder / "grammar.yaml")
    return Grammar(lexicon, grammar)
