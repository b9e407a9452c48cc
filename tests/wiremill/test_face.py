"""The public names: all there, lazy, typed."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import wiremill

ROOT = Path(__file__).parents[2]
HEAVY = (
    "spacy",
    "duckdb",
    "pyarrow",
    "pandas",
    "numpy",
    "prefect",
    "typer",
    "flows",
    "transforms",
    "warehouse",
)


def test_every_name_resolves_to_what_types_say() -> None:
    tree = ast.parse((ROOT / "wiremill/__init__.py").read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if node.module not in ("__future__", "typing")
    }
    assert typed == wiremill._HOMES
    assert sorted(typed) == sorted(wiremill.__all__)
    for name in wiremill.__all__:
        assert getattr(wiremill, name) is not None
        assert name in dir(wiremill)


def test_a_name_that_never_was_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'wiremill' has no attribute 'never'"):
        wiremill.never  # noqa: B018


def test_importing_loads_nothing() -> None:
    code = f"import sys, wiremill; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.stdout.strip() == "[]", done.stderr


def test_every_public_name_says_what_it_is() -> None:
    for name in wiremill.__all__:
        if name != "__version__":
            assert (getattr(wiremill, name).__doc__ or "").strip(), name


def test_packages_are_declared_and_typed() -> None:
    """A folder with code that pyproject forgets would be missing after an installation."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(declared["tool"]["setuptools"]["packages"])
    roots = {name for name in listed if "." not in name}
    found = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for root in roots
        for path in (ROOT / root).rglob("__init__.py")
    }
    assert listed == found
    assert all((ROOT / root / "py.typed").exists() for root in roots)


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wiremill", "--help"], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert "structured, checked, queryable tables" in done.stdout
