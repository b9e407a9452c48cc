"""Connected components of a graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def join_components(nodes: Iterable[T], edges: Iterable[tuple[T, T]]) -> list[tuple[T, T]]:
    """(node, name of its component) for each node; the name is one of the component's nodes."""
    parent = {node: node for node in nodes}

    def find_root(node: T) -> T:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in edges:
        parent[find_root(one)] = find_root(other)
    return [(node, find_root(node)) for node in parent]
