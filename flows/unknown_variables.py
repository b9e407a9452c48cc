"""Variables of the environment that bear Wiremill's prefix but that nothing reads: mistyped names."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from difflib import get_close_matches

PREFIX = "WIREMILL_"
# What is read elsewhere than in the settings: by the command line, by what fetches releases, by
# prefect.yaml, by the examples, and by the tests.
OTHERS = frozenset(
    {"TRACEBACK", "CACHE", "HOME", "RELEASE", "GOLD", "CORPUS", "EVENT_SCORER", "TEST_MISCHIEF"}
)

logger = logging.getLogger(__name__)
_SAID: set[str] = set()


def warn_of_unknown(environment: Mapping[str, str], known: Collection[str]) -> None:
    """Say in one line each, once in a process, which variables nothing reads, and which is nearest in name.

    `known` are the variables that the settings read, in full; an empty variable is not set.
    """
    known = {*known, *(PREFIX + name for name in OTHERS)}
    for name, value in environment.items():
        if value and name.upper().startswith(PREFIX) and name not in known and name not in _SAID:
            _SAID.add(name)
            logger.warning(describe_unknown(name, known))


def describe_unknown(name: str, known: Collection[str]) -> str:
    """What there is to say of a variable: that nothing reads it, and the nearest name that something does."""
    ends = {other.removeprefix(PREFIX): other for other in known}
    near = get_close_matches(name.upper().removeprefix(PREFIX), ends, n=1)
    hint = f"; do you mean {ends[near[0]]}?" if near else ""
    return f"the environment variable {name} is not known, nothing reads it{hint}"
