"""Documents to process again from the raw store, without their source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.landing.landing import is_corrected_anew
from flows.landing.raw_store import LandedDocument, RawStore
from flows.landing.run_request import RunRequest
from schemas.identifiers import make_document_id
from schemas.ledger import LedgerEntry
from schemas.operations import Failure
from transforms.events.corrections.correction import EventCorrections
from warehouse.connect import open_warehouse
from warehouse.ledger import read_corrected_entries, read_ledger
from warehouse.operations import read_failures, read_quarantined_documents


def list_replayed(request: RunRequest) -> list[LandedDocument]:
    """The documents that the request wants again."""
    if request.redo == "nothing":
        return []
    names = {source.name for source in request.sources}
    with open_warehouse(request.settings.warehouse_path) as con:
        failures = [] if request.redo == "quarantine" else read_failures(con)
        if request.redo == "quarantine":
            entries = read_quarantined_documents(con)
        else:
            entries = [] if request.redo == "failures" else list(read_ledger(con).values())
    if request.redo == "sources":
        entries = [entry for entry in entries if entry.source in names]
        failures = [failure for failure in failures if failure.source in names]
    store = RawStore(request.settings.raw_path)
    return [*_from_ledger(entries), *_from_failures(store, failures)]


def list_corrected_anew(request: RunRequest, corrections: EventCorrections) -> list[LandedDocument]:
    """Documents of any source whose lines of event corrections changed since they were coded."""
    with open_warehouse(request.settings.warehouse_path) as con:
        entries = read_corrected_entries(con, corrections.documents)
    return list(_from_ledger(e for e in entries if is_corrected_anew(e, corrections)))


def _from_ledger(entries: Iterable[LedgerEntry]) -> Iterator[LandedDocument]:
    for e in entries:
        yield LandedDocument.from_settings(e.document_id, e.source, e.uri, e.raw_sha256, e.metadata)


def _from_failures(store: RawStore, failures: Iterable[Failure]) -> Iterator[LandedDocument]:
    """Dead letters whose content was landed; what could not even be read needs its source."""
    for failure in failures:
        landed = store.find(make_document_id(failure.source, failure.uri))
        if landed is not None and failure.raw_sha256 is not None:
            yield landed
