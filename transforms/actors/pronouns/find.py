"""Resolve the pronouns of a document, left to right; "it" stays open (precision .3 on held-out news)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.unnamed_names import name_unnamed
from transforms.actors.pronouns.candidates import CandidateFinder
from transforms.actors.pronouns.features import Measurer
from transforms.actors.pronouns.ranker import load_ranker
from transforms.actors.pronouns.referents import Referent, list_referents
from transforms.actors.pronouns.spots import Pronoun, find_quoted, make_spot
from transforms.actors.reference.pronoun_words import load_pronoun_words
from transforms.actors.words import Words

METHOD = "pronoun:ranker"

# Says which of some candidates, measured in the same order, a pronoun means, and how surely.
Choice = tuple[Referent, float] | None
Chooser = Callable[[Pronoun, Sequence[Referent], Sequence[Sequence[float]]], Choice]


def find_pronouns(words: Words, mentions: Sequence[MentionSpan]) -> tuple[list[Entity], list[MentionSpan]]:
    """Mentions of the third-person pronouns of a document, and groups of whom a "they" speaks further."""
    found: list[MentionSpan] = []
    groups: dict[int, Entity] = {}
    for p, choice in resolve_pronouns(words, list_referents(words, mentions), choose_likeliest):
        if choice is None or not tells_actor(p, choice[0]):
            continue
        referent, score = choice
        entities = referent.entities
        if not entities:
            group, told = _take_group(words, referent, p, groups)
            entities = (group,)
            found.append(told)
        found += [MentionSpan(e, p.at, p.at + 1, "pronoun", round(score, 2), METHOD) for e in entities]
    return list(groups.values()), found


def _take_group(
    words: Words, referent: Referent, p: Pronoun, groups: dict[int, Entity]
) -> tuple[Entity, MentionSpan]:
    """The group that a noun before a "they" tells ("teachers ... they"), with its mention there."""
    spot = referent.before(p.at) or referent.spots[0]
    noun = next(s for s in reversed(referent.spots) if s.kind != "pronoun" and s.first <= spot.first)
    group = groups.get(id(referent))
    if group is None:
        group = groups[id(referent)] = Entity(
            "group", name=name_unnamed(words, noun.head), confidence=0.5, method=METHOD, is_named=False,
            is_shared=False,
        )  # fmt: skip
    return group, MentionSpan(group, noun.first, noun.last, "nominal", 0.6, "pronoun:group")


def resolve_pronouns(
    words: Words, referents: Sequence[Referent], choose: Chooser
) -> Iterator[tuple[Pronoun, Choice]]:
    """Every pronoun with whom it means; what is chosen for one is known to the candidates of the next."""
    class_of = load_pronoun_words().class_of
    quoted = find_quoted(words)
    finder, measurer = CandidateFinder(words, quoted, referents), Measurer(words, quoted)
    for i, lower in enumerate(words.lower):
        form = class_of.get(lower)
        if form is None or words.sentence[i] < 0 or words.tag[i] not in {"PRP", "PRP$"}:
            continue
        p = Pronoun(i, form)
        candidates = finder.list_candidates(p)
        choice = choose(p, candidates, measurer.measure_all(p, candidates)) if candidates else None
        if choice is not None:
            take_up(words, p, choice[0], measurer)
        yield p, choice


def take_up(words: Words, p: Pronoun, referent: Referent, measurer: Measurer) -> None:
    """Let a candidate know that a pronoun means it."""
    spot = make_spot(words, p.at, p.at + 1, "pronoun")
    referent.spots.append(spot)
    referent.spots.sort(key=lambda s: s.first)
    referent.forms[p.form] += 1
    measurer.last_of_form[p.form] = referent


def tells_actor(p: Pronoun, referent: Referent) -> bool:
    """Whether a candidate is an actor, or several people who become one by being spoken of further."""
    return bool(referent.entities) or (p.form == "they" and referent.is_human and referent.is_plural)


def choose_likeliest(p: Pronoun, candidates: Sequence[Referent], rows: Sequence[Sequence[float]]) -> Choice:
    """The likeliest candidate; none below the cut of its class."""
    ranker = load_ranker()
    scores = ranker.score(p.form, rows)
    best = max(range(len(scores)), key=scores.__getitem__)
    return (candidates[best], scores[best]) if scores[best] >= ranker.cuts[p.form] else None
