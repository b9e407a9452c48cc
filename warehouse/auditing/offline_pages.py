"""Data Docs that open without network: no page loads anything from the web, the index lists the tables."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lxml import html

STYLE = Path(__file__).parent / "data_docs.css"
STYLE_NAME = "wiremill.css"
INDEX = "index.html"
# What a page loads by itself; links that a reader may follow stay.
_LOADING = (("link", "href"), ("script", "src"), ("img", "src"))
_LOADED = " | ".join(f"//{tag}[starts-with(@{name}, 'http')]" for tag, name in _LOADING)
_LOADED_BY_STYLE = re.compile(r"url\(\s*['\"]?https?:[^)]*\)")
_ADVERTISING = "//footer | //div[@id='ge-cta-footer']"
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Checks of the warehouse</title>
<link rel="stylesheet" href="{style}"></head>
<body><main class="container-fluid"><h1>Checks of the warehouse</h1>
<table class="table"><thead><tr><th>Table</th><th class="number">Rows</th><th class="number">Rules</th>
<th class="number">Broken</th><th>Results</th><th>Rules as declared</th></tr></thead>
<tbody>
{rows}
</tbody></table></main></body>
</html>
"""
_ROW = (
    '<tr><td>{name}</td><td class="number">{rows:,}</td><td class="number">{rules}</td>'
    '<td class="number{mark}">{broken}</td><td><a href="{results}">results</a></td>'
    '<td><a href="{suite}">rules</a></td></tr>'
)


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """A table that was checked: how many rows, by how many rules, of which so many were broken."""

    name: str
    rows: int
    rules: int
    broken: int


def take_pages_offline(folder: Path, tables: Sequence[CheckedTable]) -> Path:
    """Mend the pages that the library wrote below `folder` and write their index; returns the index."""
    (folder / "static" / STYLE_NAME).write_bytes(STYLE.read_bytes())
    for page in sorted(folder.rglob("*.html")):
        if page != folder / INDEX:
            page.write_bytes(_mend_page(page.read_bytes(), _find_style(folder, page.parent)))
    index = folder / INDEX
    index.write_text(_write_index(folder, tables), "utf8")
    return index


def _mend_page(source: bytes, style: str) -> bytes:
    """The page without what it would load from the web, with our style sheet."""
    page = html.document_fromstring(source.decode("utf8"))
    for element in page.xpath(f"{_LOADED} | {_ADVERTISING}"):
        element.drop_tree()
    for style_sheet in page.iter("style"):
        style_sheet.text = _LOADED_BY_STYLE.sub("none", style_sheet.text or "")
    page.find("head").append(html.Element("link", rel="stylesheet", href=style))
    mended: bytes = html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
    return mended


def _find_style(folder: Path, start: Path) -> str:
    return Path(os.path.relpath(folder / "static" / STYLE_NAME, start)).as_posix()


def _write_index(folder: Path, tables: Sequence[CheckedTable]) -> str:
    rows = [
        _ROW.format(
            name=escape(table.name),
            rows=table.rows,
            rules=table.rules,
            broken=table.broken,
            mark=" broken" if table.broken else "",
            results=_find_results(folder, table.name),
            suite=f"expectations/{table.name}.html",
        )
        for table in tables
    ]
    return _PAGE.format(style=_find_style(folder, folder), rows="\n".join(rows))


def _find_results(folder: Path, name: str) -> str:
    """The newest page of results of a table: their folders are named by the time."""
    pages = (folder / "validations" / name).rglob("*.html")
    return max(pages, key=lambda page: page.parent.name).relative_to(folder).as_posix()
