"""What servers said about pages fetched before, for conditional requests: a small JSON file."""

from __future__ import annotations

import json
from pathlib import Path

from flows.atomic_files import write_atomically


class FetchState:
    """ETag and Last-Modified by URL, kept in one file (unless not `is_kept`)."""

    def __init__(self, path: Path, is_kept: bool = True) -> None:
        self._path = path
        self._is_kept = is_kept
        self._validators: dict[str, dict[str, str]] = {}
        self._is_changed = False
        try:
            self._validators = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self._validators = {}  # a lost state costs one full fetch

    def headers_for(self, url: str) -> dict[str, str]:
        """Headers that make a request conditional."""
        known = self._validators.get(url, {})
        names = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
        return {names[key]: value for key, value in known.items() if key in names}

    def remember(self, url: str, etag: str | None, last_modified: str | None) -> None:
        """Keep what a response says about its version."""
        found = {"etag": etag, "last_modified": last_modified}
        self._validators[url] = {key: value for key, value in found.items() if value}
        self._is_changed = True

    def keep_address(self, url: str, address: str) -> None:
        """Keep by which address the document behind a URL is known, where that is another one."""
        if address != url and url in self._validators:
            self._validators[url]["address"] = address
            self._is_changed = True

    def recall_address(self, url: str) -> str | None:
        """The address kept, if any."""
        return self._validators.get(url, {}).get("address")

    def forget(self, url: str) -> None:
        """Drop what is known of a URL, so that it is fetched in full."""
        self._is_changed = self._validators.pop(url, None) is not None or self._is_changed

    def save(self) -> None:
        """Write the file, if anything changed."""
        if self._is_changed and self._is_kept:
            content = json.dumps(self._validators, indent=0, sort_keys=True)
            write_atomically(self._path, content.encode("utf-8"))
            self._is_changed = False
