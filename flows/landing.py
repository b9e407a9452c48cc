"""Land what the sources yield, and find out what is left to do."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flows.plan import DeadLetter, LandingCounts
from flows.raw_store import LandedDocument, RawStore, RawStoreError, to_raw_document
from flows.sources.items import SourceDocument, SourceItem, UnchangedItem, UnreadableItem
from flows.template_learning import TemplateLearner
from schemas.ledger import LedgerEntry
from transforms.documents.raw_document import UnreadableDocumentError
from transforms.documents.template_memory import list_template_lines

Ledger = Mapping[tuple[str, str], LedgerEntry]


@dataclass(frozen=True, slots=True)
class KnownState:
    """What the warehouse knows: published documents, and raw hashes of those that failed."""

    ledger: Ledger
    failed: Mapping[tuple[str, str], str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Landing:
    """What landing found."""

    pending: tuple[tuple[LandedDocument, int], ...]
    failures: tuple[DeadLetter, ...]
    counts: LandingCounts
    learner: TemplateLearner


class Lander:
    """Takes items one by one; keeps in memory only what describes the documents still to be done."""

    def __init__(self, store: RawStore, known: KnownState, is_reprocessing: bool) -> None:
        self._store = store
        self._known = known
        self._is_reprocessing = is_reprocessing
        self._seen: dict[str, str] = {}
        self._pending: dict[str, tuple[LandedDocument, int]] = {}
        self._failures: list[DeadLetter] = []
        self._counts: Counter[str] = Counter()
        self._learner = TemplateLearner()

    def land(self, item: SourceItem) -> None:
        """Take an item of a source."""
        if isinstance(item, SourceDocument):
            self._land_document(item)
        elif isinstance(item, UnchangedItem):
            self._land_unchanged(item)
        else:
            self._fail(item)

    def land_again(self, landed: LandedDocument) -> None:
        """Take a document from the raw store, to process it again."""
        if landed.document_id in self._seen:
            return
        self._seen[landed.document_id] = landed.raw_sha256
        self._counts["in_count"] += 1
        try:
            content = self._store.read_content(landed.raw_sha256)
        except RawStoreError as error:
            self._counts["unreadable_count"] += 1
            self._failures.append(
                DeadLetter(landed.source, landed.uri, "read", "RawStoreError", str(error), landed.raw_sha256)
            )
        else:
            self._counts["retried_count"] += 1
            self._add(landed, content)

    def finish(self) -> Landing:
        """What was found."""
        names = {f.name for f in dataclasses.fields(LandingCounts)}
        counts = LandingCounts(**{name: self._counts[name] for name in names})
        return Landing(tuple(self._pending.values()), tuple(self._failures), counts, self._learner)

    def _land_document(self, document: SourceDocument) -> None:
        landed = self._store.describe(document)
        if earlier := self._seen.get(landed.document_id):
            if earlier != landed.raw_sha256:
                reason = "the source holds two different documents of this id; the first one is kept"
                self._fail(UnreadableItem(document.source, document.uri, "DuplicateIdError", reason))
            return
        self._seen[landed.document_id] = landed.raw_sha256
        self._counts["in_count"] += 1
        if (state := self._compare(landed)) == "pending":
            self._store.land(landed, document.content)
            self._add(landed, document.content)
        else:
            self._counts[state] += 1

    def _land_unchanged(self, item: UnchangedItem) -> None:
        landed = self._store.find(item.document_id)
        if landed is None or item.document_id in self._seen:
            return
        self._seen[landed.document_id] = landed.raw_sha256
        self._counts["in_count"] += 1
        if (state := self._compare(landed)) == "pending":
            self._add(landed, self._store.read_content(landed.raw_sha256))
        else:
            self._counts[state] += 1

    def _compare(self, landed: LandedDocument) -> str:
        """`pending`, or the count to which a document belongs that needs no work."""
        key = (landed.source, landed.uri)
        if (entry := self._known.ledger.get(key)) is not None:
            if entry.raw_sha256 != landed.raw_sha256:
                self._counts["changed_count"] += 1
                return "pending"
            if self._is_reprocessing or entry.settings_sha256 != landed.settings_sha256:
                self._counts["retried_count"] += 1
                return "pending"
            return "unchanged_count"
        if key in self._known.failed and not self._is_reprocessing and self._is_known_failure(landed):
            return "known_failure_count"
        self._counts["new_count"] += 1
        return "pending"

    def _is_known_failure(self, landed: LandedDocument) -> bool:
        if self._known.failed[landed.source, landed.uri] != landed.raw_sha256:
            return False
        earlier = self._store.find(landed.document_id)
        return earlier is not None and earlier.settings_sha256 == landed.settings_sha256

    def _add(self, landed: LandedDocument, content: bytes) -> None:
        self._pending[landed.document_id] = (landed, len(content))
        try:
            self._learner.learn(list_template_lines(to_raw_document(landed, content)))
        except UnreadableDocumentError:
            pass  # the worker will say why

    def _fail(self, item: UnreadableItem) -> None:
        self._counts.update(in_count=1, unreadable_count=1)
        self._failures.append(
            DeadLetter(item.source, item.uri, item.stage, item.error_type, item.reason)
        )


def cut_batches(
    pending: Iterable[tuple[LandedDocument, int]], max_documents: int, max_bytes: int
) -> Iterator[list[LandedDocument]]:
    """Cut documents with their sizes into batches, in order."""
    batch: list[LandedDocument] = []
    size = 0
    for document, byte_count in pending:
        if batch and (len(batch) >= max_documents or size + byte_count > max_bytes):
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += byte_count
    if batch:
        yield batch


def choose_batch_size(pending_count: int, workers: int, max_documents: int) -> int:
    """Documents a batch: as many as allowed, fewer when otherwise workers would stand idle."""
    smallest = 12  # below that a worker costs more to start than it saves
    share = -(-pending_count // max(1, workers))
    return max(1, min(max_documents, max(share, smallest)))
