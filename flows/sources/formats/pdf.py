"""PDF files that hold text: paragraphs by their place on the page, without running heads and page numbers."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from flows.sources.formats.open_file import OpenFile, import_extra
from flows.sources.formats.press_exports import read_text_record
from flows.sources.items import SourceItem, UnreadableItem
from transforms.documents.lines.date_lines import is_date_line

MAX_PAGES = 300
_PAGE_NUMBER = re.compile(r"(?:page\s*|p\.\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_MIN_CHARS = 20


def read_pdf(file: OpenFile) -> Iterator[SourceItem]:
    """Yield the document of a PDF file, and what of it was left out: pages after MAX_PAGES.

    Raises:
        MissingExtraError: the extra [pdf] is not installed.
    """
    import_extra("pdfminer", "pdf", "PDF files")
    content = file.read_all()
    try:
        pages, page_count, information = _read_pages(content)
    except Exception as error:  # whatever the library raises, it is the file that is damaged
        name = type(error).__name__
        reason = "is locked by a password" if "Password" in name else f"not readable as PDF: {error or name}"
        yield file.refuse("PdfError", reason)
        return
    text = "\n\n".join(_drop_margins(pages))
    if len(text.strip()) < _MIN_CHARS:
        yield file.refuse("PdfError", "the PDF holds no text (a scan needs text recognition first)")
        return
    yield from read_text_record(file, text, {"title": _find_title(information)})
    if page_count > len(pages):
        reason = f"the PDF has {page_count:,} pages; those after the first {len(pages):,} are left out"
        yield UnreadableItem(file.source.name, f"{file.uri}#page={len(pages) + 1}", "PdfPagesError", reason)


def _read_pages(content: bytes) -> tuple[list[list[str]], int, dict[str, Any]]:
    """Paragraphs of each page up to MAX_PAGES, the number of pages, what the file says about itself."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams, LTTextContainer
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    pages = [
        [text for part in page if isinstance(part, LTTextContainer) for text in _join_lines(part.get_text())]
        for page in extract_pages(io.BytesIO(content), maxpages=MAX_PAGES, laparams=LAParams())
    ]
    page_count = len(pages) if len(pages) < MAX_PAGES else sum(1 for _ in PDFPage.create_pages(document))
    return pages, page_count, next(iter(document.info), {})


def _join_lines(text: str) -> list[str]:
    """A block of lines as one paragraph; a date above it on a line of its own stays one."""
    first, _, rest = _HYPHEN.sub("", text).strip().partition("\n")
    parts = [first, rest] if rest and is_date_line(first.strip()) else [first + " " + rest]
    return [" ".join(part.split()) for part in parts]


def _drop_margins(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """All paragraphs but page numbers and lines that stand on most pages."""
    counts = Counter(text for page in pages for text in set(page))
    for page in pages:
        for text in page:
            is_running = len(pages) > 2 and counts[text] > len(pages) / 2
            if text and not is_running and not _PAGE_NUMBER.fullmatch(text):
                yield text


def _find_title(information: dict[str, Any]) -> str | None:
    """The title of the file, unless it is the name of another one."""
    value = information.get("Title")
    if not isinstance(value, bytes):
        return None
    text = value.decode(
        "utf-16" if value.startswith((b"\xfe\xff", b"\xff\xfe")) else "latin-1", "replace"
    ).strip()
    return text if " " in text and not re.search(r"\.\w{2,4}$|^(?:Microsoft|untitled)", text, re.I) else None
