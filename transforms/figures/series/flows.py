"""Goods that go from one party to another: who sends them and who receives them, however an item says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.figures.series.measure_lexicon import load_measure_words
from transforms.figures.series.parties import NamedParty

SENT, RECEIVED = "export", "import"
ORIGIN = frozenset({"from"})
GOAL = frozenset({"to", "into"})


@dataclass(frozen=True, slots=True)
class Flow:
    """What flows, from whom, to whom; the measure is `export` where the sender is known, else `import`."""

    words: tuple[str, ...]
    sender: str | None
    receiver: str | None


def is_flow(words: Sequence[str]) -> bool:
    """Whether the words of a measure tell of goods that go one way."""
    known = load_measure_words()
    return any(w in known[SENT] for w in words) != any(w in known[RECEIVED] for w in words)


def read_flow(
    words: Sequence[str],
    parties: Sequence[NamedParty],
    owner: str | None,
    countries: Sequence[str],
    told: Sequence[str],
) -> Flow | None:
    """The flow that an item tells of; None where it tells of none.

    Args:
        words: words of the measure, without parties.
        parties: those whom the item names.
        owner: whose figure it is; who acts, unless the item names it otherwise.
        countries: keys of the countries of the sentence; of two, the one is where the other is not.
        told: those of the whole text; the only one acts, as does the other of two where goods come from one.
    """
    known = load_measure_words()
    if not is_flow(words):
        return None
    sent = any(w in known[SENT] for w in words)
    is_deed = any(w in known["deed"] for w in words)
    sender, receiver = _read_roles(parties, owner, is_sent=sent, is_deed=is_deed)
    if len(countries) == 2 and (sender in countries) != (receiver in countries):
        other = next(c for c in countries if c not in (sender, receiver))
        sender, receiver = sender or other, receiver or other
    if sender is None and receiver is None and owner is None and len(told) == 1:
        sender, receiver = (told[0], None) if sent else (None, told[0])
    if not sent and receiver is None and len(told) == 2 and sender in told:
        receiver = next(c for c in told if c != sender)
    goods = tuple(w for w in words if w not in known[SENT] | known[RECEIVED])
    return Flow(goods, sender, receiver)


def _read_roles(
    parties: Sequence[NamedParty], owner: str | None, *, is_sent: bool, is_deed: bool
) -> tuple[str | None, str | None]:
    """Sender and receiver. `is_deed`: the item says what was done ("wheat bought"), not "purchases"."""
    sender = next((p.key for p in parties if p.link in ORIGIN), None)
    receiver = next((p.key for p in parties if p.link in GOAL), None)
    others = [p for p in parties if p.key not in (sender, receiver)]
    actor = next((p.key for p in others if p.is_owner or p.link == "by"), None)
    if is_sent:
        bare = next((p.key for p in others), None)
        sender = sender or actor or bare or (owner if owner != receiver else None)
    else:
        # "Kazakh wheat bought" and "purchases of Kazakh wheat" come from there, "Polish imports" go there.
        others = [p for p in others if p.key != actor]
        origin = _find_origin(others, is_deed=is_deed)
        sender = sender or origin
        goal = next((p.key for p in others if p.key != origin), None)
        receiver = receiver or actor or goal or (owner if owner != sender else None)
    return sender, (None if receiver == sender else receiver)


def _find_origin(parties: Sequence[NamedParty], *, is_deed: bool) -> str | None:
    """The party from which goods come that are received."""
    return next((p.key for p in parties if p.has_goods and (is_deed or p.link == "of")), None)
