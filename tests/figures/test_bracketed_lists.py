"""Lists that put values in brackets behind names, and verbs whose forms belong to a longer verb."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.figures.find import find_figures
from transforms.language.parsed_document import ParsedDocument

Parse = Callable[..., ParsedDocument]


def test_value_and_name_stay_together(parse: Parse) -> None:
    parsed = parse("Rents were highest in Osby (74%) and lowest in Vik (51%).", published="2024-03-20")
    times = find_time_expressions(parsed)
    found = find_figures(parsed, times, ActorFindings(), (), EventFindings())
    assert [f.item for f in found] == ["Rents in Osby", "Rents in Vik"]


@pytest.mark.parametrize(("form", "verb"), [("hoped", "hope"), ("fined", "fine"), ("planned", "plan")])
def test_forms_of_verbs_that_do_not_double_their_consonant(form: str, verb: str, nlp: Language) -> None:
    (token,) = [t for t in nlp(f"The council {form} to do so.") if t.text == form]
    assert token.lemma_ == verb
