"""Measure how edited copies of wire stories are found, on generated stories (documents_html/wire_copies.py).

    python tests/benchmarks/measure_copies.py [--corpora 7] [--stories 150]

Counts pairs of documents put into one story, against pairs that are copies of one story.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import combinations
from pathlib import Path

from transforms.documents.duplicates import sign_text

sys.path.insert(0, str(Path(__file__).parents[1] / "documents_html"))
from copy_groups import find_candidates, group_stories
from wire_copies import build_corpus


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=int, default=7)
    parser.add_argument("--stories", type=int, default=150)
    options = parser.parse_args()
    true = found = both = candidates = reachable = documents = 0
    clock = 0.0
    for seed in range(1, options.corpora + 1):
        corpus = build_corpus(seed, options.stories, 4)
        started = time.perf_counter()
        signatures = [sign_text(f"doc-{number:05}", copy.text) for number, copy in enumerate(corpus)]
        clock += time.perf_counter() - started
        pairs = find_candidates(signatures)
        stories, candidates_of = group_stories(signatures, pairs), set(pairs)
        candidates, documents = candidates + len(pairs), documents + len(corpus)
        for i, j in combinations(range(len(corpus)), 2):
            is_true, is_found = corpus[i].story == corpus[j].story, stories[i] == stories[j]
            true, found, both = true + is_true, found + is_found, both + (is_true and is_found)
            reachable += is_true and (i, j) in candidates_of
    print(f"{documents} documents, {documents / clock:.0f} signed a second, {candidates} candidate pairs")
    print(f"candidates hold {reachable / true:.3f} of the true pairs")
    print(f"P {both / found:.3f}  R {both / true:.3f}")


if __name__ == "__main__":
    main()
