"""Lines that a site prints on page after page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from schemas.template_lines import TemplateLine
from transforms.documents.clean import clean_document
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.template_memory import (
    TemplateMemory,
    find_site,
    hash_line,
    list_template_lines,
    recall_templates,
)

SLOGAN = "Everything the valley needs to know before breakfast"


def _page(number: int, body: str) -> RawDocument:
    lines = (f"Council meeting number {number} ends late", body, SLOGAN, f"{body} Nobody objected, she said.")
    text = "\n\n".join(lines)
    return RawDocument("feed", f"https://www.valley.example/{number}", text.encode())


PAGES = [
    _page(number, f"The council of {town} decided on Monday to repair {number + 2} bridges, the mayor said.")
    for number, town in enumerate(("Alba", "Brod", "Cass", "Dorn"))
]


def _learn(lines: Iterable[TemplateLine]) -> TemplateMemory:
    """The memory that a run would have of these lines: documents by site and line, and by site."""
    told = list(lines)
    sites = {(line.site, line.document_id) for line in told}
    copies = {(line.site, line.line_hash, line.document_id) for line in told}
    return TemplateMemory(
        Counter((site, line_hash) for site, line_hash, _ in copies), Counter(site for site, _ in sites)
    )


def test_recurring_line_is_dropped_and_says_why() -> None:
    memory = _learn(line for page in PAGES for line in list_template_lines(page))
    block = next(b for b in clean_document(PAGES[0], memory).blocks if b.text == SLOGAN)
    assert (block.is_kept, block.reason) == (False, "template_memory")


def test_body_stays_with_and_without_memory() -> None:
    memory = _learn(line for page in PAGES for line in list_template_lines(page))
    for text in (clean_document(PAGES[1]).text, clean_document(PAGES[1], memory).text):
        assert "The council of Brod decided on Monday" in text


def test_memory_counts_documents() -> None:
    rows = [line for page in PAGES for line in list_template_lines(page)]
    assert _learn(rows).count("valley.example", hash_line(SLOGAN)) == 4
    assert _learn(rows).count_documents("valley.example") == 4


def test_hash_ignores_numbers_case_and_spaces() -> None:
    assert hash_line("12 Comments ") == hash_line("7  comments")
    assert hash_line("Most read") != hash_line("Most shared")


def test_site_is_the_host_else_publisher_or_source() -> None:
    assert find_site(RawDocument("feed", "https://www.valley.example/a", b"")) == "valley.example"
    assert find_site(RawDocument("feed", "a.txt", b"", metadata={"publisher": "The Valley "})) == "the valley"
    assert find_site(RawDocument("Feed", "a.txt", b"")) == "feed"


PROMISE = "We at the Valley check every figure twice, and we correct what is wrong on the same day, always."


def _html_page(number: int, town: str) -> RawDocument:
    paragraphs = (
        f"The council of {town} decided on Monday to repair {number + 2} bridges by winter, the mayor said.",
        f"Work in {town} begins next week and will take until November, according to the building office.",
        f"Drivers in {town} were told to use the road along the river, {number + 4} kilometres longer.",
        PROMISE,
        f"The repairs will cost {number + 3} million euros, of which {town} pays a third, the mayor said.",
    )
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = f"<html><body><article><h1>{town} repairs bridges</h1>{body}</article></body></html>"
    return RawDocument("feed", f"https://bridges.example/{number}", page.encode(), "text/html")


def test_pages_feed_the_memory_and_use_it() -> None:
    pages = [_html_page(n, town) for n, town in enumerate(("Alba", "Brod", "Cass", "Dorn", "Ems"))]
    memory = _learn(line for page in pages for line in list_template_lines(page))
    without, document = clean_document(pages[0]), clean_document(pages[0], memory)
    assert PROMISE in without.text
    assert PROMISE not in document.text
    assert document.text.count("\n") == without.text.count("\n") - 1
    block = next(b for b in document.blocks if b.text == PROMISE)
    assert (block.is_kept, block.reason) == (False, "template_memory")


def test_a_copied_report_is_no_template() -> None:
    report = (
        "Ministers of nine countries agreed on Monday to share the water of the Tarn, officials said.\n\n"
        "The agreement ends a dispute that began when the upper dam was closed last year.\n\n"
        "He gave no date.\n\nFarmers had protested for weeks and blocked two roads to the capital."
    )
    copies = [RawDocument("wire", f"{n}.txt", f"Report {n}\n\n{report}".encode()) for n in range(7)]
    memory = _learn(line for copy in copies for line in list_template_lines(copy))
    assert clean_document(copies[3], memory).text == clean_document(copies[3]).text


def test_a_large_site_takes_more_pages_to_make_a_template() -> None:
    raw = RawDocument("feed", "https://valley.example/1", b"")
    phrase, menu = "He gave no date", "Weather and traffic"
    counts = {("valley.example", hash_line(phrase)): 9, ("valley.example", hash_line(menu)): 600}
    for total, expected in ((20, [True, True]), (1000, [False, True])):
        memory = TemplateMemory(counts, {"valley.example": total})
        is_template = recall_templates(raw, memory, [phrase, menu])
        assert [is_template(phrase), is_template(menu)] == expected


HEADLINE = "Storm closes the port of Marlow"
LEAD = "A storm closed the port of Marlow on Monday and left two ferries adrift, the harbour office said."
STORY = (
    "Tugs brought both ferries to the outer quay in the evening, and nobody was hurt, the office said.",
    "The port handles a third of the country's grain, and ships were sent to Brod, along the coast.",
    "Wind tore the roof from a warehouse beside the old mole and broke the arms of two cranes there.",
)
UPDATES = (
    "Power returned to the eastern quays after midnight, said an engineer who works for the port.",
    "Grain traders in Brod asked for higher prices, as they had after the storm of two years ago.",
    "The minister for transport will visit the port on Tuesday, her office said in a short statement.",
)


def _updates() -> list[RawDocument]:
    """Four versions of one story: the headline and most paragraphs are the same."""
    bodies = [(LEAD, *STORY, *UPDATES[:number]) for number in range(4)]
    texts = (
        "\n\n".join((HEADLINE, "By Ida Holm", f"{n} May 2024", *body)) for n, body in enumerate(bodies, 1)
    )
    return [RawDocument("desk", f"storm_{n}.txt", text.encode()) for n, text in enumerate(texts)]


def test_updates_of_a_story_keep_their_headline() -> None:
    updates = _updates()
    memory = _learn(row for raw in updates for row in list_template_lines(raw))
    for raw in updates:
        document = clean_document(raw, memory)
        assert document.title == HEADLINE
        assert document.text == clean_document(raw).text


def test_what_the_site_prints_is_known_in_updates_too() -> None:
    slogan = "Marlow Desk, news from the coast"
    updates = [replace(raw, content=raw.content + f"\n\n{slogan}".encode()) for raw in _updates()]
    others = [
        RawDocument("desk", f"other_{n}.txt", f"Council of {town} meets\n\n{body}\n\n{slogan}".encode())
        for n, (town, body) in enumerate(
            (town, f"The council of {town} decided on Monday to repair the road to {town}, the mayor said.")
            for town in ("Alba", "Brod", "Cass")
        )
    ]
    memory = _learn(row for raw in (*updates, *others) for row in list_template_lines(raw))
    document = clean_document(updates[3], memory)
    assert document.title == HEADLINE
    reasons = {block.text: block.reason for block in document.blocks}
    assert reasons[slogan] == "template_memory"
