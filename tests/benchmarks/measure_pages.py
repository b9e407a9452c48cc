"""Measure the cleaning of invented pages: portals, agency copy, transcripts, wrapped texts, live pages.

    python tests/benchmarks/measure_pages.py [--errors PART]

Prints F1 over whole kept lines and, for each value, on how many of the pages that state it it is right. The
rules were written with the part "tuned" at hand, and the line model learns from it and from "taught"; the
others tell how they do on other pages.
"""

from __future__ import annotations

import argparse
from collections import defaultdict

from page_files import PageScore, read_pages, score_page

PARTS = ("tuned", "taught", "held_out", "judge", "aside", "unread", "later")


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", choices=PARTS)
    options = parser.parse_args()
    for part in PARTS:
        pages = read_pages(part)
        scores = [score_page(page) for page in pages]
        print(f"{part}: {len(pages)} pages, {describe_scores(scores)}")
        if options.errors == part:
            for page, score in zip(pages, scores, strict=True):
                print("\n    ".join((page.name, *score.differences)))


def describe_scores(scores: list[PageScore]) -> str:
    """F1 of the lines and the share of right values, in one line."""
    values: dict[str, list[bool]] = defaultdict(list)
    for score in scores:
        for key, is_right in score.values.items():
            values[key].append(is_right)
    shares = [f"{key} {sum(right)}/{len(right)}" for key, right in sorted(values.items())]
    return f"lines F1 {measure_lines_f1(scores):.3f}, " + ", ".join(shares)


def measure_lines_f1(scores: list[PageScore]) -> float:
    """F1 over the kept lines of all pages together."""
    common = sum(score.common for score in scores)
    return 2 * common / max(1, sum(score.found + score.expected for score in scores))


if __name__ == "__main__":
    main()
