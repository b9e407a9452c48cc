"""Groups of copies among texts, as the warehouse finds them: pairs that share a band, confirmed, joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import numpy as np

from schemas.document_signatures import DocumentSignature
from schemas.identity import TextSignatures
from transforms.documents.duplicates import find_copies
from warehouse.publishing.components import join_components

EPOCH = date(1970, 1, 1)
Pairs = Sequence[tuple[int, int]]


def find_candidates(signatures: Sequence[DocumentSignature]) -> list[tuple[int, int]]:
    """Pairs that share a band."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, signature in enumerate(signatures):
        for band in signature.bands:
            holders[band].append(number)
    return sorted({pair for numbers in holders.values() for pair in combinations(numbers, 2)})


def list_copies(
    signatures: Sequence[DocumentSignature], pairs: Pairs, dates: Sequence[date | None] | None = None
) -> list[tuple[int, int]]:
    """Those of the pairs that are copies."""
    days = [(on - EPOCH).days if on else np.nan for on in dates or [None] * len(signatures)]
    texts = TextSignatures(
        shingle_counts=np.array([s.shingle_count for s in signatures]),
        minhash=np.array([s.minhash for s in signatures], np.uint32),
        days=np.array(days, np.float64),
    )
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    return [pair for pair, is_copy in zip(pairs, find_copies(texts, left, right), strict=True) if is_copy]


def group_stories(signatures: Sequence[DocumentSignature], pairs: Pairs) -> list[int]:
    """The story of each text, told by one of its texts."""
    left, right = np.array(list_copies(signatures, pairs), np.int64).reshape(-1, 2).T
    return [int(story) for story in join_components(np.arange(len(signatures)), left, right)]
