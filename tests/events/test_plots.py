"""What happens in films and novels is no event; each noun of the list decides a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.events import plots
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.word_lists import read_lines
from transforms.reading.read_sentences import load_reader, read_sentences

Parse = Callable[..., ParsedDocument]
NOUNS = read_lines(Path(plots.__file__).with_name("plot_nouns.txt"))


def _list_triggers(parsed: ParsedDocument) -> list[str]:
    readings = read_sentences(load_reader(), [s.text for s in parsed.sentences])
    kept = plots.leave_out_plots(parsed, readings)
    return [parsed.sentences[r.sentence].text[r.start : r.end] for r in kept]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_plot_is_left_out(noun: str, parse: Parse) -> None:
    assert not _list_triggers(parse(f"In the {noun}, pirates attack Lisbon and kill the mayor."))


@pytest.mark.parametrize("noun", NOUNS)
def test_what_was_done_about_a_work_stays(noun: str, parse: Parse) -> None:
    assert _list_triggers(parse(f"Police arrested the author of the {noun} in Lisbon on Monday."))


def test_a_plot_goes_on_in_the_present(parse: Parse) -> None:
    text = (
        'In the film "Red Tide", pirates attack Lisbon. A captain kidnaps the mayor. '
        "The premiere was delayed on Monday after police arrested two actors."
    )
    assert _list_triggers(parse(text)) == ["arrested"]


def test_a_clause_about_a_work_tells_its_plot(parse: Parse) -> None:
    text = "The film, in which pirates attack Lisbon, opened after police arrested two actors."
    assert _list_triggers(parse(text)) == ["arrested"]


@pytest.mark.parametrize(
    "text",
    [
        "In the film industry, unions accuse studios of fraud.",
        "The film accuses Norland of war crimes.",
        "In the film, made in 2019, a judge accused Norland of fraud.",
    ],
)
def test_what_is_no_plot_stays(text: str, parse: Parse) -> None:
    assert _list_triggers(parse(text))
