"""One thread a process for matrix products: those of the language model are small.

A second thread makes each product slower, and ten times as slow where another process wants the processors.
"""

from __future__ import annotations

import gc
import os

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def use_one_thread() -> None:
    """Have NumPy use one thread, unless the user wants otherwise; only before NumPy is imported."""
    for name, count in ONE_THREAD.items():
        os.environ.setdefault(name, count)


def collect_seldom() -> None:
    """Look for cycles after 20,000 new objects, not 700: most that a start makes stay until the end."""
    gc.set_threshold(20_000, 20, 20)
