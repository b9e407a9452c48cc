"""A user's corrections of what belongs together: happenings of event mentions, indicators of figures.

They stand in the file of actor corrections, and are told from these by their subjects: `merge,hp-1,hp-2`
makes two happenings one, `split,ev-1` gives a mention a happening of its own and `split,ev-1,hp-2` puts it
into another; `in-` and `fg-` do the same for indicators and figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.identifiers import make_id
from transforms.correction_file import CorrectionError

# Prefix of a whole by the prefix of what it is made of.
WHOLES: Mapping[str, str] = {"ev-": "hp-", "fg-": "in-"}


@dataclass(frozen=True, slots=True)
class LinkCorrections:
    """`merges` lead from a whole to the one that it is part of, `moves` from a member to its whole.

    A member that moves to None has a whole of its own.
    """

    merges: Mapping[str, str] = field(default_factory=dict)
    moves: Mapping[str, str | None] = field(default_factory=dict)

    def settle(self, member_id: str, whole_id: str) -> str:
        """The whole that a member belongs to, where the rules say `whole_id`."""
        found = whole_id
        if member_id in self.moves:
            prefix = WHOLES[member_id[:3]].rstrip("-")
            found = self.moves[member_id] or make_id(prefix, "split", member_id)
        while found in self.merges:
            found = self.merges[found]
        return found


def names_link(subject: str | None) -> bool:
    """Whether a line's subject is a mention, a happening, a figure or an indicator."""
    return subject is not None and subject[:3] in {*WHOLES, *WHOLES.values()}


def read_link(action: str | None, subject: str, target: str | None) -> tuple[str, str | None]:
    """Subject and target of a line that names a link.

    Raises:
        CorrectionError: the action or an id does not fit.
    """
    kind = subject[:3]
    whole = WHOLES.get(kind, kind)
    if action not in ("merge", "split"):
        raise CorrectionError(f"{subject} can be merged or split, not {action!r}")
    if action == "merge" and (kind in WHOLES or target is None):
        raise CorrectionError(f"merge joins two ids that begin with {whole}, not {subject} and {target}")
    if action == "split" and kind not in WHOLES:
        raise CorrectionError(f"split takes one member (ev- or fg-) out of its whole, not {subject}")
    if target is not None and target[:3] != whole:
        raise CorrectionError(f"the target of {subject} begins with {whole}, not {target}")
    return subject, target


def gather_links(lines: Iterable[tuple[str, str | None]]) -> LinkCorrections:
    """Corrections of the lines that `read_link` gave.

    Raises:
        CorrectionError: merges lead round in a circle.
    """
    merges: dict[str, str] = {}
    moves: dict[str, str | None] = {}
    for subject, target in lines:
        if subject[:3] in WHOLES:
            moves[subject] = target
        elif target is not None:
            merges[subject] = target
    for start in merges:
        seen, at = {start}, merges[start]
        while at in merges:
            if at in seen:
                raise CorrectionError(f"merges of {start} lead round in a circle")
            seen.add(at)
            at = merges[at]
        if at == start:
            raise CorrectionError(f"{start} is merged with itself")
    return LinkCorrections(merges, moves)
