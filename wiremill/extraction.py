"""What was found in one text: rows as dataclasses, as Arrow tables, as pandas frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from schemas.actor_roles import ActorRole
from schemas.blocks import Block
from schemas.document_actors import DocumentActor
from schemas.documents import PublishedMethod, PublishedPrecision
from schemas.event_participants import EventParticipant, ParticipantRole
from schemas.events import Event
from schemas.figures import Figure
from schemas.mentions import Mention
from schemas.quotes import Quote
from schemas.registry import TABLE_BY_NAME
from schemas.sentences import Sentence
from schemas.time_expressions import TimeExpression

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TABLE_NAMES = (
    "blocks", "sentences", "document_actors", "mentions", "actor_roles", "time_expressions", "quotes",
    "events", "event_participants", "figures",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extraction:
    """All rows of one text, in text order.

    Every row type has the columns of the table of its name (`warehouse/DATA_DICTIONARY.md`). Offsets count
    characters of `text` from 0, ends exclusive: `text[row.char_start:row.char_end] == row.text`. Dates are
    `datetime.date`, values of figures are in the unit that their row names, coordinates are degrees,
    intensities are PLOVER's -10 to +10, confidences are probabilities. What is not known is None.

    Actors stand as in this text alone (`document_actors`): a country is `country/ARM`, a person
    `person/ana-ruiz`, and events, mentions, quotes and figures name them by that `entity_key`. Bringing
    actors of many documents together is what a run does.

    `is_coded` is False for a text in another language than English: it has blocks and no other rows.
    """

    document_id: str
    text: str
    title: str | None
    author: tuple[str, ...]
    publisher: str | None
    agency: str | None
    published_on: date | None
    published_precision: PublishedPrecision | None
    published_method: PublishedMethod | None
    language: str | None
    is_coded: bool
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    document_actors: tuple[DocumentActor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actor_roles: tuple[ActorRole, ...] = ()
    time_expressions: tuple[TimeExpression, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    event_participants: tuple[EventParticipant, ...] = ()
    figures: tuple[Figure, ...] = ()

    def rows(self, table: str) -> Sequence[Any]:
        """The rows of a table.

        Raises:
            KeyError: there is no such table; the message lists them.
        """
        if table not in TABLE_NAMES:
            raise KeyError(f"no table is named {table!r}; there are: {', '.join(TABLE_NAMES)}")
        found: Sequence[Any] = getattr(self, table)
        return found

    def name_parties(self, event: Event, role: ParticipantRole) -> tuple[str, ...]:
        """Names of those who act in an event (`role` "actor"), or to whom it is done ("recipient")."""
        names = {actor.entity_key: actor.name for actor in self.document_actors}
        return tuple(
            names.get(party.actor_id, party.actor_id)
            for party in self.event_participants
            if party.event_id == event.event_id and party.role == role
        )

    def to_arrow(self) -> dict[str, pa.Table]:
        """One Arrow table a table, by name, with the declared schema; also those without rows.

        Text is string, numbers are int64 and float64, dates date32, times timestamp[us] in UTC, lists list.
        """
        from warehouse.rows import to_arrow

        return {name: to_arrow(TABLE_BY_NAME[name], self.rows(name)) for name in TABLE_NAMES}

    def to_pandas(self) -> dict[str, pd.DataFrame]:
        """One frame a table, by name: columns as in `to_arrow`, rows numbered from 0."""
        return {name: table.to_pandas() for name, table in self.to_arrow().items()}
