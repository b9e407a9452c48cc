"""Write the pages of the test set: every article in four layouts, and what is to be read from each.

    python tests/documents_html/build_pages.py

The pages are committed; run this after changing an article or a layout, and look at the difference.
"""

import json
from pathlib import Path
from random import Random

import yaml
from page_layouts import HAS_CAPTION, HAS_DECK, LAYOUTS, address
from page_parts import SITES

HERE = Path(__file__).parent


def main() -> None:
    articles = yaml.safe_load((HERE / "articles.yaml").read_text(encoding="utf-8"))
    names = list(LAYOUTS)
    expected = []
    for number, article in enumerate(articles):
        for step in range(4):
            layout = names[(number + step * 3) % len(names)]
            name = f"{layout}_{article['key']}"
            page = LAYOUTS[layout](article, Random(name))
            (HERE / "pages" / f"{name}.html").write_text(page, encoding="utf-8")
            expected.append(expect(name, layout, article))
    lines = "".join(
        json.dumps(row, ensure_ascii=False) + "\n" for row in sorted(expected, key=lambda e: e["page"])
    )
    (HERE / "pages" / "expected.jsonl").write_text(lines, encoding="utf-8")


def expect(name: str, layout: str, article: dict) -> dict:
    body = [t.removeprefix("## ").removeprefix("> ").removeprefix("- ") for t in article["body"]]
    if layout == "live":
        body = [t.removeprefix("> ").removeprefix("- ") for t in article["body"] if not t.startswith("## ")]
    authors = article["author"] if layout not in ("wordpress", "soup") else article["author"][:1]
    if layout == "styled":
        authors = article["author"][:1]
    if layout == "agency":
        authors = []
    return {
        "page": name,
        "url": None if layout == "print" else address(layout, article),
        "title": article["title"],
        "author": authors,
        "publisher": SITES[layout][0],
        "published_on": article["published"][:10],
        "deck": article["deck"] if layout in HAS_DECK else None,
        "caption": article["caption"] if layout in HAS_CAPTION else None,
        "body": body,
    }


if __name__ == "__main__":
    main()
