"""What the judge of lone words and the ranker of pronouns are taught: labels from reports and from chains."""

from __future__ import annotations

from collections.abc import Callable

from training.names.labels import label_chains, label_told
from training.pronouns.labels import label_parties
from training.teaching_texts import Party, join_sentences
from transforms.actors.find import tell_actors
from transforms.language.parsed_document import ParsedDocument

Parse = Callable[..., ParsedDocument]


def test_surname_of_a_person_named_in_full_is_a_person(parse: Parse) -> None:
    told = tell_actors(
        parse("The singer Ana Hrabalek came.\nAfter Hrabalek left, the town of Torvika slept.")
    )
    labelled = label_told("x", told.words, [], told.entities)
    right = {labelled.words.text[i]: is_person for i, is_person in labelled.right.items()}
    assert right["Hrabalek"]
    assert not right["Torvika"]


def test_chains_say_what_a_lone_word_is(parse: Parse) -> None:
    text = "After Hrabalek left, the town of Torvika fell silent."
    mentions = [
        {"start": 6, "end": 14, "type": "person", "text": "Hrabalek"},
        {"start": 21, "end": 40, "type": "place", "text": "the town of Torvika"},
    ]
    labelled = label_chains("x", tell_actors(parse(text)).words, [], mentions)
    assert {labelled.words.text[i]: r for i, r in labelled.right.items()} == {
        "Hrabalek": True,
        "Torvika": False,
    }


def test_parties_label_pronouns(parse: Parse) -> None:
    text = "Ana Ruiz met Tom Berg in Lima.\nShe accused him of fraud."
    told = tell_actors(parse(text))
    parties = [
        Party(31, 34, "She", "Ana Ruiz"),
        Party(43, 46, "him", "Tom Berg"),
        Party(0, 8, "Ana Ruiz", ""),
    ]
    labelled = label_parties("x", told, parties)
    meant = {
        told.words.text[i]: {labelled.referents[n].entities[0].name for n in numbers}
        for i, numbers in labelled.right.items()
    }
    assert meant == {"She": {"Ana Ruiz"}, "him": {"Tom Berg"}}
    assert len(labelled.wanted) == 2


def test_sentences_are_joined_with_their_parties() -> None:
    party = {"span": [0, 3], "text": "She", "name": "Ana Ruiz"}
    event = {"sentence": 2, "actors": [party], "recipients": [{"span": [5, 9], "text": "lost"}]}
    document = {
        "id": "x",
        "published": "2024-05-06",
        "sentences": ["A title", "", "She ran."],
        "events": [event],
    }
    joined = join_sentences(document)
    assert joined.text == "A title\nShe ran."
    assert [joined.text[p.start : p.end] for p in joined.parties] == ["She"]
    assert joined.parties[0].name == "Ana Ruiz"
