"""Choose cuts and calibrate confidence on documents that the training did not see; write `reader.json`.

python -m training.calibrate MODEL_FOLDER DOCUMENTS.jsonl ... [--held-out]
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from training.judge import compare, has_right_parties, is_complete, stem_words
from training.split import is_held_out, is_ordinary
from training.standoff import read_lines
from transforms.reading.confidence import score_attribute
from transforms.reading.labels import ROLES, TYPES
from transforms.reading.model_files import CARD
from transforms.reading.onnx_layers import OnnxLayers
from transforms.reading.read_sentences import load_reader, read_texts
from transforms.reading.read_windows import Cuts, Heads, read_window
from transforms.reading.readings import Reading
from transforms.reading.settle import PRESENT_ROLES, RoleCuts, choose_spans, settle_spans
from transforms.reading.windows import cut_segments, load_tokenizer, pack_windows

FILES = ("lower.onnx", "upper.onnx", "arrays.npz", "tokenizer.json")
ATTRIBUTES = ("actor", "recipient", "status", "date")
GOLD_FIELDS = {"actor": "actors", "recipient": "recipients", "place": "places", "claimant": "claimant"}
GRID = tuple(round(float(x), 2) for x in np.arange(0.2, 0.99, 0.02))
ROLE_GRID = tuple(round(float(x), 2) for x in np.arange(0.2, 0.95, 0.05))
SHARE_GRID = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
NONE_GRID = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
FLOOR_GRID = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
# Share of a cut from which deeds that are no facts are taken: two points of F1 a tenth, for five of theirs.
UNREAL = 0.85
GROUP_GRID = tuple(round(float(x), 2) for x in np.arange(0.0, 1.0, 0.05))
LOW, MATCHED = 0.1, 0.4
# How many events of all types weigh in with those of one type, so that no cut rests on a handful.
SHRINKAGE = 60
SURE_PRECISION = 0.85
# F1 given up for a higher cut: on kinds of text that were not taught, scores are rather too high.
YIELDED = 0.01
BINS = 12


@dataclass(frozen=True)
class Judged:
    """A reading with the event that it is (None: there is none) and the document."""

    reading: Reading
    event: dict[str, Any] | None
    document: dict[str, Any]


def read_documents(folder: Path, documents: Sequence[dict[str, Any]]) -> list[list[Reading]]:
    """Readings with everything that scores a little, titles among them."""
    with np.load(folder / "arrays.npz") as stored:
        arrays = {name: stored[name] for name in stored.files}
    layers, heads = OnnxLayers(folder, arrays), Heads(arrays)
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    cuts = Cuts(dict.fromkeys(TYPES, LOW), {})
    return [
        [
            reading
            for window in pack_windows(cut_segments(tokenizer, d["sentences"]))
            for reading in read_window(layers, heads, cuts, window)
        ]
        for d in documents
    ]


def read_taken(folder: Path, documents: Sequence[dict[str, Any]]) -> list[list[Reading]]:
    """Readings as the table holds them, titles among them."""
    reader = load_reader(folder)
    return [read_texts(reader, d["sentences"], 1) for d in documents]


def pair_readings(
    documents: Sequence[dict[str, Any]], readings: Sequence[Sequence[Reading]]
) -> tuple[list[Judged], dict[str, int]]:
    """Every reading with its event, best scores first, and the number of sure events of each type."""
    judged: list[Judged] = []
    totals = dict.fromkeys(TYPES, 0)
    for document, own in zip(documents, readings, strict=True):
        for number in range(1, len(document["sentences"])):
            if is_complete(document, number):
                events = [e for e in document["events"] if e["sentence"] == number]
                for event in events:
                    totals[event["type"]] += not event["unsure"]
                judged.extend(_pair_in_sentence(document, number, events, own))
    return judged, totals


def _pair_in_sentence(
    document: dict[str, Any], number: int, events: Sequence[dict[str, Any]], own: Sequence[Reading]
) -> Iterator[Judged]:
    """The readings of a sentence, each with the free event of its type that its words fit best."""
    free, sentence = list(events), document["sentences"][number]
    for reading in sorted((r for r in own if r.sentence == number), key=lambda r: -r.score):
        words = stem_words(sentence[reading.start : reading.end])
        same = [e for e in free if e["type"] == reading.kind]
        same.sort(key=lambda e: (not (stem_words(e["trigger"]["text"]) & words), e["unsure"]))
        event = same[0] if same else None
        free = [e for e in free if e is not event]
        yield Judged(reading, event, document)


def choose_type_cuts(
    judged: Sequence[Judged], totals: dict[str, int]
) -> tuple[dict[str, float], dict[str, float]]:
    """By type, the cut of best F1 and the lowest cut from which SURE_PRECISION of the rows are right."""
    all_events = sum(totals.values())
    everything = {t: _count(judged, None, t) for t in GRID}
    best, sure = {}, {}
    for kind in TYPES:
        scored = []
        for cut in GRID:
            tp, fp, found = _count(judged, kind, cut)
            weight = SHRINKAGE / max(1, all_events)
            other = everything[cut]
            tp, fp, found = tp + weight * other[0], fp + weight * other[1], found + weight * other[2]
            missed = totals[kind] + SHRINKAGE - found
            precision, recall = tp / max(1e-9, tp + fp), found / max(1e-9, found + missed)
            scored.append((2 * precision * recall / max(1e-9, precision + recall), precision, cut))
        peak = max(f1 for f1, _, _ in scored)
        best[kind] = max(cut for f1, _, cut in scored if f1 >= peak - YIELDED)
        sure[kind] = max(best[kind], min([c for _, p, c in scored if p >= SURE_PRECISION], default=GRID[-1]))
    return best, sure


def _count(judged: Sequence[Judged], kind: str | None, cut: float) -> tuple[float, float, float]:
    """Right readings, wrong readings and sure events found at a cut."""
    kept = [j for j in judged if j.reading.score >= cut and kind in (None, j.reading.kind)]
    right = [j for j in kept if j.event is not None]
    return (
        float(len(right)),
        float(len(kept) - len(right)),
        float(sum(not j.event["unsure"] for j in right if j.event)),
    )


def choose_role_cuts(judged: Sequence[Judged]) -> dict[str, RoleCuts]:
    """By role, how words are taken so that most events have this role right: one setting after the other."""
    sure = [j for j in judged if j.event is not None and not j.event["unsure"] and j.reading.score >= MATCHED]
    return {role: _choose_for_role(sure, role) for role in ROLES}


def _choose_for_role(sure: Sequence[Judged], role: str) -> RoleCuts:
    grids: dict[str, Sequence[float]] = {"here": ROLE_GRID, "earlier": ROLE_GRID, "share": SHARE_GRID}
    if role in PRESENT_ROLES:
        grids |= {"none": NONE_GRID, "floor": FLOOR_GRID}
    cuts = RoleCuts(0.5, 0.5, 0.0, FLOOR_GRID[0] if role in PRESENT_ROLES else 1.0, 0.0)
    best = _count_right(sure, role, cuts)
    for _ in range(3):
        for name, grid in grids.items():
            for value in grid:
                tried = replace(cuts, **{name: float(value)})
                right = _count_right(sure, role, tried)
                if right > best:
                    best, cuts = right, tried
    return cuts


def _count_right(sure: Sequence[Judged], role: str, cuts: RoleCuts) -> int:
    return sum(is_role_right(j, role, cuts) for j in sure)


def is_role_right(judged: Judged, role: str, cuts: RoleCuts) -> bool:
    """Whether the words that are taken in a role name the right parties, place, claimant or date."""
    reading, event = judged.reading, judged.event
    if event is None:
        return False
    presence = reading.presences[PRESENT_ROLES.index(role)] if role in PRESENT_ROLES else None
    spans = choose_spans(reading.list_spans(role), reading.sentence, cuts, presence)
    found = [stem_words(judged.document["sentences"][s.sentence][s.start : s.end]) for s in spans]
    if role != "date":
        return has_right_parties(event[GOLD_FIELDS[role]], found)
    words = event["date"].lstrip("<")
    return not found if words in ("-", "pub") else any(stem_words(words) & f for f in found)


def fit_curve(scores: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """A rising curve from score to share of right, through bins of like size (isotonic)."""
    order = np.argsort(scores, kind="stable")
    xs, ys = np.array(scores)[order], np.array(right, dtype=float)[order]
    parts = [p for p in np.array_split(np.arange(len(xs)), BINS) if len(p)]
    blocks = [[float(xs[p].mean()), float(ys[p].sum()), float(len(p))] for p in parts]
    merged: list[list[float]] = []
    for block in blocks:
        merged.append(block)
        while len(merged) > 1 and merged[-2][1] / merged[-2][2] > merged[-1][1] / merged[-1][2]:
            x, hits, count = merged.pop()
            before = merged[-1]
            total = before[2] + count
            merged[-1] = [(before[0] * before[2] + x * count) / total, before[1] + hits, total]
    return [(round(x, 4), round((hits + 0.5) / (count + 1), 4)) for x, hits, count in merged]


def calibrate(
    judged: Sequence[Judged], best: dict[str, float], cuts: dict[str, RoleCuts]
) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Curves of types and attributes."""
    kept = [j for j in judged if j.reading.score >= LOW]
    types = {"*": fit_curve([j.reading.score for j in kept], [j.event is not None for j in kept])}
    matched = [j for j in judged if j.event is not None and not j.event["unsure"]]
    matched = [
        replace(j, reading=settle_spans(j.reading, cuts))
        for j in matched
        if j.reading.score >= best[j.reading.kind]
    ]
    attributes = {}
    for name in ATTRIBUTES:
        scores = [score_attribute(name, j.reading) for j in matched]
        right = [compare(j.document, j.event, j.reading)[name] for j in matched if j.event]
        attributes[name] = fit_curve(scores, right)
    return {"types": types, "attributes": attributes}


def choose_same_event(judged: Sequence[Judged]) -> float:
    """The cosine from which mentions are best taken for one event, by B-cubed."""
    by_document: dict[str, list[Judged]] = {}
    for j in judged:
        if j.event is not None and not j.event["unsure"] and j.reading.score >= MATCHED:
            by_document.setdefault(j.document["id"], []).append(j)
    return max(GROUP_GRID, key=lambda cut: sum(_sum_b_cubed(own, cut) for own in by_document.values()))


def _sum_b_cubed(own: Sequence[Judged], cut: float) -> float:
    """Precision and recall of the grouping of a document's events at a cut, summed over events."""
    groups: list[list[Judged]] = []
    for j in sorted(own, key=lambda j: (j.reading.sentence, j.reading.start)):
        near = [
            (float(np.mean([np.dot(j.reading.group, o.reading.group) for o in group])), group)
            for group in groups
            if group[0].reading.kind == j.reading.kind
        ]
        best = max(near, key=lambda n: n[0], default=(-1.0, []))
        if best[0] >= cut:
            best[1].append(j)
        else:
            groups.append([j])
    total = 0.0
    for group in groups:
        for j in group:
            both = sum(_is_same(j, o) for o in group)
            total += both / len(group) + both / sum(_is_same(j, o) for o in own)
    return total


def _is_same(one: Judged, other: Judged) -> bool:
    return one.event is not None and other.event is not None and one.event["event"] == other.event["event"]


def write_card(folder: Path, cuts: dict[str, Any], curves: Any) -> None:
    """Write `reader.json`: hashes of the files, cuts and curves."""
    files = {name: sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    card = {"files": files, "cuts": cuts, "calibration": curves}
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", "utf8")


def main() -> None:
    """Calibrate a model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    documents = [d for path in arguments.documents for d in read_lines(path)]
    if arguments.held_out:
        documents = [d for d in documents if is_held_out(d["id"]) and is_ordinary(d["id"])]
    judged, totals = pair_readings(documents, read_documents(arguments.folder, documents))
    best, sure = choose_type_cuts(judged, totals)
    roles = choose_role_cuts(judged)
    roles_as_told = {name: asdict(own) for name, own in roles.items()}
    same_event = choose_same_event(judged)
    cuts = {"types": best, "sure": sure, "roles": roles_as_told, "same_event": same_event, "unreal": UNREAL}
    write_card(arguments.folder, cuts, calibrate(judged, best, roles))
    print(json.dumps(cuts, indent=1))


if __name__ == "__main__":
    main()
