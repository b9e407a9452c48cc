"""The kind of a document: article, brief, live page, transcript, release, listing, stub or no article.

Signs (kind_signs.yaml) are weighed against how much text is kept: a wall or stub has next to none beside its
signs, and an article that only bears the same lines at its end keeps its text. Scores are how sure the rules
are, between 0 and 1; tests/documents_kinds measures them on pages of our own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from schemas.blocks import Block
from schemas.documents import DocumentKind
from transforms.documents.clean_document import CleanDocument
from transforms.documents.kinds.kind_signs import KindSign, find_line_signs, find_title_signs
from transforms.documents.kinds.markup_facts import MarkupFacts, read_markup
from transforms.lexicon.patterns import load_pattern

WALL_WORDS = 160  # a page with more text than that is no wall, whatever its title says
STUB_WORDS = 110
OPEN_WORDS = 20  # of an article that goes on behind the line that asks to subscribe
FREE_STUB_WORDS = 70  # of a page that says it is not free but shows no wall
BRIEF_WORDS = 60
_DAY = re.compile(
    r"\d{1,2} ?(?:[hmd]|hrs?|mins?|hours?|minutes?|days?) ago|"
    r"(?:[A-Z][a-z]{2,8},? )?(?:\d{1,2} [A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.? \d{1,2}),? \d{4}"
)
_FEWEST_DATED = 4  # headlines of a list
_FEWEST_ASKED = 3  # questions of an interview without labels
_SENTENCE_WORDS = 12  # of a line that tells something, beside lines that talk to the reader
_NAME = r"[A-Z][\w.'’-]*(?: (?:of |the |de |van |al-)?[A-Z][\w.'’-]*){0,4}"
_SPEAKER = re.compile(rf"(?:{_NAME}|Q|A|QUESTION|ANSWER)\s?:(?=\s|$)")
_CLOCK = re.compile(
    r"(?:(?:posted|updated|added) at )?\(?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:GMT|UTC|CES?T|BST|E[SD]?T))?\b",
    re.IGNORECASE,
)
_ADDRESSED = load_pattern("documents", "addressed")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_CUT_END = re.compile(r"(?:…|\.{3})[\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class KindVerdict:
    """The kind of a document, how sure that is, and the sign that decided."""

    kind: DocumentKind
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a document shows."""

    kept: tuple[str, ...]
    lines: tuple[str, ...]  # kept and dropped
    words: int
    title_signs: tuple[KindSign, ...]
    line_signs: tuple[tuple[KindSign, int, bool], ...]  # sign, words of its line, whether the line is kept
    words_after_wall: int
    turns: int  # of speakers
    spoken: float  # share of the kept lines
    is_signed: bool  # by an author or a date
    markup: MarkupFacts

    def best(self, kind: DocumentKind) -> KindSign | None:
        """The surest sign of a kind."""
        signs = [s for s in self.title_signs if s.kind == kind] + [
            s for s, _, _ in self.line_signs if s.kind == kind
        ]
        return max(signs, key=lambda sign: sign.weight, default=None)

    def add_up(self, kind: DocumentKind) -> float:
        """How sure all different signs of a kind are together."""
        names = {s.name: s.weight for s in self.title_signs if s.kind == kind}
        names |= {s.name: s.weight for s, _, _ in self.line_signs if s.kind == kind}
        doubt = 1.0
        for weight in names.values():
            doubt *= 1 - weight
        return 1 - doubt


def judge_kind(document: CleanDocument, raw_text: str, stated: str | None = None) -> KindVerdict:
    """Judge a cleaned document.

    Args:
        document: its title and blocks, kept and dropped.
        raw_text: the decoded page, of which markup facts are read.
        stated: the kind that its source states.
    """
    evidence = _gather(document, raw_text)
    tests = (
        *(_judge_wall, _judge_stub, _judge_address, _judge_listing),
        *(_judge_live, _judge_transcript, _judge_release),
    )
    for test in tests:
        verdict = test(evidence)
        if verdict is not None:
            return verdict
    if stated == "brief":
        return KindVerdict("brief", 0.9, "stated")
    if evidence.words < BRIEF_WORDS:
        return KindVerdict("brief", 0.8, f"{evidence.words} words")
    return KindVerdict("article", 0.9 if evidence.words >= 2 * BRIEF_WORDS else 0.7, "no other sign")


def _gather(document: CleanDocument, raw_text: str) -> _Evidence:
    markup = read_markup(raw_text)
    speakers = [b.speaker for b in document.blocks if b.is_kept]
    titles = dict.fromkeys(t for t in (document.title, markup.title) if t)
    return _Evidence(
        kept=tuple(b.text for b in document.blocks if b.is_kept),
        lines=tuple(b.text for b in document.blocks),
        words=len(document.text.split()),
        title_signs=tuple(sign for title in titles for sign in find_title_signs(title.strip())),
        line_signs=tuple(_list_line_signs(document.blocks)),
        words_after_wall=_count_after_wall(document.blocks),
        turns=sum(1 for speaker, _ in groupby(speakers) if speaker),
        spoken=sum(map(bool, speakers)) / max(1, len(speakers)),
        is_signed=bool(document.author) or document.published_on is not None,
        markup=markup,
    )


def _list_line_signs(blocks: Sequence[Block]) -> list[tuple[KindSign, int, bool]]:
    found = []
    for block in blocks:
        words = len(block.text.split())
        found += [(sign, words, block.is_kept) for sign in find_line_signs(block.text)]
    return found


def _count_after_wall(blocks: Sequence[Block]) -> int:
    """Words of the article after the last line that asks to subscribe."""
    count = 0
    for block in reversed(blocks):
        if any(sign.kind == "stub" for sign in find_line_signs(block.text)):
            return count
        count += len(block.text.split()) if block.is_kept else 0
    return 0


def _judge_wall(evidence: _Evidence) -> KindVerdict | None:
    """A consent wall, bot check, error page or empty shell."""
    best = evidence.best("not_article")
    if evidence.words > WALL_WORDS or best is None:
        return None
    told = {words for sign, words, is_kept in evidence.line_signs if sign.kind == "not_article" and is_kept}
    share = min(1.0, sum(told) / max(1, evidence.words))
    in_title = any(sign.kind == "not_article" for sign in evidence.title_signs)
    if in_title and (share > 0.2 or evidence.words < BRIEF_WORDS):
        return KindVerdict(
            "not_article", round(max(best.weight, evidence.add_up("not_article")), 2), best.name
        )
    if share >= 0.4:
        return KindVerdict("not_article", round(0.6 + 0.35 * share, 2), best.name)
    return None


def _judge_address(evidence: _Evidence) -> KindVerdict | None:
    """A few lines of a page that talk to the reader and report nothing: a wall or error in other words."""
    facts = evidence.markup
    if not facts.is_page or facts.is_article or facts.is_live or evidence.words >= BRIEF_WORDS:
        return None
    told = [len(text.split()) for text in evidence.kept if not _ADDRESSED.search(text)]
    if evidence.is_signed or sum(told) > 0.4 * evidence.words or max(told, default=0) >= _SENTENCE_WORDS:
        return None
    return KindVerdict("not_article", 0.7, "addresses the reader")


def _judge_stub(evidence: _Evidence) -> KindVerdict | None:
    """The beginning of an article that stands behind a wall, or is cut off."""
    if evidence.words_after_wall >= OPEN_WORDS:
        return None
    best = evidence.best("stub")
    sure = evidence.add_up("stub")
    if best is not None and sure >= 0.85 and evidence.words < STUB_WORDS:
        return KindVerdict("stub", round(sure, 2), best.name)
    if evidence.markup.is_behind_wall and evidence.words < (STUB_WORDS if best else FREE_STUB_WORDS):
        return KindVerdict("stub", 0.8 if best else 0.7, "not accessible for free")
    is_cut = bool(evidence.kept) and _CUT_END.search(evidence.kept[-1]) is not None
    if best is not None and is_cut and evidence.words < STUB_WORDS:
        return KindVerdict("stub", 0.75, best.name)
    return None


def _judge_listing(evidence: _Evidence) -> KindVerdict | None:
    """A section front: many teasers, no running text."""
    longest = max((len(text.split()) for text in evidence.kept), default=0)
    facts = evidence.markup
    dated = _count_dated_headlines(evidence.lines)
    told = sum(1 for text in evidence.kept if _SENTENCE_END.search(text))
    if dated >= _FEWEST_DATED and 2 * told < dated and longest <= 45 and evidence.best("live") is None:
        return KindVerdict("listing", 0.75, f"{dated} dated headlines")
    if facts.is_article or not facts.is_page or longest > 45:
        return None
    if (named := evidence.best("listing")) is not None and facts.linked_headings + facts.linked_items >= 5:
        return KindVerdict("listing", 0.85, named.name)
    if evidence.words < 12:
        return None
    if facts.card_count >= 5 and len(evidence.kept) >= 4:
        return KindVerdict("listing", 0.85, f"{facts.card_count} teasers")
    open_ended = sum(1 for text in evidence.kept if not _SENTENCE_END.search(text))
    if len(evidence.kept) >= 6 and open_ended >= 0.7 * len(evidence.kept) and facts.linked_headings >= 5:
        return KindVerdict("listing", 0.8, f"{facts.linked_headings} linked headlines")
    if facts.is_listing and len(evidence.kept) >= 4:
        return KindVerdict("listing", 0.75, "markup of a list")
    return None


def _count_dated_headlines(lines: Sequence[str]) -> int:
    """Headlines right above a line that only says when they were written."""
    heads = (a for a, below in pairwise(lines) if _is_day(below) and not _is_day(a))
    return sum(head.count(" ") >= 2 and not _SENTENCE_END.search(head) for head in heads)


def _is_day(line: str) -> bool:
    return _DAY.fullmatch(line) is not None


def _judge_live(evidence: _Evidence) -> KindVerdict | None:
    if evidence.markup.is_live:
        return KindVerdict("live", 0.9, "markup of a live page")
    clocks = sum(1 for text in evidence.lines if _CLOCK.match(text))
    sure = evidence.add_up("live")
    if sure >= 0.8 or (sure >= 0.5 and clocks >= 3):
        best = evidence.best("live")
        return KindVerdict("live", round(sure, 2), best.name if best else "times")
    return None


def _judge_transcript(evidence: _Evidence) -> KindVerdict | None:
    speakers = [match[0] for text in evidence.kept if (match := _SPEAKER.match(text))]
    # Speakers take turns: labels that never return are the items of a list.
    labels = len(speakers) if len(set(speakers)) <= 0.6 * len(speakers) else 0
    share = labels / max(1, len(evidence.kept))
    if evidence.turns >= 4 and evidence.spoken >= 0.6:
        return KindVerdict("transcript", round(0.6 + 0.35 * evidence.spoken, 2), f"{evidence.turns} turns")
    sure = evidence.add_up("transcript")
    if labels >= 4 and share >= 0.3:
        return KindVerdict("transcript", round(min(0.95, 0.75 + 0.2 * share), 2), f"{labels} speaker labels")
    best = evidence.best("transcript")
    asked = sum(text.endswith("?") for text in evidence.kept)
    if best is not None and asked >= _FEWEST_ASKED and asked >= 0.25 * len(evidence.kept):
        return KindVerdict("transcript", 0.7, f"{asked} questions")
    if best is not None and ((labels >= 2 and share >= 0.15) or sure >= 0.8):
        return KindVerdict("transcript", round(max(sure, 0.7), 2), best.name)
    return None


def _judge_release(evidence: _Evidence) -> KindVerdict | None:
    best = evidence.best("release")
    if best is not None and evidence.add_up("release") >= 0.75:  # one sure sign, or contact and end
        return KindVerdict("release", round(evidence.add_up("release"), 2), best.name)
    return None
