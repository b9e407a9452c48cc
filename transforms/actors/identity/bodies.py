"""Organisations and groups across documents: spellings, legal forms, abbreviations, bodies of every state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from schemas.identity import NameHost
from transforms.actors.entities import slug
from transforms.actors.identity.clusters import Cluster, merge_clusters
from transforms.actors.mentions.institution_entities import name_institution
from transforms.actors.reference.gazetteer import load_entries
from transforms.actors.reference.institution_table import load_institutions
from transforms.actors.reference.name_keys import body_key, is_generic, strip_country
from transforms.lexicon.spelling import fold, initials


def cluster_bodies(clusters: Sequence[Cluster], hosts: list[NameHost] | None = None) -> list[Cluster]:
    """Merge the clusters of one body.

    `hosts` takes up the bodies that are known by an abbreviation as well, as lone abbreviations meet them.
    """
    by_key: dict[tuple[str, str | None], Cluster] = {}
    for cluster in sorted(clusters, key=lambda c: (c.actor_id is None, *c.sort_key())):
        key = key_body(cluster)
        if key in by_key:
            merge_clusters(by_key[key], cluster)
        else:
            by_key[key] = cluster
    return _join_abbreviations(list(by_key.values()), hosts)


def _reference_keys() -> dict[str, tuple[str, str, str | None]]:
    if not _REFERENCE:
        for name, entry in load_entries().items():
            if entry.kind == "body":
                found = (f"{entry.type}/{slug(entry.name)}", entry.name, entry.country)
                _REFERENCE.setdefault(body_key(name), found)
    return _REFERENCE


_REFERENCE: dict[str, tuple[str, str, str | None]] = {}


def key_body(cluster: Cluster) -> tuple[str, str | None]:
    """What makes two clusters one: the reference id, else the name's key, and country if generic."""
    key = body_key(cluster.name)
    reference = _reference_keys().get(key)
    long_enough = len(key) > 5 or " " in key
    if (
        cluster.actor_id is None
        and reference
        and long_enough
        and (not reference[2] or cluster.country in (None, reference[2]))
    ):
        cluster.actor_id, cluster.reason = reference[0], "reference:spelling"
    if cluster.actor_id is not None:
        cluster.settle_reference()
        return (f"id:{cluster.actor_id}", None)
    plain = body_key(strip_country(key))
    if is_generic(plain):
        institution = load_institutions().get(plain)
        if institution is not None:
            cluster.fixed_name = name_institution(institution.canonical, cluster.country)
        elif plain == key:
            cluster.with_country = True
        return (plain, cluster.country)
    return (key, None)


def is_abbreviation(name: str) -> bool:
    """Whether a name is one word in capitals."""
    return name.upper() == name and " " not in name


def is_lone_abbreviation(cluster: Cluster) -> bool:
    """Whether a body is known by an abbreviation alone."""
    folded = fold(cluster.name)
    return (
        cluster.actor_id is None
        and " " not in folded
        and cluster.name.upper() == cluster.name
        and len(folded) <= 7
    )


def name_abbreviation(name: str) -> str:
    """The key under which an abbreviation meets the bodies that are called so."""
    return f"body {fold(name)}"


def _join_abbreviations(clusters: list[Cluster], found: list[NameHost] | None) -> list[Cluster]:
    """A cluster known by an abbreviation alone joins the only body that is called so elsewhere."""
    spelled: dict[str, list[Cluster]] = defaultdict(list)
    short: list[Cluster] = []
    out: list[Cluster] = []
    for cluster in clusters:
        if is_lone_abbreviation(cluster):
            short.append(cluster)
            continue
        out.append(cluster)
        for alias in cluster.aliases:
            if is_abbreviation(alias) and initials(cluster.name)[:1] == fold(alias)[:1]:
                spelled[name_abbreviation(alias)].append(cluster)
    if found is not None:
        found += (
            NameHost(tuple(h.indexes), key, h.country, None) for key, same in spelled.items() for h in same
        )
    for cluster in sorted(short, key=lambda c: c.sort_key()):
        hosts = [
            h
            for h in spelled.get(name_abbreviation(cluster.name), ())
            if not h.country or cluster.country in (None, h.country)
        ]
        if len(hosts) == 1:
            merge_clusters(hosts[0], cluster)
        else:
            out.append(cluster)
    return out
