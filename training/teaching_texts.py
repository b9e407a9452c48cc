"""The annotated reports as whole texts, with the parties of their events by offset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.texts import gather_documents


@dataclass(frozen=True, slots=True)
class Party:
    """Words of a text that name or tell a party; `name` is who is meant, where the words don't say it."""

    start: int
    end: int
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class TeachingText:
    """A report, one sentence a line, with the parties of its events in text order."""

    id: str
    text: str
    published: str
    parties: tuple[Party, ...]


def read_teaching_texts(texts: Path | None) -> Iterator[TeachingText]:
    """Our reports, and those of others whose texts are in a folder."""
    documents, _ = gather_documents(texts)
    for document in documents:
        yield join_sentences(document)


def join_sentences(document: Mapping[str, Any]) -> TeachingText:
    """A report whose sentences are lines; empty ones are left out."""
    offsets, lines, position = [], [], 0
    for sentence in document["sentences"]:
        line = sentence.strip()
        offsets.append(position - (len(sentence) - len(sentence.lstrip())))
        if line:
            lines.append(line)
            position += len(line) + 1
    text = "\n".join(lines)
    parties = {}
    for event in document["events"]:
        for p in (*event["actors"], *event["recipients"]):
            if "span" not in p:
                continue
            offset = offsets[p.get("sentence", event["sentence"])]
            start, end = offset + p["span"][0], offset + p["span"][1]
            if text[start:end] == p["text"]:
                parties[start, end] = Party(start, end, p["text"], p.get("name") or "")
    return TeachingText(
        document["id"], text, document["published"], tuple(parties[key] for key in sorted(parties))
    )
