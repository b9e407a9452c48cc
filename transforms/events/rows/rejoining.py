"""Join anew only the happenings that a change can reach: the answer is that of joining all of them.

Each group chooses among the happenings that are near it, in an order of their own (`happenings.py`). So a
choice stays what it was as long as those happenings do. The chosen groups choose anew among all that is
near; any other group is asked only whether a happening that changed would now bind it. If one would, or if a
happening gained or lost a member, it has to be chosen too: the caller loads what is near it and asks again.
"""

from __future__ import annotations

import numpy as np

from schemas.identity import HappeningLinks, JoinedBefore, PackedMentions, Rejoined
from transforms.events.rows.happenings import Joining, name_links
from transforms.events.rows.told_mentions import ToldMentions

_OTHER = -1  # the happening before of what was in several, or is in another one now


class _Rejoining:
    """What was joined so far, and what was before."""

    def __init__(self, told: ToldMentions, before: JoinedBefore) -> None:
        happenings, firsts = before.happenings[told.rows], told.starts[:-1]
        self.joining = Joining(told)
        own = np.minimum.reduceat(happenings, firsts)
        is_one = own == np.maximum.reduceat(happenings, firsts)
        self._groups_before = np.where(is_one, own, _OTHER).tolist()
        self._is_chosen = np.logical_or.reduceat(before.is_chosen[told.rows], firsts).tolist()
        count = int(happenings.max()) + 1
        self._is_broken = np.bincount(before.happenings[before.is_changed], minlength=count).astype(bool)
        self._passed = [0] * count  # groups so far of each happening before
        self._numbers = [-1] * count  # of happenings that keep groups not chosen
        self._origins: list[int] = []  # the happening before of each
        self._counts: list[int] = []  # groups of each
        self._open: set[int] = set()  # hold a chosen group: all others are what they were
        self.reached: set[int] = set()

    def is_same(self, number: int) -> bool:
        """Whether a happening holds at this point what it held before."""
        origin = self._origins[number]
        if origin == _OTHER or self._is_broken[origin]:
            return False
        return self._counts[number] == self._passed[origin]

    def join(self, group: int) -> None:
        """Let a group choose if it is chosen, and leave it where it was if not."""
        origin = self._groups_before[group]
        if origin != _OTHER:
            self._passed[origin] += 1
        if self._is_chosen[group]:
            number, reason = self.joining.choose(group)
            self._add(group, number, origin, reason)
            self._open.add(number)
        elif origin != _OTHER:
            self._keep(group, origin)

    def _keep(self, group: int, origin: int) -> None:
        """Leave a group where it was, and note whether it might go elsewhere now."""
        number = self._numbers[origin]
        if number < 0:
            number = self._numbers[origin] = len(self._origins)
        for other in self.joining.weigh(group).keys() & self._open - {number}:
            if not self.is_same(other) and not self.joining.is_excluded(group, other):
                self.reached.add(origin)
                break
        self._add(group, number, origin, None)

    def _add(self, group: int, number: int, origin: int, reason: int | None) -> None:
        if number == len(self._origins):
            self._origins.append(origin)
            self._counts.append(0)
        if self._origins[number] != origin:
            self._origins[number] = _OTHER
        self._counts[number] += 1
        self.joining.add(group, number, reason)


def rejoin_mentions(mentions: PackedMentions, before: JoinedBefore) -> Rejoined:
    """The happenings of the chosen events, and those that must be chosen too.

    Where there are any of the latter, the answer does not hold for their types of deeds.

    Args:
        mentions: the chosen events, all that are paired with one, and the whole happenings of all of them.
        before: happening of each event, and which of them are chosen; these are whole happenings.
    """
    told = ToldMentions(mentions)
    rejoining = _Rejoining(told, before)
    for group in range(told.group_count):
        rejoining.join(group)
    links = name_links(rejoining.joining)
    is_same = np.array([rejoining.is_same(number) for number in range(rejoining.joining.count)], bool)
    is_moved = (links.places >= 0) & ~is_same[links.places] & ~before.is_chosen
    reached = rejoining.reached | {*before.happenings[is_moved].tolist()}
    chosen = HappeningLinks(
        links.happening_ids, np.where(before.is_chosen, links.places, np.int32(-1)), links.reasons
    )
    return Rejoined(chosen, reached)
