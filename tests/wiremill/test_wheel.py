"""The wheel, installed into a clean environment, works from anywhere and lacks no file."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = sorted({name.split(".")[0] for name in DECLARED["tool"]["setuptools"]["packages"]})
USE = """
import wiremill
found = wiremill.extract("Norway accused Belarus of fraud on Monday.", published="2024-05-24")
print(wiremill.__file__, wiremill.__version__, found.events[0].deed_type, found.events[0].date_start)
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(importlib.util.find_spec(name) is None for name in ("pip", "setuptools", "wheel")),
        reason="pip, setuptools and wheel build it",
    ),
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing is left in the sources."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("dist")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, copy / name)
    _run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
          "--no-index", "--wheel-dir", str(out), str(copy)], copy)  # fmt: skip
    return next(out.glob("wiremill-*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel, and the libraries of this one behind it."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    site = Path(_run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip())
    # Through a .pth file no editable installation of this environment takes effect.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    _run([sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps",
          "--no-index", str(wheel)])  # fmt: skip
    return python


def test_the_wheel_lacks_no_file(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    sources = {
        path.relative_to(ROOT).as_posix()
        for name in PACKAGES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sources - packed == set()
    assert {name.split("/")[0] for name in packed if ".dist-info" not in name} == set(PACKAGES)


def test_the_installed_package_works(python: Path, tmp_path: Path) -> None:
    told = _run([str(python), "-c", USE], tmp_path).split()
    assert told[0].startswith(str(python.parents[1]))
    assert told[1:] == [DECLARED["project"]["version"], "ACCUSE", "2024-05-20"]


@pytest.mark.parametrize("command", [["bin/wiremill"], ["bin/python", "-m", "wiremill"]])
def test_the_installed_commands_work(python: Path, tmp_path: Path, command: list[str]) -> None:
    program = [str(python.parents[1] / command[0]), *command[1:]]
    assert "who_did_what" in _run([*program, "query", "list"], tmp_path)


def _run(command: list[str], folder: Path | None = None) -> str:
    """The output of a command that sees neither the sources nor an address of packages."""
    bare = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    return done.stdout
