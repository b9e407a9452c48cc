"""Which lines the documents of a run repeat, learned before any of them is cleaned.

All lines of a run would not fit in memory as text: a line of a site is kept as one number of 64 bits,
and of the counts only those of two documents and more remain.
"""

from __future__ import annotations

import pickle
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

import numpy as np

from flows.atomic_files import write_atomically
from schemas.template_lines import TemplateLine
from transforms.documents.template_memory import TemplateMemory


class HashedCounts(Mapping[tuple[str, str], int]):
    """Counts by (site, line hash) of which only hashes of the keys are kept; it can't be iterated."""

    def __init__(self, counts: Mapping[int, int]) -> None:
        self._counts = counts

    def __getitem__(self, key: tuple[str, str]) -> int:
        return self._counts[_hash_key(*key)]

    def __len__(self) -> int:
        return len(self._counts)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        raise TypeError("only hashes of the keys are kept")


class TemplateLearner:
    """Counts the lines of documents as they land."""

    def __init__(self) -> None:
        self._keys = array("Q")
        self._lines = array("Q")
        self._documents: Counter[str] = Counter()

    def learn(self, lines: Collection[TemplateLine]) -> None:
        """Count the lines of one document."""
        self._keys.extend(_hash_key(line.site, line.line_hash) for line in lines)
        self._lines.extend(int(line.line_hash, 16) for line in lines)
        self._documents.update({line.site for line in lines})

    @property
    def sites(self) -> frozenset[str]:
        """Sites of the documents learned."""
        return frozenset(self._documents)

    def list_line_hashes(self) -> list[str]:
        """Hashes of the lines learned."""
        return [
            f"{number:016x}" for number in np.unique(np.frombuffer(self._lines, dtype=np.uint64)).tolist()
        ]

    def save(
        self, path: Path, earlier: Mapping[tuple[str, str], int], earlier_documents: Mapping[str, int]
    ) -> None:
        """Write the counts, those of the warehouse added, for the workers to read.

        `earlier` need only hold the lines learned: no others are asked for.
        """
        keys, numbers = np.unique(np.frombuffer(self._keys, dtype=np.uint64), return_counts=True)
        known = {_hash_key(*key): count for key, count in earlier.items()}
        counts = {
            key: number + known.get(key, 0)
            for key, number in zip(keys.tolist(), numbers.tolist(), strict=True)
            if number > 1 or key in known
        }
        documents = dict(Counter(earlier_documents) + self._documents)
        write_atomically(path, pickle.dumps((counts, documents), protocol=5))


def load_memory(path: Path) -> TemplateMemory:
    """Read what `TemplateLearner.save` wrote (a file of our own work folder)."""
    counts, documents = pickle.loads(path.read_bytes())
    return TemplateMemory(HashedCounts(counts), documents)


def _hash_key(site: str, line_hash: str) -> int:
    key = f"{site}\x1f{line_hash}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "big")
