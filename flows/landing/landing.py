"""Land what the sources yield, and find out what is left to do."""

from __future__ import annotations

import dataclasses
import logging
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from flows.landing.open_letters import OpenLetters
from flows.landing.plan import DeadLetter, LandingCounts
from flows.landing.raw_store import LandedDocument, RawStore, RawStoreError, to_raw_document
from flows.landing.template_learning import TemplateLearner
from flows.sources.items import SourceDocument, SourceItem, SourceNote, UnchangedItem, UnreadableItem
from schemas.ledger import LedgerEntry
from transforms.documents.metadata.published_date import parse_published
from transforms.documents.template_memory import list_template_lines
from transforms.events.corrections.correction import EventCorrections

logger = logging.getLogger(__name__)
MAX_TOLD = 20
PENDING_STATES = frozenset({"new_count", "changed_count", "retried_count"})
Ledger = Mapping[tuple[str, str], LedgerEntry]


@dataclass(frozen=True, slots=True)
class KnownState:
    """What the warehouse knows: published documents, and raw hashes of those that failed.

    `corrections` are those of events that the user wants now; `retracted` documents stay out.
    `is_retrying` says that what failed before is tried again though it did not change.
    """

    ledger: Ledger
    failed: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    corrections: EventCorrections = field(default_factory=EventCorrections)
    retracted: Container[tuple[str, str]] = ()
    is_retrying: bool = False


@dataclass(frozen=True, slots=True)
class Landing:
    """What landing found; `closed` are open dead letters (source, uri) that are no longer true."""

    pending: tuple[tuple[LandedDocument, int], ...]
    failures: tuple[DeadLetter, ...]
    counts: LandingCounts
    learner: TemplateLearner
    closed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was decided on a document of this run."""

    raw_sha256: str
    state: str
    superseded: int = 0
    place: str | None = None


class Lander:
    """Takes items one by one; keeps in memory only what describes the documents still to be done."""

    def __init__(self, store: RawStore, known: KnownState, is_reprocessing: bool) -> None:
        self._store = store
        self._known = known
        self._is_reprocessing = is_reprocessing
        self._seen: dict[str, _Seen] = {}
        self._pending: dict[str, tuple[LandedDocument, int]] = {}
        self._failures: list[DeadLetter] = []
        self._counts: Counter[str] = Counter()
        self._learner = TemplateLearner()
        self._superseded: list[str] = []
        self._undated: list[str] = []
        self._notes: dict[tuple[str, str], str] = {}
        self._letters = OpenLetters(known.failed)

    def land(self, item: SourceItem) -> None:
        """Take an item of a source."""
        if isinstance(item, SourceDocument):
            self._land_document(item)
        elif isinstance(item, UnchangedItem):
            self._land_unchanged(item)
        elif isinstance(item, SourceNote):
            self._notes.setdefault((item.source, item.text), f"{item.source}, {item.uri}: {item.text}")
        else:
            self._letters.fail(item.source, item.uri)
            self._fail(item)

    def finish_place(self, source: str, uri: str) -> None:
        """A file, list or feed was read to its end, and all that is wrong with it was told."""
        self._letters.finish(source, uri)

    def land_again(self, landed: LandedDocument) -> None:
        """Take a document from the raw store, to process it again."""
        if landed.document_id in self._seen or self._is_retracted(landed):
            return
        self._seen[landed.document_id] = _Seen(landed.raw_sha256, "retried_count")
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
        """What was found, once all of it is stored.

        Raises:
            OSError, StorageError: something could not be stored.
        """
        self._store.flush()
        _tell(self._superseded, "were superseded by later ones of the same id")
        _tell(self._undated, "state a date of publication that can't be read")
        names = {f.name for f in dataclasses.fields(LandingCounts)}
        counts = LandingCounts(**{name: self._counts[name] for name in names})
        failures, closed = tuple(self._failures), self._letters.list_closed()
        pending, notes = tuple(self._pending.values()), tuple(self._notes.values())
        return Landing(pending, failures, counts, self._learner, closed, notes)

    def _land_document(self, document: SourceDocument) -> None:
        """Take a document; of several with one id the last one stays, as a revision of those before."""
        landed = self._store.describe(document)
        if self._is_retracted(landed):
            return
        if document.is_stand_in and self._is_better_known(landed):
            self._land_unchanged(UnchangedItem(document.source, document.uri))
            return
        earlier = self._seen.get(landed.document_id)
        if earlier is not None and earlier.raw_sha256 == landed.raw_sha256:
            return
        if earlier is not None:
            self._counts[earlier.state] -= 1
            self._pending.pop(landed.document_id, None)
            landed = dataclasses.replace(landed, superseded=self._count_superseded(landed, earlier))
        state = self._note(landed, document.place)
        if earlier is not None:
            self._counts.update(["in_count", "changed_count" if state in PENDING_STATES else state])
            if state in PENDING_STATES:
                self._tell_superseded(document, earlier)
        if state in PENDING_STATES or earlier is not None:
            self._store.land(self._number(landed), document.content)
        if state in PENDING_STATES:
            self._add(landed, document.content)

    def _is_better_known(self, landed: LandedDocument) -> bool:
        """Whether the page that a teaser stands in for was read before."""
        entry = self._known.ledger.get((landed.source, landed.uri))
        is_other = entry is not None and entry.raw_sha256 != landed.raw_sha256
        return landed.document_id in self._seen or is_other

    def _is_retracted(self, landed: LandedDocument) -> bool:
        """Whether the user took the document back; each such document counts once."""
        if (landed.source, landed.uri) not in self._known.retracted:
            return False
        if landed.document_id not in self._seen:
            self._seen[landed.document_id] = _Seen(landed.raw_sha256, "retracted_count")
            self._counts.update(in_count=1, retracted_count=1)
        return True

    def _number(self, landed: LandedDocument) -> LandedDocument:
        """The document with its revision, as publishing will count it."""
        entry = self._known.ledger.get((landed.source, landed.uri))
        earlier = 0 if entry is None else entry.revision
        is_same = entry is not None and entry.raw_sha256 == landed.raw_sha256
        return dataclasses.replace(landed, revision=earlier if is_same else earlier + 1 + landed.superseded)

    def _count_superseded(self, landed: LandedDocument, earlier: _Seen) -> int:
        """Versions read in this run before this one, since the one that is published."""
        entry = self._known.ledger.get((landed.source, landed.uri))
        is_published = entry is not None and entry.raw_sha256 == earlier.raw_sha256
        return 0 if is_published else earlier.superseded + 1

    def _tell_superseded(self, document: SourceDocument, earlier: _Seen) -> None:
        self._counts["superseded_count"] += 1
        places = f"{document.place or 'a later one'} takes the place of {earlier.place or 'an earlier one'}"
        self._superseded.append(f"source {document.source}: {document.uri} is there twice: {places}")

    def _land_unchanged(self, item: UnchangedItem) -> None:
        landed = self._store.find(item.document_id)
        if landed is None or item.document_id in self._seen or self._is_retracted(landed):
            return
        if self._note(landed) in PENDING_STATES:
            self._add(landed, self._store.read_content(landed.raw_sha256))

    def _note(self, landed: LandedDocument, place: str | None = None) -> str:
        state = self._compare(landed)
        if not (self._known.is_retrying and state == "unchanged_count"):  # read for its neighbours
            self._counts[state] += 1
            self._counts["in_count"] += int(landed.document_id not in self._seen)
        self._seen[landed.document_id] = _Seen(landed.raw_sha256, state, landed.superseded, place)
        if state == "unchanged_count":
            self._letters.close(landed.source, landed.uri)
        return state

    def _compare(self, landed: LandedDocument) -> str:
        """The count to which a document belongs."""
        key = (landed.source, landed.uri)
        if (entry := self._known.ledger.get(key)) is not None:
            if entry.raw_sha256 != landed.raw_sha256:
                return "changed_count"
            is_due = self._is_reprocessing or entry.settings_sha256 != landed.settings_sha256
            is_due = is_due or is_corrected_anew(entry, self._known.corrections)
            return "retried_count" if is_due else "unchanged_count"
        is_again = self._is_reprocessing or self._known.is_retrying
        is_known = key in self._known.failed and not is_again and self._is_known_failure(landed)
        return "known_failure_count" if is_known else "new_count"

    def _is_known_failure(self, landed: LandedDocument) -> bool:
        if self._known.failed[landed.source, landed.uri] != landed.raw_sha256:
            return False
        earlier = self._store.find(landed.document_id)
        return earlier is not None and earlier.settings_sha256 == landed.settings_sha256

    def _add(self, landed: LandedDocument, content: bytes) -> None:
        self._pending[landed.document_id] = (landed, len(content))
        with suppress(Exception):  # whatever a document does to a library, the worker will say it
            raw = to_raw_document(landed, content)
            self._learner.learn(list_template_lines(raw))
            stated = raw.metadata.get("published")
            if stated is not None and parse_published(stated, day_first=True) is None:
                self._undated.append(
                    f"source {landed.source}: {landed.uri} says that it was published {stated[:60]!r},"
                    " which can't be read as a date"
                )

    def _fail(self, item: UnreadableItem) -> None:
        self._counts.update(in_count=1, unreadable_count=1)
        self._failures.append(DeadLetter(item.source, item.uri, item.stage, item.error_type, item.reason))


def is_corrected_anew(entry: LedgerEntry, corrections: EventCorrections) -> bool:
    """Whether the user's lines of event corrections are others than those that were applied."""
    return entry.corrections_sha256 != corrections.hash_of(entry.document_id, entry.uri)


def _tell(warnings: Sequence[str], what: str) -> None:
    """Log the first ones, and how many more there are."""
    for warning in warnings[:MAX_TOLD]:
        logger.warning("%s", warning)
    if len(warnings) > MAX_TOLD:
        logger.warning("%d more documents %s", len(warnings) - MAX_TOLD, what)


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
    """Documents a batch: as many as allowed, fewer when otherwise workers would stand idle at the end."""
    smallest = 12  # below that a worker costs more to start than it saves
    rounds = -(-pending_count // (max(1, workers) * max_documents))
    share = -(-pending_count // (max(1, workers) * max(1, rounds)))
    return max(1, min(max_documents, max(share, smallest)))
