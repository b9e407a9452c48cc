"""The two countries that "the two countries", "both sides" or a bare "mutual trade" stand for."""

from __future__ import annotations

import re

from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.figures.series.measure_lexicon import load_measure_words
from transforms.lexicon.patterns import load_pattern

REACH = 4
PAIR = load_pattern("figures", "pair")
BARE = re.compile(r"\b(?:mutual|bilateral)\b", re.IGNORECASE)
COUNTRY = "country"


def names_pair(item: str) -> bool:
    """Whether an item takes up two parties that were named before."""
    pairs = load_measure_words()["pair"]
    words = {word.lower() for match in PAIR.finditer(item) for word in match.groups() if word}
    return bool(words & pairs) or BARE.search(item) is not None


def find_pair(actors: ActorFindings, sentence_no: int, before: int) -> tuple[str, str] | None:
    """The two countries told last before a character, within some sentences; None where more are told.

    "Belarusian and Russian presidents" tells of two as well: their countries count.
    """
    found: dict[str, None] = {}
    for number in range(sentence_no, max(-1, sentence_no - REACH), -1):
        for mention in actors.mentions_by_sentence.get(number, ()):
            key = _find_country(actors, mention)
            if key is not None and mention.char_start < before:
                found.setdefault(key)
        if len(found) >= 2:
            break
    one, *others = sorted(found) or [""]
    return (one, others[0]) if len(others) == 1 else None


def list_countries(actors: ActorFindings, sentence_no: int) -> list[str]:
    """Keys of the countries that a sentence names, in order."""
    mentions = actors.mentions_by_sentence.get(sentence_no, ())
    keys = (m.actor_id for m in mentions if m.actor_id in actors.actor_by_key)
    return list(dict.fromkeys(k for k in keys if actors.actor_by_key[k].type == COUNTRY))


def _find_country(actors: ActorFindings, mention: Mention) -> str | None:
    """Key of the country of a mention, where the document names that country itself."""
    actor = actors.actor_by_key.get(mention.actor_id or "")
    if actor is None or mention.kind == "pronoun":
        return None
    if actor.type == COUNTRY:
        return actor.entity_key
    key = f"{COUNTRY}/{actor.country_code}"
    return key if key in actors.actor_by_key and actor.type in ("person", "organisation") else None
