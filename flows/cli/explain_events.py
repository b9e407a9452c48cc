"""A candidate of the reader as lines of text: its scores, its parts, and why it is a row or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.events import Event
from transforms.explain.facts import CandidateFacts, GroundedActor, MarkedWords, ScoredName
from transforms.reading.confidence import ROLE_NUMBERS

LABEL_WIDTH = 12
RATED = ("actor", "recipient", "status", "date")
# Scores under this are left out behind the first of a list.
LEAST_SCORE = 0.01


def format_candidates(candidates: Sequence[CandidateFacts], names: Mapping[str, str]) -> Iterator[str]:
    """A line for each event, then one for each of its parts; `names` are those of actors by key.

    What is left out and stands on the words of a better candidate is told without its parts.
    """
    for candidate in candidates:
        yield _describe_verdict(candidate)
        if candidate.left_out:
            yield _label("because", "; ".join(candidate.left_out))
        if candidate.is_kept or not any(_is_better(other, candidate) for other in candidates):
            yield from _describe_parts(candidate, names)


def _is_better(other: CandidateFacts, candidate: CandidateFacts) -> bool:
    """Whether another candidate stands on the same words and has a better score."""
    is_on_same = other.char_start < candidate.char_end and candidate.char_start < other.char_end
    return is_on_same and other.score > candidate.score


def _describe_parts(candidate: CandidateFacts, names: Mapping[str, str]) -> Iterator[str]:
    if candidate.next_types:
        yield _label("next", _list_scores(candidate.next_types))
    yield _label("status", _list_scores(candidate.statuses[:1], candidate.statuses[1:2]))
    event = candidate.event
    if event.event_mode:
        yield _label("mode", event.event_mode)
    for role in ("actor", "recipient"):
        yield from _describe_role(candidate, role)
    for words in _select(candidate, "place"):
        yield _label("place", quote_words(words, event.sentence_no))
    if event.place_text:
        yield _label("", f"-> {_describe_place(event, names)}")
    yield _label("date", _list_scores(candidate.date_links[:1], candidate.date_links[1:]))
    for words in _select(candidate, "date"):
        yield _label("", quote_words(words, event.sentence_no))
    yield _label("", f"-> {_describe_date(event)}")
    yield from _describe_role(candidate, "claimant")
    if candidate.is_kept:
        speaker = event.speaker_id
        yield _label("told by", _name(speaker, names) if speaker else "the article itself")
    rated = (f"{name} {getattr(event, f'{name}_confidence'):.2f}" for name in RATED)
    yield _label("confidence", ", ".join(rated))


def _describe_verdict(candidate: CandidateFacts) -> str:
    event = candidate.event
    filed = f" (filed under {event.event_type})" if event.event_type != event.deed_type else ""
    row = "a row, sure" if event.is_sure else "a row, not sure"
    cuts = f"cut {candidate.cut:.2f}, sure from {candidate.sure_from:.2f}"
    mark, verdict = ("+", row) if candidate.is_kept else ("-", "left out")
    return (
        f'{mark} "{event.trigger}" {event.deed_type}{filed} {candidate.score:.2f} ({cuts}),'
        f" confidence {event.confidence:.2f}: {verdict}"
    )


def _describe_role(candidate: CandidateFacts, role: str) -> Iterator[str]:
    marked = _select(candidate, role)
    for words in marked:
        actors = ", ".join(map(_describe_actor, words.actors)) or "nobody that is known"
        yield _label(role, f"{quote_words(words, candidate.event.sentence_no)} -> {actors}")
    if not marked and role in ROLE_NUMBERS:
        yield _label(role, _list_scores(candidate.presences[role][:1], candidate.presences[role][1:2]))


def _describe_actor(actor: GroundedActor) -> str:
    lost = "" if actor.is_party else ", no party in this role: it scores better in the other"
    return f"{actor.name} [{actor.actor_id}] ({actor.kind}, {actor.method}{lost})"


def _describe_place(event: Event, names: Mapping[str, str]) -> str:
    if event.place_actor_id is None:
        return f'"{event.place_text}", no place that is known'
    return _name(event.place_actor_id, names)


def _describe_date(event: Event) -> str:
    if event.date_start is None:
        return "no date"
    is_one_day = event.date_end in (None, event.date_start)
    days = f"{event.date_start}" if is_one_day else f"{event.date_start} to {event.date_end}"
    words = f' "{event.date_text}"' if event.date_text else ""
    return f"{days}{words} ({event.date_method})"


def _select(candidate: CandidateFacts, role: str) -> list[MarkedWords]:
    return [words for words in candidate.words if words.role == role]


def quote_words(words: MarkedWords, sentence_no: int) -> str:
    """The words with their score, and where they stand if it is not the sentence of the event."""
    elsewhere = " in the title" if words.sentence_no < 0 else f" in [{words.sentence_no}]"
    where = elsewhere if words.sentence_no != sentence_no else ""
    return f'"{words.text}"{where} {words.score:.2f}'


def _list_scores(first: Sequence[ScoredName], rest: Sequence[ScoredName] = ()) -> str:
    shown = ", ".join(f"{s.name} {s.score:.2f}" for s in first)
    others = ", ".join(f"{s.name} {s.score:.2f}" for s in rest if s.score >= LEAST_SCORE)
    return shown + (f" (then {others})" if others else "")


def _name(key: str, names: Mapping[str, str]) -> str:
    return f"{names.get(key, key)} [{key}]"


def _label(name: str, text: str) -> str:
    return f"    {name:<{LABEL_WIDTH}}{text}"
