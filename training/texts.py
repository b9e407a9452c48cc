"""All documents to learn from: our own, and others whose texts are at hand.

python -m training.texts OUT.jsonl [TEXTS_FOLDER]
"""

import argparse
from pathlib import Path
from typing import Any

from training.standoff import join_texts, read_lines, write_lines

DATA = Path(__file__).parent / "data"
OWN = ("own", "own_later", "own_round4")
OTHERS = ("wikinews", "kremlin", "gum_news")


def gather_documents(texts: Path | None) -> tuple[list[dict[str, Any]], list[str]]:
    """Documents with sentences and events, and what is missing of those that are not ours."""
    documents: list[dict[str, Any]] = [d for name in OWN for d in read_lines(DATA / f"{name}.jsonl")]
    missing: list[str] = []
    for name in OTHERS:
        path = texts / f"{name}.jsonl" if texts is not None else None
        if path is None or not path.is_file():
            missing.append(f"{name}: no texts, left out")
            continue
        at_hand = map(spell_sentences, read_lines(path))
        joined, lost = join_texts(read_lines(DATA / f"{name}.labels.jsonl"), at_hand)
        documents += joined
        missing += lost
    return documents, missing


def spell_sentences(text: dict[str, Any]) -> dict[str, Any]:
    """A text with its address and its sentences as words, where they are offsets into `text` (GUM)."""
    if not text["sentences"] or isinstance(text["sentences"][0], str):
        return text
    spelled = [" ".join(text["text"][start:end].split()) for start, end in text["sentences"]]
    return {**text, "url": text["source"], "sentences": spelled}


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
