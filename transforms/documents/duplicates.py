"""Copies of one text: signatures, and the decision on pairs of texts that share a part of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b, sha256

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from schemas.document_signatures import DocumentSignature
from schemas.identity import TextSignatures

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
_LEAST_CONTAINMENT = ((0.4, 0.62), (0.2, 0.72), (0.0, 0.85))
_SMALL_TEXT = 60  # shingles; with so few, a shared template looks like a copy
_SMALL_CONTAINMENT = 0.68
_LEAST_JACCARD = 0.12
_FAR_DAYS = 10  # a text that returns later is a copy only when next to nothing changed
_FAR_JACCARD = 0.8
_PAIRS_AT_ONCE = 4_000  # bounds the memory

_WORD = re.compile(r"\w+")

_Numbers = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]


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


def find_copies(texts: TextSignatures, left: _Numbers, right: _Numbers) -> _Flags:
    """Which pairs of texts are copies of one: edited, cut or with something added.

    From the estimated share of common shingles (Jaccard) and the sizes follows how much of the shorter text
    stands in the longer one: a copy that was cut shares few of all shingles, but most of its own.

    Args:
        texts: signatures of distinct texts.
        left: shape (pairs,), row number of the first text of each pair.
        right: shape (pairs,), row number of the second.
    """
    parts = [
        _decide(texts, left[i : i + _PAIRS_AT_ONCE], right[i : i + _PAIRS_AT_ONCE])
        for i in range(0, len(left), _PAIRS_AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, bool)


def _decide(texts: TextSignatures, left: _Numbers, right: _Numbers) -> _Flags:
    common = texts.minhash[left] == texts.minhash[right]
    jaccard = common[:, :_PERMUTATIONS].mean(axis=1)
    opening = common[:, _PERMUTATIONS:].mean(axis=1)
    one, other = texts.shingle_counts[left], texts.shingle_counts[right]
    shorter = np.minimum(one, other)
    containment = jaccard * (one + other) / (1 + jaccard) / np.maximum(1, shorter)
    is_short = shorter < _MIN_SHINGLES
    is_far = np.abs(texts.days[left] - texts.days[right]) > _FAR_DAYS  # never where a date is unknown (NaN)
    wanted = np.select(
        [opening >= share for share, _ in _LEAST_CONTAINMENT], [c for _, c in _LEAST_CONTAINMENT]
    )
    wanted = np.where(shorter < _SMALL_TEXT, np.maximum(wanted, _SMALL_CONTAINMENT), wanted)
    is_equal = jaccard >= np.where(is_short, _SHORT_JACCARD, _FAR_JACCARD)
    is_edited = (jaccard >= _LEAST_JACCARD) & (containment >= wanted)
    answer: _Flags = np.where(is_short | is_far, is_equal, is_edited)
    return answer
