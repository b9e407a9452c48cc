"""Names that the model found once and missed elsewhere: the same words, or a person's surname."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.tables import read_words
from transforms.actors.words import Words

SURE_TYPES = {"person", "organisation", "location"}


def find_repeated(words: Words, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """New spans where a name found elsewhere in the text stands again, longest first, none overlapping.

    Single words are repeated only when they are the surname of a person named in full, or a name of
    which the model saw two occurrences alike.
    """
    taken = {i for s in spans if s.type != "product" for i in range(s.first, s.last)}
    wanted: dict[str, dict[tuple[str, ...], NameSpan]] = {}
    seen: dict[tuple[str, ...], int] = {}
    for span in spans:
        if span.type not in SURE_TYPES or span.last - span.first > 7:
            continue
        if span.entry is not None and span.entry.kind != "person":
            continue
        parts = tuple(words.text[span.first : span.last])
        seen[parts] = seen.get(parts, 0) + 1
        if len(parts) > 1:
            wanted.setdefault(parts[0], {}).setdefault(parts, span)
            if span.type == "person" and len(parts[-1]) > 1 and parts[-1][0].isupper():
                wanted.setdefault(parts[-1], {}).setdefault(parts[-1:], span)
        elif seen[parts] > 1 and len(parts[0]) > 2:
            wanted.setdefault(parts[0], {}).setdefault(parts, span)
    loose = {i: s for s in spans if s.entry is None for i in range(s.first, s.last)}
    return _scan(words, wanted, taken, loose)


def find_famous(words: Words, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """New spans where a surname stands that everybody knows and the model overlooked ("India's Modi")."""
    taken = {i for s in spans if s.type != "product" for i in range(s.first, s.last)}
    famous = read_words("famous_surnames.txt")
    return [
        NameSpan(i, i + 1, "person", "PERSON", None, "famous")
        for i, text in enumerate(words.text)
        if text in famous and i not in taken and words.tag[i] == "NNP" and not _part_of_other_name(words, i)
    ]


def drop_covered(spans: Sequence[NameSpan], found: Sequence[NameSpan]) -> list[NameSpan]:
    """The spans without those that lie in a longer name found again ("Consumer" in "Consumer Watchdog")."""
    longer = {i for s in found for i in range(s.first, s.last)}
    return [s for s in spans if s.first not in longer]


def _scan(
    words: Words,
    wanted: dict[str, dict[tuple[str, ...], NameSpan]],
    taken: set[int],
    loose: dict[int, NameSpan],
) -> list[NameSpan]:
    out: list[NameSpan] = []
    for i, text in enumerate(words.text):
        options = wanted.get(text)
        if not options or (i in taken and i not in loose):
            continue
        for parts in sorted(options, key=len, reverse=True):
            last = i + len(parts)
            if tuple(words.text[i:last]) != parts or not _is_free(i, last, taken, loose):
                continue
            if len(parts) == 1 and (
                _part_of_other_name(words, i) or (len(parts[0]) < 3 and words.tag[i] != "NNP")
            ):
                break
            model = options[parts]
            out.append(NameSpan(i, last, model.type, model.label, None, "repeat"))
            taken.update(range(i, last))
            break
    return out


def _is_free(first: int, last: int, taken: set[int], loose: dict[int, NameSpan]) -> bool:
    """Whether tokens are in no name, or only in shorter ones of the model that lie inside."""
    covering = {loose[k] for k in range(first, last) if k in loose}
    if any(k in taken and k not in loose for k in range(first, last)):
        return False
    return all(first <= s.first and s.last <= last and s.last - s.first < last - first for s in covering)


def _part_of_other_name(words: Words, i: int) -> bool:
    """Whether a surname stands in another name ("Putin Street")."""
    sides = [k for k in (i - 1, i + 1) if 0 <= k < len(words) and words.sentence[k] == words.sentence[i]]
    return any(words.tag[k] == "NNP" and words.text[k][0].isupper() for k in sides)
