"""Exports of press archives: several articles in a file, each with its own metadata."""

from __future__ import annotations

from pathlib import Path

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import read_files
from flows.sources.formats.nexis import split_nexis
from flows.sources.formats.press_exports import split_export
from flows.sources.items import SourceDocument
from flows.sources.record import read_record

NEXIS = """
                              {n} of 2 DOCUMENTS


                         The Lubec Herald

                         February {n}, 2026 Tuesday

Nine buses go
north

BYLINE: By Ada Brek

SECTION: HOME; Pg. {n}

LENGTH: 30 words

The ministry of Norland lent nine buses
to Ostra, it said.

LENGTH of the loan: five months, number {n}.

LOAD-DATE: March 4, 2026

LANGUAGE: ENGLISH

Copyright 2026 The Lubec Herald
All Rights Reserved
"""
NEXIS_UNI = """Nine buses go north
The Lubec Herald
February 3, 2026 Tuesday
Copyright 2026 The Lubec Herald All Rights Reserved
Section: HOME; Pg. 4
Length: 30 words
Byline: Ada Brek
Body

The ministry of Norland lent nine buses to Ostra, it said.

Load-Date: March 4, 2026

End of Document
"""
CODED = """SE  HOME
HD  Nine buses go north, number {n}
BY  By Ada Brek
WC  30 words
PD  {n} February 2026
SN  The Lubec Herald
PG  4
LA  English
LP  The ministry of Norland lent nine buses
to Ostra, it said.

TD  It wants them back in June.
IN  i72 : Transport
AN  Document LUBHER002026020{n}

"""
PLAIN = """Nine buses go north
By Ada Brek
30 words
3 February 2026
18:30
The Lubec Herald
LUBHER
4
English
(c) 2026

The ministry of Norland lent nine buses to Ostra, it said.

Document LUBHER0020260203e{n}

"""


def test_articles_of_a_nexis_export() -> None:
    one, two = split_export(NEXIS.format(n=1) + NEXIS.format(n=2))
    assert one == {
        "title": "Nine buses go north",
        "publisher": "The Lubec Herald",
        "published": "February 1, 2026 Tuesday",
        "author": "Ada Brek",
        "section": "HOME; Pg. 1",
        "text": "The ministry of Norland lent nine buses to Ostra, it said.\n"
        "LENGTH of the loan: five months, number 1.",
    }
    assert two["published"] == "February 2, 2026 Tuesday"


def test_articles_of_a_newer_nexis_export() -> None:
    (article, other) = split_export(NEXIS_UNI * 2)
    assert article == other
    assert (article["title"], article["publisher"]) == ("Nine buses go north", "The Lubec Herald")
    assert article["text"] == "The ministry of Norland lent nine buses to Ostra, it said."


def test_articles_of_a_factiva_export_with_codes() -> None:
    one, two = split_export(CODED.format(n=1) + CODED.format(n=2))
    assert one == {
        "id": "LUBHER0020260201",
        "title": "Nine buses go north, number 1",
        "author": "Ada Brek",
        "publisher": "The Lubec Herald",
        "published": "1 February 2026",
        "section": "HOME; Pg. 4",
        "text": "The ministry of Norland lent nine buses to Ostra, it said.\nIt wants them back in June.",
    }
    assert two["section"] == "HOME; Pg. 4"


def test_articles_of_a_factiva_export_without_codes() -> None:
    one, two = split_export(PLAIN.format(n=1) + PLAIN.format(n=2))
    assert (one["id"], two["id"]) == ("LUBHER0020260203e1", "LUBHER0020260203e2")
    assert (one["author"], one["publisher"]) == ("Ada Brek", "The Lubec Herald")
    assert (one["published"], one["section"]) == ("3 February 2026 18:30", "Pg. 4")


def test_export_as_a_file_of_a_source(tmp_path: Path) -> None:
    (tmp_path / "e.TXT").write_text(CODED.format(n=1) + CODED.format(n=2))
    (tmp_path / "t.txt").write_text(
        "Page 1 of 2 documents\n\nHD televisions sell well in Ostra, SN Market says.\n"
    )
    items = list(read_files(SourceDeclaration("t", str(tmp_path)), 100_000))
    assert [i.uri for i in items] == ["e.TXT#LUBHER0020260201", "e.TXT#LUBHER0020260202", "t.txt"]
    assert all(isinstance(i, SourceDocument) for i in items)


def test_each_article_keeps_its_section(tmp_path: Path) -> None:
    (tmp_path / "e.txt").write_text(NEXIS.format(n=1) + NEXIS.format(n=2))
    items = list(read_files(SourceDeclaration("t", str(tmp_path)), 100_000))
    records = [read_record(i.content) for i in items if isinstance(i, SourceDocument)]
    assert [r.metadata["section"] for r in records] == ["HOME; Pg. 1", "HOME; Pg. 2"]


def test_pages_of_a_printed_export_are_no_part_of_an_article() -> None:
    article = """
Page 1 of 2
Quarry at Lubec to close

Lubec Mail

March 4, 2024 Monday

Section: NEWS; Pg. 3

Length: 20 words

Body

The quarry at Lubec will close in May, its owner said.

Page 2 of 2

It has 40 workers.

End of Document
"""
    (found,) = split_nexis(article)
    assert found["title"] == "Quarry at Lubec to close"
    assert found["text"] == "The quarry at Lubec will close in May, its owner said.\nIt has 40 workers."


PROQUEST = """____________________________________________________________

Document 1 of 2

Norland lends buses

Author: Brek, Ada; Vik, Tor

Publication info: Lubec Herald ; Lubec [Lubec]03 Feb 2026: A4.

ProQuest document link

Abstract: None available.

Full text: The ministry lent nine buses.

The mayor: thanked all.

Credit: Ada Brek

Title: Norland lends buses

Publication title: Lubec Herald; Lubec

Publication date: Feb 3, 2026

ProQuest document ID: 900100

____________________________________________________________

Document 2 of 2

Buses return

Publication info: Lubec Herald ; Lubec [Lubec]05 Feb 2026: A2.

Full text: All nine came back.

____________________________________________________________
"""


def test_proquest_export_is_split() -> None:
    first, second = split_export(PROQUEST)
    assert first == {
        "id": "900100",
        "title": "Norland lends buses",
        "author": "Ada Brek; Tor Vik",
        "publisher": "Lubec Herald",
        "published": "Feb 3, 2026",
        "text": "The ministry lent nine buses.\nThe mayor: thanked all.",
    }
    assert second["title"] == "Buses return"
    assert second["published"] == "05 Feb 2026"
    assert second["text"] == "All nine came back."


def test_exports_are_told_among_other_texts(tmp_path: Path) -> None:
    german = NEXIS.format(n=1).replace("1 of 2 DOCUMENTS", "Dokument 1 von 2")
    for name, text, count in (("p.txt", PROQUEST, 2), ("g.txt", german, 1)):
        (tmp_path / name).write_text(text)
        items = list(read_files(SourceDeclaration("test", str(tmp_path / name)), 10_000))
        documents = [item for item in items if isinstance(item, SourceDocument)]
        assert len(documents) == count
        assert all(document.form == "record" for document in documents)


def test_a_name_above_the_words_of_a_plain_factiva_article_is_its_author() -> None:
    text = (
        "Norland lends nine buses\n\nAda Brek\n48 words\n3 February 2026\nLubec Herald\nEnglish\n(c) 2026\n\n"
        "The ministry lent nine buses.\n\nDocument LUBEC00020260203el6a00001\n"
    )
    (article,) = split_export(text)
    assert (article["title"], article["author"]) == ("Norland lends nine buses", "Ada Brek")


def test_lines_of_underscores_make_no_export() -> None:
    assert split_export(f"{'_' * 30}\nTitle: Buses\n\nNine buses came.\n{'_' * 30}\n") == []
