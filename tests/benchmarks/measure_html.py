"""Measure the extraction from HTML on the page set, beside plain trafilatura, and its time on heavy pages.

    python tests/benchmarks/measure_html.py [--errors] [--heavy]

F1 is over sequences of four words of the article's text (title, deck and captions counted neither way),
averaged over pages; metadata is the share of pages with the right value.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path
from typing import Any

import trafilatura

from transforms.documents.html.document import read_html
from transforms.documents.metadata.article_metadata import ArticleMetadata
from transforms.documents.repair.repair import repair_text

PAGES = Path(__file__).parents[1] / "documents_html" / "pages"
GRAM = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print what differs")
    parser.add_argument("--heavy", action="store_true", help="time pages that stall careful extractors")
    options = parser.parse_args()
    rows = load_pages()
    scores: dict[str, list[tuple[float, float, float]]] = {
        "ours": [],
        "trafilatura precision": [],
        "trafilatura": [],
    }
    right: dict[str, int] = {}
    clock = 0.0
    for row in rows:
        source = (PAGES / f"{row['page']}.html").read_text(encoding="utf-8")
        started = time.perf_counter()
        document = read_html(source, row["url"])
        metadata, article = document.metadata, document.article
        clock += time.perf_counter() - started
        ours = [b.text for b in article.blocks if b.is_kept and b.kind in ("body", "heading")]
        scores["ours"].append(score(ours, row))
        for name, precision in (("trafilatura precision", True), ("trafilatura", False)):
            text = trafilatura.extract(
                source, favor_precision=precision, include_comments=False, include_tables=False
            )
            scores[name].append(score(strip_extras(text or "", row), row))
        for name, is_right in judge_metadata(metadata, row).items():
            right[name] = right.get(name, 0) + is_right
            if options.errors and not is_right:
                print(f"{row['page']}: {name} {row.get(name)!r} read as {getattr(metadata, name, None)!r}")
        if options.errors:
            print_errors(row, ours, scores["ours"][-1][2], list(article.blocks))
    print(f"{len(rows)} pages, {len(rows) / clock:.0f} pages/s")
    for name, values in scores.items():
        p, r, f = (sum(v[i] for v in values) / len(values) for i in range(3))
        print(
            f"{name:24} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  pages below .95: {sum(v[2] < 0.95 for v in values)}"
        )
    for name, count in right.items():
        print(f"{name:24} {count / len(rows):.3f}")
    if options.heavy:
        measure_heavy()


def load_pages() -> list[dict[str, Any]]:
    """What is to be read from each page."""
    return [json.loads(line) for line in (PAGES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


def list_grams(lines: list[str]) -> dict[tuple[str, ...], int]:
    words = re.findall(r"\w+", repair_text("\n".join(lines)).text.casefold())
    grams: dict[tuple[str, ...], int] = {}
    for start in range(max(0, len(words) - GRAM + 1)):
        gram = tuple(words[start : start + GRAM])
        grams[gram] = grams.get(gram, 0) + 1
    return grams


def score(lines: list[str], row: dict[str, Any]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the text of a page."""
    found, wanted = list_grams(lines), list_grams(row["body"])
    common = sum(min(count, wanted.get(gram, 0)) for gram, count in found.items())
    p, r = common / max(1, sum(found.values())), common / max(1, sum(wanted.values()))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def strip_extras(text: str, row: dict[str, Any]) -> list[str]:
    extras = {row["title"], row["deck"], row["caption"]}
    return [bare for line in text.splitlines() if (bare := line.strip("-> ").strip()) not in extras]


def judge_metadata(metadata: ArticleMetadata, row: dict[str, Any]) -> dict[str, bool]:
    """Which values were read right."""
    return {
        "title": metadata.title == row["title"],
        "author": list(metadata.author) == row["author"],
        "publisher": metadata.publisher == row["publisher"],
        "published_on": metadata.published is not None
        and metadata.published.on.isoformat() == row["published_on"],
    }


def print_errors(row: dict[str, Any], ours: list[str], f1: float, blocks: list[Any]) -> None:
    wanted = {re.sub(r"\W+", "", line) for line in row["body"]}
    kept = {re.sub(r"\W+", "", line) for line in ours}
    for block in blocks:
        key = re.sub(r"\W+", "", block.text)
        if block.is_kept and block.kind in ("body", "heading") and key not in wanted:
            print(f"{row['page']} {f1:.3f} + {block.reason} {block.text[:100]!r}")
        elif block.is_kept and block.kind == "deck" and block.text != row["deck"]:
            print(f"{row['page']} deck {block.text[:100]!r}")
        elif not block.is_kept and key in wanted and key not in kept:
            print(f"{row['page']} {f1:.3f} - {block.reason} {block.text[:100]!r}")
    for kind in ("deck", "caption"):
        found = [b.text for b in blocks if b.is_kept and b.kind == kind]
        if found != ([row[kind]] if row[kind] else []):
            print(f"{row['page']} {kind} {row[kind]!r} kept as {found}")


def measure_heavy() -> None:
    """Time on pages that are too big or too deep."""
    article = "".join(
        f"<p>The ministry said on day {n} that the talks would go on in the capital.</p>" for n in range(9)
    )
    cases = {
        "1,000,000 table rows": f"{article}<table>{'<tr><td>1</td><td>abc</td></tr>' * 1_000_000}</table>",
        "5 MB in one line": f"<p>{'word and more ' * 360_000}</p>",
        "10,000 nested elements": "<div>" * 10_000 + article + "</div>" * 10_000,
        "300,000 links": "<a href=x>link</a> " * 300_000 + article,
        "200,000 elements never closed": "<div>" * 200_000 + article,
    }
    for name, body in cases.items():
        started = time.perf_counter()
        blocks = read_html(f"<html><body>{body}</body></html>").article.blocks
        kept = sum(block.is_kept for block in blocks)
        print(f"{name:32} {time.perf_counter() - started:5.1f} s, {kept} blocks kept")


if __name__ == "__main__":
    main()
