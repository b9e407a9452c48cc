"""Check hand-written labels against their texts, or join both into JSON lines.

python -m training.check TEXTS.txt LABELS.txt [--json OUT.jsonl]
"""

import argparse
import json
from pathlib import Path
from typing import Any

from training.notation import NotationError, read_line, read_texts


def join_labels(texts: str, labels: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Documents with their events, and one message for each line that is wrong."""
    documents = {d.id: d for d in read_texts(texts)}
    events: dict[str, list[dict[str, Any]]] = {name: [] for name in documents}
    problems = []
    for number, line in enumerate(labels.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name = line.partition("|")[0].strip().rsplit(".", 1)[0]
        if name not in documents:
            problems.append(f"line {number}: no document {name!r}: {line}")
            continue
        try:
            events[name].append(read_line(line, documents[name].sentences))
        except NotationError as error:
            problems.append(f"line {number}: {error}: {line}")
    rows = [
        {"id": d.id, "url": f"own:{d.id}", "published": d.published, "title": d.sentences[0],
         "sentences": d.sentences, "events": events[d.id]}
        for d in documents.values()
    ]  # fmt: skip
    return rows, problems


def main() -> None:
    """Print what is wrong; exit 1 where something is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows, problems = join_labels(arguments.texts.read_text("utf8"), arguments.labels.read_text("utf8"))
    print("\n".join(problems))
    total = sum(len(r["events"]) for r in rows)
    print(f"{len(rows)} documents, {sum(len(r['sentences']) for r in rows)} sentences, {total} events")
    if arguments.json:
        arguments.json.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf8")
    if problems:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
