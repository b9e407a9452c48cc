"""Write what the documents take from the program: the codebook, and the answers to worked sentences.

    python docs/make_docs.py           writes
    python docs/make_docs.py --check   says what is not current, and fails

A worked sentence stands in a HOW_IT_WORKS.md of a package:

    <!-- worked TABLE COLUMN,COLUMN published=2024-05-24 -->
    > The sentence.
    (the answer, as a block of text)
    <!-- end worked -->
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import wiremill
from flows.cli.table_text import format_rows
from schemas.codebook import Code, read_codebook
from transforms.events.vocabulary.ontology import describe_type, load_ontology

ROOT = Path(__file__).parents[1]
CODEBOOK = ROOT / "docs" / "CODEBOOK.md"
WORKED = re.compile(
    r"<!-- worked (?P<table>\w+) (?P<columns>[\w,]+)(?: published=(?P<published>[\d-]+))? -->\n"
    r"> (?P<text>[^\n]+)\n\n```text\n(?P<answer>.*?)```\n<!-- end worked -->",
    re.DOTALL,
)
INTRODUCTION = """# Codebook

Made from `schemas/codebook.yaml` and the ontology by `python docs/make_docs.py`; do not edit by hand.

Types, modes and contexts are those of PLOVER 2.0, sectors those of CAMEO. The deed and its status are two
columns: a planned visit is `deed_type` CONSULT with `status` planned; `event_type` files it, as PLOVER does,
under AGREE. A test reads the examples: the reader sees the type in each one of types and the status in each
of statuses; of those of modes it reads three of five with their mode (rare ones are seldom told)."""


def write_documents() -> Iterator[tuple[Path, str]]:
    """Paths and what should stand there."""
    yield CODEBOOK, render_codebook()
    for path in sorted(ROOT.glob("transforms/*/HOW_IT_WORKS.md")):
        yield path, WORKED.sub(_answer, path.read_text(encoding="utf-8"))


def render_codebook() -> str:
    """The codebook as Markdown."""
    codes = read_codebook()
    parts = [INTRODUCTION, "## Event types", _grid(TYPE_COLUMNS, map(_type_row, _select(codes, "type")))]
    parts += ["## Modes", _grid(MODE_COLUMNS, map(_mode_row, _select(codes, "mode")))]
    for kind, title in (("status", "Statuses"), ("context", "Contexts"), ("sector", "Sectors of actors")):
        rows = ((f"`{c.code}`", c.meaning, c.example) for c in _select(codes, kind))
        parts += [f"## {title}", _grid(("code", "meaning", "example"), rows)]
    return "\n\n".join(parts) + "\n"


TYPE_COLUMNS = ("type", "covers", "CAMEO root", "quad class", "intensity", "when planned", "example")
MODE_COLUMNS = ("type", "mode", "meaning", "CAMEO root", "intensity", "example")


def _type_row(code: Code) -> tuple[str, ...]:
    facts, planned = describe_type(code.code, None), load_ontology()[code.code].get("planned", "")
    numbers = (facts.cameo_root, str(facts.quad_class), f"{facts.intensity:+g}")
    return (f"`{code.code}`", code.meaning, *numbers, planned, code.example)


def _mode_row(code: Code) -> tuple[str, ...]:
    facts = describe_type(code.event_type or "", code.code)
    numbers = (facts.cameo_root, f"{facts.intensity:+g}")
    return (f"`{code.event_type}`", f"`{code.code}`", code.meaning, *numbers, code.example)


def _select(codes: tuple[Code, ...], kind: str) -> list[Code]:
    return [code for code in codes if code.kind == kind]


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _answer(found: re.Match[str]) -> str:
    """The block with the answer that the program gives."""
    columns = found["columns"].split(",")
    extraction = wiremill.extract(found["text"], published=found["published"])
    rows = [[getattr(row, name) for name in columns] for row in extraction.rows(found["table"])]
    start, end = found.start("answer") - found.start(), found.end("answer") - found.start()
    return f"{found[0][:start]}{format_rows(columns, rows, 'table')}\n{found[0][end:]}"


def main() -> int:
    """Write or check; the exit code is the number of documents that are not current."""
    stale = 0
    for path, text in write_documents():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        print(f"{path.relative_to(ROOT)}: {'not current' if '--check' in sys.argv else 'written'}")
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    return stale if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
