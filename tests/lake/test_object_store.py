"""Data files of a lake in object storage."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from lake_places import needs_lake, place_lake

from warehouse.connect import open_warehouse
from warehouse.lake.address import LakeAddress
from warehouse.lake.extensions import find_extension
from warehouse.query import run_query

pytestmark = [
    needs_lake,
    pytest.mark.skipif(
        find_extension("httpfs") is None or find_spec("moto") is None or find_spec("flask") is None,
        reason="the extension httpfs, or moto[server], is not installed",
    ),
]


@pytest.fixture
def bucket(monkeypatch):
    """A bucket of an S3 server in this process, as the environment names it."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    import boto3

    client = boto3.client("s3", region_name="us-east-1")
    client.create_bucket(Bucket="lake")
    yield client
    client.close()
    server.stop()


def test_data_files_lie_in_a_bucket(bucket, tmp_path):
    lake = LakeAddress("sqlite", place_lake(tmp_path).catalogue, "s3://lake/news")
    with open_warehouse(lake) as con:
        con.execute("INSERT INTO main.actor_names SELECT range::VARCHAR, 'n', 1 FROM range(1000)")
    assert bucket.list_objects_v2(Bucket="lake", Prefix="news/main/actor_names/")["KeyCount"] == 1
    for place in (lake, place_lake(tmp_path)):  # the catalogue knows where they lie
        assert run_query(place, "SELECT count(*) FROM actor_names").rows == ((1000,),)
