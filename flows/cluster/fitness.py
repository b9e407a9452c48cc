"""Whether a worker can do a job of a run: the same Wiremill, the same model, room on its disk."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from flows.disk_space import require_space
from flows.workers.extractor_version import find_extractor_version
from transforms.reading.model_files import check_files

SIZE_FACTOR = 10  # of the texts unpacked and the rows made of them, over the packed texts


class UnfitWorkerError(RuntimeError):
    """A worker can't do the jobs of this run, whatever the documents are."""


def check_fitness(model: str, extractor_version: str, scratch: Path, byte_count: int) -> None:
    """Make sure that rows made here are those that the run would make, and that there is room for them.

    Raises:
        UnfitWorkerError: another version of Wiremill, its rules or the model.
        ModelMissingError, ReaderFilesError: the model is not installed, or not whole.
        DiskSpaceError: the scratch folder's disk is too full for texts packed in so many bytes.
    """
    own = _find_own_version(model, scratch)
    wanted = extractor_version.partition("+llm.")[0]
    if own != wanted:
        raise UnfitWorkerError(f"it has Wiremill {own}, the run needs {wanted}")
    require_space(scratch, SIZE_FACTOR * byte_count, "a batch and its rows")


@lru_cache(maxsize=4)
def _find_own_version(model: str, scratch: Path) -> str:
    check_files()
    return find_extractor_version(model, scratch)
