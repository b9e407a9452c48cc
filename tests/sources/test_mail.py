"""Messages, mailboxes and pages saved as a message."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import read_files
from flows.sources.items import SourceDocument, SourceItem, UnreadableItem
from flows.sources.record import read_record

TEXT = "The ministry of Norland lent nine buses to Ostra on Monday, the minister said.\n"
PAGE = "<html><body><p>" + "The ministry lent nine buses to Ostra. " * 9 + "</p></body></html>"


def read(path: Path) -> list[SourceItem]:
    return list(read_files(SourceDeclaration("t", str(path)), 100_000))


def make_message(number: int = 1) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Norland Ministry of Tránsport <press@ministry.example>"
    message["Subject"] = "Fwd: Nine büses go north"
    message["Date"] = "Tue, 03 Feb 2026 18:30:00 +0200"
    message["Message-ID"] = f"<n{number}@ministry.example>"
    message.set_content(TEXT)
    return message


def test_message_with_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(bytes(make_message()))
    (item,) = read(tmp_path)
    assert isinstance(item, SourceDocument)
    record = read_record(item.content)
    assert item.uri == "m.eml"
    assert record.content.decode() == TEXT
    assert record.metadata == {
        "title": "Nine büses go north",
        "published": "2026-02-03T18:30:00+02:00",
        "publisher": "Norland Ministry of Tránsport",
    }


def test_newsletter_whose_plain_part_says_nothing(tmp_path: Path) -> None:
    message = make_message()
    message.set_content("See this mail in your browser: https://ministry.example/1")
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(
        b"The annex names all nine buses.", maintype="text", subtype="plain", filename="a.txt"
    )
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    (tmp_path / "m.eml").write_bytes(bytes(message))
    letter, annex = read(tmp_path)
    assert isinstance(letter, SourceDocument)
    assert read_record(letter.content).media_type == "text/html"
    assert annex.uri == "m.eml/a.txt"


def test_mailbox(tmp_path: Path) -> None:
    box = b"".join(
        b"From press@ministry.example Tue Feb  3 18:30:00 2026\n"
        + bytes(make_message(n))
        + b"\n>From here on\n\n"
        for n in (1, 2)
    )
    (tmp_path / "all.mbox").write_bytes(box)
    (tmp_path / "inbox").write_bytes(box)  # as mail programs name them
    items = read(tmp_path)
    assert [i.uri for i in items] == [
        "all.mbox#n1@ministry.example",
        "all.mbox#n2@ministry.example",
        "inbox#n1@ministry.example",
        "inbox#n2@ministry.example",
    ]
    assert isinstance(items[0], SourceDocument)
    assert read_record(items[0].content).content.decode().rstrip().endswith("From here on")


def test_saved_page(tmp_path: Path) -> None:
    (tmp_path / "p.mht").write_bytes(
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://lubec.example/a?utm_source=x\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
        b"Content-Type: text/html; charset=cp1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><p>Caf=E9 closed.</p></html>\r\n--B--\r\n"
    )
    (item,) = read(tmp_path)
    assert isinstance(item, SourceDocument)
    assert (item.media_type, item.charset) == ("text/html", "cp1252")
    assert b"Caf\xe9 closed." in item.content
    assert item.metadata["url"] == "https://lubec.example/a"


def test_message_without_text_is_told(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Nothing"
    (tmp_path / "m.eml").write_bytes(bytes(message))
    (item,) = read(tmp_path)
    assert isinstance(item, UnreadableItem)
    assert "no text" in item.reason
