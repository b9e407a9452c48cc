"""Word processors: .docx, .odt and .rtf, their paragraphs and tables as text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flows.sources.formats.open_file import OpenFile, TooLargeError, import_extra
from flows.sources.formats.press_exports import read_text_record
from flows.sources.items import SourceItem

_HEADINGS = ("title", "heading 1")


def read_docx(file: OpenFile) -> Iterator[SourceItem]:
    """Yield the document of a Word file.

    Raises:
        MissingExtraError: the extra [office] is not installed.
    """
    docx = import_extra("docx", "office", "Word files")
    content = file.read_all()
    try:
        document = docx.Document(io.BytesIO(content))
        lines = [line for part in document.iter_inner_content() for line in _write_part(part)]
    except Exception as error:  # whatever the library raises, it is the file that is damaged
        yield from _read_bare_docx(file, content, error)
        return
    properties = document.core_properties
    title = next((p.text for p in document.paragraphs if _is_heading(p) and p.text.strip()), None)
    yield from read_text_record(
        file, "\n\n".join(lines), {"title": title, "published": _find_date(properties)}
    )


def read_odt(file: OpenFile) -> Iterator[SourceItem]:
    """Yield the document of an OpenDocument text.

    Raises:
        MissingExtraError: the extra [office] is not installed.
    """
    odfdo = import_extra("odfdo", "office", "OpenDocument texts")
    content = file.read_all()
    try:
        body = odfdo.Document(io.BytesIO(content)).body
        parts = body.get_elements("descendant::text:h|descendant::text:p")
        lines = [text for part in parts if (text := str(part.text_recursive).strip())]
        heads = [str(part.text_recursive).strip() for part in body.get_elements("descendant::text:h")]
    except Exception as error:  # as above
        yield file.refuse("OfficeFileError", f"not readable as an OpenDocument text: {error}")
        return
    yield from read_text_record(file, "\n\n".join(lines), {"title": next((h for h in heads if h), None)})


def read_rtf(file: OpenFile) -> Iterator[SourceItem]:
    """Yield the document of an RTF file.

    Raises:
        MissingExtraError: the extra [office] is not installed.
    """
    striprtf = import_extra("striprtf.striprtf", "office", "RTF files")
    content = file.read_all()
    try:
        text = striprtf.rtf_to_text(content.decode("cp1252", "replace"), encoding="cp1252", errors="replace")
    except Exception as error:  # as above
        yield file.refuse("OfficeFileError", f"not readable as RTF: {error}")
        return
    lines = [" ".join(line.split()) for line in text.splitlines()]
    yield from read_text_record(file, "\n\n".join(line for line in lines if line), {})


def _write_part(part: Any) -> Iterator[str]:
    """The lines of a paragraph or a table, a row of which is one line."""
    if hasattr(part, "rows"):
        for row in part.rows:
            cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
            if line := " | ".join(cell for cell in cells if cell):
                yield line
    elif part.text.strip():
        yield from (line.strip() for line in part.text.split("\n") if line.strip())


def _is_heading(paragraph: Any) -> bool:
    style = getattr(paragraph.style, "name", "") or ""
    return style.lower() in _HEADINGS


def _find_date(properties: Any) -> str | None:
    """The day when the file was written, where its template does not state one (python-docx: 2013)."""
    created = properties.created
    return created.date().isoformat() if isinstance(created, datetime) and created.year > 2013 else None


def _read_bare_docx(file: OpenFile, content: bytes, error: Exception) -> Iterator[SourceItem]:
    """The paragraphs of a Word file whose relations are missing, as some exporters leave them out."""
    import zipfile

    from lxml import etree

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo("word/document.xml").file_size > file.max_bytes:
                raise TooLargeError(f"its text is larger than {file.max_bytes:,} bytes")
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(archive.read("word/document.xml"), parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        yield file.refuse("OfficeFileError", f"not readable as a Word file: {error}")
        return
    lines = ["".join(t.text or "" for t in p.iter(f"{space}t")) for p in root.iter(f"{space}p")]
    yield from read_text_record(file, "\n\n".join(line for line in lines if line.strip()), {})
