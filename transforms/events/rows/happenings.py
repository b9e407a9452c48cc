"""Join event groups to happenings: one real event, whatever each report says of its status.

A plan, its denial and its fact are one happening, where type, parties and time agree. Groups are taken in an
order of their own, those with known days first; each joins the happening to which the signs of two mentions
bind it most, if that is enough and no two mentions contradict each other. The order is that of what the
mentions tell, so that ids leave no trace in what is joined. A wrong join hides an event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.events import HappeningReason
from schemas.identifiers import make_id
from schemas.identity import EventRecord, HappeningLink
from transforms.events.rows.mention_signs import Signs, read_signs
from transforms.events.rows.told_twice import Likeness, weigh_mentions
from transforms.link_corrections import LinkCorrections

NO_CORRECTIONS = LinkCorrections()
# Of a group or happening told more often only the first mentions are compared: a war has thousands.
MOST_COMPARED = 40

Rank = tuple[bool | int | str | tuple[str, ...], ...]


@dataclass(slots=True)
class Happening:
    """Mentions of one real event in the order in which they joined, and what bound them."""

    members: list[Signs] = field(default_factory=list)
    reasons: dict[str, HappeningReason] = field(default_factory=dict)


def join_happenings(
    records: Sequence[EventRecord],
    groups: Mapping[str, str],
    corrections: LinkCorrections = NO_CORRECTIONS,
) -> dict[str, HappeningLink]:
    """Happening of each event id, and what links the event to it.

    `groups` are the group ids of `records`, whose order leaves no trace; events of two types stay two,
    unless the user's corrections join them. Mentions that are not sure join nothing but their group. The
    least mention names a happening; one that is gone names it still, through the one that inherited its name.
    """
    by_type: dict[str, dict[str, list[Signs]]] = defaultdict(lambda: defaultdict(list))
    for record in sorted(records, key=rank_record):
        by_type[record.event_type][groups[record.event_id]].append(read_signs(record))
    links: dict[str, HappeningLink] = {}
    for told in by_type.values():
        for happening in _join_groups(list(told.values())):
            links.update(name_links(happening, corrections))
    return links


def _join_groups(groups: list[list[Signs]]) -> Iterator[Happening]:
    joined: list[Happening] = []
    near: dict[int | None, set[int]] = defaultdict(set)
    for group in sorted(groups, key=rank_group):
        keys = list_near_keys(group)
        best, reason = choose_happening(group, joined, {n for key in keys for n in near[key]})
        if reason is None:
            joined.append(Happening())
        add_group(joined[best], group, reason)
        for key in keys:
            near[key].add(best)
    yield from joined


def choose_happening(
    group: list[Signs], joined: Sequence[Happening], numbers: Iterable[int]
) -> tuple[int, HappeningReason | None]:
    """The number of the happening to which the signs bind a group most, and why; a new one without reason."""
    best, most, reason = len(joined), 0.0, None
    for number in sorted(numbers):
        likeness = weigh_groups(group, joined[number].members)
        if likeness is not None and likeness.total >= most:
            best, most, reason = number, likeness.total, likeness.reason
    return best, reason


def list_near_keys(group: list[Signs]) -> list[int | None]:
    """What a group shares with groups that may be one with it; nothing where no mention is sure."""
    if not any(signs.record.is_sure for signs in group):
        return []
    keys: list[int | None] = [*sorted({key for signs in group for key in signs.record.near_keys})]
    return keys or [None]


def rank_group(group: list[Signs]) -> tuple[Rank, Rank]:
    """Where a group stands in the order in which groups join: known days first, then by what is told."""
    first = min(group, key=_rank_signs)
    return _rank_signs(first), rank_record(group[0].record)


def rank_record(record: EventRecord) -> Rank:
    """Where its content puts a mention; ids are asked only where all else is equal."""
    return (
        str(record.published_on),
        str(record.date_start),
        str(record.date_end),
        record.status,
        record.sentence_no,
        record.trigger,
        record.text,
        record.event_mode or "",
        record.place_text or "",
        record.names,
        record.actor_ids,
        record.recipient_ids,
        record.event_id,
    )


def _rank_signs(signs: Signs) -> Rank:
    is_known_fact = signs.is_known_day and not signs.is_open
    return not is_known_fact, not signs.is_known_day, signs.start is None, *rank_record(signs.record)


def weigh_groups(group: list[Signs], others: list[Signs]) -> Likeness | None:
    """The likeness of the two mentions that are closest; None where any two contradict each other."""
    best: Likeness | None = None
    for one in group[:MOST_COMPARED]:
        for other in others[:MOST_COMPARED]:
            likeness = weigh_mentions(one, other)
            if likeness is None:
                return None
            if best is None or likeness.total > best.total:
                best = likeness
    return best


def add_group(happening: Happening, group: list[Signs], reason: HappeningReason | None) -> None:
    """Put a group into a happening."""
    if reason is not None:
        for signs in (happening.members[0], *group):
            happening.reasons.setdefault(signs.record.event_id, reason)
    if len(group) > 1:
        for signs in group:
            happening.reasons[signs.record.event_id] = "group"
    happening.members += group


def name_links(
    happening: Happening, corrections: LinkCorrections = NO_CORRECTIONS
) -> Iterator[tuple[str, HappeningLink]]:
    """Id and reason of each mention of a happening."""
    records = [signs.record for signs in happening.members]
    own = make_id("hp", min(min(r.inherited_id or r.event_id, r.event_id) for r in records))
    for record in records:
        settled = corrections.settle(record.event_id, own)
        reason: HappeningReason = happening.reasons.get(record.event_id, "alone")
        yield record.event_id, HappeningLink(settled, reason if settled == own else "correction")
