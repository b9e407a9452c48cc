"""Readings become rows: what is done, how it is filed, where, who says it, and the clause that tells it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from schemas.identifiers import make_id
from transforms.events.findings import EventFindings
from transforms.events.vocabulary.ontology import describe_type, file_deed, load_ontology
from transforms.reading.labels import MODES_OF_TYPE, TYPES

Tell = Callable[..., Any]


def test_sixteen_types_with_quad_class_and_root() -> None:
    assert set(load_ontology()) == set(TYPES)
    assert describe_type("SANCTION", "expel").quad_class == 4
    assert describe_type("ACCUSE", "investigate").cameo_root == "09"
    assert describe_type("AID", "release").mode is None


def test_the_reader_and_the_ontology_know_the_same_modes() -> None:
    modes = {kind: set(entry["modes"]) for kind, entry in load_ontology().items() if "modes" in entry}
    assert modes == {kind: set(told) for kind, told in MODES_OF_TYPE.items()}


@pytest.mark.parametrize(
    ("deed", "filed"),
    [
        ("CONSULT", "AGREE"),
        ("SUPPORT", "AGREE"),
        ("COOPERATE", "AGREE"),
        ("AID", "AGREE"),
        ("RETREAT", "CONCEDE"),
        ("ASSAULT", "ASSAULT"),
        ("CONCEDE", "CONCEDE"),
    ],
)
def test_what_is_planned_is_filed_under_its_promise(deed: str, filed: str) -> None:
    assert file_deed(deed, "planned") == filed
    assert {file_deed(deed, s) for s in ("actual", "called_for", "hypothetical", "denied")} == {deed}


def test_a_planned_meeting_keeps_deed_and_mode(tell: Tell) -> None:
    story = tell("Norway will meet Sweden in Oslo.")
    story.read("meet", "CONSULT", status="planned", mode="multilateral", actor=["Norway", "Sweden"])
    event = story.event
    assert (event.deed_type, event.event_type, event.event_mode) == ("CONSULT", "AGREE", "multilateral")
    assert (event.cameo_root, event.quad_class, event.intensity) == ("03", 1, 2.5)
    assert event.status == "planned"


def test_a_planned_withdrawal_is_a_concession(tell: Tell) -> None:
    story = tell("Mali will pull its soldiers out of Chad.")
    story.read("pull", "RETREAT", status="planned", mode="withdraw", actor=["Mali"])
    event = story.event
    assert (event.deed_type, event.event_type, event.event_mode) == ("RETREAT", "CONCEDE", "withdraw")
    assert (event.cameo_root, event.quad_class, event.intensity) == ("08", 1, 4.5)


def test_an_event_that_happened_is_filed_as_what_it_is(tell: Tell) -> None:
    story = tell("Mali pulled its soldiers out of Chad.")
    story.read("pulled", "RETREAT", mode="withdraw", actor=["Mali"])
    event = story.event
    assert (event.deed_type, event.event_type) == ("RETREAT", "RETREAT")
    assert (event.quad_class, event.intensity) == (2, 8)


def test_a_mode_of_another_type_is_dropped(tell: Tell) -> None:
    story = tell("Norway sent Malawi tents.")
    story.read("sent", "AID", mode="withdraw", actor=["Norway"], recipient=["Malawi"])
    assert (story.event.event_mode, story.event.intensity) == (None, 10)


def test_a_reading_without_a_party_gives_no_row(tell: Tell) -> None:
    story = tell("It was bombed overnight. Norway mourned.")
    story.read("bombed", "ASSAULT", mode="aerial")
    story.read("bombed", "ASSAULT", place=["overnight"], recipient=["It"])
    assert story.findings.events == ()
    assert story.findings.participants == ()


def test_no_readings_leave_the_actors_as_they_are(tell: Tell) -> None:
    story = tell("Norway mourned.")
    assert story.findings == EventFindings(actors=story.findings.actors)
    assert [a.entity_key for a in story.findings.actors.actors] == ["country/NOR"]


def test_an_id_is_made_of_document_trigger_and_deed(tell: Tell) -> None:
    story = tell("Norway accused Russia.", document_id="doc-0a1b2c3d4e5f6071")
    story.read("accused", "ACCUSE", actor=["Norway"], recipient=["Russia"])
    assert story.event.event_id == make_id("ev", "doc-0a1b2c3d4e5f6071", 7, "accused", "ACCUSE")


def test_an_id_does_not_depend_on_parties_status_or_score(tell: Tell) -> None:
    ids = set()
    for changes in ({"actor": ["Norway"]}, {"recipient": ["Russia"], "status": "denied", "score": 0.5}):
        story = tell("Norway accused Russia.")
        story.read("accused", "ACCUSE", **changes)
        ids.add(story.event.event_id)
    assert len(ids) == 1


def test_another_document_trigger_or_deed_has_another_id(tell: Tell) -> None:
    first, second = (tell("Norway accused and accused Russia.", document_id=f"doc-{n}") for n in "ab")
    for trigger, kind in (("accused", "ACCUSE"), ("accused and accused", "ACCUSE"), ("accused", "REJECT")):
        first.read(trigger, kind, actor=["Norway"])
    second.read("accused", "ACCUSE", actor=["Norway"])
    assert len({e.event_id for s in (first, second) for e in s.findings.events}) == 4


def test_rows_are_the_same_each_time(tell: Tell) -> None:
    stories = [tell("Iranian guards beat farmers. They fled.", published="2024-05-24") for _ in range(2)]
    for story in stories:
        story.read("beat", "ASSAULT", actor=["Iranian guards"], recipient=["farmers"], link="publication")
        story.read("fled", "RETREAT", 1, actor=["They"])
    assert stories[0].findings == stories[1].findings


def test_a_reading_told_twice_is_one_row(tell: Tell) -> None:
    story = tell("Norway accused Russia.")
    for actor in ("Norway", "Russia"):
        story.read("accused", "ACCUSE", actor=[actor])
    assert story.list_parties() == ["actor country/NOR: Norway"]
    assert len(story.findings.events) == 1


def test_two_deeds_of_one_sentence_are_two_rows(tell: Tell) -> None:
    story = tell("Norway arrested and deported Ana Ruiz.")
    story.read("arrested", "COERCE", mode="arrest", actor=["Norway"], recipient=["Ana Ruiz"])
    story.read("deported", "COERCE", mode="deport", actor=["Norway"], recipient=["Ana Ruiz"])
    assert [e.event_mode for e in story.findings.events] == ["arrest", "deport"]
    assert len({e.event_group_id for e in story.findings.events}) == 1


@pytest.mark.parametrize(
    ("text", "trigger", "clause"),
    [
        ("Chad shelled Aden on Monday.", "shelled", None),
        ("Mali fled, but Chad shelled Aden.", "shelled", "Chad shelled Aden"),
        ("Mali fled, but Chad shelled Aden.", "fled", "Mali fled"),
        ("Kenya said that Chad shelled Aden.", "shelled", "Chad shelled Aden"),
        ("Chad, which shelled Aden, fled.", "shelled", "which shelled Aden"),
        ("Aden came under fire from Chad in spring.", "came under fire", None),
        ("Chad's 2019 invasion of Mali", "invasion", None),
    ],
)
def test_the_text_is_the_clause_of_the_trigger(
    tell: Tell, text: str, trigger: str, clause: str | None
) -> None:
    story = tell(text)
    story.read(trigger, "ASSAULT", actor=["Chad"])
    assert story.event.text == (clause or text.rstrip("."))


@pytest.mark.parametrize(("trigger", "word"), [("held", "held talks"), ("talk", "talks")])
def test_a_trigger_is_what_was_read(tell: Tell, trigger: str, word: str) -> None:
    story = tell("Norway held talks with Sweden.")
    story.read(trigger, "CONSULT", actor=["Norway", "Sweden"])
    assert story.event.trigger == trigger
    assert word in story.event.text


@pytest.mark.parametrize(
    ("text", "marked", "place", "key", "country"),
    [
        ("Chad shelled the port of Nairobi.", ["Nairobi"], "Nairobi", "location/nairobi", "KEN"),
        ("Chad shelled the port of Nairobi.", ["port of Nairobi"], "Nairobi", "location/nairobi", "KEN"),
        ("Chad shelled a pier in Norway.", ["Norway"], "Norway", "country/NOR", "NOR"),
        ("Chad shelled a pier in Oslo, Norway.", ["Norway", "Oslo"], "Oslo", "location/oslo", "NOR"),
        ("Chad shelled a pier near Norway.", ["Norway", "a pier"], "a pier", None, None),
        ("Chad shelled a pier.", ["a pier"], "a pier", None, None),
        ("Chad shelled a pier.", [], None, None, None),
    ],
)
def test_the_finest_place_is_taken(
    tell: Tell, text: str, marked: list[str], place: str | None, key: str | None, country: str | None
) -> None:
    story = tell(text)
    story.read("shelled", "ASSAULT", actor=["Chad"], place=marked)
    event = story.event
    assert (event.place_text, event.place_actor_id, event.place_country_code) == (place, key, country)
    assert (event.latitude is None) == (event.longitude is None)


def test_a_place_may_stand_in_an_earlier_sentence(tell: Tell) -> None:
    story = tell("Smoke rose over Nairobi. Police arrested nine drummers.")
    story.read("arrested", "COERCE", 1, actor=["Police"], place=[("Nairobi", 0), ("ignored title", -1)])
    assert (story.event.place_text, story.event.place_country_code) == ("Nairobi", "KEN")


def test_a_city_has_coordinates(tell: Tell) -> None:
    story = tell("Police arrested nine drummers in Nairobi.")
    story.read("arrested", "COERCE", actor=["Police"], place=["Nairobi"])
    assert (round(story.event.latitude), round(story.event.longitude)) == (-1, 37)


def test_the_claimant_is_the_speaker(tell: Tell) -> None:
    story = tell("Somalia shelled the pier, Kenya insists.")
    story.read("shelled", "ASSAULT", actor=["Somalia"], claimant=["Kenya"])
    assert story.event.speaker_id == "country/KEN"


def test_the_surest_claimant_is_the_speaker(tell: Tell) -> None:
    story = tell("Somalia shelled the pier. So Kenya holds, and Norway too.")
    story.read("shelled", "ASSAULT", actor=["Somalia"], claimant=[("Kenya", 1, 0.6), ("Norway", 1, 0.8)])
    assert story.event.speaker_id == "country/NOR"


def test_a_claimant_without_a_name_is_an_actor_too(tell: Tell) -> None:
    story = tell("Somalia shelled the pier, ferrymen insist.")
    story.read("shelled", "ASSAULT", actor=["Somalia"], claimant=["ferrymen"])
    assert story.event.speaker_id == "group/ferryman-test"
    assert story.list_parties() == ["actor country/SOM: Somalia"]


def test_the_speaker_of_a_quotation_comes_before_the_claimant(tell: Tell) -> None:
    story = tell('"Somalia shelled the pier," Erik Hansen told Kenya.')
    story.read("shelled", "ASSAULT", actor=["Somalia"], claimant=["Kenya"])
    assert story.event.speaker_id == "person/erik-hansen"


def test_nobody_claims_what_the_article_says(tell: Tell) -> None:
    story = tell("Somalia shelled the pier.")
    story.read("shelled", "ASSAULT", actor=["Somalia"])
    assert story.event.speaker_id is None


def test_an_event_carries_its_scores(tell: Tell) -> None:
    story = tell("Norway accused Russia.")
    story.read("accused", "ACCUSE", score=0.75, actor=["Norway"])
    event = story.event
    assert (event.confidence, event.actor_confidence, event.recipient_confidence) == (0.75, 0.9, 0.1)
    assert (event.status_confidence, event.date_confidence) == (0.9, 0.85)
    assert event.method == "reader.made: ACCUSE .75, actual .90, actor .90"


@pytest.mark.parametrize(("score", "is_sure"), [(0.79, False), (0.8, True), (0.95, True)])
def test_an_event_is_sure_from_the_score_of_its_type(tell: Tell, score: float, is_sure: bool) -> None:
    story = tell("Norway accused Russia.")
    story.read("accused", "ACCUSE", score=score, actor=["Norway"])
    assert story.event.is_sure is is_sure


def test_contexts_come_from_the_type_and_the_sentence(tell: Tell) -> None:
    story = tell("Marchers demanded a democratic vote in Lima.")
    story.read("demanded", "REQUEST", actor=["Marchers"])
    assert "pro_democracy" in story.event.contexts
