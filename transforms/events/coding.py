"""What a predicate or a noun is coded as, before its parties, date and place are looked up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from schemas.events import EventStatus
from transforms.events.clauses import Clause


@dataclass(frozen=True, slots=True)
class Coding:
    """An event type read from a clause or a noun.

    `words` are the tokens that name the event; `spent` the indices of tokens that must not be coded
    again (the content of a promise, demand or refusal).
    """

    event_type: str
    mode: str | None
    anchor: Token
    words: tuple[Token, ...]
    rule: str
    clause: Clause | None = None
    inner: Coding | None = None
    noun: Token | None = None
    status: EventStatus = "actual"
    spent: frozenset[int] = field(default_factory=frozenset)
    is_denied: bool = False

    def turned(self, event_type: str, mode: str | None, rule: str, **changes: object) -> Coding:
        """The same words under another type."""
        return replace(self, event_type=event_type, mode=mode, rule=rule, **changes)  # type: ignore[arg-type]


def split_type(name: str) -> tuple[str, str | None]:
    """`PROTEST/demo` is the type and its mode."""
    event_type, _, mode = name.partition("/")
    return event_type, mode or None
