"""The public face of Wiremill: read a text, run the pipeline, open what it published.

    import wiremill

    extraction = wiremill.extract("Armenia accused Azerbaijan on Monday of shelling a border village.",
                                  published="2024-05-24")
    report = wiremill.run("articles/", data="data")
    release = wiremill.open_release("data")

What stays stable: the names in `__all__`, their parameters and the columns of row types keep their meaning
from one minor version to the next; a name that goes is told by a DeprecationWarning one minor version
before, and a column that changes raises the schema version of the release. What rows say of a text may get
better with any version. Everything that is not named here may move at any time.

Names are loaded when they are first used: importing this module takes no time.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.runs.run_lock import RunLockedError
    from flows.runs.run_report import RunReport
    from flows.settings import SettingsError
    from flows.sources.files import SourceError
    from flows.storage.storage_errors import StorageError
    from schemas.actor_roles import ActorRole
    from schemas.blocks import Block
    from schemas.document_actors import DocumentActor
    from schemas.event_participants import EventParticipant
    from schemas.events import Event
    from schemas.figures import Figure
    from schemas.mentions import Mention
    from schemas.quotes import Quote
    from schemas.sentences import Sentence
    from schemas.time_expressions import TimeExpression
    from transforms.documents.decoding.raw_document import UnreadableDocumentError
    from transforms.language.model import ModelNotFoundError
    from transforms.reading.model_files import ReaderFilesError
    from warehouse.query import QueryError
    from warehouse.release.find_release import ReleaseMissingError
    from wiremill.extract_text import extract
    from wiremill.extraction import Extraction
    from wiremill.release import Release, open_release
    from wiremill.run_pipeline import run
    from wiremill.version import __version__

__all__ = [
    "ActorRole",
    "Block",
    "DocumentActor",
    "Event",
    "EventParticipant",
    "Extraction",
    "Figure",
    "Mention",
    "ModelNotFoundError",
    "QueryError",
    "Quote",
    "ReaderFilesError",
    "Release",
    "ReleaseMissingError",
    "RunLockedError",
    "RunReport",
    "Sentence",
    "SettingsError",
    "SourceError",
    "StorageError",
    "TimeExpression",
    "UnreadableDocumentError",
    "__version__",
    "extract",
    "open_release",
    "run",
]

# Where each public name is defined.
_HOMES = {
    "ActorRole": "schemas.actor_roles",
    "Block": "schemas.blocks",
    "DocumentActor": "schemas.document_actors",
    "Event": "schemas.events",
    "EventParticipant": "schemas.event_participants",
    "Extraction": "wiremill.extraction",
    "Figure": "schemas.figures",
    "Mention": "schemas.mentions",
    "ModelNotFoundError": "transforms.language.model",
    "QueryError": "warehouse.query",
    "Quote": "schemas.quotes",
    "ReaderFilesError": "transforms.reading.model_files",
    "Release": "wiremill.release",
    "ReleaseMissingError": "warehouse.release.find_release",
    "RunLockedError": "flows.runs.run_lock",
    "RunReport": "flows.runs.run_report",
    "Sentence": "schemas.sentences",
    "SettingsError": "flows.settings",
    "SourceError": "flows.sources.files",
    "StorageError": "flows.storage.storage_errors",
    "TimeExpression": "schemas.time_expressions",
    "UnreadableDocumentError": "transforms.documents.decoding.raw_document",
    "__version__": "wiremill.version",
    "extract": "wiremill.extract_text",
    "open_release": "wiremill.release",
    "run": "wiremill.run_pipeline",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'wiremill' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
