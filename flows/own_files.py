"""Files that are the pipeline's own, wherever they stand: a source that holds them is read without them."""

from __future__ import annotations

import os

CONFIG_NAME = "wiremill.toml"
PROJECT_FILES = (CONFIG_NAME, "corrections.csv", "event_corrections.csv", "prefect.yaml")
LOCK_NAME = "run.lock"


def is_data_folder(folder: str) -> bool:
    """Whether runs keep their data here: they lock it before anything is read."""
    return os.path.isfile(f"{folder}/{LOCK_NAME}")


def is_project_file(path: str) -> bool:
    """Whether a file is one that `wiremill init` writes, beside its settings."""
    folder, name = os.path.split(path)
    return name in PROJECT_FILES and os.path.isfile(f"{folder}/{CONFIG_NAME}")
