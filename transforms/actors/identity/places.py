"""Places across documents: one place, one name and country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from transforms.actors.entities import slug
from transforms.actors.identity.clusters import Cluster, merge_clusters
from transforms.actors.reference.gazetteer import load_entries
from transforms.actors.reference.places import GENERIC_WORDS, strip_generic
from transforms.lexicon.spelling import fold


def _without_generic(name: str) -> str:
    head, _, last = name.rpartition(" ")
    return head if last.lower() in GENERIC_WORDS else name


def find_place(name: str, country: str | None) -> str | None:
    """The id of the capital or region of the tables that a place's name spells."""
    entry = load_entries().get(name) or load_entries().get(_without_generic(name))
    if entry is None or entry.kind not in {"capital", "region"} or country not in (None, entry.country):
        return None
    return f"location/{slug(entry.name)}"


def key_place(name: str) -> str:
    """A place's name without words such as "city"."""
    return strip_generic(fold(name))


def cluster_places(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Merge places of one name and country; one without a country joins the only one that has it."""
    by_key: dict[tuple[str, str | None], Cluster] = {}
    for cluster in sorted(clusters, key=lambda c: (c.actor_id is None, *c.sort_key())):
        if cluster.actor_id is not None:
            cluster.settle_reference()
            place = (f"id:{cluster.actor_id}", None)
            by_key[place] = merge_clusters(by_key[place], cluster) if place in by_key else cluster
            continue
        reference = find_place(cluster.name, cluster.country)
        if reference is not None:
            cluster.actor_id, cluster.reason = reference, "reference:spelling"
            cluster.settle_reference()
            place = (f"id:{cluster.actor_id}", None)
            if place in by_key:
                merge_clusters(by_key[place], cluster)
            else:
                by_key[place] = cluster
            continue
        key = (key_place(cluster.name), cluster.country)
        cluster.with_country = True
        if key in by_key:
            merge_clusters(by_key[key], cluster)
        else:
            by_key[key] = cluster
    named: dict[str, list[Cluster]] = defaultdict(list)
    for (name, country), cluster in by_key.items():
        if country is not None:
            named[name].append(cluster)
    out: list[Cluster] = []
    for (name, country), cluster in by_key.items():
        hosts = named.get(name, [])
        if country is None and cluster.actor_id is None and len(hosts) == 1:
            merge_clusters(hosts[0], cluster)
        else:
            out.append(cluster)
    return out
