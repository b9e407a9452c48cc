"""An S3 server in this process, with a bucket for each test."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import small_warehouse as small
from row_builder import NOW, Article
from s3_keys import KEY_ID, SECRET

from warehouse.connect import open_warehouse
from warehouse.release.export import Release, export_release


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    for name in ("moto", "flask", "flask_cors", "s3fs"):
        pytest.importorskip(name, reason="an S3 server for tests: pip install 'wiremill[dev]'")
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client of the server, whose address and keys stand in the environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", s3_server)
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    import boto3
    import s3fs
    from botocore.config import Config

    s3fs.S3FileSystem.clear_instance_cache()  # they keep the environment in which they were made
    return boto3.client("s3", config=Config(retries={"max_attempts": 1}))


@pytest.fixture
def bucket(s3: Any, tmp_path: Path) -> str:
    """The name of a new bucket."""
    name = f"b-{abs(hash(str(tmp_path))):x}"
    s3.create_bucket(Bucket=name)
    return name


@pytest.fixture
def forbid(s3: Any, bucket: str) -> Callable[..., None]:
    """forbid("s3:PutObject", "releases/*"): whoever does that from here on is denied; nothing lifts it."""

    def forbid_actions(action: str | None = None, names: str = "*") -> None:
        if action is None:
            s3.delete_bucket_policy(Bucket=bucket)
            return
        statement = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": [action],
            "Resource": [f"arn:aws:s3:::{bucket}/{names}"],
        }
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))

    return forbid_actions


def make_article(uri: str, published_on: date | None) -> Article:
    article = Article(uri=uri, published_on=published_on, text=f"Kenya opened a road. It is called {uri}.")
    article.actor("country/KEN", "Kenya", "KEN", reference_id="country/KEN")
    article.mention("country/KEN", "Kenya")
    return article


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    """Three releases: of two months, the second month grown, and the same written anew. Only to be read."""
    folder = tmp_path_factory.mktemp("made")
    warehouse, made = folder / "warehouse.duckdb", []
    with open_warehouse(warehouse):
        pass
    batches = [
        [make_article("a", date(2024, 2, 3)), make_article("b", date(2024, 3, 4))],
        [make_article("c", date(2024, 3, 5)), make_article("d", None)],
    ]
    for number, batch in enumerate(batches, 1):
        small.load_batches(warehouse, folder / f"work-{number}", [batch], f"run-{number}")
        made.append(export_release(warehouse, folder / "published", NOW + timedelta(days=number), keep=9))
    at = NOW + timedelta(days=9)
    made.append(export_release(warehouse, folder / "published", at, keep=9, force=True, full=True))
    return made
