"""Lists of other articles, in the text and below it."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.documents.flat.page import FlatPage, is_paragraph, is_sentence, list_stretches
from transforms.documents.lines.rules import is_report
from transforms.documents.lines.verdict import Verdict
from transforms.lexicon.patterns import load_pattern

FAR_LINES = 8  # dropped lines in a row that cut a stretch off the article
SMALL_SHARE = 0.3  # of the article's words: less than that far from it is no part of it
SURE = 0.9  # score of a paragraph that belongs to the article wherever it stands
_SHORTEST_LIST = 5  # lines
_SHORT_SPACES = 4  # of a sentence that is sure to be of the article, with which it goes on below a list
_LIKELY, _LIKELY_ALONE = (
    0.12,
    0.05,
)  # score of the line that announces a list, beside an article and without one
_HARDLY, _UNLIKELY_LINES = 0.001, 3  # score that no line of a list has so often in a row
_ANNOUNCES = load_pattern("documents", "announces")
_CAPITAL_WORDS = 7  # a line in capitals of so many words is a link, a shorter one may be a heading


def cut_lists(page: FlatPage, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """After a heading such as "Related posts" its teasers go, and all the rest where little is left."""
    settled = list(verdicts)
    total = max(page.count_words([n for n, v in enumerate(settled) if v.is_kept]), 1)
    seen = reports = 0
    number = 0
    while number < len(settled):
        if settled[number].is_kept:
            seen += page.count_words([number])
            reports += is_report(page.texts[number])
        rule = page.rules[number]
        if rule is None or rule.effect == "drop" or settled[number].is_kept or not seen:
            number += 1
            continue
        rest = [n for n in range(number + 1, len(settled)) if settled[n].is_kept]
        is_news = reports > 1
        is_small = page.count_words(rest) < total * SMALL_SHARE
        is_empty = rule.effect == "end" or (is_news and not any(is_report(page.texts[n]) for n in rest))
        is_end = (is_small or is_empty) and not _resumes(
            page, settled, number + 1, 2 if rule.effect == "end" else 1
        )
        end = len(settled) if is_end else _find_resumption(page, settled, number + 1)
        _drop(page, settled, [n for n in range(number + 1, end) if settled[n].is_kept], f"after:{rule.name}")
        number = max(end, number + 1)
    return settled


def keep_announced_lists(page: FlatPage, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """What "The winners in full:" announces belongs to the article, down to a line that is known."""
    settled = list(verdicts)
    first = next((number for number, verdict in enumerate(settled) if verdict.is_kept), None)
    likely = _LIKELY if first is not None else _LIKELY_ALONE
    for number in range(first or 0, len(settled)):
        if page.is_known(number) or not _announces_list(page.texts[number]):
            continue
        end = _find_list_end(page, number)
        if end - number > _SHORTEST_LIST and end < len(settled) and page.scores[number] > likely:
            for place in range(number, end):
                if not settled[place].is_kept:
                    settled[place] = Verdict("body", True, "announced_list", page.scores[place])
    return settled


def _find_list_end(page: FlatPage, start: int) -> int:
    """The first line below that is known, or with which several lines begin that look like a menu."""
    end, unlikely = start + 1, 0
    while end < len(page.texts) and not page.is_known(end):
        unlikely = unlikely + 1 if page.scores[end] <= _HARDLY else 0
        end += 1
        if unlikely == _UNLIKELY_LINES:
            return end - unlikely
    return end


def _announces_list(text: str) -> bool:
    return text.endswith(":") and 20 < len(text) < 400 and _ANNOUNCES.search(text) is not None


def cut_teasers(page: FlatPage, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """In the article: links in capitals, and teasers of a headline, a sentence and a date."""
    settled = list(verdicts)
    kept = [n for n, v in enumerate(settled) if v.is_kept]
    capitals = [n for n in kept if page.texts[n].isupper() and page.texts[n].count(" ") >= _CAPITAL_WORDS - 1]
    if len(capitals) * 3 < len(kept):
        _drop(page, settled, [n for n in capitals if not is_sentence(page.texts[n])], "link_in_capitals")
    body = [n for n in kept if settled[n].kind == "body"]
    for number in range(body[2] if len(body) > 2 else len(settled), len(settled)):
        if number < body[-1] and settled[number].reason == "rule:date_line":
            _drop(page, settled, _find_teaser(page, settled, number), "teaser")
    return settled


def _find_teaser(page: FlatPage, verdicts: Sequence[Verdict], date_line: int) -> list[int]:
    """The kept lines of a teaser that ends with a date: a summary or none, a headline, a label or none."""
    number = date_line - 1
    found: list[int] = []
    if verdicts[number].is_kept and is_sentence(page.texts[number]) and page.texts[number].count(" ") < 60:
        found.append(number)
        number -= 1
    headline = page.texts[number]
    if not verdicts[number].is_kept or headline.endswith(".") or not 4 <= headline.count(" ") < 20:
        return []
    found.append(number)
    while number and verdicts[number - 1].is_kept and page.texts[number - 1].count(" ") <= 3:
        number -= 1
        found.append(number)
    return found


def cut_far_stretches(page: FlatPage, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Small stretches far below the article belong to the page."""
    settled = list(verdicts)
    stretches = list_stretches(settled, gap=FAR_LINES)
    if len(stretches) < 2:
        return settled
    weights = [page.count_words(stretch) for stretch in stretches]
    heaviest = max(weights)
    start = stretches[weights.index(heaviest)][0]
    for stretch, weight in zip(stretches, weights, strict=True):
        is_sure = sum(1 for number in stretch if _is_sure_paragraph(page, number)) > 1
        if weight < heaviest * SMALL_SHARE and stretch[0] > start and not is_sure:
            _drop(page, settled, stretch, "far_from_article")
    return settled


def _resumes(page: FlatPage, verdicts: Sequence[Verdict], start: int, needed: int) -> bool:
    """Whether `needed` whole sentences that report something, or two sure paragraphs, follow soon."""
    near = [n for n in range(start, min(start + 10, len(verdicts))) if verdicts[n].is_kept]
    if sum(1 for n in near if is_report(page.texts[n]) and page.texts[n].count(" ") >= 14) >= needed:
        return True
    rest = [n for n in range(start, min(start + 25, len(verdicts))) if verdicts[n].is_kept]
    return sum(1 for n in rest if _is_sure_paragraph(page, n)) > 1


def _is_sure_paragraph(page: FlatPage, number: int) -> bool:
    text = page.texts[number]
    return page.scores[number] > SURE and text.count(" ") >= 20 and is_sentence(text)


def _find_resumption(page: FlatPage, verdicts: Sequence[Verdict], start: int) -> int:
    for number in range(start, len(verdicts)):
        text = page.texts[number]
        if not verdicts[number].is_kept or not text.rstrip("\"'”’)").endswith((".", "!", "?", ":")):
            continue
        is_sure = page.scores[number] > SURE and text.count(" ") >= _SHORT_SPACES
        if is_sure or is_paragraph(text):
            return number
    return len(verdicts)


def _drop(page: FlatPage, verdicts: list[Verdict], numbers: Sequence[int], reason: str) -> None:
    for number in numbers:
        verdicts[number] = Verdict("boilerplate", False, reason, page.scores[number])
