"""An actor of a document while it is being built."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from schemas.document_actors import ActorType, CountryMethod
from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.gazetteer import Entry
from transforms.lexicon.spelling import fold

DOCUMENT_DIGITS = 12
# Method of an actor whose type trained trees have corrected.
TYPE_JUDGED = "judge:type"
PEOPLE_KINDS = frozenset({"adjective", "demonym"})
STATE_KINDS = PEOPLE_KINDS | {"country"}


@dataclass(slots=True)
class Entity:
    """An actor of the document while it is being built.

    `is_shared` tells whether the same name in another document can mean the same actor; `country_at` holds
    the tokens (first, last exclusive) that say the country.
    """

    type: ActorType
    spans: list[NameSpan] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    country: str | None = None
    sector: str | None = None
    reference: str | None = None
    name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    confidence: float = 0.8
    method: str = "ner"
    key: str = ""
    is_stateless: bool = False
    canonical: str = ""
    is_named: bool = True
    is_shared: bool = True
    country_method: CountryMethod | None = None
    country_at: tuple[int, int] | None = None

    def settle_country(
        self, code: str, method: CountryMethod, at: tuple[int, int] | None, confidence: float
    ) -> None:
        """Take a country that the tokens `at` (first, last exclusive) say."""
        self.country, self.country_method, self.country_at = code, method, at
        self.confidence = confidence

    def add(self, span: NameSpan, text: str) -> None:
        """Take up a name span."""
        self.spans.append(span)
        if span.entry is None or span.entry.kind not in {"adjective", "demonym"}:
            self.names[text] += 1

    def absorb(self, other: Entity) -> None:
        """Take up another entity's names; what is known of this one stays."""
        self.spans.extend(other.spans)
        self.names.update(other.names)
        if self.country is None:
            self.country, self.country_method = other.country, other.country_method
            self.country_at = other.country_at
        self.sector = self.sector or other.sector
        self.reference = self.reference or other.reference


def reference_id(entry: Entry) -> str:
    """The id of a table's entry: `country/RUS`, `organisation/nato`, `person/vladimir-putin`."""
    return f"country/{entry.country}" if entry.kind in STATE_KINDS else f"{entry.type}/{slug(entry.name)}"


def slug(name: str) -> str:
    """A readable key part: lower-case ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "unnamed"


def shorten_document_id(document_id: str) -> str:
    """The part of a document's id that keys of its unnamed actors end in."""
    return document_id.rpartition("-")[2][:DOCUMENT_DIGITS]
