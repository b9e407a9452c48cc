"""Which texts to compare: those that share a band of their signatures, in time linear in the bands."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

# In a band that more texts share, each is compared with the first and its next neighbours only.
MOST_TEXTS_COMPARED = 40
NEIGHBOURS_COMPARED = 3

_Numbers = npt.NDArray[np.int64]


def pair_texts(bands: npt.NDArray[np.uint64], texts: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Distinct pairs (lesser number first) of texts that share a band.

    Args:
        bands: shape (entries,), ascending; a band's entries stand in the order of its texts.
        texts: shape (entries,), number of the text, or -1: it counts in the order, but is not compared.
    """
    if not len(bands):
        return texts, texts
    starts = np.flatnonzero(np.r_[True, bands[1:] != bands[:-1]])
    sizes = np.diff(np.r_[starts, len(bands)])
    band_no = np.repeat(np.arange(len(starts)), sizes)
    place = np.arange(len(bands)) - starts[band_no]
    first = texts[starts][band_no]
    is_large = (sizes > MOST_TEXTS_COMPARED)[band_no]
    is_led = is_large & (place > 0) & (texts >= 0) & (first >= 0)
    count = int(texts.max()) + 1
    found = [_number_pairs(first[is_led], texts[is_led], count)]
    for chosen, most in (
        (is_large, NEIGHBOURS_COMPARED),
        (~is_large, min(MOST_TEXTS_COMPARED, sizes.max()) - 1),
    ):
        kept = np.flatnonzero(chosen & (texts >= 0))
        for distance in range(1, most + 1):
            one, other = kept[:-distance], kept[distance:]
            near = (band_no[one] == band_no[other]) & (place[other] - place[one] <= most)
            found.append(_number_pairs(texts[one[near]], texts[other[near]], count))
    pairs = np.sort(np.concatenate(found))
    pairs = pairs[np.r_[True, pairs[1:] != pairs[:-1]]] if len(pairs) else pairs
    return pairs // count, pairs % count


def _number_pairs(left: _Numbers, right: _Numbers, count: int) -> _Numbers:
    """One number a pair."""
    return np.minimum(left, right) * count + np.maximum(left, right)
