"""Builds the rows of small articles by hand: spans are found by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from schemas.actor_roles import ActorRole
from schemas.blocks import Block
from schemas.document_actors import DocumentActor
from schemas.document_signatures import DocumentSignature
from schemas.documents import Document
from schemas.event_participants import EventParticipant
from schemas.events import Event
from schemas.figures import Figure
from schemas.identifiers import make_document_id, make_id
from schemas.ledger import LedgerEntry
from schemas.mentions import Mention
from schemas.quotes import Quote
from schemas.sentences import Sentence
from schemas.template_lines import TemplateLine
from schemas.time_expressions import TimeExpression

NOW = datetime(2024, 6, 1, 12, 0)


@dataclass
class Article:
    """An article under construction; `rows` is what `write_shards` takes."""

    uri: str
    text: str
    title: str = "A title"
    published_on: date | None = date(2024, 5, 24)
    publisher: str | None = "Example Times"
    source: str = "sample"
    language: str | None = "en"
    raw: str = ""
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document_id = make_document_id(self.source, self.uri)
        digest = sha256((self.raw or self.text).encode()).hexdigest()
        self.add(
            "documents",
            Document(
                document_id=self.document_id, source=self.source, uri=self.uri, title=self.title,
                author=("A. Writer", "B. Writer"), publisher=self.publisher, agency=None,
                published_on=self.published_on, published_at=None, published_precision="day",
                published_method="metadata", language=self.language, text=self.text, raw_sha256=digest,
                raw_char_count=len(self.text), text_char_count=len(self.text), revision=1, duplicate_of=None,
                story_id=self.document_id, extractor_version="1", run_id="run-1", loaded_at=NOW,
            ),
        )  # fmt: skip
        self.add(
            "ledger",
            LedgerEntry(
                source=self.source, uri=self.uri, document_id=self.document_id, raw_sha256=digest,
                settings_sha256="0" * 64, extractor_version="1", revision=1, run_id="run-1", processed_at=NOW,
                metadata="{}",
            ),
        )  # fmt: skip
        words = re.findall(r"\w+", self.text.lower())
        self.add(
            "document_signatures",
            DocumentSignature(
                document_id=self.document_id, text_sha256=sha256(" ".join(words).encode()).hexdigest(),
                shingle_count=len(words), bands=tuple(sorted(set(words))[:3]),
                minhash=(*map(len, words), *[0] * 60)[:60],
            ),
        )  # fmt: skip
        self.add(
            "template_lines", TemplateLine(site="example.org", line_hash="menu", document_id=self.document_id)
        )
        self._cut()

    def _cut(self) -> None:
        for number, paragraph in enumerate(re.finditer(r"[^\n]+", self.text)):
            self.add(
                "blocks",
                Block(
                    document_id=self.document_id, block_no=number, kind="body", is_kept=True, reason="prose",
                    score=0.9, text=paragraph[0], raw_start=paragraph.start(), raw_end=paragraph.end(),
                    char_start=paragraph.start(), char_end=paragraph.end(),
                ),
            )  # fmt: skip
        for number, sentence in enumerate(re.finditer(r"[^.\n]+\.", self.text)):
            start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
            self.add(
                "sentences",
                Sentence(
                    document_id=self.document_id, sentence_no=number, char_start=start,
                    char_end=sentence.end(), text=sentence[0].lstrip(),
                ),
            )  # fmt: skip

    def add(self, table: str, row: Any) -> Any:
        self.rows.setdefault(table, []).append(row)
        return row

    def drop_line(self, text: str, reason: str = "menu") -> None:
        self.add(
            "blocks",
            Block(
                document_id=self.document_id, block_no=len(self.rows["blocks"]), kind="boilerplate",
                is_kept=False, reason=reason, score=0.1, text=text, raw_start=None, raw_end=None,
                char_start=None, char_end=None,
            ),
        )  # fmt: skip

    def span(self, words: str) -> dict[str, Any]:
        start = self.text.index(words)
        number = next(s.sentence_no for s in self.rows["sentences"] if s.char_start <= start < s.char_end)
        return {
            "document_id": self.document_id, "sentence_no": number, "char_start": start,
            "char_end": start + len(words), "text": words,
        }  # fmt: skip

    def actor(
        self, key: str, name: str, country: str | None = None, sector: str | None = None, **more: Any
    ) -> DocumentActor:
        row = {
            "document_id": self.document_id, "entity_key": key, "actor_id": key, "name": name,
            "type": key.split("/")[0], "country_code": country, "sector": sector, "latitude": None,
            "longitude": None, "reference_id": None, "country_method": "adjective" if country else None,
            "country_mention_id": None, "is_named": True, "link_method": None,
            "link_confidence": None, "names": (name,), "mention_count": 1,
            "confidence": 0.9, "method": "test",
        }  # fmt: skip
        return self.add("document_actors", DocumentActor(**row | more))

    def mention(self, key: str, words: str, kind: str = "name") -> Mention:
        span = self.span(words)
        mention_id = make_id("mn", self.document_id, span["char_start"], key)
        return self.add(
            "mentions",
            Mention(mention_id=mention_id, actor_id=key, kind=kind, confidence=0.9, method="test", **span),
        )

    def role(self, key: str, words: str, role: str, of: str | None, is_current: bool = True) -> ActorRole:
        span = self.span(words)
        return self.add(
            "actor_roles",
            ActorRole(
                role_id=make_id("rl", self.document_id, span["char_start"], key), actor_id=key, role=role,
                of_actor_id=of, is_current=is_current,
                standing="holder" if is_current else "former", seen_on=self.published_on, **span,
            ),
        )  # fmt: skip

    def event(
        self,
        words: str,
        trigger: str,
        event_type: str,
        actors: tuple[str, ...],
        recipients: tuple[str, ...] = (),
        **more: Any,
    ) -> Event:
        span = self.span(words)
        row = {
            "event_id": make_id("ev", self.document_id, span["char_start"], event_type), **span,
            "trigger": trigger, "deed_type": event_type, "event_type": event_type,
            "event_mode": None, "contexts": ("diplomatic",),
            "cameo_root": "04", "quad_class": 1, "intensity": 2.5, "date_start": self.published_on,
            "date_end": self.published_on, "date_precision": "day", "date_method": "publication",
            "date_text": None, "status": "actual", "speaker_id": None, "place_text": None,
            "place_actor_id": None, "place_country_code": None, "latitude": None, "longitude": None,
            "confidence": 0.8, "actor_confidence": 0.8, "recipient_confidence": 0.8, "status_confidence": 0.9,
            "date_confidence": 0.7, "is_sure": True, "method": "test", "document_group_id": "none",
            "event_group_id": "none", "happening_id": "none", "happening_reason": "alone",
        }  # fmt: skip
        event = self.add("events", Event(**row | more))
        for role, keys in (("actor", actors), ("recipient", recipients)):
            for position, key in enumerate(keys):
                self.add(
                    "event_participants",
                    EventParticipant(
                        event_id=event.event_id, document_id=self.document_id, actor_id=key, role=role,
                        position=position, mention_id=None,
                    ),
                )  # fmt: skip
        return event

    def figure(self, words: str, value: float, unit: str, item: str, **more: Any) -> Figure:
        span = self.span(words)
        row = dict.fromkeys(Figure.__dataclass_fields__) | {
            "figure_id": make_id("fg", self.document_id, span["char_start"]), **span, "value": value,
            "comparator": "=", "unit": unit, "dimension": "count", "item": item, "is_minor": False,
            "measure": item, "measure_kind": "level", "indicator_id": make_id("in", item, unit),
            "status": "actual", "confidence": 0.9, "method": "test",
        }  # fmt: skip
        return self.add("figures", Figure(**row | more))

    def time(self, words: str, value: str, on: date | None = None) -> TimeExpression:
        span = self.span(words)
        return self.add(
            "time_expressions",
            TimeExpression(
                time_expression_id=make_id("tx", self.document_id, span["char_start"]), type="DATE",
                value=value, start_on=on, end_on=on, precision="day" if on else None, anchor_on=None,
                method="test", **span,
            ),
        )  # fmt: skip

    def quote(self, words: str, speaker: str | None, direct: bool = False) -> Quote:
        span = self.span(words)
        return self.add(
            "quotes",
            Quote(
                quote_id=make_id("qt", self.document_id, span["char_start"]), direct=direct,
                quote_group_id=make_id("qt", self.document_id, span["char_start"]), channel=None,
                speaker_id=speaker, speaker_mention_id=None, cue="said", confidence=0.9, method="test",
                **span,
            ),
        )  # fmt: skip


def join_rows(articles: list[Article]) -> dict[str, list[Any]]:
    """The rows of several articles as one batch."""
    joined: dict[str, list[Any]] = {}
    for article in articles:
        for name, rows in article.rows.items():
            joined.setdefault(name, []).extend(rows)
    return joined
