"""Records: one document as JSON, from a line of JSONL, a row of a table, an item of a feed ..."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from flows.sources.addresses import clean_address
from flows.sources.record_fields import TEXT_FIELDS, find_values, is_nothing, join_texts
from transforms.documents.metadata.published_date import parse_published

AUTHOR_SEPARATOR = "; "
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|article|section)\b[^<>]{0,300}>", re.IGNORECASE)
_FULL_HTML = re.compile(r"\s*(?:<!doctype|<html)\b", re.IGNORECASE)
# How news services mark a text that they cut ("... [+1234 chars]").
_CUT_MARK = re.compile(r"(?<!\s)\s*+(?:…|\.{3})?\s*+\[\+\d+ chars\]\s*$")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*(?=\s)")

# Fields that name the record whatever they hold; under the others ("source") the publisher may stand.
_OWN_NAMES = ("url", "uri")


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

    It needs a text or HTML under a name of `record_fields.csv`; `id`, else its address, else a hash of
    the record is its identity. Metadata are title, published, author, publisher, agency, language,
    url, section, and what sources of our own state (kind).

    Raises:
        RecordError: it isn't a JSON object, or text or html is missing or isn't a string.
    """
    fields = decode_fields(raw)
    metadata = read_metadata(fields)
    for role, media_type in zip(TEXT_FIELDS, ("text/plain", "text/html"), strict=True):
        for name, value in find_values(fields, role):
            text = join_texts(value)
            if text is None and name == role:
                raise RecordError(f"{role} is {_json_type(value)}, not a string")
            if text is None or not text.strip():
                continue
            text, is_cut = _drop_cut_mark(text)
            if is_cut:
                metadata["kind"] = "brief"
            is_html = media_type == "text/html" or _is_html(name, text)
            content = text.encode("utf-8", "replace")
            return Record(_identify(fields, raw), content, "text/html" if is_html else media_type, metadata)
    if any(name in fields for name in TEXT_FIELDS):
        return Record(_identify(fields, raw), b"", "text/plain", metadata)
    raise RecordError("the record has neither text nor html (fields: " + _name_fields(fields) + ")")


def write_record(fields: Mapping[str, Any]) -> bytes:
    """The JSON of a record, the same bytes for the same fields; empty fields are left out."""
    filled = {k: v for k, v in fields.items() if v is not None and v != "" and v == v}
    return json.dumps(filled, ensure_ascii=False, sort_keys=True, default=_write_value).encode(
        "utf-8", "replace"
    )


def decode_fields(raw: bytes) -> dict[str, Any]:
    """The object that a record is; NaN counts as null.

    Raises:
        RecordError: it is none.
    """
    try:
        fields = json.loads(raw.decode("utf-8-sig"), parse_constant=_read_nothing, object_hook=_unwrap_value)
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


def find_address(fields: Mapping[str, Any]) -> str | None:
    """The cleaned web address of a record, if it states one."""
    for _, value in find_values(fields, "url"):
        if isinstance(value, str) and value.strip().startswith(("http://", "https://")):
            return clean_address(value.strip())
    return None


def _unwrap_value(value: dict[str, Any]) -> Any:
    """What an object of MongoDB's JSON holds ({"$date": "2026-02-03T08:00:00Z"}); any other as it is."""
    name, inner = next(iter(value.items()), ("", None))
    return inner if len(value) == 1 and name.startswith("$") else value


def _read_nothing(_: str) -> None:
    """NaN and Infinity stand for no value."""


def _identify(fields: Mapping[str, Any], raw: bytes) -> str:
    for _, value in find_values(fields, "id"):
        if isinstance(value, str | int):
            return _clean(str(value))
    if address := find_address(fields):
        return _clean(address)
    for name, value in find_values(fields, "url"):
        if isinstance(value, str) and name in _OWN_NAMES:
            return _clean(value)
    return "sha256-" + sha256(raw.strip()).hexdigest()[:16]


def read_metadata(fields: Mapping[str, Any]) -> dict[str, str]:
    """What a record says of its document besides the text, as strings."""
    found = {
        "title": _first(fields, "title"),
        "published": _read_published(fields),
        "author": _first(fields, "author"),
        "publisher": _read_publisher(fields),
        "agency": _first(fields, "agency"),
        "language": _first(fields, "language"),
        "url": find_address(fields),
        "section": _first(fields, "section"),
        "kind": _write_names(fields.get("wiremill_kind")),
    }
    if found["title"] and "&" in found["title"]:
        found["title"] = html.unescape(found["title"])
    return {key: _clean(value) for key, value in found.items() if value}


def _first(fields: Mapping[str, Any], role: str) -> str | None:
    return next((t for _, value in find_values(fields, role) if (t := _write_names(value))), None)


def _read_published(fields: Mapping[str, Any]) -> str | None:
    """The first date that can be read; where none can, the first one stated."""
    stated = []
    for _, value in find_values(fields, "published"):
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = str(value).strip() if isinstance(value, str | int | float) and value is not True else ""
        if text and parse_published(text, day_first=True) is not None:
            return text
        stated.append(text)
    return next((text for text in stated if text), None)


def _read_publisher(fields: Mapping[str, Any]) -> str | None:
    """A name, or the host where only that is stated; an address is none."""
    for _, value in find_values(fields, "publisher"):
        name = _write_names(value)
        if name and not name.startswith(("http://", "https://")):
            return name.removeprefix("www.") if " " not in name else name
    return None


def _write_names(value: Any) -> str | None:
    """A string or number as it is, a list joined, of objects their names."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = AUTHOR_SEPARATOR.join(text for part in value if (text := _write_names(part)))
    if isinstance(value, bool) or not isinstance(value, str | int | float) or is_nothing(value):
        return None
    return str(value).strip()


def _drop_cut_mark(text: str) -> tuple[str, bool]:
    """A text without the mark of a cut and the sentence that was cut, and whether there was one."""
    if not (mark := _CUT_MARK.search(text)):
        return text, False
    kept = text[: mark.start()]
    ends = [match.end() for match in _SENTENCE_END.finditer(kept)]
    return (kept[: ends[-1]] if ends else kept), True


def _is_html(name: str, text: str) -> bool:
    """Whether a field that may hold either holds markup."""
    return bool(_FULL_HTML.match(text)) or (name != "text" and len(_TAG.findall(text)) > 1)


def _clean(text: str) -> str:
    return text.strip().encode("utf-8", "replace").decode("utf-8")


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
