"""Pages that are too big or too deep to walk: lines in linear time, sorted by the model for flat text."""

from __future__ import annotations

from transforms.documents.block_draft import BlockDraft
from transforms.documents.flat.article import sort_lines
from transforms.documents.html.page import HtmlPage
from transforms.documents.lines.html_text import strip_tags
from transforms.documents.lines.lines import split_lines
from transforms.documents.repair.repair import repair_text
from transforms.documents.template_memory import Recall, recall_nothing

_MAX_LINES = 3000
_MAX_LINE = 20_000
_MAX_TEXT = 2_000_000


def extract_heavy_page(page: HtmlPage, recall: Recall = recall_nothing) -> tuple[BlockDraft, ...]:
    """The article of a page that careful extraction would stall on.

    Only the first lines are read; what is too long for a line of an article is left out. The last block says
    how much was not read.
    """
    text = strip_tags(page.source)
    lines = split_lines(text[:_MAX_TEXT])
    fitting = [line for line in lines if len(line.text) <= _MAX_LINE][:_MAX_LINES]
    drafts: list[BlockDraft] = []
    if fitting:
        article = sort_lines(fitting, recall([line.text for line in fitting]))
        for line, verdict in zip(fitting, article.verdicts, strict=True):
            repaired = repair_text(line.text).text
            drafts.append(BlockDraft(repaired, verdict.kind, verdict.is_kept, verdict.reason, verdict.score))
    left = len(lines) - len(fitting)
    if left or len(text) > _MAX_TEXT:
        note = f"{left} further lines of a page of {len(page.source)} characters were not read"
        drafts.append(BlockDraft(note, "boilerplate", False, "page_too_large"))
    return tuple(drafts)
