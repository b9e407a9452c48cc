"""The optional event coder: asks a language model, and falls back on the reader."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import lru_cache

from flows.llm.client import LlmClient, LlmUnavailableError
from flows.llm.settings import LlmSettings
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.find import find_events
from transforms.events.findings import EventFindings
from transforms.events.llm.answer import UnusableAnswerError, read_answer
from transforms.events.llm.coding import list_readings
from transforms.events.llm.request import build_request
from transforms.events.rows.ground import ground_readings
from transforms.extract import EventCoder
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.model_files import check_files

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def choose_event_coder(settings: LlmSettings | None) -> EventCoder:
    """The reader, or the language model where one is configured."""
    return find_events if settings is None else LlmEventCoder(LlmClient(settings))


@dataclass
class LlmEventCoder:
    """Codes the events of a document by asking a model; `fallback_count` documents fell back."""

    client: LlmClient
    fallback_count: int = 0

    def __call__(
        self,
        parsed: ParsedDocument,
        actors: ActorFindings,
        times: tuple[TimeExpression, ...],
        quotes: tuple[Quote, ...],
    ) -> EventFindings:
        """Events of one document, from the model where it answers usably, else from the reader."""
        model = self.client.settings.model
        body = build_request(parsed, model)
        try:
            content = self.client.ask(body)
            proposals, dropped_count = read_answer(content, parsed)
        except UnusableAnswerError as error:
            self.client.forget(body)
            return self._fall_back(str(error), parsed, actors, times, quotes)
        except LlmUnavailableError as error:
            return self._fall_back(str(error), parsed, actors, times, quotes)
        if dropped_count:
            logger.info("%s: %d ungrounded events of %s dropped", parsed.document_id, dropped_count, model)
        files = replace(check_files(), name=f"llm.{model}")
        return ground_readings(parsed, list_readings(parsed, proposals), files, actors, times, quotes)

    def _fall_back(
        self,
        reason: str,
        parsed: ParsedDocument,
        actors: ActorFindings,
        times: tuple[TimeExpression, ...],
        quotes: tuple[Quote, ...],
    ) -> EventFindings:
        self.fallback_count += 1
        logger.warning("%s: the reader is used instead of the model: %s", parsed.document_id, reason)
        return find_events(parsed, actors, times, quotes)
