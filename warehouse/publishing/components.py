"""Connected components of a graph."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_Numbers = npt.NDArray[np.int64]


def join_components(components: _Numbers, left: _Numbers, right: _Numbers) -> _Numbers:
    """The component of each node after some edges were added, told by the least node in it.

    Args:
        components: shape (nodes,), the components so far: an earlier answer, or `np.arange(nodes)`.
        left: shape (edges,), node at one end of each edge.
        right: shape (edges,), node at the other end.
    """
    while True:
        one, other = components[left], components[right]
        apart = one != other
        if not apart.any():
            return components
        left, right, one, other = left[apart], right[apart], one[apart], other[apart]
        components = components.copy()
        np.minimum.at(components, np.maximum(one, other), np.minimum(one, other))
        components = _follow_to_roots(components)


def _follow_to_roots(components: _Numbers) -> _Numbers:
    while True:
        further = components[components]
        if np.array_equal(further, components):
            return components
        components = further
