"""Join event groups to happenings: one real event, whatever each report says of its status.

A plan, its denial and its fact are one happening, where type, parties and time agree. Groups are taken in an
order of their own, those with known days first; each joins the happening to which two mentions bind it most,
if no two mentions exclude each other. The order is that of what the mentions tell, so that ids leave no trace
in what is joined. A wrong join hides an event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from schemas.events import HappeningReason
from schemas.identifiers import make_id
from schemas.identity import PAIR_REASONS, EventRecord, HappeningLink, PackedMentions
from transforms.events.rows.alike_pairs import find_alike
from transforms.events.rows.exclusions import Mention, are_apart
from transforms.events.rows.packed_signs import MISSING, Fact, Flag, pack_signs
from transforms.link_corrections import LinkCorrections

NO_CORRECTIONS = LinkCorrections()
# Of a group or happening told more often only the first mentions are compared: a war has thousands.
MOST_COMPARED = 40
_UNBOUND = (-1.0, 0)  # less than any pair that is alike

Group = Sequence[int]  # rows of its mentions, in their order


@dataclass(slots=True)
class Happening:
    """Rows of the mentions of one real event in the order in which they joined, and what bound them."""

    members: list[int] = field(default_factory=list)
    reasons: dict[int, HappeningReason] = field(default_factory=dict)


def join_happenings(
    records: Sequence[EventRecord],
    groups: Mapping[str, str],
    corrections: LinkCorrections = NO_CORRECTIONS,
) -> dict[str, HappeningLink]:
    """Happening of each event id, and what links the event to it.

    `groups` are the group ids of `records`, whose order leaves no trace.
    """
    return join_mentions(pack_mentions(records, groups), corrections)


def join_mentions(
    mentions: PackedMentions, corrections: LinkCorrections = NO_CORRECTIONS
) -> dict[str, HappeningLink]:
    """The same of packed mentions.

    Events of two types stay two, unless the user's corrections join them. Mentions that are not sure join
    nothing but their group. The least mention names a happening; one that is gone names it still, through the
    one that inherited its name.
    """
    told = ToldMentions(mentions)
    joining = Joining(told)
    for group in told.list_groups():
        joining.add(group, *joining.choose(group))
    links: dict[str, HappeningLink] = {}
    for happening in joining.joined:
        links.update(name_links(mentions, happening, corrections))
    return links


def pack_mentions(records: Sequence[EventRecord], groups: Mapping[str, str]) -> PackedMentions:
    """Mentions with all pairs of one type that are alike."""
    signs = pack_signs(records)
    by_type: dict[str, list[int]] = defaultdict(list)
    for row, record in enumerate(records):
        by_type[record.event_type].append(row)
    pairs = [pair for rows in by_type.values() for pair in combinations(rows, 2)]
    left, right = np.asarray(pairs, np.int64).reshape(-1, 2).T
    alike = find_alike(signs, left, right)
    return PackedMentions(
        [r.event_id for r in records],
        [groups[r.event_id] for r in records],
        signs.facts,
        left[alike.places],
        right[alike.places],
        alike.weights,
        alike.reasons,
        {},
    )


class ToldMentions:
    """Mentions by their groups, and whom each of them is like."""

    def __init__(self, mentions: PackedMentions) -> None:
        self.packed = mentions
        self._facts = mentions.facts.tolist()
        self._known: dict[int, Mention] = {}
        sure = {g for g, f in zip(mentions.group_ids, self._facts, strict=True) if f[Fact.FLAGS] & Flag.SURE}
        self.alike: dict[int, list[tuple[int, float, int]]] = defaultdict(list)
        columns = (mentions.left, mentions.right, mentions.weights, mentions.reasons)
        for one, other, weight, reason in zip(*(c.tolist() for c in columns), strict=True):
            if mentions.group_ids[one] in sure and mentions.group_ids[other] in sure:
                self.alike[one].append((other, weight, reason))
                self.alike[other].append((one, weight, reason))

    def __getitem__(self, row: int) -> Mention:
        found = self._known.get(row)
        if found is None:
            found = self._known[row] = Mention(self._facts[row])
        return found

    def list_groups(self) -> list[list[int]]:
        """Groups in the order in which they join: known days first, then by what is told."""
        groups: dict[str, list[int]] = defaultdict(list)
        for row in sorted(range(len(self._facts)), key=self._rank):
            groups[self.packed.group_ids[row]].append(row)
        return [*groups.values()]

    def _rank(self, row: int) -> tuple[bool | int | str, ...]:
        """Where its content puts a mention; ids are asked only where all else is equal."""
        facts = self._facts[row]
        start, end, published, flags = facts[:4]
        is_known = bool(flags & Flag.KNOWN_DAY)
        return (
            not is_known or bool(flags & Flag.OPEN), not is_known, start == MISSING, published, start, end,
            facts[Fact.SENTENCE], facts[Fact.CONTENT], self.packed.event_ids[row],
        )  # fmt: skip


class Joining:
    """Happenings that grow by groups."""

    def __init__(self, told: ToldMentions) -> None:
        self._told = told
        self.joined: list[Happening] = []
        self._places: dict[int, tuple[int, int]] = {}  # of each row: its happening, and where it stands there

    def choose(self, group: Group) -> tuple[int, HappeningReason | None]:
        """The number of the happening to which a group is bound most, and why; a new one without reason."""
        bound = self.weigh(group)
        for number in sorted(bound, key=lambda n: (bound[n][0], n), reverse=True):
            if not self.is_excluded(group, number):
                return number, PAIR_REASONS[bound[number][1]]
        return len(self.joined), None

    def weigh(self, group: Group) -> dict[int, tuple[float, int]]:
        """Of the happenings to which two mentions may bind a group, weight and reason of the closest two."""
        bound: dict[int, tuple[float, int]] = {}
        for row in group[:MOST_COMPARED]:
            for other, weight, reason in self._told.alike.get(row, ()):
                number, place = self._places.get(other, (-1, MOST_COMPARED))
                if place < MOST_COMPARED and (weight, -reason) > bound.get(number, _UNBOUND):
                    bound[number] = weight, -reason
        return {number: (weight, -reason) for number, (weight, reason) in bound.items()}

    def is_excluded(self, group: Group, number: int) -> bool:
        """Whether a mention of a group and one of a happening exclude each other."""
        members = self.joined[number].members[:MOST_COMPARED]
        return any(
            are_apart(self._told[row], self._told[member])
            for row in group[:MOST_COMPARED]
            for member in members
        )

    def add(self, group: Group, number: int, reason: HappeningReason | None) -> None:
        """Put a group into a happening, a new one if it is the next number."""
        if number == len(self.joined):
            self.joined.append(Happening())
        happening = self.joined[number]
        if reason is not None:
            for row in (happening.members[0], *group):
                happening.reasons.setdefault(row, reason)
        if len(group) > 1:
            for row in group:
                happening.reasons[row] = "group"
        for place, row in enumerate(group, len(happening.members)):
            self._places[row] = number, place
        happening.members += group


def name_links(
    mentions: PackedMentions, happening: Happening, corrections: LinkCorrections = NO_CORRECTIONS
) -> Iterator[tuple[str, HappeningLink]]:
    """Id and reason of each mention of a happening."""
    event_ids = [mentions.event_ids[row] for row in happening.members]
    own = make_id("hp", min(min(mentions.heirs.get(e, e), e) for e in event_ids))
    for row, event_id in zip(happening.members, event_ids, strict=True):
        settled = corrections.settle(event_id, own)
        reason: HappeningReason = happening.reasons.get(row, "alone")
        yield event_id, HappeningLink(settled, reason if settled == own else "correction")
