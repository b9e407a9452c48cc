"""One actor, however it is written: resolve the names of all documents to actors.

The answer depends on the set of records alone, not on their order: every choice is made by counts and
then by the alphabet. Reference ids win; then spellings meet by key; then short forms join the one
full name that fits; then come the user's corrections, last the ids of knowledge bases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, count

from schemas.identity import ActorCorrection, NameHost, NameRecord, ResolvedActor, ResolvedNames
from transforms.actors.identity.bodies import cluster_bodies
from transforms.actors.identity.clusters import Cluster, merge_clusters
from transforms.actors.identity.correct import apply_corrections, find_split
from transforms.actors.identity.knowledge_base import KnowledgeBase
from transforms.actors.identity.persons import cluster_persons
from transforms.actors.identity.places import cluster_places

FAMILY = {
    "person": "person",
    "country": "place",
    "location": "place",
    "organisation": "body",
    "group": "body",
}


def resolve_identities(
    records: Sequence[NameRecord],
    corrections: Sequence[ActorCorrection] = (),
    knowledge_base: KnowledgeBase | None = None,
) -> tuple[ResolvedActor, ...]:
    """The actor of each record, aligned with `records`, with its id in a knowledge base where one is known.

    Deterministic and independent of the order of the arguments.
    """
    return resolve_names(records, corrections, knowledge_base).actors


def resolve_names(
    records: Sequence[NameRecord],
    corrections: Sequence[ActorCorrection] = (),
    knowledge_base: KnowledgeBase | None = None,
) -> ResolvedNames:
    """The same, with the persons and bodies that short names were compared with."""
    hosts: list[NameHost] = []
    clusters: list[Cluster] = []
    families: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in _by_reference(records, corrections):
        if cluster.actor_id is not None and cluster.is_fixed:
            clusters.append(cluster)
        else:
            families[FAMILY[cluster.type]].append(cluster)
    clusters.extend(cluster_persons(families["person"], hosts))
    clusters.extend(cluster_bodies(families["body"], hosts))
    clusters.extend(cluster_places(families["place"]))
    name_clusters(clusters)
    resolved = apply_corrections(clusters, corrections)
    known = knowledge_base or KnowledgeBase()
    answer: list[ResolvedActor | None] = [None] * len(records)
    for cluster, told in resolved:
        actor = replace(told, wikidata_id=known.find_id(told, sorted(cluster.aliases)))
        for index in cluster.indexes:
            method, confidence = cluster.links.get(index, (None, None))
            answer[index] = replace(actor, link_method=method, link_confidence=confidence)
    return ResolvedNames(tuple(actor for actor in answer if actor is not None), tuple(hosts))


def _by_reference(records: Sequence[NameRecord], corrections: Sequence[ActorCorrection]) -> Iterable[Cluster]:
    """One cluster a reference id; every other record starts alone; splits are fixed."""
    referenced: dict[str, Cluster] = {}
    for index, record in enumerate(records):
        single = Cluster.of(index, record)
        split = find_split(record, corrections)
        if split is not None:
            single.actor_id, single.is_fixed, single.reason = split, True, "correction:split"
            referenced[split] = merge_clusters(referenced[split], single) if split in referenced else single
        elif record.reference_id:
            single.actor_id, single.reason = record.reference_id, "reference"
            key = record.reference_id
            referenced[key] = merge_clusters(referenced[key], single) if key in referenced else single
        else:
            yield single
    yield from referenced.values()


def name_clusters(clusters: Sequence[Cluster]) -> None:
    """Give every cluster without one an id from its preferred name; those that collide get their country."""
    wanted: dict[str, list[Cluster]] = defaultdict(list)
    taken: Counter[str] = Counter(c.actor_id for c in clusters if c.actor_id)
    for cluster in clusters:
        if cluster.actor_id is None:
            wanted[cluster.base_id()].append(cluster)
    for base, same in wanted.items():
        if len(same) == 1 and base not in taken:
            same[0].actor_id = base
            continue
        for cluster in sorted(same, key=lambda c: c.sort_key()):
            cluster.actor_id = _choose_id(cluster, base, taken)
            taken[cluster.actor_id] += 1


def _choose_id(cluster: Cluster, base: str, taken: Counter[str]) -> str:
    """An id that is free: with the country, then the sector, then a number."""
    candidate = base
    for part in (cluster.country, cluster.sector):
        if part and (candidate in taken or candidate == base):
            candidate = f"{candidate}-{part.lower()}"
        if candidate not in taken:
            break
    numbered = (f"{candidate}-{n}" for n in count(2))
    return next(name for name in chain([candidate], numbered) if name not in taken)
