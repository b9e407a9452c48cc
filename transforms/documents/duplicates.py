"""Copies of one text: signatures, the decision on a pair, and groups of copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b, sha256

from rensa import RMinHash

from schemas.document_signatures import DocumentSignature
from schemas.identifiers import make_id
from schemas.identity import CopyRecord

_PERMUTATIONS = 128
_BANDS = 32


def sign_text(document_id: str, text: str) -> DocumentSignature:
    """The signature of a text: exact hash, MinHash over word shingles, and its bands."""
    words = text.casefold().split()
    shingles = sorted({" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))})
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=7)
    sketch.update(shingles)
    digest = tuple(sketch.digest())
    rows = _PERMUTATIONS // _BANDS
    bands = tuple(
        f"{n:02x}{blake2b(repr(digest[n * rows : (n + 1) * rows]).encode(), digest_size=8).hexdigest()}"
        for n in range(_BANDS)
    )
    normal = " ".join(words).encode("utf-8", "surrogatepass")
    return DocumentSignature(document_id, sha256(normal).hexdigest(), len(shingles), bands, digest)


def are_copies(a: CopyRecord, b: CopyRecord) -> bool:
    """Whether two documents are copies of one text."""
    if a.text_sha256 == b.text_sha256:
        return True
    equal = sum(x == y for x, y in zip(a.minhash, b.minhash, strict=True))
    return equal / len(a.minhash) > 0.5


def group_copies(
    records: Sequence[CopyRecord], pairs: Iterable[tuple[str, str]]
) -> dict[str, tuple[str, str | None]]:
    """Group documents whose candidate pairs are copies.

    Args:
        records: every document.
        pairs: candidate pairs of document ids, in any order.

    Returns:
        For every document its story_id and the document_id of the first copy (None for the first itself).
    """
    by_id = {r.document_id: r for r in records}
    parent = {i: i for i in by_id}

    def find(i: str) -> str:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for left, right in pairs:
        if are_copies(by_id[left], by_id[right]):
            parent[find(left)] = find(right)
    groups: dict[str, list[CopyRecord]] = {}
    for record in records:
        groups.setdefault(find(record.document_id), []).append(record)
    answer: dict[str, tuple[str, str | None]] = {}
    for members in groups.values():
        first = min(members, key=lambda r: (r.published_on is None, str(r.published_on), r.document_id))
        story = make_id("st", first.document_id)
        for r in members:
            answer[r.document_id] = (story, None if r is first else first.document_id)
    return answer
