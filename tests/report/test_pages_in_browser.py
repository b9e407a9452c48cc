"""The report in a real browser, opened from the file system."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from odd_articles import HOSTILE_TITLE
from open_pages import Pages

from warehouse.query import run_query

pytestmark = pytest.mark.browser
Open = Callable[[Path], Pages]
ROWS = """
SELECT event_id, text FROM events WHERE document_id = '{0}'
UNION ALL SELECT figure_id, text FROM figures WHERE document_id = '{0}'
UNION ALL SELECT mention_id, text FROM mentions WHERE document_id = '{0}'
UNION ALL SELECT time_expression_id, text FROM time_expressions WHERE document_id = '{0}'
UNION ALL SELECT quote_id, text FROM quotes WHERE document_id = '{0}'
UNION ALL SELECT role_id, text FROM actor_roles WHERE document_id = '{0}'
"""


KINDS = ("articles", "events", "figures", "quotes", "actors")
CLASH = "SELECT happening_id FROM happenings WHERE deed_type = 'ASSAULT'"


def ask(release: Path, sql: str) -> list[tuple]:
    return list(run_query(release / "wiremill.duckdb", sql, None).rows)


def find_document(release: Path, uri: str) -> str:
    [(document_id,)] = ask(release, f"SELECT document_id FROM documents WHERE uri = '{uri}'")
    return str(document_id)


def check_marks(pages: Pages, release: Path, uri: str) -> int:
    """The marks of an article are the rows of the release: ids and words; returns how many."""
    document_id = find_document(release, uri)
    pages.open(f"#/document/{document_id}")
    expected = {row_id: text.replace("\n", "") for row_id, text in ask(release, ROWS.format(document_id))}
    assert pages.read_marks() == expected
    return len(expected)


def test_every_address_opens_without_a_word_in_the_console(report: Path, open_report: Open) -> None:
    pages = open_report(report)
    pages.read_errors()
    addresses = ["#/", *(f"#/search?kind={kind}" for kind in KINDS)]
    addresses += [f"#/document/{row[0]}" for row in ask(report, "SELECT document_id FROM documents")]
    addresses += [f"#/story/{row[0]}" for row in ask(report, "SELECT DISTINCT story_id FROM documents")]
    addresses += [f"#/happening/{row[0]}" for row in ask(report, "SELECT happening_id FROM happenings")]
    actors = ask(report, "SELECT actor_id FROM actors ORDER BY mention_count DESC, actor_id LIMIT 8")
    addresses += [f"#/actor/{quote(row[0], safe='')}" for row in actors]
    addresses += [
        "#/indicator/trade/USD",
        "#/indicator/none/USD",
        "#/story/none",
        "#/happening/none",
        "#/nowhere",
        "#/document/doc-none",
        "#/actor/none",
        "#/row/none",
        "#/%",
    ]
    pages.open()
    for address in addresses:
        pages.go(address)
        assert "can't be shown" not in pages.heading, (address, pages.text)
        assert pages.read_errors() == [], address


@pytest.mark.parametrize("uri", ["first.txt", "second.txt", "emoji.txt", "hostile.html"])
def test_marks_are_the_rows_of_the_release(report: Path, open_report: Open, uri: str) -> None:
    assert check_marks(open_report(report), report, uri) >= 3


def test_a_mark_selects_its_row_and_a_row_its_mark(report: Path, open_report: Open) -> None:
    document_id = find_document(report, "first.txt")
    [(event_id,)] = ask(
        report, f"SELECT event_id FROM events WHERE document_id = '{document_id}' AND trigger = 'signed'"
    )
    [(figure_id,)] = ask(report, f"SELECT figure_id FROM figures WHERE document_id = '{document_id}'")
    pages = open_report(report).open(f"#/document/{document_id}/{event_id}")
    assert pages.run("return document.querySelector('tr.selected').id") == f"row-{event_id}"
    pages.click(f"[data-rows~='{figure_id}']")
    assert pages.run("return document.querySelector('tr.selected').id") == f"row-{figure_id}"
    assert pages.run("return location.hash") == f"#/document/{document_id}/{figure_id}"
    pages.click(f"#row-{event_id} button")
    selected = pages.run(
        "return [...document.querySelectorAll('.mark.selected')].map(n => n.textContent).join('')"
    )
    assert selected == "Russia and Belarus signed a security treaty on Friday"


def test_toggles_hide_marks_and_rows(report: Path, open_report: Open) -> None:
    pages = open_report(report).open(f"#/document/{find_document(report, 'first.txt')}")
    before = pages.run("return document.querySelectorAll('.rows .key-event').length")
    assert before == 3
    pages.click("#show-events")
    assert pages.run("return document.querySelectorAll('.rows .key-event').length") == 0
    assert pages.run("return document.querySelector('.text').classList.contains('hide-event')")
    hidden = "return getComputedStyle(document.querySelector('.dropped')).display"
    assert pages.run(hidden) == "none"
    pages.click("#show-dropped")
    assert pages.run(hidden) == "block"
    assert "price list" in pages.text


def test_search_finds_filters_and_tells_its_sql(report: Path, open_report: Open) -> None:
    pages = open_report(report).open("#/search?kind=events&q=lukashenko")
    count = "return document.querySelectorAll('.page-search tbody tr td:nth-child(2)').length"
    assert 0 < pages.run(count) < len(ask(report, "SELECT 1 FROM event_facts"))
    for address in (
        "kind=events&q=lukashenko", "kind=events&type=ACCUSE", "kind=events&q=minsk&status=planned",
        "kind=events&country=BLR&from=2024-05-24&to=2024-05-24", "kind=events&confidence=0.9",
        "kind=figures&q=TRADE", "kind=figures&type=USD&from=2024-01-01", "kind=actors&q=putin",
        "kind=actors&country=BLR&type=person",
        "kind=quotes&q=billion", "kind=quotes&country=BLR&type=reported", "kind=quotes&type=quoted",
        "kind=quotes&from=2024-05-24&to=2024-05-24", "kind=quotes&country=KEN", "kind=quotes&confidence=0.5",
        "kind=articles&q=minsk", "kind=articles&type=ar",
    ):  # fmt: skip
        pages.open(f"#/search?{address}")
        shown = pages.run(count)
        found = int(
            pages.run("return document.getElementById('found').textContent").split(" ")[0].replace(",", "")
        )
        pages.run(
            "[...document.querySelectorAll('button')].find(b => b.textContent === 'SQL for this').click()"
        )
        sql = pages.run("return document.querySelector('pre.sql').textContent")
        assert found == len(ask(report, sql)), (address, sql)
        assert shown == min(found, 100)


def test_filters_follow_the_fields_and_stay_in_the_address(report: Path, open_report: Open) -> None:
    pages = open_report(report).open("#/search?kind=events")
    pages.run(
        "const pick = document.getElementById('by-type'); pick.value = 'ACCUSE';"
        "pick.dispatchEvent(new Event('change'))"
    )
    assert pages.run("return location.hash") == "#/search?kind=events&type=ACCUSE"
    assert pages.run("return document.getElementById('found').textContent").startswith("1 of ")


def test_a_story_shows_its_happenings_with_all_who_tell_them(report: Path, open_report: Open) -> None:
    [(happening,)] = ask(report, CLASH)
    members = ask(report, f"SELECT event_id FROM happening_members WHERE happening_id = '{happening}'")
    [(story,)] = ask(report, "SELECT story_id FROM documents WHERE uri = 'four.txt'")
    pages = open_report(report).open(f"#/story/{story}")
    assert pages.run("return document.querySelectorAll('.timeline > li').length") == 1
    assert pages.run("return document.querySelectorAll('.timeline .told li').length") == len(members) == 3
    assert "planned 2024-05-19 → actual 2024-05-20" in pages.text
    assert "3 independent sources: Alpha, Beta, Gamma" in pages.text
    assert "Sources differ in people killed: 7 person (Gamma" in pages.text
    pages.click(".timeline .what a")
    pages.wait_for("return location.hash.startsWith('#/happening/')")
    pages.wait()
    told = pages.run("return [...document.querySelectorAll('td[data-label=row] a')].map(a => a.hash)")
    assert {row[0] for row in members} == {address.split("/")[-1] for address in told}
    assert "disagree" in pages.text
    pages.go(f"#/row/{happening}")
    assert pages.wait_for("return location.hash.startsWith('#/happening/')")


def test_the_overview_names_what_several_sources_tell(report: Path, open_report: Open) -> None:
    pages = open_report(report).open("#/")
    [card] = pages.run(
        "return [...document.querySelectorAll('section')].map(s => s.textContent)"
        ".filter(text => text.startsWith('Told by several'))"
    )
    assert "Alpha, Beta, Gamma" in card
    assert "people killed" in card


def test_an_indicator_shows_its_series(report: Path, open_report: Open) -> None:
    sql = "SELECT value FROM figure_series WHERE indicator = 'trade' AND unit = 'USD'"
    pages = open_report(report).open("#/indicator/trade/USD")
    shown = pages.run(
        "return [...document.querySelectorAll('section')].find(s => s.textContent.startsWith('Values'))"
        ".querySelectorAll('tbody tr').length"
    )
    assert shown == len(ask(report, sql)) == 2
    assert "2 values in USD" in pages.text
    pages.go("#/indicator/maize/t")
    assert "1 value in t" in pages.text
    assert "Values and who" not in pages.text


def test_print_leaves_out_controls_and_is_light(report: Path, open_report: Open) -> None:
    pages = open_report(report)
    pages.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        pages.open(f"#/document/{find_document(report, 'first.txt')}")
        pages.run("document.documentElement.dataset.theme = 'dark'")
        style = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        for control in (".top", ".tools", ".toggles"):
            assert pages.run(style, control, "display") == "none", control
        assert pages.run(style, ".card", "backgroundColor") == "rgb(255, 255, 255)"
        assert pages.run(style, ".side", "maxHeight") == "none"
    finally:
        pages.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_articles_without_events_say_so(bare_report: Path, open_report: Open) -> None:
    pages = open_report(bare_report)
    pages.read_errors()
    text = pages.open("#/").text
    for said in ("with a date", "with a place", "with a party", "between two actors"):
        assert f"No events {said}" in text
    story = ask(bare_report, "SELECT story_id FROM documents WHERE uri = 'bare.txt'")[0][0]
    assert "No sure events in this story" in pages.go(f"#/story/{story}").text
    for kind in ("events", "quotes"):
        assert f"There are no {kind}" in pages.go(f"#/search?kind={kind}").text
    actor = ask(bare_report, "SELECT actor_id FROM actors")[0][0]
    assert "No events with another actor" in pages.go(f"#/actor/{quote(actor, safe='')}").text
    assert pages.read_errors() == []


def test_charts_map_and_network_draw_something(report: Path, open_report: Open) -> None:
    pages = open_report(report).open("#/")
    pages.wait_for(
        "return document.querySelectorAll('.network canvas').length"
        " && document.querySelector('.mapbox canvas').width > 300"
    )
    assert all(count > 3 for count in pages.count_colours(".chart canvas"))
    pages.wait_for("return wiremill.parts.atlas")
    assert max(pages.count_colours(".mapbox canvas")) > 2
    assert max(pages.count_colours(".network canvas")) > 3
    pages.open("#/indicator/trade/USD")
    assert min(pages.count_colours(".chart canvas")) > 3


def test_a_hostile_title_stays_text(report: Path, open_report: Open) -> None:
    document_id = find_document(report, "hostile.html")
    pages = open_report(report)
    for address in (f"#/document/{document_id}", "#/", "#/search?kind=events", "#/search?kind=actors"):
        pages.open(address)
        assert pages.run("return window.hacked === undefined")
        assert (
            pages.run("return document.querySelectorAll('main img, main iframe, main script, main b').length")
            == 0
        )
    assert pages.open(f"#/document/{document_id}").heading == HOSTILE_TITLE
    assert "<script>window.hacked = 3</script>" in pages.text


def test_csv_quotes_and_starts_no_formula(report: Path, open_report: Open) -> None:
    pages = open_report(report).open("#/search?kind=actors&q=envoys")
    csv = pages.run(
        "return wiremill.index().then(i => wiremill.toCsv(wiremill.cells.COLUMNS.actors,"
        " i.actors.filter(a => a.name === '=envoys')))"
    )
    assert csv.splitlines()[0].startswith("name,type,country_code")
    assert csv.splitlines()[1].startswith("'=envoys,group,")


def test_odd_articles_say_what_is_missing(report: Path, open_report: Open) -> None:
    pages = open_report(report).open(f"#/document/{find_document(report, 'bare.txt')}")
    assert pages.heading == "An article without a title"
    assert "no date" in pages.text
    assert "Nothing was found in this text" in pages.text
    assert check_marks(pages, report, "rtl.txt") == 2
    assert pages.run("return getComputedStyle(document.querySelector('.text p')).direction") == "rtl"
    assert check_marks(pages, report, "long.txt") > 1700


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_runs_over_the_edge(report: Path, open_report: Open, width: int) -> None:
    pages = open_report(report)
    pages.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False},
    )
    try:
        [(happening,)] = ask(report, CLASH)
        addresses = (
            "#/", f"#/document/{find_document(report, 'wide.txt')}", "#/search?kind=figures",
            "#/search?kind=quotes", f"#/happening/{happening}", "#/indicator/trade/USD",
            f"#/story/{ask(report, 'SELECT min(story_id) FROM documents')[0][0]}",
            f"#/actor/{quote('person/lukashenko-blr', safe='')}",
        )  # fmt: skip
        for address in addresses:
            pages.open(address)
            assert pages.run("return document.documentElement.scrollWidth") <= width, address
    finally:
        pages.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


NAMELESS = """
const isNamed = (node) => node.textContent.trim() || node.getAttribute("aria-label") || node.closest("label");
return [...document.querySelectorAll("a, button, input, select")]
  .filter((node) => node.offsetParent && !isNamed(node)).map((node) => node.outerHTML);
"""
UNTOLD = """
return [...document.querySelectorAll("canvas")].filter((node) => !node.closest("[role=img]")).length
  + document.querySelectorAll("table:not(.u-legend):not(:has(caption))").length;
"""


def test_controls_have_names_and_pictures_say_what_they_show(report: Path, open_report: Open) -> None:
    pages = open_report(report)
    for address in ("#/", "#/search?kind=events", f"#/document/{find_document(report, 'first.txt')}"):
        pages.open(address)
        assert pages.run(NAMELESS) == []
        assert pages.run(UNTOLD) == 0


def test_the_keyboard_reaches_a_row(report: Path, open_report: Open) -> None:
    from selenium.webdriver.common.keys import Keys

    pages = open_report(report).open(f"#/document/{find_document(report, 'first.txt')}")
    pages.run("document.querySelector('.rows tbody button').focus()")
    pages.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert pages.run("return document.querySelectorAll('tr.selected').length") == 1
    assert pages.run("return document.querySelectorAll('.mark.selected').length") >= 1


def test_an_empty_warehouse_says_so(empty_report: Path, open_report: Open) -> None:
    pages = open_report(empty_report)
    pages.read_errors()
    assert "holds no articles yet" in pages.open("#/").text
    for kind in KINDS:
        assert f"There are no {kind}" in pages.open(f"#/search?kind={kind}").text
    assert pages.read_errors() == []
