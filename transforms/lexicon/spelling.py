"""Fold spellings: case, accents, hyphens, apostrophes and abbreviation points make no other name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.csv_data import read_csv
from transforms.lexicon.small_words import load_small_words

# Letters that have no decomposition into a plain letter and an accent.
PLAIN = str.maketrans(
    {
        **dict(zip("łŁøØđĐıðÐħĦəƏ", "lLoOdDidDhHaA", strict=True)),
        **{"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"},
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("–—‑", "-"),
    }
)


def _to_ascii(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.translate(PLAIN))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower-case ASCII words of a name, without "the", points, apostrophes and hyphens inside words."""
    plain = (name if name.isascii() else _to_ascii(name)).lower()
    words = plain.split()
    if "".join(words).isalpha() and plain.isascii():  # nothing to mend in most names
        return " ".join(words[1:] if words[0] == "the" and len(words) > 1 else words)
    plain = re.sub(r"\bco-(?=operat|ordinat)", "co", plain)
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)|['`]s\b|['`]", "", plain)
    plain = re.sub(r"[^a-z0-9&+]+", " ", plain).strip()
    return plain[4:] if plain.startswith("the ") else plain


@lru_cache(maxsize=1)
def load_spelling_variants() -> dict[str, str]:
    """The spelling that stands for each word of a name; "" for a word that names leave out."""
    rows = read_csv(Path(__file__).with_name("spelling_variants.csv"))
    return {row["word"]: row["canonical"] for row in rows}


def initials(name: str) -> str:
    """The acronym of a name: "Pan American Health Organization" gives "paho"."""
    return "".join(word[0] for word in fold(name).split() if word not in load_small_words())
