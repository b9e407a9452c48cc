"""Ordinary news in short passages: what is right of figures, dates and quotes, read part and other part.

A third of the passages, by a hash of their text, was read while rules were written; the rest only measures.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from figure_answers import is_item_right, read_period

from schemas.figures import Figure
from schemas.quotes import Quote
from transforms.actors.find import find_actors
from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.figures.find import find_figures
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.find import find_quotes

PASSAGES = Path(__file__).with_name("general_news.txt")
PUBLISHED = date(2024, 11, 6)
KINDS = ("F", "D", "Q")
# A figure: value, unit, [words of the item], then @owner, {period} and what its change and status are.
FIGURE = re.compile(r"(\S+) (\S+) \[(.*?)\]\s*(.*)$")
# Shares that each part reaches at least; they only go up.
FLOORS = {
    "read": {"figure": 0.98, "item": 0.86, "period": 0.98, "date": 0.8, "quote": 0.9, "speaker": 0.84},
    "unread": {"figure": 0.95, "item": 0.9, "period": 0.94, "date": 0.92, "quote": 0.95, "speaker": 0.89},
}


@dataclass
class Passage:
    """A text and what an analyst records of it, by kind."""

    text: str
    told: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    @property
    def part(self) -> str:
        """Whether the passage was read while rules were written."""
        return "unread" if hashlib.sha256(self.text.encode()).digest()[0] % 3 else "read"


def read_passages() -> Iterator[Passage]:
    passage: Passage | None = None
    for line in PASSAGES.read_text("utf8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line[:2] in {f"{kind}:" for kind in KINDS} and passage:
            passage.told[line[0]] += [told.strip() for told in line[2:].split(" ; ")]
            continue
        if passage:
            yield passage
        passage = Passage(line.replace(" ¶ ", "\n"))
    if passage:
        yield passage


class Tally(Counter[tuple[str, bool]]):
    """Answers by question, right and wrong."""

    def share(self, question: str) -> float:
        """Share of right answers."""
        return self[question, True] / max(1, self[question, True] + self[question, False])


def judge_figures(told: list[str], found: list[Figure], tally: Tally) -> None:
    left = list(found)
    for line in told:
        value, unit, words, rest = FIGURE.findall(line)[0]
        hit = next((f for f in left if is_same_value(f, float(value), unit)), None)
        tally["figure", hit is not None] += 1
        if hit is None:
            continue
        left.remove(hit)
        if words:
            tally["item", is_item_right(hit.item, tuple(words.lower().split()))] += 1
        if period := re.search(r"\{(.*?)\}", rest):
            tally["period", (hit.period_start, hit.period_end) == read_period(period[1])] += 1


def is_same_value(figure: Figure, value: float, unit: str) -> bool:
    """Money of a country whose crowns or dollars these are is not asked (XXX)."""
    is_unit = figure.unit == unit or (unit == "XXX" and figure.dimension == "money")
    return is_unit and abs(figure.value - value) <= 1e-5 * max(1.0, abs(value))


def judge_dates(told: list[str], found: dict[str, str | None], tally: Tally) -> None:
    for line in told:
        words, value = line.split(" @")[0].rsplit(" = ", 1)
        near = [found[text] for text in found if text in words or words in text]
        tally["date", value in near] += 1


def judge_quotes(told: list[str], quotes: list[Quote], actors: ActorFindings, tally: Tally) -> None:
    for line in told:
        speaker, _, words = (part.strip() for part in line.split("|")[:3])
        hit = next((q for q in quotes if bare(q.text) in bare(words) or bare(words) in bare(q.text)), None)
        tally["quote", hit is not None] += 1
        if hit is not None:
            actor = actors.actor_by_key.get(hit.speaker_id or "")
            names = stem_words(actor.name if actor else "null")
            tally["speaker", bool(names & stem_words(speaker))] += 1


def bare(words: str) -> str:
    return words.strip().rstrip(".,").strip('"')


def stem_words(name: str) -> set[str]:
    return {word.lower().rstrip("s") for word in name.split()}


@pytest.fixture(scope="module")
def tallies(parse: Callable[..., ParsedDocument]) -> dict[str, Tally]:
    """What is right, by part."""
    tallies = {part: Tally() for part in FLOORS}
    for passage in read_passages():
        document = parse(passage.text, published=str(PUBLISHED))
        times, actors = find_time_expressions(document), find_actors(document)
        quotes = find_quotes(document, actors)
        tally = tallies[passage.part]
        judge_dates(passage.told["D"], {t.text: t.value for t in times}, tally)
        judge_quotes(passage.told["Q"], quotes, actors, tally)
        judge_figures(
            passage.told["F"], find_figures(document, times, actors, quotes, EventFindings()), tally
        )
    return tallies


@pytest.mark.parametrize(("part", "question"), [(part, q) for part in FLOORS for q in FLOORS[part]])
def test_share_of_right_answers(part, question, tallies):
    assert tallies[part].share(question) >= FLOORS[part][question]
