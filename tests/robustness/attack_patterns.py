"""Every regular expression of the project against strings made to keep it busy.

    python tests/robustness/attack_patterns.py [--length 1500] [--times 1000]

Gathers the expressions that the modules compile (also those made when a text is first read), writes attacks
out of each (`attack_strings`), and lets it search them at growing lengths. No seconds are compared with a
limit: an expression is named where its processor time grows with more than the square of the length from one
length to the next, or is more than `--times` that of a plain text of the same length.
"""

from __future__ import annotations

import argparse
import importlib
import math
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attack_strings import Attack, list_attacks

ROOT = Path(__file__).parents[2]
PACKAGES = ("schemas", "transforms", "warehouse", "flows")
PLAIN = "The council of Oster said on Monday that 12 boats, worth $3.4 million, had left the harbour. "
SHORTEST, STEP, SLOWLY = 12, 4, 64  # characters: from, by and up to which strings grow a little at a time
NOTED = 0.001  # seconds of processor time below which growth can't be told from noise
GIVEN_UP = 0.04  # seconds of processor time after which a longer string is not tried
BROKEN_OFF = 0.3  # seconds of processor time after which a search is broken off
STEEP = 6.5  # twice as long a string takes four times as long where time grows with the square


@dataclass(frozen=True, slots=True)
class Finding:
    """The worst attack on an expression: where it was left off, its time, growth as length doubles."""

    pattern: str
    place: str
    attack: Attack
    length: int
    seconds: float
    plain_seconds: float
    growth: float

    @property
    def is_steep(self) -> bool:
        """Whether time grows with more than the square of the length."""
        return self.growth > STEEP


def main() -> None:
    """Gather, attack, print the worst first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--length", type=int, default=1500)
    parser.add_argument("--times", type=float, default=1000.0)
    options = parser.parse_args()
    patterns = gather_patterns()
    findings = [f for p, place in patterns.items() if (f := attack_pattern(p, place, options.length))]
    named = [f for f in findings if f.is_steep or f.seconds > options.times * f.plain_seconds]
    named.sort(key=lambda f: (f.length, -f.seconds))
    print(f"{len(patterns)} expressions, {len(findings)} with noticeable attacks, {len(named)} named")
    for f in named:
        print(
            f"{f.place}: {f.seconds:.3f} s at {f.length} characters, {f.seconds / f.plain_seconds:.0f} times"
            f" plain text, growth {f.growth:.1f}: {f.attack.start[:30]!r} + {f.attack.pump[:30]!r}"
            f"\n    {f.pattern[:150]!r}"
        )


def gather_patterns() -> dict[re.Pattern[str], str]:
    """The expressions of the project, each with the module and line that compiles it."""
    found: dict[re.Pattern[str], str] = {}
    compile_plainly = re.compile

    def note(pattern: Any, flags: Any = 0) -> Any:
        compiled = compile_plainly(pattern, flags)
        frame = sys._getframe(1)
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts and isinstance(compiled.pattern, str):
            found.setdefault(compiled, f"{path.relative_to(ROOT)}:{frame.f_lineno}")
        return compiled

    re.compile = note
    try:
        for name in list_modules():
            importlib.import_module(name)
        _read_a_text()
    finally:
        re.compile = compile_plainly
    return found


def list_modules() -> Iterator[str]:
    """All modules but those that start something or need an extra."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not re.search(
                r"train|__main__|command_line|ingest$|cluster|llm|storage|prefect|alerts", module.name
            ):
                yield module.name


def _read_a_text() -> None:
    """Have the expressions made that are compiled when they are first needed."""
    from wiremill import extract

    extract(PLAIN * 3, title="Boats leave Oster", published="2024-05-06")


def attack_pattern(pattern: re.Pattern[str], place: str, length: int) -> Finding | None:
    """The worst of the attacks on an expression; None where none takes a noticeable time."""
    worst: Finding | None = None
    for attack in list_attacks(pattern):
        found = _attack(pattern, place, attack, length)
        if found is not None and (
            worst is None or (found.length, -found.seconds) < (worst.length, -worst.seconds)
        ):
            worst = found
        if worst is not None and worst.seconds > GIVEN_UP and worst.length < length:
            break  # bad enough
    return worst


def _attack(pattern: re.Pattern[str], place: str, attack: Attack, most: int) -> Finding | None:
    length, before, growth, seconds = SHORTEST, 0.0, 0.0, 0.0
    last = length
    while True:
        text = attack.write(length)
        seconds = max(_measure(pattern.search, text), _measure(pattern.fullmatch, text))
        if before > NOTED:
            growth = max(growth, 2 ** (math.log(seconds / before) / math.log(length / last)))
        if seconds > GIVEN_UP or length >= most:
            break
        # Small steps first: what doubles with each character would not come back from a doubled length.
        before, last, length = seconds, length, length + STEP if length < SLOWLY else min(2 * length, most)
    if seconds < NOTED:
        return None
    plain = (PLAIN * (len(text) // len(PLAIN) + 1))[: len(text)]
    plain_seconds = max(_measure(pattern.search, plain), 1e-6)
    return Finding(pattern.pattern, place, attack, len(text), seconds, plain_seconds, growth)


class _TooLongError(Exception):
    """A search was broken off."""


def _measure(search: Callable[[str], Any], text: str) -> float:
    """Seconds of processor time that a search takes; one that takes too long is broken off."""
    begun = time.thread_time()
    before = signal.signal(signal.SIGVTALRM, _break_off)
    signal.setitimer(signal.ITIMER_VIRTUAL, BROKEN_OFF)
    try:
        search(text)
    except _TooLongError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.thread_time() - begun


def _break_off(*_: Any) -> None:
    raise _TooLongError


if __name__ == "__main__":
    main()
