"""The pure functions that decide what spans documents; the caller passes them in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from schemas.identity import (
    AlikePairs,
    EventRecord,
    FigureRecord,
    HappeningLinks,
    JoinedBefore,
    NameKeys,
    NameRecord,
    PackedMentions,
    PackedSigns,
    Rejoined,
    ResolvedActor,
    ResolvedNames,
    TextSignatures,
)
from schemas.operations import SeriesLink

ResolveIdentities = Callable[[Sequence[NameRecord]], Sequence[ResolvedActor]]
GroupEvents = Callable[[Sequence[EventRecord], Mapping[str, str]], Mapping[str, str]]
JoinHappenings = Callable[[PackedMentions], HappeningLinks]
RejoinHappenings = Callable[[PackedMentions, JoinedBefore], Rejoined]
PackSigns = Callable[[Sequence[EventRecord]], PackedSigns]
FindAlike = Callable[[PackedSigns, npt.NDArray[np.int64], npt.NDArray[np.int64]], AlikePairs]
NameIndicators = Callable[[Sequence[FigureRecord], Mapping[str, str]], Mapping[str, str]]
LinkSeries = Callable[[Sequence[FigureRecord], Sequence[tuple[str, str]]], Sequence[SeriesLink]]
FindCopies = Callable[[TextSignatures, npt.NDArray[np.int64], npt.NDArray[np.int64]], npt.NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class NameReach:
    """What tells which names a publication can change.

    `resolve` does what `resolve_identities` does, and names the persons and bodies that short names may mean.
    `list_keys` gives the keys of a record out of itself alone, `find_near` the spellings of the second
    argument that are alike to one of the first, both as (block, spelling). `choose_hosts` gets short names
    and up to two of the hosts of each short name, country and sector, and returns enough of them to decide.
    Under other `rules` everything is resolved anew.
    """

    rules: str
    resolve: Callable[[Sequence[NameRecord]], ResolvedNames]
    list_keys: Callable[[NameRecord], NameKeys]
    find_near: Callable[[Sequence[tuple[int, str]], Sequence[tuple[int, str]]], Collection[str]]
    choose_hosts: Callable[
        [
            Sequence[tuple[int, str | None, str | None]],
            Mapping[tuple[int, str | None, str | None], Sequence[int]],
        ],
        Collection[int],
    ]


@dataclass(frozen=True, slots=True)
class MentionPairing:
    """What tells which mentions of one type may be one event.

    `pack_signs` gives the signs of events, a row each, and `find_alike` the pairs that are alike among pairs
    of rows, whichever of the two comes first. Under other `rules` all are compared anew.
    """

    rules: str
    pack_signs: PackSigns
    find_alike: FindAlike


@dataclass(frozen=True, slots=True)
class Resolvers:
    """What publishing calls.

    `resolve_identities` gets every distinct name record of the warehouse and returns one actor each, in
    the same order; it is called where there is no `name_reach`. `group_events` gets events
    with all that their stories tell of their types, and the least event of each group that can only grow, by
    event id; it returns the group id of each event id, and must join no events of two types, of two known
    dates, or an undated one with one of another story.
    `join_happenings` gets all events of a type with their groups and pairs; it must join no two groups of
    which no events are paired. `find_copies` says which pairs of texts,
    given by their row numbers, are copies of one. `name_indicators` gives the indicator id of each figure id
    that has one, out of its own record and of the names that joined series bear. `link_series` links figures
    of pairs of documents; without it no series are joined. All depend on their arguments alone, not on order.
    `rejoin_happenings`, where given, joins the events that a change reaches as `join_happenings` would join
    all of them; `name_reach`, where given, lets a publication resolve the names that it can change only;
    `mention_pairing` keeps mentions apart that share keys but are not alike (without it none are).
    """

    resolve_identities: ResolveIdentities
    group_events: GroupEvents
    find_copies: FindCopies
    join_happenings: JoinHappenings
    name_indicators: NameIndicators
    rejoin_happenings: RejoinHappenings | None = None
    link_series: LinkSeries | None = None
    name_reach: NameReach | None = None
    mention_pairing: MentionPairing | None = None
