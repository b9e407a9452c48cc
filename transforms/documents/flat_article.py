"""Flat text to verdicts: which lines are the article, what the others are, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from transforms.documents.captions import is_bare_credit, is_caption, tells_something
from transforms.documents.date_lines import is_bare_dateline, is_date_line
from transforms.documents.flat_title import find_title
from transforms.documents.line_model import load_line_model
from transforms.documents.line_rules import LineRule, is_report, match_rule
from transforms.documents.line_shapes import strip_bullet
from transforms.documents.line_verdict import Verdict
from transforms.documents.lines import Line
from transforms.documents.repeats import find_repeats, normalise_line
from transforms.documents.viterbi import smooth_scores

STAY = 0.7  # how strongly neighbours agree
_WHOLE_PAGE_LINES = 60  # lines that are not content, from which a text is a page with all its navigation
_FAR_LINES = 8  # dropped lines in a row that cut a stretch off the article
_SMALL_SHARE = 0.3
_VERBS = frozenset(
    ("was", "were", "had", "said", "has", "have", "is", "are", "told", "will", "would", "could")
)


@dataclass(frozen=True, slots=True)
class FlatArticle:
    """A verdict for each line, and which line is the title (None: no line is)."""

    verdicts: tuple[Verdict, ...]
    title_line: int | None


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines with what is known about each before anything is decided."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    rules: tuple[LineRule | None, ...]
    is_date: tuple[bool, ...]
    is_template: tuple[bool, ...]

    def is_known(self, number: int) -> bool:
        """Whether a rule, a date or the memory says that the line is not content."""
        return self.rules[number] is not None or self.is_date[number] or self.is_template[number]


def sort_lines(
    lines: Sequence[Line], is_template: Callable[[str], bool], stated_title: str | None = None
) -> FlatArticle:
    """Tell the lines of an article from those of the page around it.

    Args:
        lines: the lines of the text that are not empty, in order.
        is_template: whether a line stands on other pages of the site.
        stated_title: the title as the source states it, if it does.
    """
    page = _look_at(lines, is_template)
    verdicts = _decide(page)
    body_start = _find_body_start(page, verdicts)
    title_line = _find_title_line(page, body_start, stated_title)
    verdicts = _settle_head(page, verdicts, body_start, title_line)
    verdicts = _cut_lists(page, verdicts)
    verdicts = _cut_far_stretches(page, verdicts)
    verdicts = _settle_captions(page, verdicts, title_line)
    verdicts = _drop_repeats(page, verdicts, title_line)
    verdicts = _settle_headings(page, verdicts)
    return FlatArticle(tuple(verdicts), title_line)


def _look_at(lines: Sequence[Line], is_template: Callable[[str], bool]) -> _Page:
    texts = tuple(line.text for line in lines)
    scores = load_line_model().score_lines(texts, [line.blank_before for line in lines])
    return _Page(
        texts,
        tuple(round(float(score), 4) for score in scores),
        tuple(match_rule(text) for text in texts),
        tuple(is_date_line(text) for text in texts),
        tuple(is_template(text) for text in texts),
    )


def _decide(page: _Page) -> list[Verdict]:
    """Rules first, the model with smoothing for all other lines."""
    middle = _find_middle(page)
    evidence = []
    known: list[Verdict | None] = []
    for number, score in enumerate(page.scores):
        verdict = _decide_by_rule(page, number, is_late=number > middle)
        known.append(verdict)
        evidence.append(score if verdict is None else min(score, 0.2))
    kept = smooth_scores(evidence, STAY)
    return [
        verdict
        or Verdict("body" if kept[number] else "boilerplate", kept[number], "line_model", page.scores[number])
        for number, verdict in enumerate(known)
    ]


def _decide_by_rule(page: _Page, number: int, is_late: bool) -> Verdict | None:
    score = page.scores[number]
    rule = page.rules[number]
    if rule is not None and (rule.zone == "any" or is_late):
        return Verdict(rule.kind, False, f"rule:{rule.name}", score)
    if is_bare_dateline(page.texts[number]):
        return Verdict("dateline", False, "rule:dateline", score)
    if page.is_date[number]:
        return Verdict("metadata", False, "rule:date_line", score)
    if page.is_template[number]:
        return Verdict("boilerplate", False, "template_memory", score)
    return None


def _find_middle(page: _Page) -> int:
    """The line at which two thirds of the likely content have passed."""
    mass = [
        score * len(text) if score > 0.5 else 0.0 for score, text in zip(page.scores, page.texts, strict=True)
    ]
    total, seen = sum(mass), 0.0
    for number, part in enumerate(mass):
        seen += part
        if seen > total * 0.66:
            return number
    return len(mass)


def _is_sentence(text: str) -> bool:
    return text.count(" ") >= 30 or (
        text.count(" ") >= 6 and text.rstrip("\"'”’)").endswith((".", "!", "?", ":"))
    )


def _is_paragraph(text: str) -> bool:
    return text.count(" ") >= 11 or (text.count(" ") >= 6 and text.rstrip("\"'”’)").endswith((".", "!", "?")))


def _find_body_start(page: _Page, verdicts: Sequence[Verdict]) -> int:
    """The first kept paragraph of the main stretch; stretches far above it are navigation."""
    runs = _list_stretches(verdicts, gap=_FAR_LINES)
    if not runs:
        return len(page.texts)
    weights = [_count_words(page, run) for run in runs]
    heaviest = max(weights)
    first = next(run for run, weight in zip(runs, weights, strict=True) if weight >= heaviest * _SMALL_SHARE)
    for test in (_is_sentence, _is_paragraph):
        for number in first:
            if test(page.texts[number]):
                return number
    return first[0]


def _list_stretches(verdicts: Sequence[Verdict], gap: int) -> list[list[int]]:
    """Numbers of kept lines, in stretches that at least `gap` dropped lines part."""
    stretches: list[list[int]] = []
    for number, verdict in enumerate(verdicts):
        if not verdict.is_kept:
            continue
        if stretches and number - stretches[-1][-1] <= gap:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return stretches


def _count_words(page: _Page, numbers: Sequence[int]) -> int:
    return sum(page.texts[number].count(" ") + 1 for number in numbers if _is_paragraph(page.texts[number]))


def _find_title_line(page: _Page, body_start: int, stated_title: str | None) -> int | None:
    if stated_title:
        wanted = normalise_line(stated_title)
        for number, text in enumerate(page.texts):
            if wanted and normalise_line(text) == wanted:
                return number
    known = [page.is_known(number) for number in range(len(page.texts))]
    return find_title(page.texts, known, body_start)


def _settle_head(
    page: _Page, verdicts: Sequence[Verdict], body_start: int, title_line: int | None
) -> list[Verdict]:
    """Above the article only a deck and captions stay."""
    settled = list(verdicts)
    is_whole = _is_whole_page(settled)
    for number in range(min(body_start, len(settled))):
        if not is_whole and _is_sentence(page.texts[number]) and page.scores[number] > 0.5:
            continue
        if settled[number].is_kept:
            settled[number] = Verdict("boilerplate", False, "above_article", page.scores[number])
    if title_line is None:
        return settled
    settled[title_line] = Verdict("title", False, "title", page.scores[title_line])
    following = [n for n in range(title_line + 1, body_start) if not page.is_known(n)]
    for number in following[:2]:
        text = page.texts[number]
        if not is_caption(text, page.texts[number + 1]) and _looks_like_deck(text):
            settled[number] = Verdict("deck", True, "deck", page.scores[number])
    has_data = False
    for number in range(body_start, min(body_start + 6, len(settled))):
        has_data = has_data or page.is_known(number)
    if has_data and settled[body_start].is_kept and not page.is_known(body_start):
        before = all(page.is_known(n) for n in range(title_line + 1, body_start))
        after = next((n for n in range(body_start + 1, len(settled)) if settled[n].is_kept), None)
        if before and after is not None and any(page.is_known(n) for n in range(body_start + 1, after)):
            settled[body_start] = replace(settled[body_start], kind="deck")
    return settled


def _looks_like_deck(text: str) -> bool:
    words = text.split()
    lower = sum(1 for word in words[1:] if word[:1].islower())
    return len(words) >= 6 and lower >= len(words) * 0.4 and text == strip_bullet(text) and text[:1].isupper()


def _has_verb(text: str) -> bool:
    return any(word in _VERBS for word in text.split()[1:])


def _cut_lists(page: _Page, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """After a heading such as "Related posts": its teasers go; all the rest where little of the article is left."""
    settled = list(verdicts)
    total = max(_count_words(page, [n for n, v in enumerate(settled) if v.is_kept]), 1)
    seen = 0
    number = 0
    while number < len(settled):
        if settled[number].is_kept:
            seen += _count_words(page, [number])
        rule = page.rules[number]
        if rule is None or rule.effect != "tail" or settled[number].is_kept or not seen:
            number += 1
            continue
        rest = [n for n in range(number + 1, len(settled)) if settled[n].is_kept]
        is_end = _count_words(page, rest) < total * _SMALL_SHARE and not _resumes(page, settled, number + 1)
        end = len(settled) if is_end else _find_resumption(page, settled, number + 1)
        for other in range(number + 1, end):
            if settled[other].is_kept:
                settled[other] = Verdict("boilerplate", False, f"after:{rule.name}", page.scores[other])
        number = max(end, number + 1)
    return settled


def _resumes(page: _Page, verdicts: Sequence[Verdict], start: int) -> bool:
    """Whether whole sentences that report something follow within a few lines."""
    near = [n for n in range(start, min(start + 10, len(verdicts))) if verdicts[n].is_kept]
    return any(is_report(page.texts[n]) and page.texts[n].count(" ") >= 14 for n in near)


def _find_resumption(page: _Page, verdicts: Sequence[Verdict], start: int) -> int:
    for number in range(start, len(verdicts)):
        text = page.texts[number]
        if (
            verdicts[number].is_kept
            and _is_paragraph(text)
            and text.rstrip("\"'”’)").endswith((".", "!", "?", ":"))
        ):
            return number
    return len(verdicts)


def _cut_far_stretches(page: _Page, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Small stretches far below the article belong to the page."""
    settled = list(verdicts)
    stretches = _list_stretches(settled, gap=_FAR_LINES)
    if len(stretches) < 2:
        return settled
    weights = [_count_words(page, stretch) for stretch in stretches]
    heaviest = max(weights)
    for stretch, weight in zip(stretches, weights, strict=True):
        if weight < heaviest * _SMALL_SHARE and stretch[0] > stretches[weights.index(heaviest)][0]:
            for number in stretch:
                settled[number] = Verdict("boilerplate", False, "far_from_article", page.scores[number])
    return settled


def _settle_captions(page: _Page, verdicts: Sequence[Verdict], title_line: int | None) -> list[Verdict]:
    """Captions that say something stay in a copied text; bare names and credits, and a page's galleries, go."""
    settled = list(verdicts)
    is_whole = _is_whole_page(settled)
    kept = [n for n, v in enumerate(settled) if v.is_kept]
    if not kept:
        return settled
    first = min(kept[0], title_line + 1 if title_line is not None else kept[0])
    for number in range(max(0, first - 1) if is_whole else 0, kept[-1] + 2):
        if number >= len(settled) or number == title_line:
            continue
        text, score = page.texts[number], page.scores[number]
        if settled[number].reason.startswith(("rule:", "template", "after:")):
            continue
        if is_bare_credit(text):
            settled[number] = Verdict("caption", False, "bare_credit", score)
            continue
        following = page.texts[number + 1] if number + 1 < len(page.texts) else ""
        if is_caption(text, following):
            stays = tells_something(strip_bullet(text)) and not is_whole
            settled[number] = Verdict("caption", stays, "caption" if stays else "caption_dropped", score)
        elif text.islower() and text.count(" ") >= 3 and not text.endswith((".", ",", ":", "?", "!")):
            settled[number] = Verdict("caption", False, "alternative_text", score)
    return settled


def _is_whole_page(verdicts: Sequence[Verdict]) -> bool:
    return sum(1 for verdict in verdicts if not verdict.is_kept) >= _WHOLE_PAGE_LINES


def _drop_repeats(page: _Page, verdicts: Sequence[Verdict], title_line: int | None) -> list[Verdict]:
    settled = list(verdicts)
    title = normalise_line(page.texts[title_line]) if title_line is not None else ""
    kept = {number: page.texts[number] for number, verdict in enumerate(settled) if verdict.is_kept}
    for number, text in kept.items():
        if title and normalise_line(strip_bullet(text)) == title:
            settled[number] = Verdict("title", False, "repeated_title", page.scores[number])
    left = {number: text for number, text in kept.items() if settled[number].is_kept}
    for number in find_repeats(left):
        settled[number] = replace(settled[number], is_kept=False, reason="repeat")
    return settled


def _settle_headings(page: _Page, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Short kept lines are headings where a paragraph follows; at the end of the article they go."""
    settled = list(verdicts)
    has_following = False
    for number in range(len(settled) - 1, -1, -1):
        verdict, text = settled[number], page.texts[number]
        if not verdict.is_kept:
            continue
        is_short = (
            text.count(" ") < 9
            and not _has_verb(text)
            and not text.endswith((".", "!", "?", '"', "”", ",", ";", "’", ")"))
        )
        if verdict.kind == "body" and is_short and text == strip_bullet(text):
            if has_following:
                settled[number] = replace(verdict, kind="heading")
            else:
                settled[number] = Verdict("boilerplate", False, "trailing_heading", page.scores[number])
                continue
        has_following = True
    return settled
