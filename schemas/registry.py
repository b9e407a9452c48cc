"""All tables, in the order in which they are published."""

from __future__ import annotations

from schemas.actor_roles import ActorRole
from schemas.actors import Actor, ActorName
from schemas.blocks import Block
from schemas.changes import Change
from schemas.declaration import Table, read_table
from schemas.document_actors import DocumentActor
from schemas.document_signatures import DocumentSignature
from schemas.documents import Document
from schemas.event_participants import EventParticipant
from schemas.events import Event
from schemas.figures import Figure
from schemas.ledger import LedgerEntry, Publication
from schemas.mentions import Mention
from schemas.operations import ActorRedirect, Check, Failure, HappeningHeir, QuarantinedRow, Run, SeriesLink
from schemas.quotes import Quote
from schemas.resolution_memory import (
    ActorRecord,
    EventKey,
    EventNumber,
    EventPair,
    EventSigns,
    JoinedSeries,
    NameKey,
    ResolutionRules,
    SeriesTopic,
    StoredHost,
    StoredName,
)
from schemas.sentences import Sentence
from schemas.template_lines import TemplateLine
from schemas.time_expressions import TimeExpression

_ROW_TYPES: tuple[type, ...] = (
    Document, Block, Sentence, DocumentActor, Mention, ActorRole, TimeExpression, Quote,
    Event, EventParticipant, Figure, DocumentSignature, Actor, ActorName, Run, Check, QuarantinedRow,
    Failure, ActorRedirect, HappeningHeir, SeriesLink, TemplateLine, LedgerEntry, Publication, Change,
    StoredName, ActorRecord, NameKey, StoredHost, EventNumber, EventKey, EventSigns, EventPair,
    SeriesTopic, JoinedSeries, ResolutionRules,
)  # fmt: skip

TABLES: tuple[Table, ...] = tuple(read_table(row_type) for row_type in _ROW_TYPES)
TABLE_BY_NAME: dict[str, Table] = {t.name: t for t in TABLES}
DOCUMENT_TABLES: tuple[Table, ...] = tuple(t for t in TABLES if t.scope == "document")
INTERNAL_TABLES: tuple[Table, ...] = tuple(t for t in TABLES if t.scope == "internal")
WAREHOUSE_TABLES: tuple[Table, ...] = tuple(t for t in TABLES if t.scope == "warehouse")
