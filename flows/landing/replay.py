"""Documents to process again from the raw store, without their source."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from flows.landing.landing import is_corrected_anew
from flows.landing.raw_store import LandedDocument, RawStore, RawStoreError
from flows.landing.run_request import RunRequest
from flows.settings import Settings
from schemas.identifiers import make_document_id
from schemas.ledger import LedgerEntry
from schemas.operations import Failure
from transforms.events.corrections.correction import EventCorrections
from warehouse.connect import open_warehouse
from warehouse.lake.address import LakeAddress
from warehouse.ledger import read_corrected_entries, read_ledger
from warehouse.operations import read_failures, read_quarantined_documents


def list_replayed(request: RunRequest) -> Iterator[LandedDocument | RawStoreError]:
    """The documents that the request wants again; an error for each that is damaged in the raw store."""
    store = RawStore(request.settings.raw_place)
    if request.redo == "nothing" and not request.document_ids:
        return
    names = {source.name for source in request.sources}
    with open_warehouse(request.settings.warehouse_path) as con:
        ledger = read_ledger(con)
        failures = [] if request.redo == "quarantine" else read_failures(con)
        if request.redo == "quarantine":
            entries = read_quarantined_documents(con)
        else:
            entries = [] if request.redo == "failures" else list(ledger.values())
    found = [store.find(document_id) for document_id in request.document_ids]
    yield from _count_anew((landed for landed in found if landed is not None), ledger)
    if request.redo == "raw" or (request.redo == "everything" and not ledger):  # a ledger that was lost
        yield from _count_anew(store.list_documents(), ledger)
    if request.redo in ("nothing", "raw"):
        return
    if request.redo == "sources":
        entries = [entry for entry in entries if entry.source in names]
        failures = [failure for failure in failures if failure.source in names]
    yield from _from_ledger(_keep_own(entries, request.settings))
    yield from _from_failures(store, failures)


def list_corrected_anew(request: RunRequest, corrections: EventCorrections) -> list[LandedDocument]:
    """Documents of any source whose lines of event corrections changed since they were coded."""
    with open_warehouse(request.settings.warehouse_path) as con:
        entries = read_corrected_entries(con, corrections.documents)
    corrected = [e for e in entries if is_corrected_anew(e, corrections)]
    return list(_from_ledger(_keep_own(corrected, request.settings)))


def _keep_own(entries: Iterable[LedgerEntry], settings: Settings) -> Iterator[LedgerEntry]:
    """In a lake, without the documents that other data folders landed: they are processed again there."""
    store = RawStore(settings.raw_place)
    is_shared = isinstance(settings.warehouse_path, LakeAddress)
    return (e for e in entries if not is_shared or store.find(e.document_id) is not None)


def _from_ledger(entries: Iterable[LedgerEntry]) -> Iterator[LandedDocument]:
    for e in entries:
        yield LandedDocument.from_settings(e.document_id, e.source, e.uri, e.raw_sha256, e.metadata)


def _from_failures(store: RawStore, failures: Iterable[Failure]) -> Iterator[LandedDocument]:
    """Dead letters whose content was landed; what could not even be read needs its source."""
    for failure in failures:
        landed = store.find(make_document_id(failure.source, failure.uri))
        if landed is not None and failure.raw_sha256 is not None:
            yield landed


def _count_anew(
    found: Iterable[LandedDocument | RawStoreError], ledger: Mapping[tuple[str, str], LedgerEntry]
) -> Iterator[LandedDocument | RawStoreError]:
    """Documents whose revisions go on from what the ledger knows of them, or begin where it knows nothing."""
    for landed in found:
        if isinstance(landed, RawStoreError):
            yield landed
        else:
            entry = ledger.get((landed.source, landed.uri))
            counted = 1 if entry is None else entry.revision + 1
            yield dataclasses.replace(landed, superseded=max(0, landed.revision - counted))
