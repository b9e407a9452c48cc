"""Join anew only the happenings that a change can reach: the answer is that of joining all of them.

Each group chooses among the happenings that are near it, in an order of their own (`happenings.py`). So a
choice stays what it was as long as those happenings do. The chosen groups choose anew among all that is
near; any other group is asked only whether a happening that changed would now bind it. If one would, or if a
happening gained or lost a member, it has to be chosen too: the caller loads what is near it and asks again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from schemas.events import HappeningReason
from schemas.identity import HappeningLink, JoinedBefore, PackedMentions, Rejoined
from transforms.events.rows.happenings import Group, Joining, ToldMentions, name_links


@dataclass(slots=True)
class _State:
    """What was joined so far, and what was before."""

    joining: Joining
    before: JoinedBefore
    broken: Collection[str]  # happenings of which a mention changed
    origins: list[str | None] = field(default_factory=list)  # the happening before, None if it is another
    counts: list[int] = field(default_factory=list)  # groups of each
    open: set[int] = field(default_factory=set)  # hold a chosen group: all others are what they were
    passed: Counter[str] = field(default_factory=Counter)  # groups so far of each happening before
    numbers: dict[str, int] = field(default_factory=dict)  # of happenings that keep groups not chosen
    reached: set[str] = field(default_factory=set)

    def is_same(self, number: int) -> bool:
        """Whether a happening holds at this point what it held before."""
        origin = self.origins[number]
        return origin is not None and origin not in self.broken and self.counts[number] == self.passed[origin]

    def add(
        self,
        group: Group,
        number: int,
        origin: str | None,
        reason: HappeningReason | None,
        *,
        is_chosen: bool,
    ) -> None:
        """Put a group into a happening, a new one if it is the next number."""
        if number == len(self.origins):
            self.origins.append(origin)
            self.counts.append(0)
        if self.origins[number] != origin:
            self.origins[number] = None
        self.counts[number] += 1
        self.joining.add(group, number, reason)
        if is_chosen:
            self.open.add(number)


def rejoin_mentions(mentions: PackedMentions, before: JoinedBefore) -> Rejoined:
    """The happenings of the chosen events, and those that must be chosen too.

    Where there are any of the latter, the answer does not hold for their types of deeds.

    Args:
        mentions: the chosen events, all that are paired with one, and the whole happenings of all of them.
        before: happening of each event, and which of them are chosen; these are whole happenings.
    """
    told = ToldMentions(mentions)
    broken = {before.happenings[e] for e in before.changed if e in before.happenings}
    state = _State(Joining(told), before, broken)
    for group in told.list_groups():
        _join(state, group, [mentions.event_ids[row] for row in group])
    links: dict[str, HappeningLink] = {}
    for number, happening in enumerate(state.joining.joined):
        members = [mentions.event_ids[row] for row in happening.members]
        if not state.is_same(number):
            state.reached |= {before.happenings[e] for e in members if e not in before.chosen}
        if members[0] in before.chosen:
            links.update(name_links(mentions, happening))
    return Rejoined(links, frozenset(state.reached))


def _join(state: _State, group: Group, event_ids: list[str]) -> None:
    origins = {state.before.happenings[e] for e in event_ids}
    origin = origins.pop() if len(origins) == 1 else None
    if origin is not None:
        state.passed[origin] += 1
    if any(e in state.before.chosen for e in event_ids):
        number, reason = state.joining.choose(group)
        state.add(group, number, origin, reason, is_chosen=True)
    elif origin is not None:
        _keep(state, group, origin)


def _keep(state: _State, group: Group, origin: str) -> None:
    """Leave a group where it was, and note whether it might go elsewhere now."""
    number = state.numbers.setdefault(origin, len(state.origins))
    for other in state.joining.weigh(group).keys() & state.open - {number}:
        if not state.is_same(other) and not state.joining.is_excluded(group, other):
            state.reached.add(origin)
            break
    state.add(group, number, origin, None, is_chosen=False)
