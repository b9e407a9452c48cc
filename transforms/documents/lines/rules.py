"""Rules for lines that news sites print around an article (line_rules.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from schemas.blocks import BlockKind
from transforms.documents.lines.line_words import join_words
from transforms.documents.lines.shapes import strip_bullet
from transforms.lexicon.yaml_data import read_yaml

RuleEffect = Literal["drop", "tail", "end"]
RuleZone = Literal["any", "end"]

_DEFAULT_WORDS = 12
_LONGEST = 120  # words; no longer line is looked at
_REPORTED = re.compile(rf"\b(?:{join_words('reported')})\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"“”]{2,400}[\"”]")  # what somebody says may address somebody
_ADDRESSED = re.compile(rf"\b(?:{join_words('addressed')})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LineRule:
    """A rule: which lines it matches, what they are, and what that means for the lines after them.

    `effect` "tail" opens a list that belongs to the site, "end" ends the article. `zone` "end" binds the rule
    to the end of the article.
    A rule that is not `is_sure` spares whole sentences that report something.
    """

    name: str
    kind: BlockKind
    effect: RuleEffect
    zone: RuleZone
    max_words: int
    is_sure: bool


@lru_cache(maxsize=32768)  # what a site prints on every page is looked up once
def match_rule(text: str) -> LineRule | None:
    """The first rule that the whole line matches; None when it is not a line of that sort."""
    words = text.count(" ") + 1
    if words > _LONGEST:
        return None
    bare = strip_bullet(text).strip()
    stored = _load_rules()
    match = stored.together.match(bare)
    first = len(stored.rules) if match is None or match.lastgroup is None else int(match.lastgroup[1:])
    lowered = bare.lower()
    inside = sorted({number for need, number in stored.needs if need in lowered})
    for number in (*(n for n in inside if n < first), *range(first, len(stored.rules))):
        rule: LineRule = stored.rules[number]
        if (
            words <= rule.max_words
            and stored.matches(number, bare, number in inside)
            and (rule.is_sure or not is_report(bare))
        ):
            return rule
    return None


@lru_cache(maxsize=32768)
def is_addressed(text: str) -> bool:
    """Whether a line speaks to the reader, outside of quotations."""
    return _ADDRESSED.search(_QUOTED.sub(" ", text)) is not None


def is_report(text: str) -> bool:
    """Whether a line is a whole sentence that tells what happened, and not one that addresses the reader."""
    return (
        text.count(" ") >= 9
        and text.rstrip("\"'”’)").endswith((".", "!", "?"))
        and _REPORTED.search(text) is not None
        and not is_addressed(text)
    )


@dataclass(frozen=True, slots=True)
class _StoredRules:
    """The rules, their patterns of whole lines as one and alone, and what they look for inside of lines.

    `needs` lists the strings of which a line must hold one to be searched, each with the number of its rule.
    """

    rules: tuple[LineRule, ...]
    together: re.Pattern[str]
    whole: tuple[re.Pattern[str] | None, ...]
    inside: tuple[re.Pattern[str] | None, ...]
    needs: tuple[tuple[str, int], ...]

    def matches(self, number: int, bare: str, has_needed: bool) -> bool:
        """Whether a rule matches a line without bullet that holds what the rule needs, or doesn't."""
        whole, inside = self.whole[number], self.inside[number]
        if whole is not None and whole.fullmatch(bare):
            return True
        return has_needed and inside is not None and inside.search(bare) is not None


@lru_cache(maxsize=1)
def _load_rules() -> _StoredRules:
    path = Path(__file__).with_name("line_rules.yaml")
    stored: list[Mapping[str, Any]] = read_yaml(path)
    whole = tuple(_compile(rule, "pattern") for rule in stored)
    parts = (
        rf"(?P<r{number}>{pattern.pattern}\Z)" for number, pattern in enumerate(whole) if pattern is not None
    )
    return _StoredRules(
        rules=tuple(_read_rule(rule) for rule in stored),
        together=re.compile("|".join(parts)),
        whole=whole,
        inside=tuple(_compile(rule, "inside") for rule in stored),
        needs=tuple((need, number) for number, rule in enumerate(stored) for need in rule.get("needs", ())),
    )


def _read_rule(stored: Mapping[str, Any]) -> LineRule:
    return LineRule(
        name=stored["name"],
        kind=stored["kind"],
        effect=stored["effect"],
        zone=stored.get("zone", "any"),
        max_words=stored.get("words", _DEFAULT_WORDS),
        is_sure=stored.get("sure", False),
    )


def _compile(stored: Mapping[str, Any], key: str) -> re.Pattern[str] | None:
    if key not in stored:
        return None
    return re.compile(f"(?{'' if stored.get('case') else 'i'}:{stored[key]})")
