"""The lead, and sentences, lists and turns of speakers that stand among what is kept of a copied text."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.blocks import BlockKind
from transforms.documents.flat.kinds import is_under_picture
from transforms.documents.flat.page import FlatPage, is_sentence, is_whole_page
from transforms.documents.lines.repeats import list_stems, share_words
from transforms.documents.lines.rules import is_addressed, is_report
from transforms.documents.lines.shapes import strip_bullet
from transforms.documents.lines.transcript import find_turns
from transforms.documents.lines.verdict import Verdict

_SHORT_TEXT = 40  # lines; of longer texts the model is sure enough
_LEAST_REPORT = 0.15  # and of a sentence that reports something
_LEAST_SCORE = 0.3  # few sentences of an article score less; sentences of the page around it mostly do
_LEAST_LEAD, _LEAD_WORDS, _LEAD_REACH = 0.2, 14, 15
_LEAST_BELOW, _SHARED_BELOW, _TOLD_SPACES = 0.12, 0.15, 6  # of a sentence below a list of other articles
_LEAST_SPOKEN = 0.25  # of a line below the last turn of a speaker
_LONGEST_LIST = 14  # lines
_ENDS = (".", "!", "?", "…")
_CLOSING = ("copyright", "about_publisher", "syndication", "reporters")  # rules of lines behind an article


def keep_lead(page: FlatPage, verdicts: Sequence[Verdict], title_line: int | None) -> list[Verdict]:
    """A long sentence that reports something, soon under the title, stays whatever stands around it."""
    settled = list(verdicts)
    first = _find_first(settled)
    if title_line is None:
        return settled
    for number in range(title_line + 1, min(first, title_line + _LEAD_REACH)):
        text = page.texts[number]
        least = _LEAST_LEAD if is_report(text) else _LEAST_SCORE
        is_told = is_sentence(text) and not is_addressed(text)
        is_long = text.count(" ") >= _LEAD_WORDS and is_told and page.scores[number] > least
        if is_long and not settled[number].is_kept and _is_open(page, number):
            kind: BlockKind = "deck" if _has_known(page, number, first) else "body"
            settled[number] = Verdict(kind, True, "lead", page.scores[number])
    return settled


def keep_sentences(page: FlatPage, verdicts: Sequence[Verdict], title_line: int | None) -> list[Verdict]:
    """In a copied text: sentences between title and first list of the site, lists, turns of speakers.

    The model is unsure of such lines where the text is short.
    """
    settled = list(verdicts)
    if is_whole_page(settled):
        return settled
    start, end = _find_bounds(page, settled, title_line)
    is_short = len(settled) <= _SHORT_TEXT
    first = _find_first(settled)
    spoken = _find_spoken(page, end)
    for number in range(min([start, *spoken[:1]]), end):
        if settled[number].is_kept or not _is_open(page, number):
            continue
        text = page.texts[number]
        least = _LEAST_REPORT if is_report(text) else _LEAST_SCORE
        is_likely = is_short and page.scores[number] >= least
        if number in spoken or (is_likely and _is_plain_sentence(text)):
            reason = "spoken" if number in spoken else "among_sentences"
            kind: BlockKind = "deck" if number < first and _has_known(page, number, first) else "body"
            settled[number] = Verdict(kind, True, reason, page.scores[number])
    if not is_short:
        return settled
    if _is_cut_off(page, settled):
        settled[-1] = Verdict("body", True, "cut_off", page.scores[-1])
    return _keep_lists(page, _keep_below_list(page, settled, end), start, end)


def _is_cut_off(page: FlatPage, verdicts: Sequence[Verdict]) -> bool:
    """Whether the text breaks off in a sentence: its last line, right below one that stays."""
    last = len(verdicts) - 1
    text = page.texts[last]
    is_open = last > 0 and verdicts[last - 1].is_kept and not page.is_known(last)
    words = text.split()
    is_written = len(words) > _TOLD_SPACES and sum(word[0].islower() for word in words) * 2 >= len(words)
    return is_open and is_written and page.scores[last] >= _LEAST_BELOW and not is_addressed(text)


def _keep_below_list(page: FlatPage, verdicts: list[Verdict], start: int) -> list[Verdict]:
    """Sentences below a list of other articles that talk of what the article talks of: it goes on there."""
    told = list_stems(t for t, v in zip(page.texts, verdicts, strict=True) if v.is_kept)
    for number in range(start, len(verdicts)):
        rule, text = page.rules[number], page.texts[number]
        if rule is not None and (rule.effect == "end" or rule.name in _CLOSING):
            break
        is_told = text.count(" ") >= _TOLD_SPACES and _is_plain_sentence(text) and not is_addressed(text)
        is_likely = page.scores[number] >= _LEAST_BELOW and share_words(text, told) >= _SHARED_BELOW
        if is_told and is_likely and not verdicts[number].is_kept and _is_open(page, number):
            verdicts[number] = Verdict("body", True, "goes_on", page.scores[number])
    return verdicts


def _find_spoken(page: FlatPage, end: int) -> range:
    """The lines of a transcript from the first turn on, down to the first one of the page below the last."""
    turns = [number for number, is_turn in enumerate(find_turns(page.texts[:end])) if is_turn]
    if not turns:
        return range(0)
    below = range(turns[-1] + 1, end)
    last = next((n for n in below if page.is_known(n) or page.scores[n] < _LEAST_SPOKEN), end)
    return range(turns[0], last)


def _find_bounds(page: FlatPage, verdicts: Sequence[Verdict], title_line: int | None) -> tuple[int, int]:
    """The first kept line, or the one under the title, and the first below it with which the site goes on."""
    kept = _find_first(verdicts)
    start = kept
    if title_line is not None and title_line < kept and kept - title_line <= _LEAD_REACH:
        start = title_line + 1
    for number in range(kept, len(verdicts)):
        rule = page.rules[number]
        if rule is not None and (rule.effect != "drop" or rule.name in _CLOSING):
            return start, number
    return start, len(verdicts)


def _find_first(verdicts: Sequence[Verdict]) -> int:
    return next((n for n, v in enumerate(verdicts) if v.is_kept and v.kind == "body"), len(verdicts))


def _has_known(page: FlatPage, number: int, first: int) -> bool:
    """Whether byline, date or the like part a line from the text below: then it is a deck."""
    return any(page.is_known(n) for n in range(number + 1, first))


def _is_open(page: FlatPage, number: int) -> bool:
    return not page.is_known(number) and not is_under_picture(page, number)


def _is_plain_sentence(text: str) -> bool:
    """Whether a line is written like a sentence: a capital, words in small letters, a mark at its end."""
    words = text.split()
    return (
        len(words) >= 3
        and not text[0].islower()
        and sum(word[0].islower() for word in words) * 3 >= len(words)
        and text.rstrip("\"'”’)").endswith(_ENDS)
        and not text.endswith("...")
    )


def _keep_lists(page: FlatPage, verdicts: list[Verdict], start: int, end: int) -> list[Verdict]:
    """What a line with a colon at its end announces: items with bullets, or rows down to a sentence."""
    for number in range(start, end):
        if not page.texts[number].endswith(":") or not (
            verdicts[number].is_kept or _is_between(verdicts, number)
        ):
            continue
        last = _find_list_end(page, verdicts, number, end)
        if last > number + 1 and _is_open(page, number):
            for place in range(number, last):
                if not verdicts[place].is_kept:
                    verdicts[place] = Verdict("body", True, "announced_list", page.scores[place])
    return verdicts


def _is_between(verdicts: Sequence[Verdict], number: int) -> bool:
    return any(v.is_kept for v in verdicts[max(0, number - 2) : number])


def _find_list_end(page: FlatPage, verdicts: Sequence[Verdict], start: int, end: int) -> int:
    """The line behind a list: of bullets, else of rows that a kept sentence ends; `start`: no list."""
    number = start + 1
    is_bulleted = number < end and strip_bullet(page.texts[number]) != page.texts[number]
    while number < end and number - start <= _LONGEST_LIST and not page.is_known(number):
        text = page.texts[number]
        if is_bulleted and strip_bullet(text) == text:
            return number
        if not is_bulleted and verdicts[number].is_kept and is_sentence(text):
            return number
        number += 1
    return number if is_bulleted else start
