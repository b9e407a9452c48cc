"""Lines that a site prints on page after page."""

from __future__ import annotations

from transforms.documents.clean import clean_document
from transforms.documents.raw_document import RawDocument
from transforms.documents.template_memory import find_site, hash_line, learn_templates, list_template_lines

SLOGAN = "Everything the valley needs to know before breakfast"


def _page(number: int, body: str) -> RawDocument:
    lines = (f"Council meeting number {number} ends late", body, SLOGAN, f"{body} Nobody objected, she said.")
    text = "\n\n".join(lines)
    return RawDocument("feed", f"https://www.valley.example/{number}", text.encode())


PAGES = [
    _page(number, f"The council of {town} decided on Monday to repair {number + 2} bridges, the mayor said.")
    for number, town in enumerate(("Alba", "Brod", "Cass", "Dorn"))
]


def test_recurring_line_is_dropped_and_says_why() -> None:
    memory = learn_templates(line for page in PAGES for line in list_template_lines(page))
    block = next(b for b in clean_document(PAGES[0], memory).blocks if b.text == SLOGAN)
    assert (block.is_kept, block.reason) == (False, "template_memory")


def test_body_stays_with_and_without_memory() -> None:
    memory = learn_templates(line for page in PAGES for line in list_template_lines(page))
    for text in (clean_document(PAGES[1]).text, clean_document(PAGES[1], memory).text):
        assert "The council of Brod decided on Monday" in text


def test_memory_does_not_depend_on_the_order() -> None:
    rows = [line for page in PAGES for line in list_template_lines(page)]
    assert learn_templates(rows) == learn_templates(reversed(rows))
    assert learn_templates(rows).count("valley.example", hash_line(SLOGAN)) == 4
    assert learn_templates(rows).count_documents("valley.example") == 4


def test_hash_ignores_numbers_case_and_spaces() -> None:
    assert hash_line("12 Comments ") == hash_line("7  comments")
    assert hash_line("Most read") != hash_line("Most shared")


def test_site_is_the_host_else_publisher_or_source() -> None:
    assert find_site(RawDocument("feed", "https://www.valley.example/a", b"")) == "valley.example"
    assert find_site(RawDocument("feed", "a.txt", b"", metadata={"publisher": "The Valley "})) == "the valley"
    assert find_site(RawDocument("Feed", "a.txt", b"")) == "feed"
