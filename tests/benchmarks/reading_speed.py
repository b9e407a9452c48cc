"""How long the reader of events takes against the language model, on one core, in one run.

    python tests/benchmarks/reading_speed.py [--corpus FOLDER] [--repeats 5]

Both take the same paragraphs in turn, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from transforms.language.model import load_model
from transforms.language.parse import split_paragraphs
from transforms.reading.read_sentences import load_reader, read_sentences

SAMPLE = Path(__file__).parent.parent.parent / "flows" / "sample"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=SAMPLE)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [path.read_text("utf8", errors="ignore") for path in sorted(options.corpus.glob("*.txt"))]
    paragraphs = [p for text in texts for p in split_paragraphs(text) if p]
    nlp = load_model("auto")
    started = time.perf_counter()
    reader = load_reader()
    loading = time.perf_counter() - started
    documents = [[s.text for doc in nlp.pipe(split_paragraphs(t)) for s in doc.sents] for t in texts]
    read_sentences(reader, documents[0])
    language, reading = 0.0, 0.0
    for _ in range(options.repeats):
        started = time.perf_counter()
        list(nlp.pipe(paragraphs, batch_size=32))
        language += time.perf_counter() - started
        started = time.perf_counter()
        for sentences in documents:
            read_sentences(reader, sentences)
        reading += time.perf_counter() - started
    count = options.repeats * sum(len(d) for d in documents)
    print(f"reader loads in {loading:.2f} s (needed .5)")
    print(f"language model {language / count * 1e3:.1f} ms, reader {reading / count * 1e3:.1f} ms a sentence")
    print(f"reading costs {reading / language:.2f} times the language model (needed 3.5)")


if __name__ == "__main__":
    main()
