"""Flat text to verdicts: which lines are the article, what the others are, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from transforms.documents.flat.kinds import (
    drop_repeats,
    is_under_picture,
    keep_attributions,
    settle_captions,
    settle_headings,
)
from transforms.documents.flat.lists import (
    FAR_LINES,
    SMALL_SHARE,
    cut_far_stretches,
    cut_lists,
    cut_teasers,
    keep_announced_lists,
)
from transforms.documents.flat.page import (
    FlatPage,
    is_paragraph,
    is_sentence,
    is_whole_page,
    list_stretches,
    look_at_lines,
)
from transforms.documents.flat.sentences import keep_lead, keep_sentences
from transforms.documents.flat.tickers import keep_tickers
from transforms.documents.flat.title import find_title
from transforms.documents.lines.expected_overlap import find_threshold
from transforms.documents.lines.lines import Line
from transforms.documents.lines.repeats import normalise_line
from transforms.documents.lines.shapes import strip_bullet
from transforms.documents.lines.transcript import find_turns
from transforms.documents.lines.verdict import Verdict
from transforms.documents.lines.viterbi import smooth_scores
from transforms.documents.metadata.datelines import is_bare_dateline, read_dateline

_STAY = 0.58  # how strongly neighbours agree
_RULED_SCORE = 0.7  # of the threshold: what a line that a rule drops says about its neighbours
_DATELINE_SCORE = 0.95
_SURE = 0.9
_LONGEST_TRANSCRIPT = 400  # lines in which labels of speakers are looked for above the text


@dataclass(frozen=True, slots=True)
class FlatArticle:
    """A verdict for each line, and which line is the title (None: no line is)."""

    verdicts: tuple[Verdict, ...]
    title_line: int | None


def sort_lines(
    lines: Sequence[Line],
    is_template: Callable[[str], bool],
    stated_title: str | None = None,
    publisher: str | None = None,
) -> FlatArticle:
    """Tell the lines of an article from those of the page around it.

    Args:
        lines: the lines of the text that are not empty, in order.
        is_template: whether a line stands on other pages of the site.
        stated_title: the title as the source states it, if it does.
        publisher: the publisher, likewise.
    """
    page = look_at_lines(lines, is_template)
    verdicts = _decide(page)
    body_start = _find_body_start(page, verdicts)
    title_line = _find_title_line(page, body_start, stated_title, publisher)
    verdicts = _settle_head(page, verdicts, body_start, title_line)
    verdicts = keep_lead(page, verdicts, title_line)
    verdicts = cut_lists(page, verdicts)
    verdicts = cut_teasers(page, verdicts)
    verdicts = cut_far_stretches(page, verdicts)
    verdicts = keep_announced_lists(page, verdicts)
    verdicts = keep_tickers(page, verdicts)
    verdicts = keep_sentences(page, verdicts, title_line)
    verdicts = settle_captions(page, verdicts, title_line)
    verdicts = drop_repeats(page, verdicts, title_line)
    verdicts = keep_attributions(page, verdicts)
    verdicts = settle_headings(page, verdicts)
    if not any(verdict.is_kept for verdict in verdicts):
        verdicts = _keep_something(page, verdicts, title_line)
        title_line = title_line if len(verdicts) > 1 else None
    return FlatArticle(tuple(verdicts), title_line)


def _keep_something(page: FlatPage, verdicts: Sequence[Verdict], title_line: int | None) -> list[Verdict]:
    """Where nothing looks like an article: sentences, else all that no rule knows, else the headline."""
    for test in (is_sentence, bool):
        chosen = [
            number != title_line and not page.is_known(number) and test(page.texts[number])
            for number in range(len(verdicts))
        ]
        if any(chosen):
            return [
                Verdict("body", True, "nothing_else", verdict.score) if is_chosen else verdict
                for verdict, is_chosen in zip(verdicts, chosen, strict=True)
            ]
    return [
        replace(verdict, kind="body", is_kept=True, reason="nothing_else")
        if number == title_line
        else verdict
        for number, verdict in enumerate(verdicts)
    ]


def _decide(page: FlatPage) -> list[Verdict]:
    """Rules first, the model with smoothing for all other lines."""
    middle = _find_middle(page)
    known = [_decide_by_rule(page, number, is_late=number > middle) for number in range(len(page.texts))]
    pairs = zip(page.texts, known, strict=True)
    words = [text.count(" ") + 1 if verdict is None else 0 for text, verdict in pairs]
    threshold = find_threshold(page.scores, words)
    evidence = []
    for text, score, verdict in zip(page.texts, page.scores, known, strict=True):
        if verdict is not None:
            evidence.append(min(score, _RULED_SCORE * threshold))
        else:
            has_dateline = is_sentence(text) and read_dateline(text) is not None
            evidence.append(max(score, _DATELINE_SCORE) if has_dateline else score)
    kept = smooth_scores(evidence, _STAY, threshold)
    return [
        verdict or Verdict("body" if is_kept else "boilerplate", is_kept, "line_model", score)
        for verdict, is_kept, score in zip(known, kept, page.scores, strict=True)
    ]


def _decide_by_rule(page: FlatPage, number: int, is_late: bool) -> Verdict | None:
    score = page.scores[number]
    rule = page.rules[number]
    if rule is not None and (rule.zone == "any" or (is_late and score < _SURE)):
        return Verdict(rule.kind, False, f"rule:{rule.name}", score)
    if is_bare_dateline(page.texts[number]):
        return Verdict("dateline", False, "rule:dateline", score)
    if page.is_date[number]:
        return Verdict("metadata", False, "rule:date_line", score)
    if page.is_template[number]:
        return Verdict("boilerplate", False, "template_memory", score)
    return None


def _find_middle(page: FlatPage) -> int:
    """The line at which two thirds of the likely content have passed."""
    pairs = zip(page.scores, page.texts, strict=True)
    mass = [score * len(text) if score > 0.5 else 0.0 for score, text in pairs]
    total, seen = sum(mass), 0.0
    for number, part in enumerate(mass):
        seen += part
        if seen > total * 0.66:
            return number
    return len(mass)


def _find_body_start(page: FlatPage, verdicts: Sequence[Verdict]) -> int:
    """The first kept sentence of the main stretch; stretches far above it are navigation."""
    stretches = list_stretches(verdicts, gap=FAR_LINES)
    if not stretches:
        return len(page.texts)
    weights = [page.count_words(stretch) for stretch in stretches]
    least = max(weights) * SMALL_SHARE
    first = next(s for s, weight in zip(stretches, weights, strict=True) if weight >= least)
    for test in (is_sentence, is_paragraph):
        for number in first:
            if test(page.texts[number]):
                return number
    return first[0]


def _find_title_line(
    page: FlatPage, body_start: int, stated_title: str | None, publisher: str | None
) -> int | None:
    wanted = normalise_line(stated_title or "")
    for number, text in enumerate(page.texts):
        if wanted and normalise_line(text) == wanted:
            return number
    known = [page.is_known(number) for number in range(len(page.texts))]
    if len(page.texts) <= _LONGEST_TRANSCRIPT and any(is_turn := find_turns(page.texts)):
        body_start = min(body_start, is_turn.index(True))
    return find_title(page.texts, known, body_start, publisher)


def _settle_head(
    page: FlatPage, verdicts: Sequence[Verdict], body_start: int, title_line: int | None
) -> list[Verdict]:
    """Above the article only a deck stays, and in a copied text whole sentences."""
    settled = list(verdicts)
    is_whole = is_whole_page(settled)
    for number in range(min(body_start, len(settled))):
        is_likely = page.scores[number] > 0.5 and is_paragraph(page.texts[number])
        if not is_whole and is_likely and not page.is_known(number):
            settled[number] = Verdict("body", True, "sentence_above", page.scores[number])
            continue
        if settled[number].is_kept:
            settled[number] = Verdict("boilerplate", False, "above_article", page.scores[number])
    if title_line is None:
        return settled
    settled[title_line] = Verdict("title", False, "title", page.scores[title_line])
    following = [n for n in range(title_line + 1, body_start) if not page.is_known(n)]
    for number in following[: 1 if is_whole else 2]:
        text = page.texts[number]
        is_near = number - title_line <= 2 or not is_whole
        if is_near and _looks_like_deck(text) and not is_under_picture(page, number, is_head=True):
            settled[number] = Verdict("deck", True, "deck", page.scores[number])
    if body_start < len(settled) and _is_deck(page, settled, body_start, title_line):
        settled[body_start] = replace(settled[body_start], kind="deck")
    return settled


def _looks_like_deck(text: str) -> bool:
    words = text.split()
    lower = sum(1 for word in words[1:] if word[:1].islower())
    return (
        len(words) >= 6
        and lower >= len(words) * 0.4
        and text == strip_bullet(text)
        and not text[:1].islower()
    )


def _is_deck(page: FlatPage, verdicts: Sequence[Verdict], number: int, title_line: int) -> bool:
    """Whether the first sentence stands right under the title, with byline or date below it."""
    if not verdicts[number].is_kept or not all(page.is_known(n) for n in range(title_line + 1, number)):
        return False
    after = next((n for n in range(number + 1, len(verdicts)) if verdicts[n].is_kept), None)
    return after is not None and any(page.is_known(n) for n in range(number + 1, min(after, number + 7)))
