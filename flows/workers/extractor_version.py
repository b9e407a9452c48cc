"""The version of what makes rows: package, rules with their data, language model."""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.atomic_files import write_atomically
from transforms.language.model_names import list_candidates

ROOT = Path(__file__).parents[2]
RULE_FOLDER = ROOT / "transforms"
# What the rules read besides.
SHARED_TABLES = (ROOT / "schemas" / "countries.csv",)
IGNORED_SUFFIXES = (".pyc", ".pyo", ".md")


class ModelMissingError(RuntimeError):
    """No usable language model is installed."""


def find_extractor_version(model: str, cache_folder: Path) -> str:
    """For example `0.1.0+rules.1f3a9c0d+core_web_md-3.7.1.5f2e0a11`.

    The hash of the model's files is cached by their sizes and times in `cache_folder`.

    Raises:
        ModelMissingError: the model is not installed.
    """
    folder = find_model_folder(model)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    digest = _hash_model(folder, cache_folder)
    return f"{package_version()}+rules.{hash_rules()[:8]}+{meta['name']}-{meta['version']}.{digest[:8]}"


def package_version() -> str:
    """Version of the installed package."""
    try:
        return version("wiremill")
    except PackageNotFoundError:
        return "0"


@lru_cache(maxsize=1)
def hash_rules() -> str:
    """Hash of all code and data files of the transforms, and of what they read besides."""
    digest = sha256()
    for path in (*sorted(RULE_FOLDER.rglob("*")), *SHARED_TABLES):
        if path.is_file() and path.suffix not in IGNORED_SUFFIXES and "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def find_model_folder(model: str) -> Path:
    """The folder of a model's data, found without loading spaCy.

    Raises:
        ModelMissingError: the model is not installed.
    """
    for name in list_candidates(model):
        if Path(name).is_dir():
            return Path(name)
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            continue
        package = Path(spec.origin).parent
        for folder in (package, *sorted(package.iterdir())):
            if (folder / "config.cfg").exists() and (folder / "meta.json").exists():
                return folder
    raise ModelMissingError(f"the language model {model!r} is not installed")


def _hash_model(folder: Path, cache_folder: Path) -> str:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    stamps = [f"{p} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in files]
    key = sha256("\n".join(stamps).encode()).hexdigest()
    cache = cache_folder / "model_hash.json"
    try:
        known = json.loads(cache.read_text(encoding="utf-8"))
        if known["key"] == key:
            return str(known["sha256"])
    except (OSError, ValueError, KeyError):
        pass
    digest = sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    write_atomically(cache, json.dumps({"key": key, "sha256": digest.hexdigest()}).encode())
    return digest.hexdigest()
