"""The verdict on each line of an HTML page: kept or dropped, of which kind, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from schemas.blocks import BlockKind
from transforms.documents.block_draft import BlockDraft
from transforms.documents.html.lines import HtmlLine
from transforms.documents.lines.captions import has_credit, is_bare_credit, strip_credit, tells_something
from transforms.documents.lines.date_lines import is_date_line
from transforms.documents.lines.repeats import find_repeats, normalise_line
from transforms.documents.lines.rules import match_rule
from transforms.lexicon.patterns import load_pattern

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ZONE_KINDS: dict[str, BlockKind] = {
    "caption": "caption",
    "credit": "caption",
    "about_author": "byline",
    "metadata": "metadata",
}
_DECK_NAME = load_pattern("documents", "deck_name")
_TRAILING_CREDIT = re.compile(r"(?<=[.!?\"”’]) *[(\[][^()\[\]\d]{2,60}[)\]]$")
_INVITATION = load_pattern("documents", "invitation")
_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ENDS = (".", "!", "?", '."', ".”")
_TOLD_SPACES = 4  # of a sentence in the cell of a table that arranges the page
_SHORT_TEXT = 1500  # characters; of longer articles tables are left out
_LABEL_WORDS = 6  # of the names in a list of sponsors and the like
_GAP = 12  # dropped lines in a row over which the article may go on


def settle_lines(
    lines: Sequence[HtmlLine],
    found: frozenset[int],
    reason: str,
    title: str | None,
    is_template: Callable[[str], bool],
) -> tuple[BlockDraft, ...]:
    """Turn the lines of a page into blocks.

    Args:
        lines: all lines of the page.
        found: numbers of those that the extractor counts among the article.
        reason: name of the extractor.
        title: the title of the article, if it is known.
        is_template: whether a line stands on other pages of the site.
    """
    late = _find_late_start(lines, found)
    drafts = [_judge(line, number in found, reason, number >= late) for number, line in enumerate(lines)]
    drafts = [_forget(draft, is_template) for draft in drafts]
    drafts = _settle_title(lines, drafts, title)
    drafts = _cut_above_title(drafts)
    drafts = _recover(lines, drafts)
    drafts = _keep_captions(lines, drafts)
    drafts = _cut_tails(lines, drafts)
    drafts = _drop_repeats(drafts)
    return tuple(_settle_headings(drafts))


def _find_late_start(lines: Sequence[HtmlLine], found: frozenset[int]) -> int:
    """The line at which two thirds of the article have passed: from there on, rules for its end apply."""
    total = sum(len(lines[number].text) for number in found)
    seen = 0
    for number in sorted(found):
        seen += len(lines[number].text)
        if seen > 0.66 * total:
            return number
    return 0


def _judge(line: HtmlLine, is_found: bool, reason: str, is_late: bool) -> BlockDraft:
    text = line.text
    rule = match_rule(text)
    if rule is not None and rule.zone == "end" and not is_late:
        rule = None
    if not is_found and line.zone is not None:
        return BlockDraft(text, _ZONE_KINDS.get(line.zone, "boilerplate"), False, f"zone:{line.zone}")
    if rule is not None:
        return BlockDraft(text, rule.kind, False, f"rule:{rule.name}")
    if is_date_line(text):
        return BlockDraft(text, "metadata", False, "rule:date_line")
    if line.zone is not None and line.zone != "hidden":
        return BlockDraft(text, _ZONE_KINDS.get(line.zone, "boilerplate"), False, f"zone:{line.zone}")
    if not is_found:
        return BlockDraft(text, "boilerplate", False, f"not_found:{reason}")
    if line.link_share > 0.9 and not _SENTENCE.search(text) and len(text) < 160:
        return BlockDraft(text, "boilerplate", False, "link_line")
    is_told = text.endswith(_ENDS) and text.count(" ") >= _TOLD_SPACES
    if line.tag in ("td", "th", "caption") and len(text) < 60 and not is_told:
        return BlockDraft(text, "boilerplate", False, "table_cell")
    if _INVITATION.search(text) and len(text) < 260:
        return BlockDraft(text, "boilerplate", False, "invitation")
    if is_bare_credit(text) or has_credit(text):
        return BlockDraft(text, "caption", False, "zone:caption" if has_credit(text) else "credit")
    return BlockDraft(text, "heading" if line.tag in _HEADINGS else "body", True, reason)


def _forget(draft: BlockDraft, is_template: Callable[[str], bool]) -> BlockDraft:
    """A line that the extractor found, or left out between others, is none of the article's on every page."""
    is_open = draft.is_kept or draft.reason.startswith("not_found")
    if is_open and is_template(draft.text):
        return BlockDraft(draft.text, "boilerplate", False, "template_memory")
    return draft


def _settle_title(lines: Sequence[HtmlLine], drafts: list[BlockDraft], title: str | None) -> list[BlockDraft]:
    """Lines that repeat the title are the title; a heading of the first rank is one anyway."""
    wanted = normalise_line(title or "")
    settled = list(drafts)
    for number, draft in enumerate(drafts):
        line = lines[number]
        key = normalise_line(line.text)
        is_title = (
            bool(wanted) and len(key) > 8 and (key == wanted or (line.tag == "h1" and _is_near(key, wanted)))
        )
        if is_title or (line.tag == "h1" and draft.is_kept and not wanted):
            settled[number] = BlockDraft(line.text, "title", False, "title")
    return settled


def _cut_above_title(drafts: list[BlockDraft]) -> list[BlockDraft]:
    """Kept lines above the title belong to the site, where nearly all of the text follows the title."""
    title = next((number for number, draft in enumerate(drafts) if draft.kind == "title"), 0)
    above = sum(len(draft.text) for draft in drafts[:title] if draft.is_kept)
    total = sum(len(draft.text) for draft in drafts if draft.is_kept)
    if above > 0.15 * total:
        return drafts
    cut = [
        BlockDraft(d.text, "boilerplate", False, "above_title") if d.is_kept else d for d in drafts[:title]
    ]
    return cut + drafts[title:]


def _is_near(key: str, wanted: str) -> bool:
    a, b = set(key.split()), set(wanted.split())
    return len(a & b) >= 0.6 * min(len(a), len(b)) and min(len(a), len(b)) >= 3


def _recover(lines: Sequence[HtmlLine], drafts: list[BlockDraft]) -> list[BlockDraft]:
    """Keep what the extractor left out: the deck under the title, paragraphs between those of the article."""
    kept = [number for number, draft in enumerate(drafts) if draft.is_kept]
    if not kept:
        return drafts
    parents = _list_parents(lines, kept)
    first, last = kept[0], kept[-1]
    titles = [number for number, draft in enumerate(drafts) if draft.kind == "title" and number < first]
    settled = list(drafts)
    is_short = sum(len(drafts[number].text) for number in kept) < _SHORT_TEXT
    last = _find_last(lines, last, parents) if is_short else last
    for number in range(titles[-1] + 1 if titles else first, last + 1):
        line, draft = lines[number], drafts[number]
        if draft.is_kept:
            if titles and number <= first + 1 and draft.kind == "body" and _DECK_NAME.search(line.name):
                settled[number] = BlockDraft(line.text, "deck", True, "deck")
        elif not draft.reason.startswith("not_found"):
            continue
        elif number < first and titles and _is_deck(line, number - titles[-1]):
            settled[number] = BlockDraft(line.text, "deck", True, "deck")
        else:
            settled[number] = _judge_left_out(line, parents, first < number < last, is_short) or draft
    return settled


def _judge_left_out(line: HtmlLine, parents: set[int], is_inside: bool, is_short: bool) -> BlockDraft | None:
    """What a line is that the extractor left out beside the article's paragraphs; None for no part of it."""
    if _is_text(line, parents, is_inside=is_inside):
        return BlockDraft(line.text, "body", True, "among_paragraphs")
    if is_short and (_is_cell(line, parents) or _is_item(line, parents)):
        return BlockDraft(line.text, "body", True, "row_of_short_page")
    if line.parent in parents and is_inside and _is_section(line):
        return BlockDraft(line.text, "heading", True, "among_paragraphs")
    return None


def _find_last(lines: Sequence[HtmlLine], last: int, parents: set[int]) -> int:
    """The last line of a list right below the text of a short page, or of a table that a colon announces."""
    is_announced = lines[last].text.endswith(":")
    while last + 1 < len(lines) and (
        _is_item(lines[last + 1], parents) or (is_announced and _is_cell(lines[last + 1], parents))
    ):
        last += 1
    return last


def _is_text(line: HtmlLine, parents: set[int], *, is_inside: bool) -> bool:
    """Whether a line is a paragraph of the article, or inside of it a short sentence or an item."""
    if line.parent in parents or line.block in parents:
        return _is_paragraph(line) or (is_inside and (_is_short_sentence(line) or _is_item(line, parents)))
    return is_inside and _is_item(line, parents)


def _list_parents(lines: Sequence[HtmlLine], kept: Sequence[int]) -> set[int]:
    """The elements that hold paragraphs of the article; a div that holds text itself is one, too."""
    body = [lines[number] for number in kept if lines[number].tag not in _HEADINGS]
    return {line.parent for line in body} | {line.block for line in body}


def _is_item(line: HtmlLine, parents: set[int]) -> bool:
    """Whether a line is an item of a list that stands among the paragraphs of the article."""
    return (
        line.tag == "li" and line.link_share < 0.3 and line.around[-3:-2] != () and line.around[-3] in parents
    )


def _is_cell(line: HtmlLine, parents: set[int]) -> bool:
    """Whether a line is in a cell of a table that stands among the paragraphs of the article."""
    if line.zone is not None or line.link_share > 0.3 or "table" not in line.path:
        return False
    return line.path.index("table") > 0 and line.around[line.path.index("table") - 1] in parents


def _is_section(line: HtmlLine) -> bool:
    return line.tag in ("h2", "h3", "h4") and line.link_share < 0.3 and 2 < len(line.text) < 120


def _is_deck(line: HtmlLine, distance: int) -> bool:
    words = line.text.count(" ") + 1
    if line.link_share > 0.3 or words < 6 or words > 80:
        return False
    is_placed = (line.tag in ("h2", "p") and "header" in line.path) or (line.tag == "h2" and distance <= 2)
    return bool(_DECK_NAME.search(line.name)) or (is_placed and words >= 8)


def _is_paragraph(line: HtmlLine) -> bool:
    if line.tag not in ("p", "div", "br", "li", "blockquote") or line.link_share > 0.5:
        return False
    words = line.text.count(" ") + 1
    return words >= 4 and _SENTENCE.search(line.text) is not None and (words >= 8 or line.text[0] in "\"“‘'«")


def _is_short_sentence(line: HtmlLine) -> bool:
    """Whether a line is a sentence of a few words; only between paragraphs such a line is surely text."""
    return (
        line.link_share < 0.3 and line.text.count(" ") >= 2 and line.text.endswith((".", "!", "?", "”", '"'))
    )


def _keep_captions(lines: Sequence[HtmlLine], drafts: list[BlockDraft]) -> list[BlockDraft]:
    """Captions inside the article that are sentences stay, without their credit."""
    kept = [number for number, draft in enumerate(drafts) if draft.is_kept]
    titles = [number for number, draft in enumerate(drafts) if draft.kind == "title"]
    if not kept:
        return drafts
    start = min([kept[0], *(number for number in titles if kept[0] - number < 2 * _GAP)])
    settled = list(drafts)
    for number in range(start, kept[-1] + 1):
        if drafts[number].reason != "zone:caption":
            continue
        text = _TRAILING_CREDIT.sub("", strip_credit(lines[number].text).strip())
        if tells_something(text) and text.count(" ") >= 6 and match_rule(text) is None:
            settled[number] = BlockDraft(text, "caption", True, "caption")
    return settled


def _cut_tails(lines: Sequence[HtmlLine], drafts: list[BlockDraft]) -> list[BlockDraft]:
    """What follows "Related stories" and the like is a list of the site where it consists of links."""
    settled = list(drafts)
    in_tail = False
    for number, draft in enumerate(drafts):
        rule = match_rule(lines[number].text)
        if rule is not None and rule.effect == "tail":
            in_tail = True
        elif draft.is_kept and in_tail:
            is_name = draft.kind == "body" and draft.text.count(" ") < _LABEL_WORDS
            is_label = lines[number].tag == "li" or is_name
            if lines[number].link_share > 0.5 or (is_label and not _SENTENCE.search(draft.text)):
                settled[number] = BlockDraft(draft.text, "boilerplate", False, "after_list_heading")
            elif _is_paragraph(lines[number]):
                in_tail = False
    return settled


def _drop_repeats(drafts: list[BlockDraft]) -> list[BlockDraft]:
    kept = {number: draft.text for number, draft in enumerate(drafts) if draft.is_kept}
    repeats = find_repeats(kept)
    return [
        BlockDraft(draft.text, draft.kind, False, "repeat") if number in repeats else draft
        for number, draft in enumerate(drafts)
    ]


def _settle_headings(drafts: list[BlockDraft]) -> list[BlockDraft]:
    """A heading stays where a kept block that is no heading follows before the article ends."""
    settled = list(drafts)
    is_followed = False
    for number in range(len(drafts) - 1, -1, -1):
        draft = drafts[number]
        if not draft.is_kept:
            continue
        if draft.kind == "heading" or (draft.text.endswith(":") and len(draft.text) < 60):
            if not is_followed:
                settled[number] = BlockDraft(draft.text, draft.kind, False, "heading_without_text")
            is_followed = False
        else:
            is_followed = True
    return settled
