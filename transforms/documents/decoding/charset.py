"""The character set of bytes: what the bytes prove, then what the document declares, then a guess."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Labels that mean windows-1252 in practice (as browsers read them).
_WESTERN = frozenset(("ascii", "iso8859-1", "cp1252"))
_META = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,80}?encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I
)
_HEAD = 4096
_GUESS_SAMPLE = 65536
_MAX_DAMAGED = 0.002  # share of undecodable sequences in a text that is otherwise UTF-8


def find_wide_charset(content: bytes) -> str | None:
    """The character set of text with a byte order mark, or of UTF-16 without one; None for other bytes."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    head = content[:_HEAD]
    if len(head) < 8 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if even > 0.7 and odd < 0.1:
        return "utf-16-be"
    return "utf-16-le" if odd > 0.7 and even < 0.1 else None


def decode_text(content: bytes, declared: str | None) -> tuple[str, str]:
    """Decode bytes that are text, and name the character set used.

    UTF-8 is tried first whatever is declared: text in another character set is next to never valid UTF-8.
    A declared set is believed where the bytes are valid in it; else charset-normalizer guesses; at last,
    windows-1252.
    """
    wide = find_wide_charset(content)
    if wide is not None:
        return content.decode(wide, "replace").removeprefix("\ufeff"), wide.removesuffix("-sig")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    lenient = content.decode("utf-8", "replace")
    if _is_mostly_utf8(content, lenient):
        return lenient, "utf-8"
    for name in (declared, _find_declaration(content)):
        codec = _look_up(name)
        if codec is None or codec == "utf-8":
            continue
        try:
            text = content.decode(codec)
        except UnicodeError:
            continue
        # Servers declare Latin-1 by default: other alphabets read with it are noise, and are guessed.
        if codec != "cp1252" or _looks_western(text):
            return text, codec
    return _guess(content)


def _is_mostly_utf8(content: bytes, lenient: str) -> bool:
    """Whether a few bytes are broken in what is UTF-8 otherwise (a page cut in the middle of a letter)."""
    damaged = lenient.count("\ufffd")
    multibyte = len(content) - len(lenient)
    return damaged <= max(1, _MAX_DAMAGED * len(lenient)) and multibyte > 4 * damaged


def _find_declaration(content: bytes) -> str | None:
    match = _META.search(content[:_HEAD])
    return match[1].decode("ascii", "replace") if match else None


def _look_up(name: str | None) -> str | None:
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name.startswith(("utf-7", "idna", "punycode")):
        return None
    return "cp1252" if found.name in _WESTERN else found.name


def _guess(content: bytes) -> tuple[str, str]:
    try:
        # What cp1252 leaves undefined is next to never used, so that most western text is valid in it.
        western = content.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and _looks_western(western):
        return western, "cp1252"
    best = from_bytes(content[:_GUESS_SAMPLE]).best()
    if best is not None:
        return content.decode(best.encoding, "replace"), best.encoding
    return content.decode("cp1252", "replace"), "cp1252"


def _looks_western(text: str) -> bool:
    """Whether the characters above ASCII are quotes, dashes and single accented letters among plain ones."""
    high = len(re.findall(r"[^\x00-\x7f]", text))
    return high < 0.08 * len(text) and not re.search(r"[À-ÿ]{4}", text)
