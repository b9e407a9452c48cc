"""E-mail: one message (.eml), a mailbox (.mbox), and web pages saved as a message (.mht)."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO, cast

from flows.sources.addresses import clean_address
from flows.sources.declaration import is_web_address
from flows.sources.formats.open_file import OpenFile, Reader
from flows.sources.items import SourceItem, make_document, make_record_document
from flows.sources.record import write_record

MAIL_SUFFIXES = (".eml",)
MAILBOX_SUFFIXES = (".mbox", ".mbx")
SAVED_PAGE_SUFFIXES = (".mht", ".mhtml")
_MAIL_START = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2}", re.IGNORECASE)
_MAIL_NAMES = re.compile(rb"^(?:from|subject|received|return-path|message-id|mime-version):", re.I | re.M)
MAILBOX_START = re.compile(rb"From \S+ .*\d{4}")
_PREFIX = re.compile(r"^(?:(?:fwd?|re|aw|wg)\s*:\s*)+", re.IGNORECASE)
# A text part that short beside a page is the line that says where to see the page.
_HIDDEN = re.compile(r"<(?:style|script).*?</(?:style|script)>|<[^>]*>", re.S | re.I)
_SHORT_PART = 0.2
_DOCUMENT_SUFFIXES = (".pdf", ".docx", ".odt", ".rtf", ".txt", ".html", ".htm")


def is_mail(head: bytes) -> bool:
    """Whether bytes begin with the headers of a message."""
    return _MAIL_START.match(head) is not None and len(set(_MAIL_NAMES.findall(head[:4096]))) > 1


def read_mail(file: OpenFile, read_inner: Reader) -> Iterator[SourceItem]:
    """Yield the text of a message, and each document attached to it."""
    content = file.read_all()
    yield from _read_message(file, _parse(content), file.uri, None, read_inner)


def read_mailbox(file: OpenFile, read_inner: Reader) -> Iterator[SourceItem]:
    """Yield the messages of a mailbox; the uri of one is `file.mbox#message-id`."""
    for number, content in enumerate(_split_mailbox(file.stream, file.max_bytes), 1):
        if content is None:
            yield file.refuse("TooLargeError", f"message {number} is larger than {file.max_bytes:,} bytes")
            continue
        message = _parse(content)
        identity = str(message.get("Message-ID") or "").strip(" <>") or f"message-{number}"
        place = f"message {number} of {file.uri}"
        yield from _read_message(file, message, f"{file.uri}#{identity}", place, read_inner)


def read_saved_page(file: OpenFile) -> Iterator[SourceItem]:
    """Yield the page of a .mht file, its first part in HTML; an address it states becomes its uri."""
    content = file.read_all()
    message = _parse(content)
    page = next(
        (p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if page is None:
        yield file.refuse("SavedPageError", "a saved page without a part in HTML")
        return
    stated = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    yield make_document(
        file.source,
        file.uri,
        cast(bytes, page.get_payload(decode=True) or b""),
        media_type="text/html",
        charset=page.get_content_charset(),
        metadata={"url": clean_address(stated)} if is_web_address(stated) else None,
    )


def _parse(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


def _read_message(
    file: OpenFile, message: EmailMessage, uri: str, place: str | None, read_inner: Reader
) -> Iterator[SourceItem]:
    plain, page = _find_text(message)
    attached = list(_list_attached(message))
    if not (plain or page) and not attached:
        yield file.refuse("MailError", f"{place or 'the message'} has no text")
        return
    name, address = parseaddr(_header(message, "From") or "")
    fields = {
        "title": _PREFIX.sub("", _header(message, "Subject") or ""),
        "published": _read_date(message),
        "publisher": name or address.rpartition("@")[2],
    }
    if plain or page:
        text = {"html": page} if page else {"text": plain}
        yield make_record_document(file.source, uri, write_record(fields | text), place)
    for attached_name, content in attached:
        inner = file.enter(io.BytesIO(content), f"{uri}/{attached_name}", attached_name)
        yield from read_inner(inner)


def _find_text(message: EmailMessage) -> tuple[str, str]:
    """The text of a message as (plain text, ""), or ("", HTML) where the plain part says next to nothing."""
    plain = _decode(message.get_body(preferencelist=("plain",)))
    page = _decode(message.get_body(preferencelist=("html",)))
    visible = len(_HIDDEN.sub("", page).split())
    if page and len(plain.split()) < _SHORT_PART * visible:
        return "", page
    return (plain, "") if plain.strip() else ("", page)


def _decode(part: object) -> str:
    """The text of a part; in a character set that is unknown, as Python guesses it."""
    if not isinstance(part, EmailMessage):
        return ""
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _list_attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for part in message.iter_attachments() if message.is_multipart() else ():
        name = str(part.get_filename() or "").replace("\\", "/").rsplit("/", 1)[-1]
        payload = part.get_payload(decode=True)
        if name.lower().endswith(_DOCUMENT_SUFFIXES) and isinstance(payload, bytes):
            yield name, payload


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError):  # headers that the standard library stumbles over
        return None
    return " ".join(str(value).split()) if value else None


def _read_date(message: EmailMessage) -> str | None:
    stated = _header(message, "Date")
    try:
        return parsedate_to_datetime(stated).isoformat() if stated else None
    except (ValueError, TypeError):
        return stated


def _split_mailbox(stream: BinaryIO, max_bytes: int) -> Iterator[bytes | None]:
    """The messages of a mailbox; None for one that is too large."""
    lines: list[bytes] = []
    size, is_after_empty = 0, True
    for line in stream:
        if is_after_empty and MAILBOX_START.match(line):
            if lines:
                yield None if size > max_bytes else b"".join(lines)
            lines, size = [], 0
        else:
            size += len(line)
            if size <= max_bytes:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        is_after_empty = not line.strip()
    if lines:
        yield None if size > max_bytes else b"".join(lines)
