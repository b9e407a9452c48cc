"""Data files of a lake in object storage: DuckDB's `httpfs`, with credentials from the environment."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import duckdb

from schemas.ddl import quote_text
from warehouse.lake.extensions import load_extensions


def is_object_store(place: str) -> bool:
    """Whether a place is no folder."""
    return place.startswith("s3://")


def allow_object_store(con: duckdb.DuckDBPyConnection) -> None:
    """Let a session read and write s3:// places, by the variables that other programs read too."""
    load_extensions(con, ("httpfs",))
    options = [f"{name} {quote_text(value)}" for name, value in _read_options().items()]
    con.execute(f"CREATE OR REPLACE SECRET wiremill_lake (TYPE s3{''.join(', ' + o for o in options)})")


def _read_options() -> dict[str, str]:
    known = {
        "KEY_ID": "AWS_ACCESS_KEY_ID",
        "SECRET": "AWS_SECRET_ACCESS_KEY",
        "SESSION_TOKEN": "AWS_SESSION_TOKEN",
        "REGION": "AWS_REGION",
    }
    options = {name: os.environ[variable] for name, variable in known.items() if os.environ.get(variable)}
    if "REGION" not in options and (region := os.environ.get("AWS_DEFAULT_REGION")):
        options["REGION"] = region
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if endpoint:
        parts = urlsplit(endpoint)
        options |= {
            "ENDPOINT": parts.netloc,
            "URL_STYLE": "path",
            "USE_SSL": "true" if parts.scheme == "https" else "false",
        }
    return options
