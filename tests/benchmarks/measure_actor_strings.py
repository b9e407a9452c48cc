"""Measure the coding of short strings: `python tests/benchmarks/measure_actor_strings.py FILE.jsonl`.

A line of the file is {"text": ..., "gold": [{"country": ..., "code_1": ...}]}. Printed are the shares of
strings
whose country is right (none where none is given) and whose sector is right.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from transforms.actors.code_string import code_actor

NO_STATE = {"IGO", "UNO", "EUR"}


def measure(path: Path) -> dict[str, tuple[int, int]]:
    """(right, all) for countries and sectors; prints the misses."""
    tally = {"country": [0, 0], "sector": [0, 0]}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        country, sector = code_actor(record["text"])
        gold = record["gold"][0]
        for key, field, got in (("country", "country", country), ("sector", "code_1", sector)):
            if field not in gold:
                continue
            want = gold[field] or None
            right = got == want or {got, want} <= NO_STATE
            tally[key][0] += right
            tally[key][1] += 1
            if not right:
                print(f"{key}: {record['text']!r} is {want}, got {got}")
    return {key: (right, total) for key, (right, total) in tally.items()}


if __name__ == "__main__":
    for name, (right, total) in measure(Path(sys.argv[1])).items():
        print(f"{name} right: {right} of {total} = {right / max(1, total):.3f}")
