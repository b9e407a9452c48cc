"""Which names in two articles are one actor, on own pairs of articles that are all in one warehouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.document_actors import DocumentActor
from schemas.identity import NameRecord
from transforms.actors.find import find_actors
from transforms.actors.identity.resolve import resolve_identities
from transforms.language.parsed_document import ParsedDocument

# Recall is lost where a lone surname is taken for no name, or for that of a body or thing.
LEAST_PRECISION, LEAST_RECALL = 0.97, 0.7


@dataclass(frozen=True)
class Judged:
    """A pair of names, whether they are one actor, and whether they were joined."""

    names: tuple[str, str]
    is_one: bool
    is_joined: bool


def read_pairs() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("article_pairs.yaml")
    pairs: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return pairs


def judge_pairs(parse: Callable[..., ParsedDocument], pairs: list[dict[str, Any]]) -> list[Judged]:
    records: list[NameRecord] = []
    owners: list[tuple[int, str]] = []
    for number, pair in enumerate(pairs):
        for side in ("first", "second"):
            publisher, day, story, text = pair[side]
            for actor in find_actors(parse(text, published=str(day))).actors:
                records.append(make_record(actor, publisher, day, f"{story}"))
                owners.append((number, side))
    resolved = resolve_identities(records)
    ids: dict[tuple[int, str, str], str] = {}
    for record, owner, actor in zip(records, owners, resolved, strict=True):
        for name in {record.name, *record.names}:
            ids[(*owner, name.lower())] = actor.actor_id
    return list(judge(pairs, ids))


def judge(pairs: list[dict[str, Any]], ids: dict[tuple[int, str, str], str]) -> Iterator[Judged]:
    for number, pair in enumerate(pairs):
        for kind in ("same", "apart"):
            for full, short in pair.get(kind, ()):
                first = ids.get((number, "first", full.lower()))
                second = ids.get((number, "second", short.lower()))
                joined = first is not None and first == second
                yield Judged((full, short), kind == "same", joined)


def make_record(actor: DocumentActor, publisher: str, day: date, story: str) -> NameRecord:
    is_person = actor.type == "person"
    return NameRecord(
        actor.name, actor.type, actor.country_code, actor.sector, actor.reference_id, actor.names,
        actor.latitude, actor.longitude, 1, actor.mention_count,
        (story,) if is_person else (), (publisher,) if is_person else (),
        day if is_person else None, day if is_person else None,
    )  # fmt: skip


@pytest.mark.parametrize("half", [0, 1])
def test_names_are_joined_across_articles(parse: Callable[..., ParsedDocument], half: int) -> None:
    judged = judge_pairs(parse, read_pairs()[half::2])
    joined = [j for j in judged if j.is_joined]
    wanted = [j for j in judged if j.is_one]
    right = sum(j.is_one for j in joined)
    assert len(judged) >= 20
    assert right >= LEAST_PRECISION * len(joined), [j.names for j in joined if not j.is_one]
    assert right >= LEAST_RECALL * len(wanted), [j.names for j in wanted if not j.is_joined]
