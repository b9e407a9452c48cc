"""Period, baseline, owner, place, speaker, event and status of figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from schemas.document_actors import DocumentActor
from schemas.events import Event
from schemas.figures import Figure
from schemas.mentions import Mention
from schemas.quotes import Quote
from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.figures.find import find_figures
from transforms.language.parsed_document import ParsedDocument

Parse = Callable[..., ParsedDocument]


def find(
    parsed: ParsedDocument,
    actors: ActorFindings | None = None,
    quotes: tuple[Quote, ...] = (),
    coded: EventFindings | None = None,
) -> tuple[Figure, ...]:
    times = find_time_expressions(parsed)
    return find_figures(parsed, times, actors or ActorFindings(), quotes, coded or EventFindings())


def name_actors(parsed: ParsedDocument, *named: tuple[str, str, str, str | None]) -> ActorFindings:
    """Actors given as (surface, key, type, country), every surface where it stands first."""
    actors, mentions = [], []
    for surface, key, kind, country in named:
        start = parsed.text.index(surface)
        actors.append(
            DocumentActor(
                document_id=parsed.document_id,
                entity_key=key,
                actor_id=key,
                name=surface,
                type=kind,
                country_code=country,
                country_method=None,
                country_mention_id=None,
                is_named=True,
                link_method=None,
                link_confidence=None,
                sector=None,
                latitude=None,
                longitude=None,
                reference_id=None,
                names=(surface,),
                mention_count=1,
                confidence=1.0,
                method="test",
            )
        )
        mentions.append(
            Mention(
                mention_id=f"mn-{key}",
                actor_id=key,
                document_id=parsed.document_id,
                sentence_no=parsed.sentence_no_at(start),
                char_start=start,
                char_end=start + len(surface),
                text=surface,
                kind="name",
                confidence=1.0,
                method="test",
            )
        )
    return ActorFindings(tuple(actors), tuple(mentions))


def test_period_stands_in_the_clause(parse: Parse) -> None:
    (figure,) = find(parse("Steel output reached 4 million tonnes in 2022.", published="2023-03-01"))
    assert (figure.period_start, figure.period_end) == (date(2022, 1, 1), date(2022, 12, 31))
    assert figure.period_text is not None
    assert "2022" in figure.period_text


def test_each_level_has_its_own_period(parse: Parse) -> None:
    text = "Unemployment fell to 5.2 percent in June from 5.6 percent in May."
    now, then = find(parse(text, published="2023-07-10"))
    assert (now.value, now.period_start) == (5.2, date(2023, 6, 1))
    assert (then.value, then.period_start) == (5.6, date(2023, 5, 1))


def test_each_change_has_its_own_baseline(parse: Parse) -> None:
    text = "Orders were 7% lower than in 2022 and were 2% lower than in 2019."
    first, second = find(parse(text, published="2024-02-01"))
    assert first.compared_start == date(2022, 1, 1)
    assert second.compared_start == date(2019, 1, 1)


def test_baseline_of_the_next_clause_is_not_shared(parse: Parse) -> None:
    text = "Orders fell 5% in March and were 12% lower than in 2019."
    first, second = find(parse(text, published="2024-04-20"))
    assert first.compared_start is None
    assert second.compared_start == date(2019, 1, 1)


def test_baseline_at_the_start_serves_all_changes(parse: Parse) -> None:
    text = "Compared with 2022, sales rose 5% and profits fell 3%."
    assert [f.compared_start for f in find(parse(text, published="2024-02-01"))] == [date(2022, 1, 1)] * 2


def test_time_that_a_change_takes_is_no_baseline(parse: Parse) -> None:
    text = "Experts predict a rise in sea levels of 50 centimetres over the next decade."
    (figure, *_) = find(parse(text, published="2024-02-01"))
    assert figure.compared_start is None


def test_baseline_is_kept_apart_from_the_period(parse: Parse) -> None:
    text = "Trade with Norway in 2021 was 8 percent higher compared to 2020."
    (figure,) = find(parse(text, published="2022-02-01"))
    assert (figure.period_start, figure.period_end) == (date(2021, 1, 1), date(2021, 12, 31))
    assert (figure.compared_start, figure.compared_end) == (date(2020, 1, 1), date(2020, 12, 31))


def test_durations_have_no_period(parse: Parse) -> None:
    (figure,) = find(parse("The strike in 2019 lasted 12 days.", published="2020-01-05"))
    assert figure.period_start is None


def test_owner_and_place(parse: Parse) -> None:
    parsed = parse("Volvo sold 9,000 trucks in Brazil last year.", published="2023-04-04")
    actors = name_actors(
        parsed,
        ("Volvo", "organisation/volvo", "organisation", "SWE"),
        ("Brazil", "country/BRA", "country", "BRA"),
    )
    (figure,) = find(parsed, actors)
    assert figure.actor_id == "organisation/volvo"
    assert figure.place_country_code == "BRA"


def test_possessor_owns_the_figure(parse: Parse) -> None:
    parsed = parse("Peru's exports reached $60 billion.")
    (figure,) = find(parsed, name_actors(parsed, ("Peru", "country/PER", "country", "PER")))
    assert (figure.actor_id, figure.place_country_code) == ("country/PER", "PER")


def test_speaker_is_the_one_of_the_covering_quotation(parse: Parse) -> None:
    parsed = parse('"We lost 40 tractors," Anna Berg said.')
    start, end = parsed.text.index("We"), parsed.text.index(',"')
    quote = Quote(
        quote_id="qt-1",
        document_id=parsed.document_id,
        quote_group_id="qt-1",
        sentence_no=0,
        char_start=start,
        char_end=end,
        text=parsed.text[start:end],
        direct=True,
        speaker_id="person/anna-berg",
        speaker_mention_id=None,
        cue="said",
        channel=None,
        confidence=1.0,
        method="test",
    )
    (figure,) = find(parsed, quotes=(quote,))
    assert figure.speaker_id == "person/anna-berg"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The bomb killed 8 soldiers near the bridge.", "killed"),
        ("A blast hit the market, leaving 8 people dead.", "hit"),
        ("Troops shelled the town and 8 residents are missing.", "shelled"),
    ],
)
def test_casualties_belong_to_their_event(text: str, trigger: str, parse: Parse) -> None:
    parsed = parse(text)
    event = Event(
        event_id="ev-1",
        document_id=parsed.document_id,
        sentence_no=0,
        char_start=0,
        char_end=len(parsed.text) - 1,
        text=parsed.text[:-1],
        trigger=trigger,
        deed_type="ASSAULT",
        event_type="ASSAULT",
        event_mode=None,
        contexts=(),
        cameo_root="18",
        quad_class=4,
        intensity=-9.0,
        date_start=None,
        date_end=None,
        date_precision=None,
        date_method="none",
        date_text=None,
        status="actual",
        speaker_id=None,
        place_text=None,
        place_actor_id=None,
        place_country_code=None,
        latitude=None,
        longitude=None,
        confidence=1.0,
        actor_confidence=1.0,
        recipient_confidence=1.0,
        status_confidence=1.0,
        date_confidence=1.0,
        is_sure=True,
        method="test",
        document_group_id="ev-1",
        happening_id="hp-1",
        happening_reason="alone",
        event_group_id="eg-1",
    )
    (figure,) = find(parsed, coded=EventFindings((event,)))
    assert figure.event_id == "ev-1"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The city built 300 flats.", "actual"),
        ("The city will build 300 flats.", "planned"),
        ("The city plans to build 300 flats.", "planned"),
        ("The city could build 300 flats.", "hypothetical"),
        ("The city must build 300 flats.", "called_for"),
        ("The city did not build 300 flats.", "denied"),
        ("Exports are expected to rise 5 percent.", "hypothetical"),
        ("The city said it would build 300 flats.", "planned"),
        ("The city said it would have built 300 flats.", "hypothetical"),
        ("The city said 300 flats would burn if the dam broke.", "hypothetical"),
        ("Experts say the dam would flood 300 flats.", "hypothetical"),
    ],
)
def test_status_follows_the_clause(text: str, status: str, parse: Parse) -> None:
    (figure,) = find(parse(text))
    assert figure.status == status


def test_repeated_pair_is_told_once(parse: Parse) -> None:
    found = find(parse("The two mayors met. The two mayors agreed. The two towns are near."))
    assert [f.item for f in found] == ["mayors that met", "towns"]


def test_shared_currency_name_follows_the_country(parse: Parse) -> None:
    parsed = parse("Chile will spend 3 million pesos on the park.")
    (figure,) = find(parsed, name_actors(parsed, ("Chile", "country/CHL", "country", "CHL")))
    assert figure.unit == "CLP"


def test_bare_dollar_is_local_beside_us_dollars(parse: Parse) -> None:
    parsed = parse("Canada paid $5 million. The firm had asked for US$7 million.")
    found = find(parsed, name_actors(parsed, ("Canada", "country/CAN", "country", "CAN")))
    assert [f.unit for f in found] == ["CAD", "USD"]


def test_ids_are_unique_and_slices_exact(parse: Parse) -> None:
    parsed = parse("Sales rose 5 percent to $3 million.\nSales rose 5 percent to $3 million.")
    found = find(parsed)
    assert len({f.figure_id for f in found}) == len(found) == 4
    assert all(parsed.slice(f.char_start, f.char_end) == f.text for f in found)
    assert found == find(parsed)


def test_day_of_signing_is_not_the_period_of_a_yearly_rate(parse: Parse) -> None:
    (figure,) = find(
        parse("Oman signed a deal on Tuesday to supply 1.6 million tonnes a year.", "2024-05-01")
    )
    assert (figure.per_unit, figure.period_start) == ("a", None)


def test_year_ago_is_the_quarter_told(parse: Parse) -> None:
    text = "Profit rose to $3.1 billion in the first quarter from $2.7 billion a year ago."
    before = find(parse(text, "2024-05-01"))[1]
    assert (before.period_start, before.period_end) == (date(2023, 1, 1), date(2023, 3, 31))


def test_share_of_today_does_not_end_with_the_term(parse: Parse) -> None:
    (figure,) = find(parse("Two-thirds of the gas is reserved until 2030.", "2024-05-01"))
    assert figure.period_end is None


def test_prosecutors_do_not_own_the_contract(parse: Parse) -> None:
    parsed = parse("Prosecutors accuse Rossi of taking bribes for a contract worth 310 million euros.")
    actors = name_actors(parsed, ("Prosecutors", "prosecutors", "group", None))
    (figure,) = find(parsed, actors)
    assert figure.actor_id is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "For the year ended June 30, 2022, the mill paid tax of 9 million euros.",
            (2021, 7, 1),
            (2022, 6, 30),
        ),
        ("In the year to March 2022 the mill paid tax of 9 million euros.", (2021, 4, 1), (2022, 3, 31)),
        ("In 2019-20 the mill paid tax of 9 million euros.", (2019, 1, 1), (2020, 12, 31)),
        ("In 2Q22 the mill paid tax of 9 million euros.", (2022, 4, 1), (2022, 6, 30)),
    ],
)
def test_years_of_accounts_are_periods(
    text: str, start: tuple[int, int, int], end: tuple[int, int, int], parse: Parse
) -> None:
    figure = next(f for f in find(parse(text, published="2023-03-01")) if f.unit == "EUR")
    assert (figure.period_start, figure.period_end) == (date(*start), date(*end))


def test_split_year_is_fiscal_where_the_text_has_fiscal_years(parse: Parse) -> None:
    text = "In 2021-22 the mill paid tax of 9 million euros. Its year ended on 31 March."
    figure = next(f for f in find(parse(text, published="2023-03-01")) if f.unit == "EUR")
    assert (figure.period_start, figure.period_end) == (date(2021, 4, 1), date(2022, 3, 31))


def test_fiscal_year_has_no_period_where_its_end_is_unknown(parse: Parse) -> None:
    text = "In FY22 the mill paid tax of 9 million euros."
    figure = next(f for f in find(parse(text, published="2023-03-01")) if f.unit == "EUR")
    assert (figure.period_start, figure.period_end) == (None, None)


def test_date_of_a_joined_clause_without_figures_is_no_period(parse: Parse) -> None:
    (figure,) = find(parse("The bonds pay 6.5 percent and mature in 2031.", published="2023-03-01"))
    assert figure.period_start is None


def test_share_of_a_vote_belongs_to_the_name_beside_it(parse: Parse) -> None:
    text = "Lena Orsk won 52 percent of the vote. Her rival, Marek Dol, got 44 percent."
    parsed = parse(text, published="2023-03-01")
    actors = name_actors(
        parsed, ("Lena Orsk", "person/orsk", "person", None), ("Marek Dol", "person/dol", "person", None)
    )
    assert [f.actor_id for f in find(parsed, actors)] == ["person/orsk", "person/dol"]


def test_month_of_a_contract_is_no_period(parse: Parse) -> None:
    (figure,) = find(parse("Gold futures for June fell 2 percent.", published="2023-03-01"))
    assert figure.period_start is None


@pytest.mark.parametrize("verb", ["more than doubled", "halved"])
def test_a_verb_that_is_the_figure_has_a_subject(parse: Parse, verb: str) -> None:
    found = find(parse(f"Exports of timber to Norway {verb} last year, the head of the port said."))
    assert [f.item for f in found] == ["Exports of timber to Norway"]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("Orsk Bank plans to raise up to $40 million in June.", "<="),
        ("The crane can lift up to 20 tonnes.", "<="),
        ("Growth was revised up to 3.1 percent.", "="),
    ],
)
def test_up_to_is_a_limit_unless_a_value_was_revised(parse: Parse, text: str, comparator: str) -> None:
    (figure,) = find(parse(text))
    assert figure.comparator == comparator
