"""What a small run takes, as a multiple of the time in which the bare language model loads.

    python tests/benchmarks/small_runs.py [--repeat 3]

Runs the command line without Prefect's engine on one article (a new data folder; landing, reading, audit,
publishing, release and report), then once more, when nothing is new. Each is set beside a process that only
loads the model, in the same round; the least of several rounds counts. Seconds of the clock, and of all
processors together, which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BARE = "from importlib import import_module; from transforms.language.model import find_model;"
BARE += " import_module(find_model('auto')).load()"
ARTICLE = """Minister opens the Tarvo bridge

ALDERNEY, 3 June 2024 - Transport Minister Lena Ostrom opened the new Tarvo bridge on Monday.

The bridge cost 240 million euros and took six years to build. "It joins two valleys," Ostrom said.

France and Italy signed an agreement on rail traffic on the same day.
"""
MOST = 3.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the clock and of the processors."""

    wall: float
    processor: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=3)
    rounds = [measure_round() for _ in range(parser.parse_args().repeat)]
    bare, first, second = (find_least(costs) for costs in zip(*rounds, strict=True))
    print("small runs, without Prefect's engine, against loading the bare model")
    print(f"load the model  {bare.wall:6.1f} s {bare.processor:6.1f} s of processors")
    for name, cost in (("one article", first), ("nothing new", second)):
        ratios = f"{cost.wall / bare.wall:.1f} and {cost.processor / bare.processor:.1f} times"
        print(f"{name:<15} {cost.wall:6.1f} s {cost.processor:6.1f} s of processors: {ratios}")
    print(f"one article may take {MOST} times as long as the bare model needs to load")


def measure_round() -> tuple[Cost, Cost, Cost]:
    """The bare model, one article, and a run that finds nothing new."""
    with tempfile.TemporaryDirectory(prefix="wiremill-small-") as scratch:
        folder = Path(scratch)
        (folder / "in").mkdir()
        (folder / "in" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
        run = ["-m", "flows.command_line", "run", str(folder / "in"), "--data", str(folder / "data")]
        run += ["--no-prefect", "--quiet"]
        return measure(["-W", "ignore", "-c", BARE]), measure(run), measure(run)


def measure(arguments: list[str]) -> Cost:
    """A process from its start to its end, with the processes that it started."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, cwd=ROOT
    )
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(ended - begun, processor)


def find_least(costs: tuple[Cost, ...]) -> Cost:
    """The least of several rounds: what disturbs only adds."""
    return Cost(min(c.wall for c in costs), min(c.processor for c in costs))


if __name__ == "__main__":
    main()
