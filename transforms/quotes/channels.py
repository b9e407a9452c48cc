"""Where something was said: read from the words around the cue, by the table `channels.csv`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from spacy.tokens import Token

from schemas.quotes import QuoteChannel
from transforms.language.parsed_document import ParsedDocument
from transforms.language.token_words import WordFinder
from transforms.lexicon.csv_data import read_csv
from transforms.quotes.cues import load_cues
from transforms.quotes.stretch import Stretch


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """The channel by verb, by noun (and compound), by platform, and the nouns that speak themselves."""

    verbs: dict[str, QuoteChannel]
    nouns: dict[str, QuoteChannel]
    platforms: dict[str, QuoteChannel]
    speaking: frozenset[str]


@lru_cache(maxsize=1)
def load_channels() -> ChannelWords:
    """Load the table once."""
    rows = read_csv(Path(__file__).with_name("channels.csv"))
    by_kind: dict[str, dict[str, QuoteChannel]] = {"verb": {}, "noun": {}, "platform": {}}
    for row in rows:
        by_kind[row["kind"]][row["word"]] = cast(QuoteChannel, row["channel"])
    speaking = frozenset(row["word"] for row in rows if row["speaks"] == "yes")
    return ChannelWords(by_kind["verb"], by_kind["noun"], by_kind["platform"], speaking)


def add_channels(parsed: ParsedDocument, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with their channels; those of one quotation share it."""
    telling = _list_telling(parsed) if stretches else []
    channels = [s.channel or _find_channel(parsed, s, stretches, telling) for s in stretches]
    shared = {s.group_start: c for s, c in zip(stretches, channels, strict=True) if s.group_start >= 0 and c}
    channels = [c or shared.get(s.group_start) for s, c in zip(stretches, channels, strict=True)]
    return [s if c is None else replace(s, channel=c) for s, c in zip(stretches, channels, strict=True)]


def _list_telling(parsed: ParsedDocument) -> list[int]:
    """Numbers of the tokens that may end a noun or the name of a platform of the table."""
    return sorted({n for finder in _make_finders() for n in finder.number_tokens(parsed.doc)})


@lru_cache(maxsize=1)
def _make_finders() -> tuple[WordFinder, WordFinder]:
    words = load_channels()
    nouns, platforms = (frozenset(w.split()[-1] for w in names) for names in (words.nouns, words.platforms))
    return WordFinder("lemma", nouns), WordFinder("orth", platforms)


def _find_channel(
    parsed: ParsedDocument, stretch: Stretch, stretches: Sequence[Stretch], telling: Sequence[int]
) -> QuoteChannel | None:
    at = stretch.cue_at if stretch.cue_at is not None else stretch.start
    span = parsed.doc.char_span(at, at + 1, alignment_mode="expand")
    if span is None:
        return None
    words, cue = load_channels(), span[0]
    if stretch.cue_at is not None and cue.lemma_.lower() in words.verbs:
        return words.verbs[cue.lemma_.lower()]
    start, end = parsed.sentence_tokens[parsed.sentence_no_at(at)]
    near = telling[bisect_left(telling, start) : bisect_left(telling, end)]
    for token in (parsed.doc[i] for i in near):
        if any(s.start <= token.idx < s.end for s in stretches if s is not stretch or s.direct):
            continue
        is_content = stretch.start <= token.idx < stretch.end
        channel = None if is_content else _channel_of(token, cue)
        if channel is not None:
            return channel
    return None


def _channel_of(token: Token, cue: Token) -> QuoteChannel | None:
    words = load_channels()
    preposition = token.head.lower_ if token.dep_ == "pobj" else ""
    written = " ".join(t.text for t in token.doc[max(0, token.i - 1) : token.i + 1])
    if token.i and token.nbor(-1).lower_ == "on" and token.text in words.platforms:
        return words.platforms[token.text]
    if written in words.platforms:
        return words.platforms[written]
    compound = " ".join([*(c.lower_ for c in token.lefts if c.dep_ == "compound"), token.lemma_.lower()])
    key = next((k for k in (compound, *_shorter(compound)) if k in words.nouns), None)
    if key is None:
        return None
    is_place = preposition in load_cues().channel_prepositions
    is_told = token.head.i == cue.i and token.dep_ in ("dobj", "dative")
    is_speaking = key in words.speaking and token.head.i == cue.i and token.dep_ == "nsubj"
    return words.nouns[key] if is_place or is_told or is_speaking else None


def _shorter(compound: str) -> list[str]:
    """The compound without its first words, one by one."""
    parts = compound.split()
    return [" ".join(parts[n:]) for n in range(1, len(parts))]
