"""Feeds and sitemaps that lead to pages, with a fetcher that answers from a table."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any, cast

from flows.sources.declaration import SourceDeclaration
from flows.sources.fetch import Fetcher, FetchError, Page
from flows.sources.items import SourceDocument, SourceItem, SourceNote, UnreadableItem
from flows.sources.read import read_source
from flows.sources.record import read_record

SITE = "https://lubec.example"
PAGE = b"<html><body><p>The ministry lent nine buses.</p></body></html>"
FEED = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lubec Herald</title>
<item><title>A</title><link>/a?utm_source=rss</link><guid>1</guid><dc:creator>Ada Brek</dc:creator>
<pubDate>Tue, 03 Feb 2026 08:00:00 GMT</pubDate><description>Teaser.</description></item>
<item><title>B</title><link>/gone</link><guid>2</guid>
<description>The ministry of Norland lent nine buses to Ostra on Monday. It ...</description></item>
<item><title>C</title><link>/gone2</link><guid>3</guid><description>More soon.</description></item>
</channel></rss>"""
NEWS = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>{SITE}/old</loc><lastmod>2020-01-01</lastmod></url>
<url><loc>{SITE}/new</loc><image:image><image:loc>{SITE}/p.png</image:loc></image:image>
<news:news>
<news:publication><news:name>Lubec Herald</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-02-03</news:publication_date><news:title>A</news:title></news:news></url></urlset>"""
_ENTRY = "<sitemap><loc>{}</loc></sitemap>"
INDEX = f"<sitemapindex>{_ENTRY.format(SITE + '/news.xml.gz')}{_ENTRY.format(SITE + '/gone')}</sitemapindex>"
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Lubec Herald", "items": [
{"id": "1", "url": "/a?utm_source=rss", "title": "A", "date_published": "2026-02-03T08:00:00Z",
"authors": [{"name": "Ada Brek"}], "summary": "Teaser."}, {"id": "2"},
{"id": "3", "title": "C", "content_html": "<p>%s</p>"}]}""" % ("The ministry lent nine buses to Ostra. " * 20)
LIST = f"# pages\n{SITE}/x\n{SITE}/y\n"
RELATIVE = "<urlset><url><loc>/x</loc></url></urlset>"
PAGES = {"/feed": FEED.encode(), "/news.xml.gz": gzip.compress(NEWS.encode()), "/index.xml": INDEX.encode()}
PAGES |= {"/feed.json": JSON_FEED.encode(), "/list.txt": LIST.encode(), "/relative.xml": RELATIVE.encode()}


class TableFetcher:
    """Answers from PAGES; every other address is a page, but those that begin with "gone"."""

    def __enter__(self) -> TableFetcher:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def fetch(self, url: str) -> Page:
        path = url.removeprefix(SITE)
        if path.startswith("/gone"):
            raise FetchError("HTTP status 410 Gone")
        return Page(
            url, PAGES.get(path, PAGE), "text/plain" if path.endswith(".txt") else "text/html", "utf-8"
        )

    def forget(self, url: str) -> None:
        pass

    def keep_address(self, url: str, address: str) -> None:
        pass

    def recall_address(self, url: str) -> None:
        return None


def read(path: str, **fields: Any) -> list[SourceItem]:
    source = SourceDeclaration("t", path, **fields)
    return list(read_source(source, lambda: cast(Fetcher, TableFetcher()), 100_000))


def test_feed_leads_to_pages_and_fills_what_they_do_not_say() -> None:
    page, note, teaser, gone = read(f"{SITE}/feed")
    assert isinstance(page, SourceDocument)
    assert page.uri == f"{SITE}/a"
    assert page.fallback == {
        "title": "A",
        "published": "Tue, 03 Feb 2026 08:00:00 GMT",
        "author": "Ada Brek",
        "publisher": "Lubec Herald",
    }
    assert isinstance(note, SourceNote)
    assert "410 Gone" in note.text
    assert isinstance(teaser, SourceDocument)
    assert (teaser.uri, teaser.is_stand_in) == (f"{SITE}/gone", True)
    assert read_record(teaser.content).metadata["kind"] == "brief"
    assert isinstance(gone, UnreadableItem)


def test_index_of_sitemaps_by_address_and_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "index.xml").write_text(INDEX)
    for path in (f"{SITE}/index.xml", str(tmp_path / "index.xml")):
        gone, new, old = read(path)
        assert isinstance(gone, UnreadableItem)
        assert isinstance(new, SourceDocument)
        assert (new.uri, old.uri) == (f"{SITE}/new", f"{SITE}/old")
        assert new.fallback["published"] == "2026-02-03"
        assert new.fallback["publisher"] == "Lubec Herald"


def test_only_the_newest_pages_are_fetched() -> None:
    new, note = read(f"{SITE}/news.xml.gz", max_pages=1)
    assert new.uri == f"{SITE}/new"
    assert isinstance(note, SourceNote)
    assert "1 older pages" in note.text


def test_sitemap_among_other_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "s.xml").write_text(NEWS)
    (item,) = read(str(tmp_path))
    assert isinstance(item, UnreadableItem)
    assert "alone fetches its pages" in item.reason


def test_list_of_records_leads_to_pages(tmp_path: Path) -> None:
    (tmp_path / "g.json").write_text(
        '{"articles": [{"url": "https://lubec.example/x", "title": "X", "seendate": "20260203T170000Z"}]}'
    )
    (tmp_path / "g.csv").write_text("link,headline\nhttps://lubec.example/x,X\n")
    for name in ("g.json", "g.csv"):
        (page,) = read(str(tmp_path / name), kind="urls")
        assert isinstance(page, SourceDocument)
        assert (page.uri, page.fallback["title"]) == (f"{SITE}/x", "X")


def test_json_feed_is_followed_as_others_are() -> None:
    fault, page, whole = read(f"{SITE}/feed.json")
    assert isinstance(fault, UnreadableItem)
    assert isinstance(page, SourceDocument)
    assert (page.uri, page.fallback["author"]) == (f"{SITE}/a", "Ada Brek")
    assert page.fallback["publisher"] == "Lubec Herald"
    assert isinstance(whole, SourceDocument)
    assert whole.form == "record"


def test_list_of_addresses_by_address_and_relative_ones_of_a_sitemap() -> None:
    assert [item.uri for item in read(f"{SITE}/list.txt")] == [f"{SITE}/x", f"{SITE}/y"]
    assert [item.uri for item in read(f"{SITE}/relative.xml")] == [f"{SITE}/x"]
