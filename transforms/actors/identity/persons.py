"""Persons across documents: spellings, middle names, initials, lone surnames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from schemas.identity import NameHost
from transforms.actors.entities import reference_id
from transforms.actors.identity.clusters import Cluster, merge_clusters
from transforms.actors.identity.short_names import join_short_names
from transforms.actors.reference.known_persons import find_known_person
from transforms.actors.reference.name_keys import person_key, sound_key
from transforms.actors.reference.word_sets import load_word_sets

CLOSE_NAME = 0.9
CLOSE_SURNAME = 86.0
# Small words that open surnames, as they sound.
PARTICLES = frozenset(map(sound_key, load_word_sets()["particles"]))


def cluster_persons(clusters: Sequence[Cluster], hosts: list[NameHost] | None = None) -> list[Cluster]:
    """Merge the clusters of one person, full names first, then short forms.

    `hosts` takes up the persons named in full, as short forms meet them.
    """
    for cluster in clusters:
        cluster.key = person_key(cluster.name)
    ordered = sorted(clusters, key=lambda c: c.sort_key())
    known = _adopt_reference(ordered)
    offices = [c for c in known if " of " in c.name]
    named = [c for c in known if " of " not in c.name]
    full = [c for c in named if not _is_short(c.key)]
    short = [c for c in named if _is_short(c.key)]
    full = _merge_equal(full)
    full = _merge_close(full)
    if hosts is not None:
        hosts += (NameHost(tuple(c.indexes), name_short_form(c.key), c.country, c.sector) for c in full)
    return [*offices, *full, *join_short_names(short, full)]


def _is_short(key: tuple[str, ...]) -> bool:
    """Whether a name is a surname alone, small words before it aside ("al-Rawasri", "van Dijk")."""
    return all(word in PARTICLES for word in key[:-1])


def name_short_form(key: Sequence[str]) -> str:
    """The key under which a person's short form meets the full name, given the sounds of either."""
    return f"person {key[-1] if key else ''}"


def find_reference(name: str, country: str | None) -> str | None:
    """The id of the person of the reference table that a full name spells in some way."""
    entry = find_known_person(name)
    return reference_id(entry) if entry is not None and country in (None, entry.country) else None


def _adopt_reference(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Full names that spell a person of the reference table in another way take that person's id."""
    by_id: dict[str, Cluster] = {}
    out: list[Cluster] = []
    for cluster in clusters:
        if cluster.actor_id is None:
            found = find_reference(cluster.name, cluster.country)
            if found is not None:
                cluster.actor_id, cluster.reason = found, "reference:spelling"
        reference = cluster.actor_id
        if reference is not None:
            cluster.settle_reference()
            cluster.key = person_key(cluster.name)
        if reference and reference in by_id:
            merge_clusters(by_id[reference], cluster)
            continue
        if reference:
            by_id[reference] = cluster
        out.append(cluster)
    return out


def _compatible(a: Cluster, b: Cluster) -> bool:
    """Whether two clusters of one full name may be one person."""
    if not a.country or not b.country or a.country == b.country:
        return True
    return not (a.sector and b.sector)


def _merge_equal(clusters: list[Cluster]) -> list[Cluster]:
    by_key: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        by_key[cluster.key].append(cluster)
    out: list[Cluster] = []
    for same in by_key.values():
        out.extend(_merge_compatible(same))
    return out


def _merge_compatible(same: list[Cluster]) -> list[Cluster]:
    """Those of one name that may be one person; two whose ids are settled stay two, such as unnamed ones."""
    kept: list[Cluster] = []
    for cluster in sorted(same, key=lambda c: (c.actor_id is None, not c.country, *c.sort_key())):
        free = [k for k in kept if k.actor_id is None or cluster.actor_id is None]
        host = next((k for k in free if k.country == cluster.country), None) or next(
            (k for k in free if _compatible(k, cluster)), None
        )
        if host is None:
            kept.append(cluster)
        else:
            merge_clusters(host, cluster)
    return kept


def _merge_close(clusters: list[Cluster]) -> list[Cluster]:
    """Names that differ in a few letters, in middle names or in an initial, within one country."""
    blocks: dict[tuple[str, str, str | None], list[Cluster]] = defaultdict(list)
    out: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda c: (c.actor_id is None, *c.sort_key())):
        key = cluster.key
        block = blocks[name_block(key, cluster.country)]
        host = next(
            (b for b in block if (b.actor_id is None or cluster.actor_id is None) and is_close(b.key, key)),
            None,
        )
        if host is None or cluster.country is None:
            block.append(cluster)
            out.append(cluster)
        else:
            merge_clusters(host, cluster)
    return out


def name_block(key: Sequence[str], country: str | None) -> tuple[str, str, str | None]:
    """The block within which close names are looked for."""
    return (key[0][:1], key[-1][:3], country)


def is_close(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the sounds of two full names differ in a few letters, a middle name or an initial only."""
    if ratio(a[-1], b[-1]) < CLOSE_SURNAME:
        return False
    first, second = a[0], b[0]
    if len(first) == 1 or len(second) == 1:
        given = first[:1] == second[:1] and a[-1] == b[-1]
    else:
        given = JaroWinkler.similarity(first, second) >= CLOSE_NAME
    middle_a, middle_b = a[1:-1], b[1:-1]
    if middle_a and middle_b and not all(_fits(x, y) for x, y in zip(middle_a, middle_b, strict=False)):
        return False
    return given


def _fits(a: str, b: str) -> bool:
    return a[:1] == b[:1] if len(a) == 1 or len(b) == 1 else JaroWinkler.similarity(a, b) >= CLOSE_NAME
