"""Repairs of single characters: odd spaces, invisible characters, ligatures, entities, broken encodings."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from ftfy import fix_encoding
from ftfy.badness import is_bad

from transforms.documents.repair.text_edits import Edit

# Line breaks stay as they are: splitting into lines knows them all.
_SPACES = dict.fromkeys(
    "\t\xa0\u1680\u202f\u205f\u3000\u180e" + "".join(map(chr, range(0x2000, 0x200B))), " "
)
_INVISIBLE = dict.fromkeys(
    "\xad\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u061c\ufff9\ufffa\ufffb\ufffc"
    + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x2070))))
    + "".join(chr(c) for c in (*range(0x00, 0x20), 0x7F) if chr(c) not in "\t\n\r\x0b\x0c\x1c\x1d\x1e"),
    "",
)
_SEPARATORS = dict.fromkeys("\x1c\x1d\x1e", " ")
_HYPHENS = {"\u2010": "-", "\u2011": "-", "\u2212": "-", "\ufe63": "-", "\uff0d": "-"}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_WIDE = {chr(c + 0xFEE0): chr(c) for c in range(0x21, 0x7F) if chr(c).isalnum() or chr(c) in '%$"'}
_C1 = {
    chr(code): "" if code == 0x85 else bytes([code]).decode("cp1252", "ignore")
    for code in range(0x80, 0xA0)
    if code != 0x85  # NEL is a line break
}
_SINGLE = {**_SPACES, **_INVISIBLE, **_SEPARATORS, **_HYPHENS, **_LIGATURES, **_WIDE, **_C1}
_SINGLE_PATTERN = re.compile("[" + "".join(map(re.escape, _SINGLE)) + "]")
_SINGLE_ASCII = re.compile("[" + "".join(re.escape(char) for char in _SINGLE if char.isascii()) + "]")
_JOINER = re.compile(r"(?<![^\x00-\x7f])[\u200c\u200d](?![^\x00-\x7f])")
_APOSTROPHES = "`´ʼʹ′‛＇"
_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])[{_APOSTROPHES}](?=[^\W\d_])")
_DOUBLED_QUOTE = re.compile(
    r"``|(?<![\w'])''(?=\w)|(?<=[\w.,!?])''(?!['\w])|[″〝〞＂](?=\w)|(?<=[\w.,!?])[〝〞＂]"
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
# First and second character of a UTF-8 sequence that was read as windows-1252, -1250 or -1251.
_SUSPECT = re.compile(r"[Â-ôвГРС][^\x00-\x7f]|Ã ")
_SURROGATES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_COMBINED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_MARK = re.compile(r"[\u0300-\u036f]")
_ODD_QUOTE = re.compile(r"``|''|[″〝〞＂]")
_MAX_PIECE = 800


def find_surrogate_edits(text: str) -> Iterator[Edit]:
    """Join surrogate pairs to their character and replace lone surrogates, which no database takes."""
    if not _holds_surrogates(text):
        return
    for match in _SURROGATES.finditer(text):
        pair = match.group()
        new = pair.encode("utf-16", "surrogatepass").decode("utf-16") if len(pair) == 2 else "\ufffd"
        yield Edit(match.start(), match.end(), new)


def _holds_surrogates(text: str) -> bool:
    """Whether a text can't be encoded; much faster than searching it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def find_mojibake_edits(text: str) -> Iterator[Edit]:
    """Undo text that was decoded with the wrong character set ("â€™" for an apostrophe), line by line."""
    if text.isascii() or not _SUSPECT.search(text):
        return
    for line in re.finditer(r"[^\n]+", text):
        if not _SUSPECT.search(line.group()) or not is_bad(line.group()):
            continue
        for piece in re.finditer(rf"[^ ].{{0,{_MAX_PIECE}}}(?= |$)|.+", line.group()):
            yield from _compare(piece.group(), fix_encoding(piece.group()), line.start() + piece.start())


def _compare(old: str, new: str, offset: int) -> Iterator[Edit]:
    """The edits that lead from a damaged text to its repair; plain runs stand in both, in the same order."""
    if old == new:
        return
    old_end = new_end = 0
    for match in re.finditer(r"[\x20-\x7e]+", old):
        place = new.find(match.group(), new_end, new_end + 2 * _MAX_PIECE)
        if place < 0:
            continue
        if old[old_end : match.start()] != new[new_end:place]:
            yield Edit(offset + old_end, offset + match.start(), new[new_end:place])
        old_end, new_end = match.end(), place + len(match.group())
    if old[old_end:] != new[new_end:]:
        yield Edit(offset + old_end, offset + len(old), new[new_end:])


def find_entity_edits(text: str) -> Iterator[Edit]:
    """Replace HTML entities that were left in the text ("&amp;")."""
    for match in _ENTITY.finditer(text):
        new = html.unescape(match.group())
        if new != match.group() and len(new) == 1:
            yield Edit(match.start(), match.end(), " " if new in "\n\r" else new)


def find_character_edits(text: str) -> Iterator[Edit]:
    """Replace characters that mean the same as a plain one, drop those that nobody sees."""
    chars = set(text)  # most texts hold few of the characters that are looked for
    pattern = _SINGLE_ASCII if text.isascii() else _SINGLE_PATTERN
    found = pattern.finditer(text) if not chars.isdisjoint(_SINGLE) else ()
    edits = [Edit(m.start(), m.end(), _SINGLE[m.group()]) for m in found]
    if not text.isascii():
        edits += [Edit(m.start(), m.end(), "") for m in _JOINER.finditer(text)]
        edits += [
            Edit(m.start(), m.end(), new)
            for m in (_COMBINED.finditer(text) if _MARK.search(text) else ())
            if (new := unicodedata.normalize("NFC", m.group())) != m.group()
        ]
    if not chars.isdisjoint(_APOSTROPHES):
        edits += [Edit(m.start(), m.end(), "’") for m in _APOSTROPHE.finditer(text)]
    if _ODD_QUOTE.search(text):
        edits += [Edit(m.start(), m.end(), '"') for m in _DOUBLED_QUOTE.finditer(text)]
    edits.sort(key=lambda e: (e.start, e.end))
    end = 0
    for edit in edits:
        if edit.start >= end:
            yield edit
            end = edit.end
