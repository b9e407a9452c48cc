"""Speech set as turns, one to a line, without quotation marks: "LUND: ...", "Q: ..." and "A: ..."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.quotes import QuoteChannel
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.cues import load_cues
from transforms.quotes.speakers import UNKNOWN, Speaker
from transforms.quotes.stretch import Stretch

# A label of up to five words, and whatever the line says of its bearer, before the words.
_TURN = re.compile(
    r"(?P<label>[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,4})(?:, [\w .'’-]{1,60})?: +(?P<words>\S.*)"
)
MARKS = "\"“„«‘'"
QUESTION, ANSWER = "Q", "A"
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a transcript: offsets of its label and of what is said."""

    label: str
    label_start: int
    start: int
    end: int


def find_turns(parsed: ParsedDocument, actors: ActorFindings) -> list[Stretch]:
    """The turns of a transcript with their speakers; none where the lines don't make one.

    Two turns of known speakers make a transcript, as do two labels in capitals ("Q" and "A"), and a
    single label in capitals that is somebody's name.
    """
    turns = list(_list_turns(parsed.text))
    asked = {t.label for t in turns} >= {QUESTION, ANSWER} or _is_interview(turns)
    speakers = [_speaker_of(t, parsed, actors) for t in turns]
    capitals = {t.label for t in turns if t.label.isupper()}
    known = [
        (turn, speaker)
        for turn, speaker in zip(turns, speakers, strict=True)
        if speaker.entity_key or (len(capitals) > 1 and turn.label in capitals) or _asks(turn)
    ]
    is_transcript = asked or len({turn.label for turn, _ in known}) > 1
    media = {_type_of(speaker, actors) for _, speaker in known} & {"organisation"}
    channel: QuoteChannel | None = "interview" if asked or (media and is_transcript) else None
    return [
        Stretch(turn.start, turn.end, True, speaker, None, "quote.turn", channel=channel)
        for turn, speaker in known
        if is_transcript or turn.label.isupper()
    ]


def _is_interview(turns: Sequence[Turn]) -> bool:
    """Whether somebody who only asks ("Interviewer") and another one take turns."""
    return any(map(_asks, turns)) and len({t.label for t in turns if not _asks(t)}) == 1


def _asks(turn: Turn) -> bool:
    return turn.label.lower() in load_cues().asking_roles


def _list_turns(text: str) -> Iterable[Turn]:
    offset = 0
    for line in text.split("\n"):
        match = _TURN.fullmatch(line)
        if match is not None and match["words"][0] not in MARKS:
            yield Turn(match["label"], offset, offset + match.start("words"), offset + len(line.rstrip()))
        offset += len(line) + 1


def _speaker_of(turn: Turn, parsed: ParsedDocument, actors: ActorFindings) -> Speaker:
    """Whom a label names: a mention in it, the person of that surname, the one who is interviewed."""
    number = parsed.sentence_no_at(turn.label_start)
    if turn.label == QUESTION or _asks(turn):
        return UNKNOWN
    if turn.label == ANSWER:
        return _interviewed(turn, actors)
    for m in actors.mentions_at(turn.label_start, turn.label_start + len(turn.label), number):
        if m.kind == "name" and actors.actor_by_key[m.actor_id].type in {"person", "organisation", "group"}:
            return Speaker(m.actor_id, m.mention_id, SURE, number)
    surname = turn.label.split()[-1].lower()
    bearers = {a.entity_key for a in actors.actors if a.type == "person" and _ends(a.name, surname)}
    return Speaker(bearers.pop(), None, SURE, number) if len(bearers) == 1 else UNKNOWN


def _interviewed(turn: Turn, actors: ActorFindings) -> Speaker:
    """The person named most before the answer."""
    persons = [
        m.actor_id
        for m in actors.mentions
        if m.char_start < turn.start and actors.actor_by_key[m.actor_id].type == "person"
    ]
    counted = Counter(persons).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return UNKNOWN
    return Speaker(counted[0][0], None, 0.6)


def _ends(name: str, surname: str) -> bool:
    return name.lower().split()[-1] == surname


def _type_of(speaker: Speaker, actors: ActorFindings) -> str | None:
    actor = actors.actor_by_key.get(speaker.entity_key or "")
    return actor.type if actor is not None else None
