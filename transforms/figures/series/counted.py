"""What a figure counts or measures, in one word for all its synonyms: reports of one event then compare.

Of people it is what befell them ("20 villagers injured": injury), of a smaller group this and the group ("3
nurses injured": injury of nurse), of things the thing itself ("patrol boats given to Kenya": vessel).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from transforms.figures.lexicon import load_word_list
from transforms.figures.series.measure_lexicon import FOLDER
from transforms.figures.series.measures import WORD, form_singular
from transforms.lexicon.csv_data import read_csv

ACTIVE = frozenset({"who", "that", "which"})
PARTICIPLE = re.compile(r"ed$")
PHRASE_WORDS = 3


@lru_cache(maxsize=1)
def load_counted_words() -> Mapping[str, Mapping[str, str]]:
    """By kind: the one word for each word or phrase."""
    found: dict[str, dict[str, str]] = {}
    for row in read_csv(FOLDER / "counted_words.csv"):
        found.setdefault(row["kind"], {})[row["word"]] = row["counted"]
    return found


def name_counted(item: str) -> str | None:
    """The one word for what an item counts or measures; None where it names nothing."""
    words = [_form_singular(w.lower()) for w in WORD.findall(item.replace("’s", "").replace("'s", ""))]
    thing = _find_thing(words)
    fates = _find_fates(words)
    if len(fates) > 1:
        return " and ".join(fates)
    if not fates:
        return thing
    if thing is None or thing == "people" or thing in fates:
        return fates[0]
    return f"{fates[0]} of {thing}"


def _form_singular(word: str) -> str:
    """The singular, also of servicemen and policemen."""
    return f"{word[:-3]}man" if word.endswith("men") and len(word) > 5 else form_singular(word)


def _find_fates(words: Sequence[str]) -> list[str]:
    known = load_counted_words()
    found: dict[str, None] = {}
    for at in range(len(words)):
        for phrase in _list_phrases(words, at):
            if phrase in known["own"]:
                found.setdefault(known["own"][phrase])
            elif phrase in known["fate"] and not _is_done_by_them(words, at):
                found.setdefault(known["fate"][phrase])
    return list(found)


def _is_done_by_them(words: Sequence[str], at: int) -> bool:
    """Whether those counted did it to others: "gunmen who killed a guard"; "who were killed" is theirs."""
    before = words[:at]
    active = max((i for i, w in enumerate(before) if w in ACTIVE), default=None)
    return active is not None and not load_word_list("forms_of_be") & set(before[active:])


def _find_thing(words: Sequence[str]) -> str | None:
    """The noun that is counted, its synonyms as one."""
    known = load_counted_words()
    while len(words) > 2 and words[0] in known["whole"] and words[1] == "of":
        words = words[2:]
    end = next((i for i, w in enumerate(words) if w in known["bound"]), len(words))
    named = list(words[:end])
    if _names_fate(named):
        return None
    while len(named) > 1 and _is_participle(named[-1]):
        named.pop()
    for size in range(min(PHRASE_WORDS, len(named)), 0, -1):
        phrase = " ".join(named[-size:])
        for kind in ("thing", "people"):
            if phrase in known[kind]:
                return known[kind][phrase]
    return named[-1] if named and not _names_fate(named) else None


def _names_fate(named: Sequence[str]) -> bool:
    """Whether a phrase ends in a name for what befell people: "death toll", "lives lost", "the injured"."""
    known = load_counted_words()
    is_noun = bool(named) and named[-1] in known["own"]
    ends = {" ".join(named[-size:]) for size in range(1 if len(named) == 1 else 2, PHRASE_WORDS + 1)}
    return is_noun or bool(ends & (known["own"].keys() | known["fate"].keys()))


def _is_participle(word: str) -> bool:
    known = load_counted_words()
    return word in known["participle"] or word in known["fate"] or PARTICIPLE.search(word) is not None


def _list_phrases(words: Sequence[str], at: int) -> list[str]:
    return [" ".join(words[at : at + size]) for size in range(PHRASE_WORDS, 0, -1) if at + size <= len(words)]
