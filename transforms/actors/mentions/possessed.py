"""Bodies of a state that a pronoun owns: "Moen said his government would stay" tells of Norway's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.institution_entities import InstitutionEntities
from transforms.actors.reference.institution_table import Institution, load_institutions
from transforms.actors.words import Words

STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "SPY"})
BARE = frozenset({"institution:same", "institution:bare"})
METHOD = "institution:owner"
OWNERS = frozenset({"person", "country"})


def settle_possessed(
    words: Words,
    mentions: Sequence[MentionSpan],
    pronouns: Iterable[MentionSpan],
    bodies: InstitutionEntities,
) -> tuple[list[Entity], list[MentionSpan]]:
    """The mentions, bodies that a pronoun owns given to its country, and the bodies that are new by it."""
    owner_at = {m.first: m.entity for m in pronouns if words.tag[m.first] == "PRP$"}
    before = {id(e) for e in bodies.by_key.values()}
    settled = [_settle(m, words, owner_at, bodies) for m in mentions]
    return [e for e in bodies.by_key.values() if id(e) not in before], settled


def _settle(
    m: MentionSpan, words: Words, owner_at: dict[int, Entity], bodies: InstitutionEntities
) -> MentionSpan:
    inst = load_institutions().get(words.slice(m.first, m.last).lower()) if m.method in BARE else None
    if inst is None or not _is_of_state(inst):
        return m
    head = m.last - 1
    at = next(
        (k for k in range(max(0, m.first - 4), m.first) if k in owner_at and words.head[k] == head), None
    )
    owner = owner_at[at] if at is not None else None
    if at is None or owner is None or owner.type not in OWNERS or not owner.country:
        return m
    body = bodies.take(inst, owner.country, "", "")
    if body.country is None:
        body.settle_country(owner.country, "genitive", owner.country_at or (at, at + 1), 0.8)
    return replace(m, entity=body, confidence=0.75, method=METHOD)


def _is_of_state(inst: Institution) -> bool:
    """Whether a noun tells a body of which a state has one."""
    return inst.kind == "body" and inst.sector in STATE_SECTORS and inst.canonical != "ministry"
