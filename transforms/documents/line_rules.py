"""Rules for lines that news sites print around an article (line_rules.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from schemas.blocks import BlockKind
from transforms.documents.line_shapes import strip_bullet

RuleEffect = Literal["drop", "tail", "end"]
RuleZone = Literal["any", "end"]

_DEFAULT_WORDS = 12
_LONGEST = 120  # words; no longer line is looked at
_REPORTED = re.compile(
    r"\b(?:said|says|told|was|were|had|announced|reported|added|warned|accused|according to|began|took|"
    r"declined|confirmed|denied|signed|met|agreed|(?:has|have) (?:been|said|\w+ed))\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\b(?:you|your|our|us|click|subscribe|sign up)\b", re.IGNORECASE)


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
    together, single, rules = _load_rules()
    match = together.match(bare)
    if match is None or match.lastgroup is None:
        return None
    for number in range(int(match.lastgroup[1:]), len(rules)):
        rule = rules[number]
        if (
            words <= rule.max_words
            and single[number].fullmatch(bare)
            and (rule.is_sure or not is_report(bare))
        ):
            return rule
    return None


def is_report(text: str) -> bool:
    """Whether a line is a whole sentence that tells what happened, and not one that addresses the reader."""
    return (
        text.count(" ") >= 9
        and text.rstrip("\"'”’)").endswith((".", "!", "?"))
        and _REPORTED.search(text) is not None
        and _ADDRESSED.search(text) is None
    )


@lru_cache(maxsize=1)
def _load_rules() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...], tuple[LineRule, ...]]:
    """All patterns as one, each alone, and the rules."""
    path = Path(__file__).with_name("line_rules.yaml")
    stored: list[Mapping[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    sources = [f"(?{'' if rule.get('case') else 'i'}:{rule['pattern']})" for rule in stored]
    together = re.compile("|".join(rf"(?P<r{number}>{source}\Z)" for number, source in enumerate(sources)))
    single = tuple(re.compile(source) for source in sources)
    rules = tuple(
        LineRule(
            name=rule["name"],
            kind=rule["kind"],
            effect=rule["effect"],
            zone=rule.get("zone", "any"),
            max_words=rule.get("words", _DEFAULT_WORDS),
            is_sure=rule.get("sure", False),
        )
        for rule in stored
    )
    return together, single, rules
