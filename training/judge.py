"""Judge readings against annotated documents, before anything is looked up (words of parties, not actors)."""

import re
from collections.abc import Sequence
from typing import Any

from transforms.reading.readings import Reading, WordSpan

STOP_WORDS = "the a an of in on at to for and by with from its their his her former president minister mr"
STOP = frozenset(STOP_WORDS.split())
COUNTS = "tp fp fn status not_actual not_actual_right mode actor recipient place date claimant all"


def stem_words(text: str | None) -> set[str]:
    """Stems of the words of a text."""
    return {w[:6] for w in re.findall(r"[a-z0-9]+", (text or "").lower()) if w not in STOP}


def is_complete(document: dict[str, Any], number: int) -> bool:
    """Whether all events of a sentence are given (a document from corrections says of which)."""
    return number in document.get("corrected", (number,))


def has_right_parties(gold: Sequence[dict[str, Any]], found: Sequence[set[str]]) -> bool:
    """Whether the parties are the same by shared words."""
    wanted = [stem_words(g.get("text")) | stem_words(g.get("name")) for g in gold]
    return all(any(w & f for f in found) for w in wanted) and all(any(w & f for w in wanted) for f in found)


def judge_readings(
    documents: Sequence[dict[str, Any]], readings: Sequence[Sequence[Reading]], *, titles: bool = False
) -> tuple[dict[str, float], list[tuple[Reading, bool]]]:
    """Figures over documents, and for every reading of a sure kind whether its type is right."""
    n = dict.fromkeys(COUNTS.split(), 0)
    verdicts: list[tuple[Reading, bool]] = []
    for document, own in zip(documents, readings, strict=True):
        for number in range(0 if titles else 1, len(document["sentences"])):
            if is_complete(document, number):
                _judge_sentence(document, number, own, n, verdicts)
    return summarise(n), verdicts


def _judge_sentence(
    document: dict[str, Any],
    number: int,
    own: Sequence[Reading],
    n: dict[str, int],
    verdicts: list[tuple[Reading, bool]],
) -> None:
    """Add what a sentence brings to the counts `n` and the verdicts."""
    free = [r for r in own if r.sentence == number]
    gold = [e for e in document["events"] if e["sentence"] == number]
    for event in sorted(gold, key=lambda e: e["unsure"]):
        row = _find_reading(free, event, document["sentences"][number])
        if row is not None:
            free.remove(row)
            verdicts.append((row, True))
        if not event["unsure"]:
            _count_event(document, event, row, n)
    n["fp"] += len(free)
    verdicts += [(r, False) for r in free]


def _find_reading(free: Sequence[Reading], event: dict[str, Any], sentence: str) -> Reading | None:
    """A reading of an event's type, one that shares a word with its trigger first."""
    same = [r for r in free if r.kind == event["type"]]
    trigger = stem_words(event["trigger"]["text"])
    same.sort(key=lambda r: not (stem_words(sentence[r.start : r.end]) & trigger))
    return same[0] if same else None


def _count_event(
    document: dict[str, Any], event: dict[str, Any], row: Reading | None, n: dict[str, int]
) -> None:
    """Count a sure event as found or missed, and what is right of the one found."""
    n["not_actual"] += event["status"] != "actual"
    if row is None:
        n["fn"] += 1
        return
    n["tp"] += 1
    checks = compare(document, event, row)
    for name, value in checks.items():
        n[name] += value
    n["not_actual_right"] += event["status"] != "actual" and checks["status"]
    n["all"] += checks["status"] and checks["actor"] and checks["recipient"]


def compare(document: dict[str, Any], event: dict[str, Any], row: Reading) -> dict[str, bool]:
    """Which attributes of a reading are right."""

    def told(spans: Sequence[WordSpan]) -> list[set[str]]:
        return [stem_words(document["sentences"][s.sentence][s.start : s.end]) for s in spans]

    link = ("-", "words", "<", "pub")[max(range(4), key=lambda i: row.date_links[i])]
    date = event["date"]
    wanted = date if date in ("-", "pub") else "<" if date.startswith("<") else "words"
    words = [w for s in told(row.list_spans("date")) for w in s]
    return {
        "status": row.status == event["status"],
        "mode": row.mode == event["mode"],
        "actor": has_right_parties(event["actors"], told(row.list_spans("actor"))),
        "recipient": has_right_parties(event["recipients"], told(row.list_spans("recipient"))),
        "place": has_right_parties(event["places"], told(row.list_spans("place"))),
        "claimant": has_right_parties(event["claimant"], told(row.list_spans("claimant"))),
        "date": link == wanted and (wanted != "words" or bool(stem_words(date) & set(words))),
    }


def summarise(n: dict[str, int]) -> dict[str, float]:
    """Shares from counts."""
    hits = max(1, n["tp"])
    precision, recall = n["tp"] / max(1, n["tp"] + n["fp"]), n["tp"] / max(1, n["tp"] + n["fn"])
    out = {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "not_actual": n["not_actual_right"] / max(1, n["not_actual"]),
        "right": n["all"] / max(1, n["tp"] + n["fp"]),
        "right_of_gold": n["all"] / max(1, n["tp"] + n["fn"]),
    }
    out |= {k: n[k] / hits for k in ["status", "mode", "actor", "recipient", "place", "claimant", "date"]}
    return {k: round(v, 3) for k, v in out.items()}
