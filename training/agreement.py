"""How far two annotators agree: F1 on sentence and type, and on what is said of the events that both saw.

python -m training.agreement FIRST.jsonl SECOND.jsonl
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.judge import stem_words
from training.standoff import read_lines

Event = dict[str, Any]
PARTIES = ("actors", "recipients")


def compare_annotators(first: Sequence[dict[str, Any]], second: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Figures over the documents that both annotated; events unsure to either are optional."""
    theirs = {d["id"]: d for d in second}
    n = Counter[str]()
    for document in first:
        if document["id"] in theirs:
            for number in range(len(document["sentences"])):
                mine, other = (
                    [e for e in d["events"] if e["sentence"] == number]
                    for d in (document, theirs[document["id"]])
                )
                n.update(count_agreement(mine, other))
    precision = n["both"] / max(1, n["both"] + n["second"])
    recall = n["both"] / max(1, n["both"] + n["first"])
    out = {"events": float(n["both"]), "f1": 2 * precision * recall / max(1e-9, precision + recall)}
    out |= {k: n[k] / max(1, n["both"]) for k in ("status", *PARTIES)}
    return {k: round(v, 3) for k, v in out.items()}


def count_agreement(mine: Sequence[Event], other: Sequence[Event]) -> dict[str, int]:
    """Events of one sentence that both saw, that one saw and is sure of, and attributes told alike."""
    pairs = pair_events(mine, other)
    n = {
        "both": len(pairs),
        "first": sum(not e["unsure"] for e in mine if not any(e is a for a, _ in pairs)),
        "second": sum(not e["unsure"] for e in other if not any(e is b for _, b in pairs)),
        "status": sum(a["status"] == b["status"] for a, b in pairs),
    }
    return n | {role: sum(shares_parties(a[role], b[role]) for a, b in pairs) for role in PARTIES}


def pair_events(mine: Sequence[Event], other: Sequence[Event]) -> list[tuple[Event, Event]]:
    """Events of one sentence with the same type, those with a common trigger word first."""
    free = list(other)
    pairs = []
    for event in sorted(mine, key=lambda e: e["unsure"]):
        trigger = stem_words(event["trigger"]["text"])
        same = [o for o in free if o["type"] == event["type"]]
        same.sort(key=lambda o: not (stem_words(o["trigger"]["text"]) & trigger))
        if same:
            pairs.append((event, same[0]))
            free = [o for o in free if o is not same[0]]
    return pairs


def shares_parties(mine: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> bool:
    """Whether both name nobody, or one party alike."""
    a = [stem_words(p.get("text")) | stem_words(p.get("name")) for p in mine]
    b = [stem_words(p.get("text")) | stem_words(p.get("name")) for p in other]
    return (not a and not b) or any(x & y for x in a for y in b)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    arguments = parser.parse_args()
    print(json.dumps(compare_annotators(read_lines(arguments.first), read_lines(arguments.second))))


if __name__ == "__main__":
    main()
