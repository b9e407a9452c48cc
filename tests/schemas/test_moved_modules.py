"""Old names of modules say the new ones."""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from prefect.flows import load_flow_from_entrypoint

from schemas.moved_modules import read_new_names

ROOT = Path(__file__).parents[2]
# An old name that is now the name of a folder can be imported, but holds nothing.
FOLDERS = {name for name in read_new_names() if (ROOT / name.replace(".", "/")).is_dir()}


@pytest.mark.parametrize("old", sorted(read_new_names()))
def test_the_old_name_says_the_new_one(old: str) -> None:
    new = read_new_names()[old]
    assert importlib.util.find_spec(new) is not None
    assert not (ROOT / f"{old.replace('.', '/')}.py").exists()
    with pytest.raises(ImportError, match=rf"^{old} is now {new}$"):
        importlib.import_module(f"{old}.anything" if old in FOLDERS else old)


def test_a_name_out_of_a_folder_says_the_new_one() -> None:
    with pytest.raises(
        ImportError, match=r"^transforms\.actors\.names is now transforms\.actors\.names\.find$"
    ):
        exec("from transforms.actors.names import find_names")


def test_what_never_was_is_missing_as_ever() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'flows\.never'$"):
        importlib.import_module("flows.never")


@pytest.mark.parametrize("old", ["flows.extraction_worker", "flows.landing"])
def test_an_old_command_fails_with_the_line(old: str) -> None:
    command = [sys.executable, "-m", old]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode != 0
    assert f"{old} is now {read_new_names()[old]}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_old_entry_point_of_a_deployment_says_the_new_name() -> None:
    with pytest.raises(ImportError, match=r"flows\.pipeline is now flows\.runs\.pipeline"):
        load_flow_from_entrypoint("flows.pipeline.run_pipeline")
