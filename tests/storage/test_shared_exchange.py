"""Batches that travel through object storage, and what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.cluster.exchange import Exchange, ExchangeError
from flows.storage.object_store import ObjectStore
from flows.storage.storage_errors import StorageError


def test_files_come_as_they_went(bucket: str, tmp_path: Path) -> None:
    exchange = Exchange(f"s3://{bucket}/work")
    (tmp_path / "a.zip").write_bytes(b"texts")
    sha256 = exchange.send(tmp_path / "a.zip", "run-1/00000/texts.zip")
    Exchange(f"s3://{bucket}/work").fetch("run-1/00000/texts.zip", sha256, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == b"texts"
    with pytest.raises(ExchangeError, match="is not what was sent"):
        exchange.fetch("run-1/00000/texts.zip", "0" * 64, tmp_path / "b.zip")
    with pytest.raises(ExchangeError, match="lacks run-1/none"):
        exchange.fetch("run-1/none", sha256, tmp_path / "b.zip")
    exchange.remove("run-1")
    exchange.remove("run-1")
    assert not ObjectStore(f"s3://{bucket}/work").has_any("run-1")


def test_what_goes_wrong_is_told_in_a_line(
    s3: Any, bucket: str, forbid: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zip").write_bytes(b"texts")
    missing = Exchange("s3://no-bucket-here/work")
    with pytest.raises(StorageError, match="the bucket no-bucket-here does not exist"):
        missing.send(tmp_path / "a.zip", "a")
    with pytest.raises(StorageError, match="the bucket no-bucket-here does not exist"):
        missing.fetch("a", "0" * 64, tmp_path / "b")
    missing.remove("a")
    forbid("s3:PutObject")
    with pytest.raises(StorageError, match=f"s3://{bucket}/work/a can't be written: the credentials"):
        Exchange(f"s3://{bucket}/work").send(tmp_path / "a.zip", "a")
