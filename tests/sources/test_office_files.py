"""Word processor files and PDFs, written by python-docx, odfdo and by hand; saved pages by their content."""

from __future__ import annotations

import sys
from pathlib import Path

import docx
import odfdo
import pytest

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import read_files
from flows.sources.items import SourceDocument, SourceItem, UnreadableItem
from flows.sources.record import read_record

ONE = "The ministry of Norland lent nine buses to Ostra on Monday, the minister said in Lubec."
TWO = "It wants all of them back before the summer begins."
PAGE = f"<!DOCTYPE html><html><body><h1>Buses</h1><p>{ONE}</p></body></html>"


def read(path: Path) -> list[SourceItem]:
    return list(read_files(SourceDeclaration("t", str(path)), 100_000))


def read_one(path: Path) -> tuple[str, dict[str, str]]:
    (item,) = read(path)
    assert isinstance(item, SourceDocument), item
    record = read_record(item.content)
    return record.content.decode(), dict(record.metadata)


def make_pdf(lines: list[str], page_count: int = 1, step: int = 60) -> bytes:
    """A PDF of pages that all are the same; with so many points from line to line each is a paragraph."""
    text = "".join(f"BT /F1 10 Tf 40 {760 - step * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{5 + n} 0 R' for n in range(page_count))}]/Count {page_count}>>",
        f"<</Length {len(text)}>>\nstream\n{text}endstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    objects += [page] * page_count
    content, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(content)
    content += (
        f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    return content.encode()


def test_word_file_with_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Buses go north", 0)
    document.add_paragraph(ONE)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Buses", "9"
    document.add_paragraph(TWO)
    document.save(str(tmp_path / "r.docx"))
    text, metadata = read_one(tmp_path)
    assert text.split("\n\n") == ["Buses go north", ONE, "Buses | 9", TWO]
    assert metadata["title"] == "Buses go north"


def test_open_document_text(tmp_path: Path) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Buses go north"))
    document.body.append(odfdo.Paragraph(ONE))
    document.save(str(tmp_path / "r.odt"))
    text, metadata = read_one(tmp_path)
    assert text.split("\n\n") == ["Buses go north", ONE]
    assert metadata["title"] == "Buses go north"


def test_rich_text(tmp_path: Path) -> None:
    rtf = rf"{{\rtf1\ansi\ansicpg1252 {{\b Caf\'e9}}\par {ONE}\par }}"
    (tmp_path / "r.rtf").write_text(rtf)
    assert read_one(tmp_path)[0].split("\n\n") == ["Café", ONE]


def test_pdf_with_text(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(make_pdf([ONE, TWO, "Page 1 of 1"]))
    assert read_one(tmp_path)[0].split("\n\n") == [ONE, TWO]


def test_date_above_a_paragraph_of_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(make_pdf(["3 March 2026", ONE, TWO], step=12))
    assert read_one(tmp_path)[0].split("\n\n") == ["3 March 2026", f"{ONE} {TWO}"]


def test_pages_that_are_left_out_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.sources.formats.pdf.MAX_PAGES", 2)
    (tmp_path / "r.pdf").write_bytes(make_pdf([ONE, TWO], page_count=2))
    assert len(read(tmp_path)) == 1
    (tmp_path / "r.pdf").write_bytes(make_pdf([ONE, TWO], page_count=5))
    document, left = read(tmp_path)
    assert isinstance(document, SourceDocument)
    assert isinstance(left, UnreadableItem)
    assert (left.uri, left.error_type) == ("r.pdf#page=3", "PdfPagesError")
    assert left.reason == "the PDF has 5 pages; those after the first 2 are left out"


def test_scan_and_damaged_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([]))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "c.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    reasons = {i.uri: i.reason for i in read(tmp_path) if isinstance(i, UnreadableItem)}
    assert "holds no text" in reasons["a.pdf"]
    assert "not readable as PDF" in reasons["b.pdf"]
    assert "save it as .docx" in reasons["c.doc"]


@pytest.mark.parametrize(
    ("module", "name", "content", "extra"),
    [
        ("pdfminer", "r.pdf", make_pdf([ONE]), "pdf"),
        ("striprtf.striprtf", "r.rtf", rb"{\rtf1 A.}", "office"),
        ("python_calamine", "r.xlsx", b"x", "office"),
    ],
)
def test_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, content: bytes, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(content)
    (item,) = read(tmp_path)
    assert isinstance(item, UnreadableItem)
    assert f"pip install '.[{extra}]'" in item.reason


def test_saved_pages_are_told_by_their_content(tmp_path: Path) -> None:
    for name in ("a.php", "b.aspx", "c.asp", "d.jsp?id=7", "e", "f.ece"):
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "g").write_text(f"{ONE}\n{TWO}\n")
    items = read(tmp_path)
    kinds = [i.media_type for i in items if isinstance(i, SourceDocument)]
    assert kinds == ["text/html"] * 6 + ["text/plain"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.php", "<?php echo 1; ?>"), ("b", "all: test\n\tmake run\n"), ("c.log", ONE), ("d", "\x00\x01\x02")],
)
def test_what_is_no_page_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    (item,) = read(tmp_path)
    assert isinstance(item, UnreadableItem)
