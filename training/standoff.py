"""Labels that stand apart from the texts of others, and the joining of both.

    python -m training.standoff make TEXTS.jsonl LABELS.jsonl     labels with hashes instead of sentences
    python -m training.standoff join LABELS.jsonl TEXTS.jsonl OUT.jsonl

A text is a line of JSON with `id` or `url` and `sentences` (0 is the headline). A sentence belongs to a label
when its hash is the same; documents whose sentences differ lose only these.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

DIGITS = 12


def hash_sentence(sentence: str) -> str:
    """First digits of the sha256 of a sentence with its white space made single."""
    return sha256(" ".join(sentence.split()).encode()).hexdigest()[:DIGITS]


def strip_texts(documents: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Documents with hashes instead of sentences, without their titles."""
    for document in documents:
        hashes = [hash_sentence(s) for s in document["sentences"]]
        kept = {k: document[k] for k in ("id", "url", "published")}
        yield {**kept, "sentences": hashes, "events": document["events"]}


def join_texts(
    labels: Iterable[dict[str, Any]], texts: Iterable[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Documents with sentences and labels, and what is missing of them.

    A sentence that is not found is left empty, with its events left out: its number stays.
    """
    by_id = {key: t for t in texts for key in (t.get("id"), t.get("url")) if key}
    joined, missing = [], []
    for label in labels:
        text = by_id.get(label["id"]) or by_id.get(label["url"])
        if text is None:
            missing.append(f"{label['id']}: no text ({label['url']})")
            continue
        found = {hash_sentence(s): s for s in text["sentences"]}
        sentences = [found.get(h, "") for h in label["sentences"]]
        lost = sum(not s for s in sentences)
        if lost:
            missing.append(f"{label['id']}: {lost} of {len(sentences)} sentences differ")
        events = [e for e in label["events"] if sentences[e["sentence"]]]
        joined.append({**label, "title": sentences[0], "sentences": sentences, "events": events})
    return joined, missing


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf8").split("\n") if line.strip()]


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write objects as JSON lines."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf8")


def main() -> None:
    """Make labels, or join them with texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "join"))
    parser.add_argument("paths", type=Path, nargs="+")
    arguments = parser.parse_args()
    if arguments.what == "make":
        source, target = arguments.paths
        write_lines(target, strip_texts(read_lines(source)))
        return
    labels, texts, target = arguments.paths
    joined, missing = join_texts(read_lines(labels), read_lines(texts))
    write_lines(target, joined)
    print("\n".join(missing) or "every sentence was found")


if __name__ == "__main__":
    main()
