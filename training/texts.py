"""All documents to learn from: our own, and others whose texts are at hand.

python -m training.texts OUT.jsonl [TEXTS_FOLDER]
"""

import argparse
from pathlib import Path
from typing import Any

from training.standoff import join_texts, read_lines, write_lines

DATA = Path(__file__).parent / "data"
OTHERS = ("wikinews", "kremlin")


def gather_documents(texts: Path | None) -> tuple[list[dict[str, Any]], list[str]]:
    """Documents with sentences and events, and what is missing of those that are not ours."""
    documents, missing = read_lines(DATA / "own.jsonl"), []
    for name in OTHERS:
        path = texts / f"{name}.jsonl" if texts is not None else None
        if path is None or not path.is_file():
            missing.append(f"{name}: no texts, left out")
            continue
        joined, lost = join_texts(read_lines(DATA / f"{name}.labels.jsonl"), read_lines(path))
        documents += joined
        missing += lost
    return documents, missing


def main() -> None:
    """Write the documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="?")
    arguments = parser.parse_args()
    documents, missing = gather_documents(arguments.texts)
    write_lines(arguments.out, documents)
    print("\n".join([*missing, f"{len(documents)} documents"]))


if __name__ == "__main__":
    main()
