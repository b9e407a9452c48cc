"""Table events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from schemas.declaration import ActorReference, Between, Key, NotBefore, Pattern, References, table

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["actual", "planned", "called_for", "hypothetical", "denied"]
DatePrecision = Literal["day", "week", "month", "quarter", "year", "decade"]
# What links a mention to its happening most: nothing (it stands alone), the same group of mentions, a copy of
# the same text, the reader's word that an article tells one event, the parties, the place, the words, or a
# user's correction.
HappeningReason = Literal["alone", "group", "copy", "article", "parties", "place", "words", "correction"]
DateMethod = Literal["text", "relative", "publication", "correction", "none"]


@table("events", scope="document", is_by_month=True)
@dataclass(frozen=True, slots=True)
class Event:
    """One row per event mention: an event reported in one sentence of one document."""

    event_id: Annotated[str, "Stable hash of document, trigger span and deed.", Key()]
    document_id: Annotated[str, "Document.", References("documents", "document_id")]
    sentence_no: Annotated[int, "Sentence.", Between(0, None)]
    char_start: Annotated[int, "Start in `documents.text`.", Between(0, None)]
    char_end: Annotated[int, "End in `documents.text`, exclusive.", NotBefore("char_start")]
    text: Annotated[str, "The clause that reports the event, an exact slice."]
    trigger: Annotated[str, "Word or phrase that names the event."]
    deed_type: Annotated[EventType, "What is done: a planned meeting is CONSULT with status planned."]
    event_type: Annotated[
        EventType,
        "PLOVER 2.0 type: planned CONSULT, SUPPORT, COOPERATE, AID are AGREE, planned RETREAT CONCEDE.",
    ]
    event_mode: Annotated[str | None, "PLOVER mode of the deed."]
    contexts: Annotated[tuple[str, ...], "PLOVER contexts."]
    cameo_root: Annotated[str, "CAMEO root code, two digits.", Pattern("[0-9]{2}")]
    quad_class: Annotated[
        int, "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict.", Between(1, 4)
    ]
    intensity: Annotated[float, "PLOVER score of mode or type, -10 to +10.", Between(-10, 10)]
    date_start: Annotated[date | None, "First day on which the event happened or will happen."]
    date_end: Annotated[date | None, "Last day.", NotBefore("date_start")]
    date_precision: Annotated[DatePrecision | None, "How fine the date is known."]
    date_method: Annotated[
        DateMethod, "From the text, relative to a date, the publication date, a user's correction, or none."
    ]
    date_text: Annotated[str | None, "The words that give the date."]
    status: Annotated[EventStatus, "Whether it happened."]
    speaker_id: Annotated[
        str | None, "Who reports or claims it; null when the article does.", ActorReference()
    ]
    place_text: Annotated[str | None, "Place as named in the clause."]
    place_actor_id: Annotated[str | None, "The place.", ActorReference()]
    place_country_code: Annotated[str | None, "ISO 3166 alpha-3 of the place.", Pattern("[A-Z]{3}")]
    latitude: Annotated[float | None, "Degrees north.", Between(-90, 90)]
    longitude: Annotated[float | None, "Degrees east.", Between(-180, 180)]
    confidence: Annotated[float, "Calibrated probability that the type is right.", Between(0, 1)]
    actor_confidence: Annotated[float, "Probability that those who act are right.", Between(0, 1)]
    recipient_confidence: Annotated[
        float, "Probability that those to whom it is done are right.", Between(0, 1)
    ]
    status_confidence: Annotated[float, "Probability that the status is right.", Between(0, 1)]
    date_confidence: Annotated[float, "Probability that the date is right.", Between(0, 1)]
    is_sure: Annotated[
        bool, "Whether rows of this score are right in type in 85 of 100; default views show only these."
    ]
    method: Annotated[
        str,
        "Model that read it, with its scores and the types that came next; what a user's correction fixed.",
    ]
    document_group_id: Annotated[str, "Mentions that the reader takes for one real event of the document."]
    event_group_id: Annotated[str, "The same real event in other sentences and articles, of the same status."]
    happening_id: Annotated[str, "The real event, whatever status the reports give it."]
    happening_reason: Annotated[HappeningReason, "What links the mention to the others of its happening."]
    due_start: Annotated[
        date | None,
        "First day on which what is planned, promised or put off is due, as this report tells it.",
    ] = None
    due_end: Annotated[date | None, "Last such day.", NotBefore("due_start")] = None
