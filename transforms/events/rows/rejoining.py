"""Join anew only the happenings that a change can reach: the answer is that of joining all of them.

Each group chooses among the happenings that are near it, in an order of their own (`happenings.py`). So a
choice stays what it was as long as those happenings do. The chosen groups choose anew among all that is
near; any other group is asked only whether a happening that changed would now bind it. If one would, or if a
happening gained or lost a member, it has to be chosen too: the caller loads what is near it and asks again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

from schemas.events import HappeningReason
from schemas.identity import EventRecord, HappeningLink, JoinedBefore, Rejoined
from transforms.events.rows.happenings import (
    Happening,
    add_group,
    choose_happening,
    list_near_keys,
    name_links,
    rank_group,
    rank_record,
    weigh_groups,
)
from transforms.events.rows.mention_signs import Signs, read_signs


@dataclass(slots=True)
class _State:
    """What was joined so far, and what was before."""

    before: JoinedBefore
    broken: Collection[str]  # happenings of which a mention changed
    joined: list[Happening] = field(default_factory=list)
    origins: list[str | None] = field(default_factory=list)  # the happening before, None if it is another
    counts: list[int] = field(default_factory=list)  # groups of each
    keys: list[set[int | None]] = field(default_factory=list)  # of each
    near: dict[int | None, set[int]] = field(default_factory=lambda: defaultdict(set))  # happenings by key
    open: set[int] = field(default_factory=set)  # hold a chosen group: all others are what they were
    stirred: dict[int | None, set[int]] = field(default_factory=lambda: defaultdict(set))  # `open` by key
    passed: Counter[str] = field(default_factory=Counter)  # groups so far of each happening before
    numbers: dict[str, int] = field(default_factory=dict)  # of happenings that keep groups not chosen
    reached: set[str] = field(default_factory=set)

    def is_same(self, number: int) -> bool:
        """Whether a happening holds at this point what it held before."""
        origin = self.origins[number]
        return origin is not None and origin not in self.broken and self.counts[number] == self.passed[origin]

    def add(
        self,
        group: list[Signs],
        number: int,
        origin: str | None,
        reason: HappeningReason | None = None,
        *,
        is_chosen: bool,
    ) -> None:
        """Put a group into a happening, a new one if it is the next number."""
        if number == len(self.joined):
            self.joined.append(Happening())
            self.origins.append(origin)
            self.counts.append(0)
            self.keys.append(set())
        if self.origins[number] != origin:
            self.origins[number] = None
        self.counts[number] += 1
        add_group(self.joined[number], group, reason)
        fresh = set(list_near_keys(group)) - self.keys[number]
        self.keys[number] |= fresh
        for key in fresh:
            self.near[key].add(number)
        if is_chosen or number in self.open:
            for key in fresh if number in self.open else self.keys[number]:
                self.stirred[key].add(number)
            self.open.add(number)


def rejoin_happenings(
    records: Sequence[EventRecord],
    groups: Mapping[str, str],
    before: JoinedBefore,
    known: MutableMapping[str, Signs] | None = None,
) -> Rejoined:
    """The happenings of the chosen events, or those that must be chosen too.

    Args:
        records: of one type: the chosen events, all that share a near key with one, and the whole
            happenings of all of them.
        groups: group id of each event, as it is now.
        before: happening of each event, and which of them are chosen; these are whole happenings.
        known: signs of these events that an earlier call read; those that it lacks are added.
    """
    known = {} if known is None else known
    told: dict[str, list[Signs]] = defaultdict(list)
    for record in sorted(records, key=rank_record):
        if record.event_id not in known:
            known[record.event_id] = read_signs(record)
        told[groups[record.event_id]].append(known[record.event_id])
    state = _State(before, {before.happenings[e] for e in before.changed if e in before.happenings})
    for group in sorted(told.values(), key=rank_group):
        _join(state, group)
    for number, happening in enumerate(state.joined):
        if not state.is_same(number):
            members = (signs.record.event_id for signs in happening.members)
            state.reached |= {before.happenings[e] for e in members if e not in before.chosen}
    if state.reached:
        return Rejoined({}, frozenset(state.reached))
    links: dict[str, HappeningLink] = {}
    for happening in state.joined:
        if happening.members[0].record.event_id in before.chosen:
            links.update(name_links(happening))
    return Rejoined(links, frozenset())


def _join(state: _State, group: list[Signs]) -> None:
    ids = [signs.record.event_id for signs in group]
    origins = {state.before.happenings[e] for e in ids}
    origin = origins.pop() if len(origins) == 1 else None
    if origin is not None:
        state.passed[origin] += 1
    if any(e in state.before.chosen for e in ids):
        near = {n for key in list_near_keys(group) for n in state.near[key]}
        number, reason = choose_happening(group, state.joined, near)
        state.add(group, number, origin, reason, is_chosen=True)
    elif origin is not None:
        _keep(state, group, origin)


def _keep(state: _State, group: list[Signs], origin: str) -> None:
    """Leave a group where it was, and note whether it might go elsewhere now."""
    number = state.numbers.setdefault(origin, len(state.joined))
    for other in {n for key in list_near_keys(group) for n in state.stirred.get(key, ())} - {number}:
        likeness = None if state.is_same(other) else weigh_groups(group, state.joined[other].members)
        if likeness is not None and likeness.total >= 0.0:
            state.reached.add(origin)
            break
    state.add(group, number, origin, is_chosen=False)
