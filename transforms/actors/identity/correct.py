"""Apply a user's corrections: merge, split and state facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from schemas.identity import ActorCorrection, NameRecord, ResolvedActor
from transforms.actors.entities import slug
from transforms.actors.identity.clusters import Cluster
from transforms.lexicon.spelling import fold


def find_split(record: NameRecord, corrections: Iterable[ActorCorrection]) -> str | None:
    """The id of the actor that a record becomes by a `split` that names it (and its country, if given)."""
    for c in sorted(corrections, key=_order):
        same = c.action == "split" and fold(c.subject) in {fold(n) for n in (record.name, *record.names)}
        if same and c.country_code in (None, record.country_code) and c.type in (None, record.type):
            suffix = f"-{record.country_code.lower()}" if record.country_code else "-split"
            return c.target or f"{record.type}/{slug(record.name)}{suffix}"
    return None


def apply_corrections(
    clusters: Sequence[Cluster], corrections: Sequence[ActorCorrection]
) -> list[tuple[Cluster, ResolvedActor]]:
    """The actor of each cluster after merges and facts."""
    resolved = [(cluster, cluster.resolve()) for cluster in clusters]
    for correction in sorted((c for c in corrections if c.action == "merge"), key=_order):
        resolved = _merge(resolved, correction)
    for correction in sorted((c for c in corrections if c.action == "fact"), key=_fact_order):
        resolved = [
            (k, _state(a, correction) if _is_subject(k, a, correction.subject) else a) for k, a in resolved
        ]
    return resolved


def _merge(
    resolved: list[tuple[Cluster, ResolvedActor]], correction: ActorCorrection
) -> list[tuple[Cluster, ResolvedActor]]:
    target = correction.target or ""
    host = next((a for k, a in resolved if a.actor_id == target), None)
    host = host or next(
        (a for k, a in sorted(resolved, key=lambda x: x[0].sort_key()) if _is_subject(k, a, target)), None
    )
    out = []
    for cluster, actor in resolved:
        if _is_subject(cluster, actor, correction.subject):
            new = host or replace(
                actor,
                actor_id=target if "/" in target else f"{actor.type}/{slug(target)}",
                name=_plain(target),
            )
            actor = replace(new, reason="correction:merge")
        out.append((cluster, actor))
    return out


def _plain(target: str) -> str:
    return target.split("/", 1)[1].replace("-", " ").title() if "/" in target else target


def _is_subject(cluster: Cluster, actor: ResolvedActor, subject: str) -> bool:
    return actor.actor_id == subject or fold(subject) in {fold(actor.name), *cluster.folded_aliases()}


def _state(actor: ResolvedActor, fact: ActorCorrection) -> ResolvedActor:
    return replace(
        actor,
        name=fact.name or actor.name,
        type=fact.type or actor.type,
        country_code=fact.country_code or actor.country_code,
        sector=fact.sector or actor.sector,
        reason="correction:fact",
    )


def _order(c: ActorCorrection) -> tuple[str, str, str]:
    return (c.subject, c.target or "", c.country_code or "")


def _fact_order(c: ActorCorrection) -> tuple[bool, date, str, str]:
    """Facts that hold still are applied last, so they win; of those the latest."""
    return (c.valid_to is None, c.valid_from or date.min, c.subject, c.name or "")
