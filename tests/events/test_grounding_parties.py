"""The words of parties become actors: names, nouns, pronouns, and those of earlier sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


def test_names_are_parties(tell: Tell) -> None:
    story = tell("Norway accused Russia of sabotage.")
    story.read("accused", "ACCUSE", actor=["Norway"], recipient=["Russia"])
    assert story.list_parties() == ["actor country/NOR: Norway", "recipient country/RUS: Russia"]


def test_joined_names_are_parties_each(tell: Tell) -> None:
    story = tell("Kenya, Uganda and Chad thanked Somalia.")
    story.read("thanked", "SUPPORT", actor=["Kenya, Uganda and Chad"], recipient=["Somalia"])
    assert story.list_parties() == [
        "actor country/KEN: Kenya",
        "actor country/UGA: Uganda",
        "actor country/TCD: Chad",
        "recipient country/SOM: Somalia",
    ]


def test_a_name_and_a_noun_may_be_joined(tell: Tell) -> None:
    story = tell("Ana Ruiz and local fishmongers blocked the pier.")
    story.read("blocked", "PROTEST", actor=["Ana Ruiz and local fishmongers"])
    assert story.list_parties() == [
        "actor person/ana-ruiz: Ana Ruiz",
        "actor group/fishmonger-test: local fishmongers",
    ]


def test_parties_stand_in_the_order_of_the_text(tell: Tell) -> None:
    story = tell("Norway met Sweden and Peru.")
    story.read("met", "CONSULT", actor=["Peru", "Sweden", "Norway"])
    assert [p.partition(": ")[2] for p in story.list_parties()] == ["Norway", "Sweden", "Peru"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("President Ana Ruiz of Peru resigned.", "President Ana Ruiz of Peru"),
        ("President Ana Ruiz of Peru resigned.", "Ruiz"),
        ("His counterpart Ana Ruiz resigned.", "His counterpart"),
        ("The minister, Ana Ruiz, resigned.", "The minister"),
    ],
)
def test_a_name_is_found_from_the_words_around_it(tell: Tell, text: str, words: str) -> None:
    story = tell(text)
    story.read("resigned", "RETREAT", mode="resign", actor=[words])
    assert [p.split(":")[0] for p in story.list_parties()] == ["actor person/ana-ruiz"]


def test_people_of_a_country_are_not_the_country(tell: Tell) -> None:
    story = tell("Iranian guards beat two ferrymen.")
    story.read("beat", "ASSAULT", actor=["Iranian guards"], recipient=["two ferrymen"])
    assert story.list_parties() == [
        "actor group/irn-guard-test: Iranian guards",
        "recipient group/ferryman-test: ferrymen",
    ]
    guards = story.findings.actors.actor_by_key["group/irn-guard-test"]
    assert (guards.name, guards.type, guards.country_code) == ("Iranian guards", "group", "IRN")
    assert guards.reference_id == guards.entity_key


def test_unnamed_parties_of_other_documents_are_others(tell: Tell) -> None:
    keys = set()
    documents = ("doc-0a1b2c3d4e5f6071", "doc-0a1b9c3d4e5f6071", "doc-ffff2c3d4e5f6071")
    for document_id in documents:
        story = tell("The ferrymen blocked the pier.", document_id=document_id)
        story.read("blocked", "PROTEST", actor=["The ferrymen"])
        keys.add(story.list_parties()[0])
    assert len(keys) == len(documents)


def test_a_noun_told_again_is_the_same_party(tell: Tell) -> None:
    story = tell("Angry ferrymen blocked the pier. Police beat the three ferrymen.")
    story.read("blocked", "PROTEST", actor=["Angry ferrymen"])
    story.read("beat", "ASSAULT", 1, recipient=["the three ferrymen"])
    (actor,) = {p.actor_id for p in story.findings.participants}
    assert [m.text for m in story.list_mentions(actor)] == ["Angry ferrymen", "ferrymen"]
    assert story.findings.actors.actor_by_key[actor].mention_count == 2


def test_a_noun_without_a_country_joins_the_one_with_it(tell: Tell) -> None:
    story = tell("Iranian guards beat a ferryman. The guards fled.")
    story.read("beat", "ASSAULT", actor=["Iranian guards"])
    story.read("fled", "RETREAT", 1, actor=["The guards"])
    assert {p.actor_id for p in story.findings.participants} == {"group/irn-guard-test"}


def test_people_of_two_countries_are_two_parties(tell: Tell) -> None:
    story = tell("Guards fired. Iranian guards and Iraqi guards fled. The guards hid.")
    story.read("fired", "ASSAULT", actor=["Guards"])
    story.read("fled", "RETREAT", 1, actor=["Iranian guards and Iraqi guards"])
    story.read("hid", "RETREAT", 2, actor=["The guards"])
    assert story.list_parties(1) == [
        "actor group/irn-guard-test: Iranian guards",
        "actor group/irq-guard-test: Iraqi guards",
    ]
    assert story.list_parties(2) == ["actor group/guard-test: guards"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("the two angry ferrymen", "angry ferrymen"),
        ("angry ferrymen", "angry ferrymen"),
        ("ferrymen", "ferrymen"),
    ],
)
def test_articles_and_numbers_are_no_part_of_a_party(tell: Tell, words: str, text: str) -> None:
    story = tell("Police beat the two angry ferrymen.")
    story.read("beat", "ASSAULT", recipient=[words])
    assert [p.partition(": ")[2] for p in story.list_parties()] == [text]


def test_a_known_group_is_not_made_again(tell: Tell) -> None:
    story = tell("The gunmen raided a barn.")
    story.read("raided", "ASSAULT", actor=["The gunmen"])
    assert [a.method for a in story.findings.actors.actors] != ["reader:unnamed"]
    assert story.list_parties() == ["actor group/gunmen-test: gunmen"]


@pytest.mark.parametrize("words", ["Some", "%", "the"])
def test_words_that_name_nobody_are_no_party(tell: Tell, words: str) -> None:
    story = tell("Some 40 % left the hall.")
    story.read("left", "PROTEST", actor=[words])
    assert story.findings.events == ()


@pytest.mark.parametrize(
    ("text", "pronoun", "key"),
    [
        ("Erik Hansen visited Norway. He thanked Sweden.", "He", "person/erik-hansen"),
        ("Ana Ruiz visited Norway. Sweden thanked her.", "her", "person/ana-ruiz"),
        ("Kenya accused Somalia. It thanked Peru.", "It", "country/KEN"),
        ("Arsonists burned barns in Kenya. It thanked Peru.", "It", "country/KEN"),
        ("Farmers marched in Kenya. They thanked Peru.", "They", "group/farmers-test"),
        ("Kenya accused the Peruvian army. Somalia thanked them.", "them", "country/KEN"),
    ],
)
def test_a_pronoun_stands_for_who_was_named_before(tell: Tell, text: str, pronoun: str, key: str) -> None:
    story = tell(text)
    story.read("thanked", "SUPPORT", 1, actor=[pronoun])
    assert story.list_parties() == [f"actor {key}: {pronoun}"]


def test_a_pronoun_may_stand_for_an_unnamed_party(tell: Tell) -> None:
    story = tell("Kenya slept. Fishmongers blocked the pier. They left in boats.")
    story.read("blocked", "PROTEST", 1, actor=["Fishmongers"])
    story.read("left", "RETREAT", 2, actor=["They"])
    assert story.list_parties(1) == ["actor group/fishmongers-test: They"]


@pytest.mark.parametrize(
    ("text", "at", "pronoun"),
    [
        ("It thanked Peru.", 0, "It"),
        ("Kenya slept. He thanked Peru.", 1, "He"),
        ("Kenya slept. We thanked Peru.", 1, "We"),
        ("Kenya slept. You thanked Peru.", 1, "You"),
        ("Who thanked Peru?", 0, "Who"),
    ],
)
def test_a_pronoun_without_anybody_fitting_is_no_party(tell: Tell, text: str, at: int, pronoun: str) -> None:
    story = tell(text)
    story.read("thanked", "SUPPORT", at, actor=[pronoun], recipient=["Peru"])
    assert story.list_parties() == ["recipient country/PER: Peru"]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ('"I thanked Peru," Erik Hansen said.', "I"),
        ('"We thanked Peru," Erik Hansen told Kenya.', "We"),
        ('"Peru thanked me," Erik Hansen said.', "me"),
        ('"Our crews thanked Peru," Erik Hansen said.', "Our"),
    ],
)
def test_a_first_person_is_the_speaker(tell: Tell, text: str, pronoun: str) -> None:
    story = tell(text)
    story.read("thanked", "SUPPORT", actor=[pronoun])
    assert story.list_parties() == [f"actor person/erik-hansen: {pronoun}"]


@pytest.mark.parametrize(
    ("text", "pronoun", "key"),
    [
        ("Erik Hansen, who thanked Peru, slept.", "who", "person/erik-hansen"),
        ("Kenya, which thanked Peru, slept.", "which", "country/KEN"),
        ("Erik Hansen, whose aides thanked Peru, slept.", "whose", "person/erik-hansen"),
        ("Fishmongers who thanked Peru slept.", "who", "group/fishmonger-test"),
    ],
)
def test_a_relative_pronoun_stands_for_its_noun(tell: Tell, text: str, pronoun: str, key: str) -> None:
    story = tell(text)
    story.read("thanked", "SUPPORT", actor=[pronoun])
    assert story.list_parties() == [f"actor {key}: {pronoun}"]


def test_a_party_may_stand_in_an_earlier_sentence(tell: Tell) -> None:
    story = tell("Norway accused Russia. The vote was close. A ban was called for.")
    story.read("ban", "SANCTION", 2, status="called_for", actor=[("Norway", 0)], recipient=[("Russia", 0)])
    assert story.list_parties() == ["actor country/NOR: Norway", "recipient country/RUS: Russia"]
    assert story.event.sentence_no == 2


def test_words_of_the_title_are_no_party(tell: Tell) -> None:
    story = tell("Russia was accused.", title="Norway speaks out")
    story.read("accused", "ACCUSE", actor=[("Norway", -1)], recipient=["Russia"])
    assert story.list_parties() == ["recipient country/RUS: Russia"]


@pytest.mark.parametrize(
    ("actor", "recipient", "role"), [(0.9, 0.6, "actor"), (0.6, 0.9, "recipient"), (0.8, 0.8, "actor")]
)
def test_who_stands_in_both_roles_keeps_the_surer(
    tell: Tell, actor: float, recipient: float, role: str
) -> None:
    story = tell("Norway met Norway's friends.")
    story.read("met", "CONSULT", actor=[("Norway", 0, actor)], recipient=[("Norway", 0, recipient)])
    assert story.list_parties() == [f"{role} country/NOR: Norway"]


def test_a_party_marked_twice_is_one(tell: Tell) -> None:
    story = tell("Norway slept. Norway thanked Peru.")
    story.read("thanked", "SUPPORT", 1, actor=[("Norway", 0, 0.6), "Norway"])
    assert story.list_parties() == ["actor country/NOR: Norway"]
    assert story.findings.participants[0].mention_id == story.list_mentions("country/NOR")[1].mention_id


@pytest.mark.parametrize(
    ("text", "words", "parties"),
    [
        ("Ana Ruiz told of mass protests in Kano.", "mass", []),
        ("Ana Ruiz told of protests in the Rhodesian Bush War.", "Bush", []),
        ("Ana Ruiz told of student protests in Kano.", "student", ["student"]),
        ("Ana Ruiz told of protests by the poor in Kano.", "the poor", ["poor"]),
        (
            "Ana Ruiz told of protests by jailed Zwick Harom leaders.",
            "Zwick Harom leaders",
            ["Zwick Harom leaders"],
        ),
    ],
)
def test_a_word_that_only_says_of_what_kind_is_nobody(
    tell: Tell, text: str, words: str, parties: list[str]
) -> None:
    story = tell(text)
    story.read("protests", "PROTEST", actor=[words], recipient=["Ana Ruiz"])
    assert [p.partition(": ")[2] for p in story.list_parties() if p.startswith("actor")] == parties
