"""An S3 server in this process, with a bucket for each test."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from s3_keys import KEY_ID, SECRET

pytest.importorskip("moto", reason="an S3 server for tests: pip install 'wiremill[dev]'")
pytest.importorskip("s3fs")


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
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
