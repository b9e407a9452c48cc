"""Two hundred inputs that a pipeline may meet on a bad day; generated, the same every time."""

# ruff: noqa: E501

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

SENTENCE = (
    "The harbour of Oslo has 14 cranes, 4 percent more than in May, and Ann Lee painted them on Tuesday. "
)
TEXT = SENTENCE * 2
PAGE = "<html><head><title>A title</title></head><body><article>{}</article></body></html>"


def write_inputs(folder: Path) -> int:
    """Write all inputs below a folder; returns how many files that are."""
    count = 0
    for name, content in list_inputs():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count += 1
    return count


def list_inputs() -> Iterator[tuple[str, bytes]]:
    """Names and contents."""
    yield from _empty()
    yield from _encodings()
    yield from _characters()
    yield from _huge()
    yield from _markup()
    yield from _binary()
    yield from _records()
    yield from _noise()


def _empty() -> Iterator[tuple[str, bytes]]:
    contents = [
        b"",
        b" ",
        b"\n" * 500,
        b"\t \r\n",
        b"\xef\xbb\xbf",
        b"\x00",
        "\u200b\u200b\n\ufeff".encode(),
        b"\x0c\x0b",
    ]
    for n, content in enumerate(contents):
        yield f"empty/{n}.txt", content
        yield f"empty/{n}.html", content


def _encodings() -> Iterator[tuple[str, bytes]]:
    text = TEXT + "Café, “naïve”, Łódź, Zürich, 12 €."
    for name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp1251", "cp437",
                 "shift_jis", "gb18030", "euc-kr", "koi8-r", "utf-7", "cp500"):  # fmt: skip
        yield f"encodings/{name}.txt", text.encode(name, "replace")
        declared = f'<html><head><meta charset="utf-8"></head><body><p>{text}</p></body></html>'
        yield f"encodings/{name}.html", declared.encode(name, "replace")
    yield "encodings/cut.txt", (text * 3).encode()[:-1] + b"\xe2\x82"
    yield "encodings/mixed.txt", text.encode() + text.encode("cp1252", "replace") + text.encode("utf-16")
    yield "encodings/surrogates.txt", (TEXT + "\ud800 \udfff " + TEXT).encode("utf-8", "surrogatepass")
    yield "encodings/nonsense_meta.html", b'<meta charset="klingon"><p>' + TEXT.encode()
    yield "encodings/odd_bom.txt", b"\xff\xfe" + TEXT.encode()
    yield "encodings/half_utf16.txt", TEXT.encode("utf-16")[:-1]


def _characters() -> Iterator[tuple[str, bytes]]:
    for n, code in enumerate(["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029",
                              "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2060", "\u2066",
                              "\ufeff", "\ufffc", "\ufffd", "\ufffe", "\U000e0001", "\u0301", "\xad", "\r", "\u3000"]):  # fmt: skip
        yield f"characters/{n}.txt", (TEXT.replace(" ", code + " ")).encode("utf-8")
    yield "characters/arabic.txt", ("وقع الوزير اتفاقا مع النرويج يوم الثلاثاء. " * 20).encode()
    yield "characters/emoji.txt", ("👩‍👩‍👧‍👦🏳️‍🌈 " * 60 + TEXT).encode()
    yield "characters/zalgo.txt", ("".join(c + "\u0300\u0316\u0489" * 8 for c in TEXT)).encode()
    yield (
        "characters/wide.txt",
        "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in TEXT).encode(),
    )
    yield (
        "characters/bold.txt",
        "".join(chr(0x1D400 + ord(c) - 65) if "A" <= c <= "Z" else c for c in TEXT.upper()).encode(),
    )


def _huge() -> Iterator[tuple[str, bytes]]:
    yield "huge/digits.txt", b"7" * 5_000_000
    yield "huge/spaced_digits.txt", b"7 " * 2_000
    yield "huge/line.txt", (SENTENCE * 30).encode()
    yield "huge/word.txt", b"a" * 300_000
    yield "huge/lines.txt", b"short line\n" * 500
    yield "huge/empty_lines.txt", b"\n" * 500_000 + TEXT.encode()
    yield "huge/dots.txt", b"." * 200_000
    yield "huge/quotes.txt", b'"' * 3_000 + TEXT.encode()
    yield "huge/brackets.txt", b"(" * 2_000 + TEXT.encode()
    yield "huge/commas.txt", ", ".join(["bread"] * 1_000).encode()
    yield "huge/dates.txt", ("on 3 May 2024, " * 200).encode()
    yield "huge/names.txt", ("President Ann Lee met Bo Li and " * 80).encode()
    yield "huge/money.txt", ("$1,234,567.89 million and " * 120).encode()
    yield "huge/nested_clauses.txt", ("He said that " * 150 + "it rained.").encode()
    yield "huge/too_large.txt", b"x " * 6_000_000
    yield "huge/hyphens.txt", b"-" * 100_000
    yield "huge/number.txt", b"The debt is " + b"9" * 5_000 + b" dollars."
    yield "huge/exponent.txt", b"The value is 1e999999 and 10^99999 and 1/0 percent, 0/0, -0, 1e-9999 euros."
    yield (
        "huge/years.txt",
        b"In 99999 AD, in the year 0, on 31 February 2023, on 2024-13-45, at 25:61, in 10000000 years.",
    )


def _markup() -> Iterator[tuple[str, bytes]]:
    yield "markup/deep.html", b"<div>" * 10_000 + TEXT.encode() + b"</div>" * 10_000
    yield "markup/deep_open.html", b"<b>" * 1_000 + TEXT.encode()
    yield "markup/deep_list.html", b"<ul><li>" * 5_000 + TEXT.encode()
    yield "markup/deep_table.html", b"<table><tr><td>" * 3_000 + TEXT.encode()
    yield "markup/attributes.html", b"<p " + b'a="b" ' * 500 + b">" + TEXT.encode()
    yield (
        "markup/entities.html",
        PAGE.format("<p>" + "&amp;" * 5_000 + "&#x110000;&#0;&nosuch;" + TEXT).encode(),
    )
    yield "markup/script.html", PAGE.format("<script>" + "var x=1;" * 50_000 + "</script>").encode()
    yield "markup/unclosed_comment.html", b"<html><body><p>" + TEXT.encode() + b"<!-- " + b"x" * 100_000
    yield "markup/unclosed_tag.html", b"<html><body><p>" + TEXT.encode() + b"<a href='"
    yield "markup/only_tags.html", b"<html><head></head><body></body></html>"
    yield "markup/no_tags.html", TEXT.encode()
    yield (
        "markup/bad_ld.html",
        PAGE.format('<script type="application/ld+json">{"a": [}</script>' + TEXT).encode(),
    )
    nested = "[" * 20_000 + "]" * 20_000
    yield (
        "markup/deep_ld.html",
        PAGE.format(f'<script type="application/ld+json">{nested}</script>' + TEXT).encode(),
    )
    yield "markup/cdata.xml", b"<rss><channel><item><![CDATA[" + TEXT.encode() + b"]]></item></channel></rss>"
    bomb = "".join(f'<!ENTITY a{n} "{("&a" + str(n - 1) + ";") * 10}">' for n in range(1, 10))
    yield (
        "markup/bomb.xml",
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{bomb}]><rss><channel><title>&a9;</title></channel></rss>'.encode(),
    )
    yield (
        "markup/cut.xml",
        b"<rss version='2.0'><channel><item><title>Cut</title><description>" + TEXT.encode(),
    )
    yield "markup/other.xml", b"<?xml version='1.0'?><catalog><book/></catalog>"
    yield "markup/heads.md", b"#" * 1_000 + b" " + TEXT.encode()
    yield "markup/links.md", b"[a](" * 5_000 + TEXT.encode()
    yield "markup/frameset.html", b"<frameset><frame src='x'></frameset>"


def _binary() -> Iterator[tuple[str, bytes]]:
    heads = [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"PK\x03\x04", b"\x1f\x8b\x08\x00",
             b"\x7fELF", b"MZ\x90\x00", b"SQLite format 3\x00", b"\xd0\xcf\x11\xe0", b"OggS", b"RIFF"]  # fmt: skip
    noise = random.Random(1).randbytes(3_000)
    for n, head in enumerate(heads):
        yield f"binary/{n}.txt", head + noise
        yield f"binary/{n}.html", head + noise
    yield "binary/scan.pdf", b"%PDF-1.4 " + noise
    yield "binary/photo.jpg", b"\xff\xd8" + noise
    yield "binary/data.bin", noise
    yield "binary/no_extension", noise


def _records() -> Iterator[tuple[str, bytes]]:
    good = json.dumps({"id": "good", "text": TEXT}).encode()
    yield "records/cut.jsonl", good + b'\n{"id": "cut", "text": "The end is'
    yield "records/not_gzip.jsonl.gz", good
    whole = gzip.compress(
        b"".join(json.dumps({"id": n, "text": f"{n}. {TEXT}"}).encode() + b"\n" for n in range(3))
    )
    yield "records/cut.jsonl.gz", whole[: len(whole) - 40]
    yield "records/tail.jsonl.gz", whole + b"garbage after the end"
    yield "records/deep.jsonl", b"[" * 100_000 + b"\n" + b'{"a":' * 50_000
    yield (
        "records/types.jsonl",
        b'{"id": {}, "text": 5}\n{"id": "t", "text": ["x"]}\nnull\n7\n"text"\n{"text": ""}',
    )
    yield "records/surrogate.jsonl", b'{"id": "s\\ud800", "text": "' + TEXT.encode() + b'\\udcff"}'
    yield "records/nan.jsonl", b'{"id": NaN, "text": "' + TEXT.encode() + b'", "published": Infinity}'
    yield (
        "records/dates.jsonl",
        b'{"id": "d", "text": "' + TEXT.encode() + b'", "published": "0000-99-99T99:99"}',
    )
    yield (
        "records/long_fields.jsonl",
        json.dumps({"id": "x" * 100_000, "text": TEXT, "title": "T" * 100_000}).encode(),
    )
    yield "records/twice.jsonl", good + b"\n" + good.replace(b"minister", b"mayor")
    yield "records/latin.jsonl", b'{"id": "l", "text": "caf\xe9"}'
    yield "records/bad.parquet", b"PAR1" + bytes(100) + b"PAR1"
    yield "records/empty.parquet", b""
    yield "records/empty.jsonl", b""
    yield "records/control.jsonl", b'{"id": "c", "text": "a\x00b\x01c"}'


def _noise() -> Iterator[tuple[str, bytes]]:
    rng = random.Random(7)
    words = TEXT.split()
    for n in range(20):
        shuffled = [
            rng.choice(words) + rng.choice(["", "", ",", ".", "\n", " -", "…", "%", "$"]) for _ in range(300)
        ]
        yield f"noise/shuffled_{n}.txt", " ".join(shuffled).encode()
    for n in range(20):
        damaged = bytearray(TEXT.encode())
        for _ in range(60):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        yield f"noise/damaged_{n}.txt", bytes(damaged)
    for n in range(10):
        points = [
            rng.choice([rng.randrange(32, 0xD800), rng.randrange(0xE000, 0x110000)]) for _ in range(400)
        ]
        yield f"noise/unicode_{n}.txt", "".join(map(chr, points)).encode()
