"""Persons told by one word alone ("Ruiz") in a document: linked to the one person named in full elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from transforms.actors.identity.clusters import Cluster, merge_clusters

# How long before or after the other reports of a person a report may stand, to be of the same time.
NEAR = timedelta(days=30)
# The Arabic article, which some write and some leave out.
ARTICLE = "al"
# Confidence of a link by what ties the two together, strongest first.
CONFIDENCE = {"story": 0.97, "country": 0.93, "publisher": 0.88, "time": 0.8}


def join_short_names(short: Sequence[Cluster], full: Sequence[Cluster]) -> list[Cluster]:
    """The short names that no one person fits, those of one name and country together.

    A short name is linked where one person fits; where several do, one alone must be of the same story. It
    is decided on the full names alone, so that order changes nothing.
    """
    by_surname: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in full:
        by_surname[cluster.key[-1]].append(cluster)
    ordered = sorted(short, key=_order)
    hosts = [_find_host(c, by_surname.get(c.key[-1], ()) if c.key else ()) for c in ordered]
    out: dict[tuple[str, str | None], Cluster] = {}
    for cluster, host in zip(ordered, hosts, strict=True):
        if host is not None:
            person, method = host
            cluster.links.update(dict.fromkeys(cluster.indexes, (method, CONFIDENCE[method])))
            merge_clusters(person, cluster)
            continue
        if cluster.actor_id is not None:
            out[cluster.actor_id, None] = cluster
            continue
        cluster.with_country = True
        place = (" ".join(cluster.key), cluster.country)
        if place in out:
            merge_clusters(out[place], cluster)
        else:
            out[place] = cluster
    return list(out.values())


def _order(cluster: Cluster) -> tuple[object, ...]:
    return (*cluster.sort_key(), sorted(cluster.stories), sorted(cluster.publishers), sorted(cluster.days))


def _find_host(cluster: Cluster, bearers: Iterable[Cluster]) -> tuple[Cluster, str] | None:
    """The one person whom a short name means, and what ties them."""
    if cluster.actor_id is not None:
        return None
    fitting = [b for b in bearers if _agree(cluster, b)]
    same_story = [b for b in fitting if b.stories & cluster.stories]
    same_country = [b for b in fitting if cluster.country and b.country == cluster.country]
    if len(same_story) == 1:
        return same_story[0], "story"
    if len(same_country) == 1:
        return same_country[0], "country"
    if len(fitting) != 1:
        return None
    host = fitting[0]
    if not _is_near(cluster, host):
        return None
    if host.publishers & cluster.publishers:
        return host, "publisher"
    is_told_more = bool(cluster.country) and not host.country
    return (
        None if is_told_more else (host, "time")
    )  # "Spanish minister Ruiz" is hardly a Ruiz of no known country


def _agree(a: Cluster, b: Cluster) -> bool:
    """Whether neither country, sector nor a small word before the surname speaks against one person."""
    if len(a.key) > 1 and a.key[0] != ARTICLE and b.key[-len(a.key) :] != a.key:
        return False
    same_country = not a.country or not b.country or a.country == b.country
    return same_country and (not a.sector or not b.sector or a.sector == b.sector or a.country == b.country)


def _is_near(a: Cluster, b: Cluster) -> bool:
    """Whether two are told of at most 30 days apart."""
    if not a.days or not b.days:
        return False
    return max(a.days) + NEAR >= min(b.days) and max(b.days) + NEAR >= min(a.days)
