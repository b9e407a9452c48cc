"""Measure how well lines of flattened pages are told apart.

    python tests/benchmarks/measure_lines.py PAGES [--memory] [--copied] [--errors N] [--kept FILE]

PAGES holds labelled lines in order: doc, line_no, text, keep, blank_before, url. Prints line, character and
shingle F1 (4-grams of the words of the kept lines, mean over pages) and documents a second. With
--memory, lines that other pages of the same host share are known; with --copied each page is cut to
a few lines around its article; --errors prints the worst pages; --kept writes the verdicts as JSON lines.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from transforms.documents.clean import clean_document
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.template_memory import TemplateMemory, list_template_lines


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text, and its lines with their offsets and labels."""

    raw: RawDocument
    lines: list[dict[str, Any]]
    starts: list[int]


def main() -> None:
    """Read the arguments, measure, print."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--copied", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--kept", type=Path)
    arguments = parser.parse_args()
    pages = read_pages(arguments.pages, arguments.copied)
    memory = _learn(pages) if arguments.memory else TemplateMemory()
    start = time.process_time()
    kept = [find_kept(page, memory) for page in pages]
    seconds = time.process_time() - start
    print(describe(pages, kept), f" documents/s {len(pages) / seconds:.0f}")
    print_errors(pages, kept, memory, arguments.errors)
    if arguments.kept:
        rows = (
            {"doc": line["doc"], "line_no": line["line_no"], "keep": int(keep)}
            for page, flags in zip(pages, kept, strict=True)
            for line, keep in zip(page.lines, flags, strict=True)
        )
        arguments.kept.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def read_pages(path: Path, is_copied: bool) -> list[Page]:
    """Read the pages of a file, whole or cut to the surroundings of the article."""
    content = path.read_bytes()
    content = gzip.decompress(content) if path.suffix == ".gz" else content
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in map(json.loads, content.decode("utf-8").splitlines()):
        groups.setdefault(str(row["doc"]), []).append(row)
    random = Random(5)
    return [_build(_cut(lines, random) if is_copied else lines) for lines in groups.values()]


def _cut(lines: list[dict[str, Any]], random: Random) -> list[dict[str, Any]]:
    content = [number for number, line in enumerate(lines) if line["keep"]]
    if not content:
        return lines[:20]
    return lines[max(0, content[0] - random.randint(1, 8)) : content[-1] + 1 + random.randint(2, 25)]


def _build(lines: list[dict[str, Any]]) -> Page:
    text, starts = "", []
    for line in lines:
        text += "\n" * line.get("blank_before", 0) if text else ""
        starts.append(len(text))
        text += line["text"] + "\n"
    url = lines[0].get("url") or ""
    raw = RawDocument("benchmark", str(lines[0]["doc"]), text.encode(), "text/plain", metadata={"url": url})
    return Page(raw, lines, starts)


def _learn(pages: list[Page]) -> TemplateMemory:
    lines = [line for page in pages for line in list_template_lines(page.raw)]
    counts = Counter(
        (site, known) for site, known, _ in {(n.site, n.line_hash, n.document_id) for n in lines}
    )
    return TemplateMemory(counts, Counter(site for site, _ in {(n.site, n.document_id) for n in lines}))


def find_kept(page: Page, memory: TemplateMemory) -> list[bool]:
    """For each labelled line, whether it lies in a kept block."""
    document = clean_document(page.raw, memory)
    spans = [
        (block.raw_start, block.raw_end)
        for block in document.blocks
        if block.is_kept and block.raw_start is not None and block.raw_end is not None
    ]
    flags = []
    for line, start in zip(page.lines, page.starts, strict=True):
        middle = start + len(line["text"]) // 2
        flags.append(any(low <= middle < high for low, high in spans))
    return flags


def describe(pages: list[Page], kept: list[list[bool]]) -> str:
    """The three measures in one line."""
    line, char = Counter[str](), Counter[str]()
    for page, flags in zip(pages, kept, strict=True):
        for row, got in zip(page.lines, flags, strict=True):
            kind = ("tp" if got else "fn") if row["keep"] else ("fp" if got else "tn")
            line[kind] += 1
            char[kind] += len(row["text"])
    shingle = [score_page(page, flags) for page, flags in zip(pages, kept, strict=True)]
    return (
        f"documents {len(pages)}  line F1 {_f1(line):.3f}  character F1 {_f1(char):.3f}  "
        f"shingle F1 {sum(shingle) / len(shingle):.3f}"
    )


def _f1(counts: Counter[str]) -> float:
    return 2 * counts["tp"] / max(1, 2 * counts["tp"] + counts["fp"] + counts["fn"])


def score_page(page: Page, flags: list[bool]) -> float:
    """F1 of the 4-word shingles of the kept lines against those of the labelled content."""
    grams = []
    for chosen in ([bool(row["keep"]) for row in page.lines], flags):
        kept = (row["text"] for row, keep in zip(page.lines, chosen, strict=True) if keep)
        words = re.findall(r"\w+", " ".join(kept))
        grams.append(Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))))
    return 2 * sum((grams[0] & grams[1]).values()) / (sum(grams[0].values()) + sum(grams[1].values()))


def print_errors(pages: list[Page], kept: list[list[bool]], memory: TemplateMemory, count: int) -> None:
    """Print the wrongly sorted lines of the worst pages."""
    ranked = sorted(zip(pages, kept, strict=True), key=lambda pair: score_page(*pair))
    for page, flags in ranked[:count]:
        document = clean_document(page.raw, memory)
        reasons = {block.raw_start: f"{block.kind} {block.reason} {block.score}" for block in document.blocks}
        print(f"#### {page.raw.uri} {score_page(page, flags):.2f}")
        for row, got, start in zip(page.lines, flags, page.starts, strict=True):
            if bool(row["keep"]) != got:
                label, reason = "lost" if row["keep"] else "kept", reasons.get(start)
                print(f"  {row['line_no']} {label} [{reason}] {row['text'][:100]!r}")


if __name__ == "__main__":
    main()
