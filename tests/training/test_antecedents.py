"""Examples for the ranker of pronouns at parties' places."""

from __future__ import annotations

from training.antecedents.examples import list_examples
from training.teaching_texts import join_sentences
from transforms.language.model import load_model


def test_a_resolved_pronoun_is_an_example_with_the_right_candidate() -> None:
    first, second = "Kenya arrested two fishmongers.", "They had blocked the pier."
    arrest = {
        "sentence": 0,
        "actors": [{"span": [0, 5], "text": "Kenya"}],
        "recipients": [{"span": [15, 30], "text": "two fishmongers"}],
    }
    blockade = {
        "sentence": 1,
        "actors": [{"span": [0, 4], "text": "They", "name": "fishmongers"}],
        "recipients": [],
    }
    document = {
        "id": "own.1",
        "published": "2024-05-24",
        "sentences": [first, second],
        "events": [arrest, blockade],
    }
    (example,) = list_examples(load_model(), join_sentences(document))
    assert example.form == "they"
    assert sum(example.labels) == 1
    assert len(example.rows) == len(example.labels) >= 2


def test_a_pronoun_without_a_name_is_none() -> None:
    party = {"span": [0, 4], "text": "They"}
    document = {
        "id": "own.2",
        "published": "2024-05-24",
        "sentences": ["They blocked the pier."],
        "events": [{"sentence": 0, "actors": [party], "recipients": []}],
    }
    assert not list(list_examples(load_model(), join_sentences(document)))
