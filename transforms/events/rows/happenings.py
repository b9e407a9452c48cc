"""Join event groups to happenings: one real event, whatever each report says of its status.

A plan, its denial and its fact are one happening, where type, parties and time agree. Groups are taken in an
order of their own, those with known days first; each joins the happening to which two mentions bind it most,
if no two mentions exclude each other. The order is that of what the mentions tell, so that ids leave no trace
in what is joined. A wrong join hides an event.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from schemas.identifiers import make_id
from schemas.identity import LINK_REASONS, EventRecord, HappeningLink, HappeningLinks, PackedMentions
from transforms.events.rows.alike_pairs import find_alike
from transforms.events.rows.packed_signs import pack_signs
from transforms.events.rows.told_mentions import MOST_COMPARED, ToldMentions
from transforms.link_corrections import LinkCorrections

NO_CORRECTIONS = LinkCorrections()
_UNBOUND = (-1.0, 0)  # less than any pair that is alike
_GROUP, _ALONE, _CORRECTION = (LINK_REASONS.index(reason) for reason in ("group", "alone", "correction"))

_Numbers = npt.NDArray[np.int32]


def join_happenings(
    records: Sequence[EventRecord],
    groups: Mapping[str, str],
    corrections: LinkCorrections = NO_CORRECTIONS,
) -> dict[str, HappeningLink]:
    """Happening of each event id, and what links the event to it.

    `groups` are the group ids of `records`, whose order leaves no trace.
    """
    mentions = pack_mentions(records, groups)
    return tell_links(mentions, join_mentions(mentions, corrections))


def tell_links(mentions: PackedMentions, links: HappeningLinks) -> dict[str, HappeningLink]:
    """The links that are told, by the ids of their events."""
    told = zip(mentions.event_ids, links.places.tolist(), links.reasons.tolist(), strict=True)
    return {
        event_id: HappeningLink(links.happening_ids[place], LINK_REASONS[reason])
        for event_id, place, reason in told
        if place >= 0
    }


def join_mentions(mentions: PackedMentions, corrections: LinkCorrections = NO_CORRECTIONS) -> HappeningLinks:
    """The same of packed mentions.

    Events of two types stay two, unless the user's corrections join them. Mentions that are not sure join
    nothing but their group. The least mention names a happening; one that is gone names it still, through the
    one that inherited its name.
    """
    told = ToldMentions(mentions)
    joining = Joining(told)
    for group in range(told.group_count):
        joining.add(group, *joining.choose(group))
    links = name_links(joining)
    if not (corrections.merges or corrections.moves):
        return links
    return _correct_links(mentions, links, corrections)


def pack_mentions(records: Sequence[EventRecord], groups: Mapping[str, str]) -> PackedMentions:
    """Mentions with all pairs of one type and two groups that are alike."""
    records = sorted(records, key=lambda r: r.event_id)
    signs = pack_signs(records)
    by_type: dict[str, list[int]] = defaultdict(list)
    firsts: dict[str, int] = {}
    for row, record in enumerate(records):
        by_type[record.event_type].append(row)
        firsts.setdefault(groups[record.event_id], row)
    own = np.array([firsts[groups[r.event_id]] for r in records], np.int32)
    pairs = [pair for rows in by_type.values() for pair in combinations(rows, 2)]
    left, right = np.asarray(pairs, np.int64).reshape(-1, 2).T
    apart = own[left] != own[right]
    left, right = left[apart], right[apart]
    alike = find_alike(signs, left, right)
    return PackedMentions(
        [r.event_id for r in records],
        own,
        signs.facts,
        left[alike.places].astype(np.int32),
        right[alike.places].astype(np.int32),
        alike.weights,
        alike.reasons.astype(np.int8),
        {},
    )


class Joining:
    """Happenings that grow by groups; they are numbered as they come.

    `happenings` are those of all groups so far, -1 where none is; `reasons` what binds each place to its own.
    """

    def __init__(self, told: ToldMentions) -> None:
        self.told = told
        self.happenings = np.full(told.group_count, -1, np.int32)
        self.reasons = np.full(len(told.rows), _ALONE, np.int8)
        self._compared = np.full(len(told.rows), -1, np.int32)  # happenings of the places that are compared
        self._first_groups: list[int] = []  # of each happening
        self._further: dict[int, list[int]] = {}  # places of its other groups that are compared

    @property
    def count(self) -> int:
        """How many happenings there are."""
        return len(self._first_groups)

    def choose(self, group: int) -> tuple[int, int | None]:
        """The number of the happening to which a group is bound most, and why; a new one without reason."""
        bound = self.weigh(group)
        for number in sorted(bound, key=lambda n: (bound[n][0], n), reverse=True):
            if not self.is_excluded(group, number):
                return number, bound[number][1]
        return self.count, None

    def weigh(self, group: int) -> dict[int, tuple[float, int]]:
        """Of the happenings to which two mentions may bind a group, weight and reason of the closest two."""
        bound: dict[int, tuple[float, int]] = {}
        for number, weight, reason in self.told.list_bonds(group, self._compared):
            if (weight, -reason) > bound.get(number, _UNBOUND):
                bound[number] = weight, -reason
        return {number: (weight, -reason) for number, (weight, reason) in bound.items()}

    def is_excluded(self, group: int, number: int) -> bool:
        """Whether a mention of a group and one of a happening exclude each other."""
        return self.told.exclude(self.told.list_compared(group), self._list_compared(number))

    def _list_compared(self, number: int) -> list[int]:
        return [*self.told.list_compared(self._first_groups[number]), *self._further.get(number, ())]

    def add(self, group: int, number: int, reason: int | None) -> None:
        """Put a group into a happening, a new one if it is the next number."""
        compared = self.told.list_compared(group)
        if number == self.count:
            self._first_groups.append(group)
        else:
            compared = compared[: MOST_COMPARED - len(self._list_compared(number))]
            self._further.setdefault(number, []).extend(compared)
        self.happenings[group] = number
        self._compared[compared.start : compared.stop] = number
        self._set_reasons(group, number, reason)

    def _set_reasons(self, group: int, number: int, reason: int | None) -> None:
        places = self.told.list_places(group)
        if reason is not None:
            for place in (self.told.list_places(self._first_groups[number]).start, places.start):
                if self.reasons[place] == _ALONE:
                    self.reasons[place] = reason
        if len(places) > 1:
            self.reasons[places.start : places.stop] = _GROUP


def name_links(joining: Joining) -> HappeningLinks:
    """The links of all mentions that were joined, in the order of their rows."""
    mentions, rows = joining.told.packed, joining.told.rows
    places, reasons = np.empty(len(rows), np.int32), np.empty(len(rows), np.int8)
    places[rows] = np.repeat(joining.happenings, np.diff(joining.told.starts))
    reasons[rows] = joining.reasons
    leaders = np.full(joining.count, len(rows), np.int32)
    joined = np.flatnonzero(places >= 0).astype(np.int32)
    np.minimum.at(leaders, places[joined], joined)
    inherited = _list_inherited(mentions, places)
    names = (
        (mentions.event_ids[row], *inherited.get(place, ())) for place, row in enumerate(leaders.tolist())
    )
    return HappeningLinks([make_id("hp", min(told)) for told in names], places, reasons)


def _list_inherited(mentions: PackedMentions, places: _Numbers) -> dict[int, list[str]]:
    """The mentions that are gone and whose names happenings keep."""
    inherited: dict[int, list[str]] = defaultdict(list)
    for heir, leader in mentions.heirs.items():
        row = bisect_left(mentions.event_ids, heir)
        if row < len(places) and mentions.event_ids[row] == heir:
            inherited[int(places[row])].append(leader)
    return inherited


def _correct_links(
    mentions: PackedMentions, links: HappeningLinks, corrections: LinkCorrections
) -> HappeningLinks:
    places, reasons = links.places.copy(), links.reasons.copy()
    happening_ids = [*links.happening_ids]
    known = {happening_id: place for place, happening_id in enumerate(happening_ids)}
    for row, (event_id, place) in enumerate(zip(mentions.event_ids, links.places.tolist(), strict=True)):
        settled = corrections.settle(event_id, links.happening_ids[place])
        if settled == links.happening_ids[place]:
            continue
        if settled not in known:
            known[settled] = len(happening_ids)
            happening_ids.append(settled)
        places[row], reasons[row] = known[settled], _CORRECTION
    return HappeningLinks(happening_ids, places, reasons)
