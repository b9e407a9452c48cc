"""Whom pronouns at parties' places mean: forms, who may be meant, and what the trees choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.actors.find import find_actors
from transforms.events.parties.antecedents import LEAST
from transforms.events.parties.referents import NAMES, Referents, name_form
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.find import find_quotes

Parse = Callable[..., ParsedDocument]


def measure(parsed: ParsedDocument, word: str) -> dict[str, dict[str, float]]:
    """The features of every candidate for a pronoun, by the key of the actor."""
    actors = find_actors(parsed)
    referents = Referents(parsed, actors, find_quotes(parsed, actors))
    token = next(t for t in parsed.doc if t.text == word)
    found, rows = referents.measure(token, parsed.sentence_no_of(token))
    return {a.entity_key: dict(zip(NAMES, row, strict=True)) for a, row in zip(found, rows, strict=True)}


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("We", "we"),
        ("me", "i"),
        ("him", "he"),
        ("her", "she"),
        ("its", "it"),
        ("them", "they"),
        ("you", "you"),
    ],
)
def test_forms_of_pronouns(parse: Parse, word: str, form: str) -> None:
    parsed = parse(f"The crew told {word} of the storm." if word[0].islower() else f"{word} saw the storm.")
    assert name_form(next(t for t in parsed.doc if t.text == word)) == form


def test_whoever_a_speaker_speaks_for_is_a_candidate(parse: Parse) -> None:
    rows = measure(
        parse('Norway slept. "We thank Peru," said Ana Ruiz, president of the Steel Union of Chile.'), "We"
    )
    assert rows["person/ana-ruiz"]["speaks"] == 1
    union = next(row for key, row in rows.items() if "steel-union" in key)
    assert union["behind_speaker"] == 1
    assert "country/NOR" not in rows


def test_the_subject_of_the_verb_is_not_its_object(parse: Parse) -> None:
    rows = measure(parse("Kenya accused Somalia. Peru thanked it."), "it")
    assert set(rows) == {"country/KEN", "country/SOM"}


def test_a_person_alone_is_meant_by_he(parse: Parse) -> None:
    rows = measure(parse("Kenya received Erik Hansen. He thanked Peru."), "He")
    assert set(rows) == {"person/erik-hansen"}


def test_we_of_an_official_is_he(tell: Callable[..., Any]) -> None:
    story = tell(
        'The Kenyan foreign ministry spokesman Tom Odhiambo spoke in Nairobi. "We condemn Peru," he said.'
    )
    story.read("condemn", "ACCUSE", 1, actor=["We"], recipient=["Peru"])
    assert story.list_parties() == ["actor person/tom-odhiambo: We", "recipient country/PER: Peru"]


def test_a_pronoun_is_as_sure_as_its_choice(tell: Callable[..., Any]) -> None:
    story = tell("Kenya accused Somalia. It thanked Peru.")
    story.read("thanked", "SUPPORT", 1, actor=["It"], recipient=["Peru"])
    (mention,) = (m for m in story.findings.actors.mentions if m.text == "It")
    (event,) = story.findings.events
    assert LEAST <= mention.confidence < 1
    assert event.actor_confidence < event.recipient_confidence
