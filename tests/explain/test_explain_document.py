"""Explanations hold what a run makes of a text, and what it leaves out and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from spacy.language import Language

from transforms.documents.clean import clean_document
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument
from transforms.events import find
from transforms.explain.explain_document import explain_document
from transforms.explain.facts import CandidateFacts, Explanation
from transforms.extract import extract_parsed, parse_documents
from transforms.reading.read_sentences import LoadedReader

TEXT = (
    "Russia accused Ukraine of shelling on Monday. Ukraine denounced Russia. "
    "Someone marched. Rain threatened it. France paid 20 million euros, the minister said."
)
SCORES = {
    "accused": {"ACCUSE": 0.9, "REJECT": 0.3, "actual": 0.9, "denied": 0.4, "words": 0.9},
    "denounced": {"ACCUSE": 0.3, "publication": 0.9},
    "marched": {"PROTEST": 0.6},
    "threatened": {"THREATEN": 0.05},
    "paid": {"AID": 0.75, "planned": 0.9},
    "Russia": {"actor": 0.9},
    "Ukraine": {"recipient": 0.7, "actor": 0.6},
    "Monday": {"date": 0.9},
    "France": {"actor": 0.9},
}


def _clean(text: str, **metadata: str) -> CleanDocument:
    raw = RawDocument("t", "t", text.encode(), "text/plain", boilerplate="keep", metadata=metadata)
    return clean_document(raw)


@pytest.fixture(scope="module")
def reader(make_fake: Callable[[Any], LoadedReader]) -> LoadedReader:
    return make_fake(SCORES)


@pytest.fixture(scope="module")
def document() -> CleanDocument:
    return _clean(TEXT, published="2024-05-24", title="Charges over shelling")


@pytest.fixture(scope="module")
def explanation(document: CleanDocument, nlp: Language, reader: LoadedReader) -> Explanation:
    return explain_document(document, nlp, reader)


def _candidate(explanation: Explanation, trigger: str, kind: str) -> CandidateFacts:
    found = [c for s in explanation.sentences for c in s.candidates]
    return next(c for c in found if (c.event.trigger, c.event.deed_type) == (trigger, kind))


def test_rows_are_those_of_a_run(
    explanation: Explanation,
    document: CleanDocument,
    nlp: Language,
    reader: LoadedReader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(find, "load_reader", lambda: reader)
    rows = extract_parsed(document, next(parse_documents(nlp, [document]))).rows
    told = [c.event for s in explanation.sentences for c in s.candidates if c.is_kept]
    assert tuple(told) == rows["events"]
    assert len(told) == 2
    for name in ("mentions", "time_expressions", "figures", "quotes"):
        assert tuple(row for s in explanation.sentences for row in getattr(s, name)) == rows[name]
    assert explanation.actors == rows["document_actors"]


def test_a_kept_event_tells_its_scores_and_parts(explanation: Explanation) -> None:
    told = _candidate(explanation, "accused", "ACCUSE")
    assert (told.is_kept, told.event.is_sure, told.left_out, told.score, told.cut) == (
        True,
        True,
        (),
        0.9,
        0.5,
    )
    assert [(t.name, t.score) for t in told.next_types] == [("REJECT", 0.3)]
    assert [s.name for s in told.statuses[:2]] == ["actual", "denied"]
    assert told.date_links[0].name == "words"
    assert (str(told.event.date_start), told.event.date_text) == ("2024-05-20", "Monday")
    assert told.event.confidence == 0.9
    parts = [(w.role, w.text, [(a.actor_id, a.is_party) for a in w.actors]) for w in told.words]
    assert parts == [
        ("actor", "Russia", [("country/RUS", True)]),
        ("actor", "Ukraine", [("country/UKR", False)]),
        ("recipient", "Ukraine", [("country/UKR", True)]),
        ("date", "Monday", []),
    ]


def test_what_is_left_out_says_why(explanation: Explanation) -> None:
    cut = "score 0.3 is below the cut 0.5 of "
    nobody = "no party: no words are marked as actor or recipient, and none is taken to be told"
    weaker, other = (
        _candidate(explanation, "denounced", "ACCUSE"),
        _candidate(explanation, "accused", "REJECT"),
    )
    assert (weaker.is_kept, weaker.left_out) == (False, (f"{cut}ACCUSE",))
    assert other.left_out == (f"{cut}REJECT",)
    assert _candidate(explanation, "marched", "PROTEST").left_out == (nobody,)
    triggers = {c.event.trigger for s in explanation.sentences for c in s.candidates}
    assert triggers == {"accused", "denounced", "marched", "paid"}
    assert (str(weaker.event.date_start), weaker.event.date_method) == ("2024-05-24", "publication")


def test_a_planned_deed_tells_what_it_is_filed_under(explanation: Explanation) -> None:
    told = _candidate(explanation, "paid", "AID")
    assert (told.event.event_type, told.is_kept, told.event.is_sure) == ("AGREE", True, False)


def test_words_that_stand_for_nobody(nlp: Language, make_fake: Callable[[Any], LoadedReader]) -> None:
    reader = make_fake({"marched": {"PROTEST": 0.6}, "It": {"actor": 0.9}})
    told = _candidate(explain_document(_clean("It marched on."), nlp, reader), "marched", "PROTEST")
    assert told.left_out == (
        "no party: the words marked as actor or recipient stand for nobody that is known",
    )


def test_other_languages_are_not_coded(nlp: Language, reader: LoadedReader) -> None:
    german = "Die Bundesregierung hat am Montag nach langen Verhandlungen beschlossen, die Hilfe zu erhöhen."
    told = explain_document(_clean(german), nlp, reader)
    assert (told.is_coded, told.language, told.sentences) == (False, "de", ())


def test_candidates_stand_in_text_order(explanation: Explanation) -> None:
    found = [(c.char_start, -c.score) for s in explanation.sentences for c in s.candidates]
    assert found == sorted(found)
    assert all(
        TEXT[c.char_start : c.char_end] == c.event.trigger
        for s in explanation.sentences
        for c in s.candidates
    )


def test_a_deed_that_is_not_a_fact_is_taken_from_a_lower_cut(
    nlp: Language, make_fake: Callable[[Any], LoadedReader]
) -> None:
    reader = make_fake({"paid": {"AID": 0.45, "planned": 0.9}, "France": {"actor": 0.9}})
    cuts = replace(reader.files.cuts, unreal=0.8)
    reader = replace(reader, files=replace(reader.files, cuts=cuts))
    told = _candidate(explain_document(_clean("France paid them."), nlp, reader), "paid", "AID")
    assert (told.is_kept, told.cut, told.left_out, told.event.status) == (True, 0.4, (), "planned")


def test_an_event_without_a_known_party_may_be_a_row(
    nlp: Language, make_fake: Callable[[Any], LoadedReader]
) -> None:
    reader = make_fake({"marched": {"PROTEST": 0.6, "told": 3.0}})
    told = _candidate(explain_document(_clean("They marched on."), nlp, reader), "marched", "PROTEST")
    assert (told.is_kept, told.left_out) == (True, ())


def test_tokens_are_those_of_the_sentence(explanation: Explanation) -> None:
    tokens = explanation.sentences[0].tokens
    assert "".join(t.text for t in tokens) == explanation.sentences[0].text.replace(" ", "")
    assert [(t.text, t.lemma, t.relation, t.head) for t in tokens[:2]] == [
        ("Russia", "Russia", "nsubj", "accused"),
        ("accused", "accuse", "ROOT", "accused"),
    ]
