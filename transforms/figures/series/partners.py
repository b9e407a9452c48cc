"""Countries to or from which goods go, where an item ends early: "imports of tin last year from Peru"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemas.figures import Figure
from transforms.actors.findings import ActorFindings
from transforms.figures.series.flows import GOAL, ORIGIN, is_flow
from transforms.figures.series.measures import name_measure
from transforms.figures.series.parties import NamedParty

COUNTRY = "country/"
LONGEST_ITEM = 80
FLOW_WORD = re.compile(r"[^\W\d_]+")
# What may stand between the word for a flow and the party that it goes to or comes from.
BETWEEN = re.compile(r"(?:\s+[^\W_]+){0,4}\s+(?P<link>from|to|into)\s+(?:the\s+)?")


def find_partners(
    figure: Figure, parties: Sequence[NamedParty], actors: ActorFindings, text: str
) -> Iterator[NamedParty]:
    """The countries of a figure's sentence that stand behind a word for a flow and "from" or "to".

    None where the item (`parties`) names whom the goods come from or go to.
    """
    if any(p.link in ORIGIN | GOAL for p in parties):
        return
    mentions = actors.mentions_by_sentence.get(figure.sentence_no, ())
    first = min((m.char_start for m in mentions), default=0)
    start = max(0, min(first, figure.char_start) - LONGEST_ITEM)
    words = FLOW_WORD.finditer(text, start, figure.char_end + LONGEST_ITEM)
    ends = [m.end() for m in words if is_flow(name_measure(m.group()))]
    named = {p.key for p in parties}
    for mention in mentions:
        if not mention.actor_id.startswith(COUNTRY) or mention.actor_id in named:
            continue
        end = max((end for end in ends if end <= mention.char_start), default=mention.char_start)
        found = BETWEEN.fullmatch(text, end, mention.char_start)
        if found is not None:
            yield NamedParty(mention.actor_id, found.group("link"))
