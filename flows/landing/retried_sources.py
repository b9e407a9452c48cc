"""Where to read again what could not be read: the sources of dead letters, cut down to these."""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Iterable, Mapping

from flows.landing.writer_id import read_writer_id
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration, find_root, is_web_address
from flows.sources.media_types import URL_LIST_SUFFIXES
from schemas.operations import Failure
from warehouse.connect import open_warehouse
from warehouse.lake.address import LakeAddress
from warehouse.operations import read_failures, read_runs

RUNS_LOOKED_AT = 1000
logger = logging.getLogger(__name__)


def list_retried_sources(settings: Settings) -> tuple[SourceDeclaration, ...]:
    """Sources that hold the open dead letters without content in the raw store, and nothing else of them.

    How a source was read is known from the settings, else from the log of runs (in a lake those of this data
    folder: others read what may not be here).
    """
    with open_warehouse(settings.warehouse_path) as con:
        failures = [f for f in read_failures(con) if f.raw_sha256 is None]
        logged = [run.parameters for run in read_runs(con, RUNS_LOOKED_AT)] if failures else []
    if isinstance(settings.warehouse_path, LakeAddress):
        own = json.dumps(read_writer_id(settings.data))
        logged = [parameters for parameters in logged if f'"writer": {own}' in parameters]
    known = _read_declarations(logged) | {source.name: source for source in settings.sources}
    by_source: dict[str, list[Failure]] = {}
    for failure in failures:
        by_source.setdefault(failure.source, []).append(failure)
    return tuple(s for name, letters in by_source.items() for s in _narrow(name, known, letters))


def _narrow(
    name: str, known: Mapping[str, SourceDeclaration], failures: Iterable[Failure]
) -> list[SourceDeclaration]:
    declared = known.get(name)
    uris = dict.fromkeys(failure.uri.split("#")[0] for failure in failures)
    pages = [uri for uri in uris if is_web_address(uri) and (declared is None or uri != declared.path)]
    base = declared or SourceDeclaration(name, "")
    found = [dataclasses.replace(base, path=uri, kind="page") for uri in pages]
    rest = tuple(uri for uri in uris if uri not in pages)
    if rest and declared is None:
        logger.warning("how the source %s was read is not known: run it again for %s", name, ", ".join(rest))
    elif rest and declared is not None:
        is_whole = declared.is_web or declared.path in rest or declared.path.endswith(URL_LIST_SUFFIXES)
        root = find_root(declared.path)
        found.append(declared if is_whole else dataclasses.replace(declared, path=root, only=rest))
    return found


def _read_declarations(parameters: Iterable[str]) -> dict[str, SourceDeclaration]:
    """The declarations in the parameters of runs, newest run first, by name."""
    fields = {f.name for f in dataclasses.fields(SourceDeclaration)}
    found: dict[str, SourceDeclaration] = {}
    for text in parameters:
        for entry in json.loads(text).get("sources", ()):
            values = {key: value for key, value in entry.items() if key in fields}
            values["only"] = tuple(values.get("only", ()))
            found.setdefault(values["name"], SourceDeclaration(**values))
    return found
