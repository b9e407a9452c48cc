"""A user's corrections of events: what a line says, and which lines belong to a document."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from transforms.events.vocabulary.ontology import load_ontology

ACTIONS = ("veto", "fix")
NONE = "-"
FIXES = ("set_deed_type", "set_mode", "set_status", "set_actors", "set_recipients", "set_date")
COLUMNS = ("action", "document", "trigger", "sentence", "deed_type", *FIXES, "reason")
# What says nothing about the rows of a document.
UNHASHED = frozenset({"line", "reason"})


@dataclass(frozen=True, slots=True)
class EventCorrection:
    """One line of a user's file of event corrections.

    `document` is a document_id or uri, `trigger` words of the text, `sentence` the first words of the
    sentence. Of what a `fix` sets, None leaves what was read; "-" or no names stand for none.
    """

    line: int
    action: str
    document: str
    trigger: str
    sentence: str | None = None
    deed_type: str | None = None
    set_deed_type: str | None = None
    set_mode: str | None = None
    set_status: str | None = None
    set_actors: tuple[str, ...] | None = None
    set_recipients: tuple[str, ...] | None = None
    set_date: str | None = None
    reason: str | None = None

    @property
    def key(self) -> str:
        """Hash of what the line says, wherever it stands in the file."""
        said = {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name not in UNHASHED}
        return sha256(json.dumps(said, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:16]

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> EventCorrection:
        """Put together again what was written as JSON."""
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
        return cls(**values)


class EventCorrections:
    """The lines of a file, found by document."""

    def __init__(self, lines: Iterable[EventCorrection] = ()) -> None:
        self.lines = tuple(lines)
        self._by_document: dict[str, list[EventCorrection]] = {}
        for line in self.lines:
            self._by_document.setdefault(line.document, []).append(line)

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids and uris that lines name."""
        return tuple(self._by_document)

    def list_of(self, document_id: str, uri: str) -> tuple[EventCorrection, ...]:
        """The lines of one document, in order."""
        found = [line for name in {document_id, uri} for line in self._by_document.get(name, ())]
        return tuple(sorted(found, key=lambda line: line.line))

    def select(self, documents: Iterable[tuple[str, str]]) -> tuple[EventCorrection, ...]:
        """The lines of several documents, given by id and uri, each line once."""
        return tuple(dict.fromkeys(line for document in documents for line in self.list_of(*document)))

    def hash_of(self, document_id: str, uri: str) -> str | None:
        """Hash of the lines of one document; None without any."""
        keys = [line.key for line in self.list_of(document_id, uri)]
        return sha256("\n".join(keys).encode()).hexdigest() if keys else None


def list_modes(deed_type: str | None) -> frozenset[str]:
    """Modes of a type; those of all types where it is not known."""
    ontology = load_ontology()
    types = [deed_type] if deed_type else list(ontology)
    return frozenset(mode for kind in types for mode in ontology[kind].get("modes", ()))
