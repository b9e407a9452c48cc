"""Goods that go from one party to another: who sends them and who receives them, however an item says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.figures.series.measure_lexicon import load_measure_words
from transforms.figures.series.parties import NamedParty

SENT, RECEIVED = "export", "import"


@dataclass(frozen=True, slots=True)
class Flow:
    """What flows, from whom, to whom; the measure is `export` where the sender is known, else `import`."""

    words: tuple[str, ...]
    sender: str | None
    receiver: str | None


def read_flow(
    words: Sequence[str], parties: Sequence[NamedParty], owner: str | None, countries: Sequence[str]
) -> Flow | None:
    """The flow that an item tells of; None where it tells of none.

    Args:
        words: words of the measure, without parties.
        parties: those whom the item names.
        owner: whose figure it is; who acts, unless the item names it otherwise.
        countries: keys of the countries of the sentence; of two, the one is where the other is not.
    """
    known = load_measure_words()
    sent = any(w in known[SENT] for w in words)
    received = any(w in known[RECEIVED] for w in words)
    if sent == received:
        return None
    sender, receiver = _read_roles(parties, owner, is_sent=sent)
    if len(countries) == 2 and (sender in countries) != (receiver in countries):
        other = next(c for c in countries if c not in (sender, receiver))
        sender, receiver = sender or other, receiver or other
    goods = tuple(w for w in words if w not in known[SENT] | known[RECEIVED])
    return Flow(goods, sender, receiver)


def _read_roles(
    parties: Sequence[NamedParty], owner: str | None, *, is_sent: bool
) -> tuple[str | None, str | None]:
    sender = next((p.key for p in parties if p.link == "from"), None)
    receiver = next((p.key for p in parties if p.link in ("to", "into")), None)
    bare = next((p.key for p in parties if p.link not in ("from", "to", "into")), None)
    if not is_sent and sender is None and bare is not None:
        # "purchases of Kazakh wheat": what comes behind "of" is where the goods come from.
        sender = next((p.key for p in parties if p.key == bare and p.link == "of"), None)
        bare = None if sender == bare else bare
    if is_sent:
        sender = sender or bare or (owner if owner != receiver else None)
    elif bare is not None and bare == owner:
        # "bought Kazakh wheat": the owner that the item names before the goods is where they come from.
        sender = sender or bare
    else:
        receiver = receiver or bare or (owner if owner != sender else None)
    return sender, (None if receiver == sender else receiver)
