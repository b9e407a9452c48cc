"""Coded sentences as teaching sentences for the reader, in the form of `training/data/own.jsonl`.

`corrected` names the sentences of a document whose events are all given: training learns from no others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from schemas.document_actors import DocumentActor
from schemas.documents import Document
from schemas.event_participants import EventParticipant
from schemas.events import Event
from schemas.mentions import Mention
from schemas.sentences import Sentence
from transforms.events.corrections.targets import find_words, locate_trigger
from transforms.events.corrections.teaching_check import list_faults

Party = dict[str, Any]


@dataclass(frozen=True)
class CodedDocument:
    """The published rows of one document that teaching sentences are made of; actors by `entity_key`."""

    document: Document
    sentences: tuple[Sentence, ...]
    actors: tuple[DocumentActor, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    participants: tuple[EventParticipant, ...]

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of the actors by key."""
        return {actor.entity_key: actor.name for actor in self.actors}

    @cached_property
    def mention_by_id(self) -> dict[str, Mention]:
        """Mentions by id."""
        return {mention.mention_id: mention for mention in self.mentions}


def teach_document(coded: CodedDocument, numbers: Collection[int]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A document with the events of these sentences, and why some of the sentences are left out."""
    document = coded.document
    texts = [document.title or "", *(s.text for s in coded.sentences)]
    groups = {key: n for n, key in enumerate(dict.fromkeys(e.event_group_id for e in coded.events), 1)}
    corrected, events, problems = [], [], []
    for sentence in (s for s in coded.sentences if s.sentence_no in numbers):
        own = [e for e in coded.events if e.sentence_no == sentence.sentence_no]
        taught = [_teach_event(coded, e, sentence, texts, groups[e.event_group_id]) for e in own]
        faults = [fault for event in taught for fault in list_faults(event, texts)]
        problems += [f"sentence {sentence.sentence_no}: {fault}" for fault in faults]
        if not faults:
            corrected.append(sentence.sentence_no + 1)
            events += sorted(taught, key=lambda e: e["trigger"]["span"])
    published = document.published_on.isoformat() if document.published_on else ""
    return {
        "id": document.document_id,
        "url": document.uri,
        "published": published,
        "title": document.title or "",
        "sentences": texts,
        "events": events,
        "corrected": corrected,
    }, tuple(problems)


def _teach_event(
    coded: CodedDocument, event: Event, sentence: Sentence, texts: Sequence[str], group: int
) -> dict[str, Any]:
    start, end = (place - sentence.char_start for place in locate_trigger(event, coded.document.text))
    own = [p for p in coded.participants if p.event_id == event.event_id]
    return {
        "sentence": event.sentence_no + 1,
        "type": event.deed_type,
        "mode": event.event_mode,
        "status": event.status,
        "trigger": {"span": [start, end], "text": sentence.text[start:end]},
        "actors": list(_teach_parties(coded, [p for p in own if p.role == "actor"], sentence)),
        "recipients": list(_teach_parties(coded, [p for p in own if p.role == "recipient"], sentence)),
        "places": _locate(event.place_text, sentence),
        "date": _teach_date(coded, event, texts),
        "claimant": list(_teach_claimant(coded, event, sentence)),
        "event": group,
        "unsure": not event.is_sure,
    }


def _teach_parties(
    coded: CodedDocument, participants: Sequence[EventParticipant], sentence: Sentence
) -> Iterator[Party]:
    for participant in sorted(participants, key=lambda p: p.position):
        mention = coded.mention_by_id.get(participant.mention_id or "")
        yield _teach_party(coded, participant.actor_id, mention, sentence)


def _teach_party(coded: CodedDocument, key: str, mention: Mention | None, sentence: Sentence) -> Party:
    """The words of the sentence that name a party; its name, where they are none or there are none."""
    before = [m for m in coded.mentions if m.actor_id == key and m.kind == "name"]
    before = [m for m in before if m.sentence_no <= sentence.sentence_no]
    name = before[-1].text if before else coded.names.get(key, key)
    if mention is None or mention.sentence_no != sentence.sentence_no:
        return {"name": name}
    start, end = mention.char_start - sentence.char_start, mention.char_end - sentence.char_start
    party: Party = {"span": [start, end], "text": sentence.text[start:end]}
    return party if mention.kind == "name" or mention.text == name else {**party, "name": name}


def _teach_claimant(coded: CodedDocument, event: Event, sentence: Sentence) -> Iterator[Party]:
    if event.speaker_id is None:
        return
    own = [m for m in coded.mentions if m.actor_id == event.speaker_id]
    here = [m for m in own if m.sentence_no == sentence.sentence_no]
    yield _teach_party(
        coded, event.speaker_id, min(here, key=lambda m: m.kind != "name", default=None), sentence
    )


def _locate(words: str | None, sentence: Sentence) -> list[Party]:
    for start, end in find_words(words, sentence.text) if words else ():
        return [{"span": [start, end], "text": sentence.text[start:end]}]
    return []


def _teach_date(coded: CodedDocument, event: Event, texts: Sequence[str]) -> str:
    """`-`, `pub`, words of the sentence, or `<` and words of an earlier one."""
    if event.date_start is None:
        return "-"
    if event.date_text is not None:
        number = event.sentence_no + 1
        if event.date_text in texts[number]:
            return event.date_text
        return f"<{event.date_text}" if any(event.date_text in t for t in texts[:number]) else "-"
    is_report = event.date_start == event.date_end == coded.document.published_on
    return "pub" if event.date_method == "publication" or is_report else "-"
