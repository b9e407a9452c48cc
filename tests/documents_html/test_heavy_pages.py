"""Pages that careful extraction would stall on are read in linear time, and say what was left out."""

import pytest

from transforms.documents.html.document import read_html

PARAGRAPHS = "".join(
    f"<p>The ministry of transport said on day {n} that the harbour talks would go on in the capital.</p>"
    for n in range(9)
)
CASES = {
    "rows": PARAGRAPHS + "<table>" + "<tr><td>1</td><td>abc</td></tr>" * 30_000 + "</table>",
    "deep": "<div>" * 10_000 + PARAGRAPHS + "</div>" * 10_000,
    "deep and never closed": "<div><span>" * 10_000 + PARAGRAPHS,
    "inline and never closed": "<b>" * 10_000 + PARAGRAPHS,
    "rather deep": "<div>" * 300 + PARAGRAPHS + "</div>" * 300,
    "links": "<a href=x>link</a> " * 50_000 + PARAGRAPHS,
    "long line": PARAGRAPHS + "<p>" + "word and more " * 30_000 + "</p>",
}


@pytest.mark.parametrize("name", CASES)
def test_keeps_the_article(name: str) -> None:
    article = read_html(f"<html><body>{CASES[name]}</body></html>").article
    kept = [block.text for block in article.blocks if block.is_kept]
    assert article.method == "flat_lines"
    assert len(kept) == 9
    assert all(text.startswith("The ministry") for text in kept)


def test_says_how_much_was_not_read() -> None:
    last = read_html(f"<html><body>{CASES['long line']}</body></html>").article.blocks[-1]
    assert (last.reason, last.is_kept) == ("page_too_large", False)
