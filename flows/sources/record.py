"""Records: one document as JSON, from a line of JSONL, a row of Parquet or an item of a feed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from flows.sources.items import METADATA_KEYS

TEXT_FIELDS = ("text", "html")
AUTHOR_SEPARATOR = "; "


class RecordError(ValueError):
    """A record can't be read as a document."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says: identity, content with its media type, metadata as strings."""

    identity: str
    content: bytes
    media_type: str
    metadata: Mapping[str, str]


def read_record(raw: bytes) -> Record:
    """Read a JSON record.

    It needs `text` or `html`; `id`, else `url`, else a hash of the record is its identity.

    Raises:
        RecordError: it isn't a JSON object, or text or html is missing or isn't a string.
    """
    fields = _decode(raw)
    for name, media_type in zip(TEXT_FIELDS, ("text/plain", "text/html"), strict=True):
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            raise RecordError(f"{name} is {_json_type(value)}, not a string")
        if value:
            content = value.encode("utf-8", "replace")
            return Record(_identify(fields, raw), content, media_type, _read_metadata(fields))
    if any(name in fields for name in TEXT_FIELDS):
        return Record(_identify(fields, raw), b"", "text/plain", _read_metadata(fields))
    raise RecordError("the record has neither text nor html (fields: " + _name_fields(fields) + ")")


def write_record(fields: Mapping[str, Any]) -> bytes:
    """The JSON of a record, the same bytes for the same fields; empty fields are left out."""
    filled = {k: v for k, v in fields.items() if v is not None and v != ""}
    return json.dumps(filled, ensure_ascii=False, sort_keys=True, default=_write_value).encode(
        "utf-8", "replace"
    )


def _decode(raw: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RecordError(f"not UTF-8 at byte {error.start} of the record") from error
    except json.JSONDecodeError as error:
        raise RecordError(f"not valid JSON: {error.msg} (character {error.pos})") from error
    except RecursionError as error:
        raise RecordError("not valid JSON: nested too deep") from error
    except ValueError as error:
        raise RecordError(f"not valid JSON: {error}") from error
    if not isinstance(fields, dict):
        raise RecordError(f"the record is {_json_type(fields)}, not an object")
    return fields


def _identify(fields: Mapping[str, Any], raw: bytes) -> str:
    for name in ("id", "url", "uri"):
        value = fields.get(name)
        if isinstance(value, str | int) and str(value).strip():
            return str(value).strip().encode("utf-8", "replace").decode("utf-8")
    return "sha256-" + sha256(raw.strip()).hexdigest()[:16]


def _read_metadata(fields: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in METADATA_KEYS:
        value = fields.get(key)
        if isinstance(value, Sequence) and not isinstance(value, str):
            value = AUTHOR_SEPARATOR.join(str(v) for v in value if v)
        if isinstance(value, str | int | float) and str(value).strip():
            found[key] = str(value).strip().encode("utf-8", "replace").decode("utf-8")
    return found


def _write_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _json_type(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")


def _name_fields(fields: Mapping[str, Any]) -> str:
    names = ", ".join(sorted(str(k) for k in fields)[:8])
    return names.encode("utf-8", "replace").decode() or "none"
