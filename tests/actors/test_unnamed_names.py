"""What actors without a name are called, and agencies that only sign."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.actors.find import find_actors
from transforms.actors.mentions.unnamed_names import name_unnamed
from transforms.actors.words import list_words
from transforms.language.parsed_document import ParsedDocument


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("A bomb went off at a market, killing nine people.", "people", "nine people"),
        ("The warring parties met in Geneva.", "parties", "warring parties"),
        ("Police detained two people close to the buyer.", "people", "two people close to the buyer"),
        ("The union was accused by the owner of planning a walkout.", "owner", "owner"),
    ],
)
def test_the_name_of_a_group_has_no_verb_before_it(
    parse: Callable[..., ParsedDocument], text: str, noun: str, name: str
) -> None:
    words = list_words(parse(text))
    assert name_unnamed(words, words.lower.index(noun)) == name


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The harbour master told Xinhua that both ships had sunk.", None),
        ("Xinhua published the letter of the harbour master.", "CHN"),
    ],
)
def test_an_agency_that_only_signs_has_no_country(
    parse: Callable[..., ParsedDocument], text: str, country: str | None
) -> None:
    found = {a.name: a.country_code for a in find_actors(parse(text)).actors}
    assert found["Xinhua"] == country


def test_several_people_told_by_a_noun_are_a_group_that_they_means(
    parse: Callable[..., ParsedDocument],
) -> None:
    found = find_actors(parse("Two passengers left the train in Lima. They demanded their money back."))
    group = next(found.actor_by_key[m.actor_id] for m in found.mentions if m.text == "They")
    assert group.type == "group"
    assert not group.is_named
