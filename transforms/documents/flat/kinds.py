"""Kept lines that are captions, repeats or headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.documents.flat.page import FlatPage, is_paragraph, is_whole_page
from transforms.documents.flat.site_name import split_site_name
from transforms.documents.lines.captions import (
    is_alt_text,
    is_bare_credit,
    is_caption,
    is_caption_label,
    tells_something,
)
from transforms.documents.lines.line_words import load_words
from transforms.documents.lines.repeats import find_repeats, normalise_line
from transforms.documents.lines.shapes import strip_bullet
from transforms.documents.lines.verdict import Verdict

_ENDS = (".", "!", "?", '"', "”", ",", ";", "’", ")")
_HEADING_WORDS = 9
_CREDIT_RULES = ("photo_credit", "named_credit")
_TRAILING_SCORE = 0.6
_LEAST_HEADING, _HEADING_SPACES = 0.2, 2  # score and words of a line that may be one, and is no name
_QUOTED_END = re.compile(r"[\"”’»]$")
_ATTRIBUTION = re.compile(r"[-–—―]{1,2} ?[^\W\d_a-z][^.!?@]{2,80}\.?")
_VERBS = frozenset(load_words("heading_verbs"))


def settle_captions(page: FlatPage, verdicts: Sequence[Verdict], title_line: int | None) -> list[Verdict]:
    """Captions that say something stay in a copied text; bare credits and a whole page's galleries go."""
    settled = list(verdicts)
    kept = [number for number, verdict in enumerate(settled) if verdict.is_kept]
    if not kept:
        return settled
    is_whole = is_whole_page(settled)
    first = min(kept[0], title_line + 1 if title_line is not None else kept[0])
    opening = next((n for n in kept if settled[n].kind == "body"), kept[0])
    for number in range(max(0, first - 1) if is_whole else 0, min(kept[-1] + 2, len(settled))):
        if number != title_line and not settled[number].reason.startswith(("rule:", "template", "after:")):
            is_head = title_line is not None and title_line < number < opening
            is_caption = is_under_picture(page, number, is_head=is_head)
            settled[number] = _settle_caption(page, settled[number], number, is_caption, is_whole)
    for number in range(1, len(settled)):
        above = settled[number - 1]
        is_counted = above.is_kept and page.texts[number - 1].isdigit() and number - 1 != title_line
        if is_counted and settled[number].kind == "caption":  # of so many pictures
            settled[number - 1] = Verdict("boilerplate", False, "picture_number", above.score)
    return settled


def _settle_caption(
    page: FlatPage, verdict: Verdict, number: int, is_caption: bool, is_whole: bool
) -> Verdict:
    text, score = page.texts[number], page.scores[number]
    if is_bare_credit(text):
        return Verdict("caption", False, "bare_credit", score)
    if is_caption:
        stays = tells_something(strip_bullet(text)) and not is_whole
        return Verdict("caption", stays, "caption" if stays else "caption_dropped", score)
    if text.islower() and text.count(" ") >= 3 and not text.endswith((".", ",", ":", "?", "!")):
        return Verdict("caption", False, "alternative_text", score)
    return verdict


def is_under_picture(page: FlatPage, number: int, *, is_head: bool = False) -> bool:
    """Whether a line is a caption by itself or because it follows the alternative text of its picture.

    In the head of a text (`is_head`) the line above a credit is one, too; below, a paragraph may stand there.
    """
    text = page.texts[number]
    following = page.rules[number + 1] if number + 1 < len(page.rules) else None
    if is_head and following is not None and following.kind == "caption":
        return True
    above = page.get_text(number - 1) if number > 0 else ""
    is_described = number > 0 and (is_alt_text(above, text) or is_caption_label(above))
    is_open_ended = not text.endswith((".", "!", "?", '"', "”", ":"))
    is_credited = following is not None and following.name in _CREDIT_RULES and is_open_ended
    return is_described or is_credited or is_caption(text, page.get_text(number + 1))


def drop_repeats(page: FlatPage, verdicts: Sequence[Verdict], title_line: int | None) -> list[Verdict]:
    """Of the title and of every paragraph one copy stays."""
    settled = list(verdicts)
    title = (
        normalise_line(split_site_name(page.texts[title_line], page.texts)[0])
        if title_line is not None
        else ""
    )
    kept = {number: page.texts[number] for number, verdict in enumerate(settled) if verdict.is_kept}
    for number, text in kept.items():
        bare = strip_bullet(text)
        if title and title in (normalise_line(split_site_name(bare, page.texts)[0]), _cut_names(bare)):
            settled[number] = Verdict("title", False, "repeated_title", page.scores[number])
    left = {number: text for number, text in kept.items() if settled[number].is_kept}
    for number in find_repeats(left):
        settled[number] = replace(settled[number], is_kept=False, reason="repeat")
    return settled


def _cut_names(text: str) -> str:
    """What stands before the first bar in a line ("Title | Money | The Gazette")."""
    return normalise_line(text.split(" | ")[0])


def keep_attributions(page: FlatPage, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Who said it, behind a dash on a line of its own, stays with the quotation above."""
    settled = list(verdicts)
    for number in range(1, len(settled)):
        above = settled[number - 1]
        is_open = not page.is_known(number) and above.is_kept and above.kind == "body"
        if (
            is_open
            and _QUOTED_END.search(page.texts[number - 1])
            and _ATTRIBUTION.fullmatch(page.texts[number])
        ):
            settled[number] = Verdict("body", True, "attribution", page.scores[number])
    return settled


def settle_headings(page: FlatPage, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Short lines between paragraphs are headings, kept ones above one, too; at the end they go."""
    settled = list(verdicts)
    for number in range(1, len(settled) - 1):
        if _is_heading_between(page, settled, number):
            settled[number] = Verdict("heading", True, "heading", page.scores[number])
    has_following = False
    for number in range(len(settled) - 1, -1, -1):
        verdict, text = settled[number], page.texts[number]
        if not verdict.is_kept:
            continue
        is_settled = verdict.reason in ("announced_list", "ticker", "spoken", "attribution")
        if verdict.kind == "body" and not is_settled and _looks_like_heading(text):
            if has_following:
                settled[number] = replace(verdict, kind="heading")
            elif verdict.score < _TRAILING_SCORE:
                settled[number] = Verdict("boilerplate", False, "trailing_heading", page.scores[number])
                continue
        has_following = True
    return settled


def _is_heading_between(page: FlatPage, verdicts: Sequence[Verdict], number: int) -> bool:
    """Whether a line of which the model was unsure stands alone between paragraphs, but for a link."""
    verdict, below = verdicts[number], verdicts[number + 1]
    rule = page.rules[number - 1]
    above = verdicts[number - 2 if rule is not None and rule.effect == "drop" and number > 1 else number - 1]
    is_between = all(v.is_kept and v.kind == "body" for v in (above, below))
    is_unsure = verdict.reason == "line_model" and verdict.score >= _LEAST_HEADING
    return (
        not verdict.is_kept
        and is_unsure
        and is_between
        and is_paragraph(page.texts[number + 1])
        and page.texts[number].count(" ") >= _HEADING_SPACES
        and _looks_like_heading(page.texts[number])
    )


def _looks_like_heading(text: str) -> bool:
    return (
        text.count(" ") < _HEADING_WORDS
        and not text.endswith(_ENDS)
        and text == strip_bullet(text)
        and not any(word in _VERBS for word in text.split()[1:])
    )
