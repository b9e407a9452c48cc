"""Copies of one text: signatures, the decision on a pair, and groups of copies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b, sha256

from rensa import RMinHash

from schemas.document_signatures import DocumentSignature
from schemas.identifiers import make_id
from schemas.identity import CopyRecord

# Three rows to a band find a copy that shares 40 % of all shingles with 94 %, unrelated texts almost never.
_BAND_COUNT = 42
_BAND_ROWS = 3
_PERMUTATIONS = _BAND_COUNT * _BAND_ROWS
# Copies that are cut, or that grew, share their opening.
_OPENING_WORDS = 90
_OPENING_BANDS = 8
_OPENING_ROWS = 4
_SEED = 7
_SHINGLE = 3  # words
_MAX_WORDS = 20_000

_MIN_SHINGLES = 20  # shorter texts are copies only when they are nearly equal
_SHORT_JACCARD = 0.85
# Copies begin alike; a follow-up begins with its own news and takes over the background of the story before.
# So the less two texts share of their opening, the more of the shorter one has to stand in the longer.
_LEAST_CONTAINMENT = ((0.4, 0.57), (0.2, 0.68), (0.0, 0.85))
_SMALL_TEXT = 60  # shingles; with so few, a shared template looks like a copy
_SMALL_CONTAINMENT = 0.68
_LEAST_JACCARD = 0.12
_FAR_DAYS = 10  # a text that returns later is a copy only when next to nothing changed
_FAR_JACCARD = 0.8
_SURE_CONTAINMENT = 0.8
_JOINED_SHARE = 0.4  # of all pairs of two groups have to be copies for the groups to be one

_WORD = re.compile(r"\w+")


def sign_text(document_id: str, text: str) -> DocumentSignature:
    """The signature of a text: hash of its words, MinHash over sequences of three words, hashes of its bands.

    Case, punctuation and line breaks don't count. `minhash` holds the sketch of the text, then that of its
    opening; the bands of the opening have a prefix of their own.
    """
    words = _WORD.findall(text.casefold())[:_MAX_WORDS]
    shingles = _list_shingles(words)
    digest = _sketch(shingles, _PERMUTATIONS)
    opening = _sketch(_list_shingles(words[:_OPENING_WORDS]), _OPENING_BANDS * _OPENING_ROWS)
    bands = (*_cut_bands("t", digest, _BAND_ROWS), *_cut_bands("o", opening, _OPENING_ROWS))
    normal = " ".join(words) if words else text
    return DocumentSignature(
        document_id=document_id,
        text_sha256=sha256(normal.encode("utf-8", "surrogatepass")).hexdigest(),
        shingle_count=len(shingles),
        bands=bands if words else (),
        minhash=(*digest, *opening),
    )


def _list_shingles(words: Sequence[str]) -> list[str]:
    return sorted({" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))})


def _sketch(shingles: Sequence[str], size: int) -> tuple[int, ...]:
    sketch = RMinHash(num_perm=size, seed=_SEED)
    sketch.update([s.encode("utf-8", "surrogatepass") for s in shingles])
    return tuple(sketch.digest())


def _cut_bands(prefix: str, digest: Sequence[int], rows: int) -> Iterator[str]:
    for number in range(len(digest) // rows):
        part = ",".join(map(str, digest[number * rows : (number + 1) * rows]))
        yield f"{prefix}{number:02x}{blake2b(part.encode(), digest_size=7).hexdigest()}"


def are_copies(a: CopyRecord, b: CopyRecord) -> bool:
    """Whether two documents are copies of one text: equal, edited, cut or with something added.

    From the estimated share of common shingles (Jaccard) and the sizes follows how much of the shorter text
    stands in the longer one: a copy that was cut shares few of all shingles, but most of its own.
    """
    jaccard, containment = _compare(a, b)
    shorter = min(a.shingle_count, b.shingle_count)
    if shorter < _MIN_SHINGLES or _days_between(a.published_on, b.published_on) > _FAR_DAYS:
        return jaccard >= (_SHORT_JACCARD if shorter < _MIN_SHINGLES else _FAR_JACCARD)
    opening = estimate_jaccard(a.minhash[_PERMUTATIONS:], b.minhash[_PERMUTATIONS:])
    wanted = next(containment for share, containment in _LEAST_CONTAINMENT if opening >= share)
    if shorter < _SMALL_TEXT:
        wanted = max(wanted, _SMALL_CONTAINMENT)
    return jaccard >= _LEAST_JACCARD and containment >= wanted


def _compare(a: CopyRecord, b: CopyRecord) -> tuple[float, float]:
    """Estimated Jaccard similarity of two texts, and the share of the shorter that stands in the longer."""
    if a.text_sha256 == b.text_sha256:
        return 1.0, 1.0
    jaccard = estimate_jaccard(a.minhash[:_PERMUTATIONS], b.minhash[:_PERMUTATIONS])
    shorter, longer = sorted((a.shingle_count, b.shingle_count))
    return jaccard, min(1.0, jaccard * (shorter + longer) / (1 + jaccard) / max(1, shorter))


def estimate_jaccard(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated share of common elements of two sets, from their MinHash signatures of equal length."""
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a) if a else 0.0


def _days_between(a: date | None, b: date | None) -> int:
    return abs((a - b).days) if a is not None and b is not None else 0


def group_copies(
    records: Sequence[CopyRecord], pairs: Iterable[tuple[str, str]]
) -> dict[str, tuple[str, str | None]]:
    """Group documents whose candidate pairs are copies; the order of records and pairs does not matter.

    Args:
        records: every document.
        pairs: candidate pairs of document ids (documents that share a band); unknown ids are left out.

    Returns:
        For every document its story_id and the document_id of the first copy (None for the first itself). The
        first copy is the earliest published, those without a date last, then the one with the smallest id.
    """
    by_id = {record.document_id: record for record in records}
    copies = [
        (left, right)
        for left, right in pairs
        if left in by_id and right in by_id and are_copies(by_id[left], by_id[right])
    ]
    parent = _join_pairs(by_id, copies)
    groups: dict[str, list[CopyRecord]] = {}
    for record in records:
        groups.setdefault(_find_root(parent, record.document_id), []).append(record)
    answer: dict[str, tuple[str, str | None]] = {}
    for members in groups.values():
        first = min(members, key=lambda r: (r.published_on or date.max, r.document_id)).document_id
        story_id = make_id("st", first)
        answer.update((r.document_id, (story_id, None if r.document_id == first else first)) for r in members)
    return answer


def _join_pairs(by_id: Mapping[str, CopyRecord], copies: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Groups of documents as a tree of parents.

    Sure pairs join at once. The others join two groups only together: one pair that looks like a copy by
    chance, or by the background that two stories share, would make one story of both.
    """
    parent = {document_id: document_id for document_id in by_id}
    unsure = []
    for left, right in copies:
        if _compare(by_id[left], by_id[right])[1] >= _SURE_CONTAINMENT:
            _join(parent, left, right)
        else:
            unsure.append((left, right))
    sizes = Counter(_find_root(parent, document_id) for document_id in by_id)
    counts = Counter(
        (min(a, b), max(a, b))
        for left, right in dict.fromkeys((min(pair), max(pair)) for pair in unsure)
        if (a := _find_root(parent, left)) != (b := _find_root(parent, right))
    )
    for (a, b), count in sorted(counts.items()):
        if count >= _JOINED_SHARE * sizes[a] * sizes[b]:
            _join(parent, a, b)
    return parent


def _join(parent: dict[str, str], left: str, right: str) -> None:
    a, b = _find_root(parent, left), _find_root(parent, right)
    parent[max(a, b)] = min(a, b)


def _find_root(parent: dict[str, str], item: str) -> str:
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item
