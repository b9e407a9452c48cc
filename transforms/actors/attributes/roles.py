"""Roles that a text gives to persons: "Russian Defence Minister X", "X, governor of the islands"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from schemas.actor_roles import RoleStanding
from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import Entity
from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.role_words import find_portfolio, load_role_words
from transforms.actors.reference.tables import read_table
from transforms.actors.reference.titles import LONGEST, load_roles, title_end_at, title_length
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words

HYPHENS = frozenset({"-", "–"})
NAME_LIKE = {"NNP", "NNPS", "NN", "NNS", "JJ", "VBN", "HYPH", "CC", "RB", "VBD"}
BEFORE_TITLE = NAME_LIKE | {"DT", "PRP$", "POS", "CD"}
ASIDES = frozenset({",", "(", "–", "-"})
MAX_STEPS = 7


@dataclass(frozen=True, slots=True)
class RoleFinding:
    """A statement that a person holds a role; tokens `first` to `last`, exclusive, hold it."""

    person: Entity
    role: str
    sector: str | None
    of: Entity | None
    first: int
    last: int
    is_current: bool
    standing: RoleStanding = "holder"


@lru_cache(maxsize=1)
def load_short_roles() -> dict[str, str]:
    """Written-out offices by their short form ("gov.")."""
    return {row["short"]: row["role"] for row in read_table("short_roles.csv")}


def _is_over(word: str) -> bool:
    """Whether a word before an office says that it is held no more."""
    return word in load_role_words()["past"] or word in load_role_words()["ordinals"]


def write_role(role: str) -> str:
    """A role in title case, abbreviations written out ("Gov."), small words small."""
    words = [load_short_roles().get(w, w) for w in role.split()]
    lists = load_role_words()
    return " ".join(
        w.upper() if w in lists["shouted"] else w if w in lists["small"] else _capitalise(w) for w in words
    )


def _capitalise(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def find_roles(entities: Sequence[Entity], words: Words, around: Surroundings) -> list[RoleFinding]:
    """All roles of the persons of a document."""
    found: list[RoleFinding] = []
    for person in entities:
        if person.type != "person":
            continue
        for span in person.spans:
            role = (
                _role_before(person, span, words, around)
                or _role_by_portfolio(person, span, words, around)
                or _role_after(person, span, words, around)
            )
            if role is not None:
                found.extend(_hold(role, words))
    return found


def _hold(role: RoleFinding, words: Words) -> Iterator[RoleFinding]:
    """The role, if it is one of the person's own, with how it is held; no counterpart's."""
    last = role.role.lower().replace("-", " ").split()[-1]
    if last not in load_role_words()["never"]:
        standing = _find_standing(role, last, words)
        yield replace(role, standing=standing, is_current=standing in {"holder", "acting"})


def _find_standing(role: RoleFinding, last: str, words: Words) -> RoleStanding:
    """How a role is held; `last` is its last word. A nominee or acting head of before is a former one."""
    if not role.is_current:
        return "former"
    if last in load_role_words()["elect"]:
        return "elect"
    if last in load_role_words()["nominee"]:
        return "nominee"
    near = range(max(0, role.first - 2), role.last)
    here = [words.lower[k] for k in near if words.sentence[k] == words.sentence[role.first]]
    return "acting" if load_word_sets()["acting"] & set(here) else "holder"


def _role_by_portfolio(
    person: Entity, span: NameSpan, words: Words, around: Surroundings
) -> RoleFinding | None:
    """A minister behind a portfolio of several words: "Minister for Women and Equalities X"."""
    first = find_portfolio(words, span.first)
    if first is None:
        return None
    role = " ".join(words.slice(first, span.first).lower().split())
    return _with_owner(person, role, "GOV", first, span, words, around)


def _role_before(person: Entity, span: NameSpan, words: Words, around: Surroundings) -> RoleFinding | None:
    last = span.first
    sentence = words.sentence[span.first]
    if last and words.text[last - 1] == ",":
        return _role_of_before_comma(person, span, words, around)
    earliest = max(0, last - 2 * LONGEST)
    while earliest < last and (
        words.sentence[earliest] != sentence
        or (earliest in around.span_at and _is_barrier(around, earliest, words))
    ):
        earliest += 1
    found = title_end_at(words, last, earliest)
    if found is None:
        return None
    first, role = found
    sector, kind = load_roles()[role]
    # "Gen.", "Mr" before the name may follow an office: "Foreign Secretary Sir X"
    outer = title_end_at(words, first, earliest)
    if kind == "honorific" or outer is not None:
        if outer is None:
            return None
        first, role = outer
        sector, kind = load_roles()[role]
        if kind == "honorific":
            return None
    return _with_owner(person, role, sector, first, span, words, around)


def _is_barrier(around: Surroundings, i: int, words: Words) -> bool:
    return around.span_at[i].entry is not None or words.text[i] == "'s"


def _with_owner(
    person: Entity,
    role: str,
    sector: str,
    first: int,
    span: NameSpan,
    words: Words,
    around: Surroundings,
) -> RoleFinding:
    i, current, owner, start = first - 1, True, None, first
    sentence = words.sentence[first]
    steps = 0
    while i >= 0 and words.sentence[i] == sentence and steps < 7:
        lower = words.lower[i]
        entity = around.entity_at.get(i)
        if _ends_office(lower, role):
            current = False
            start = i
        elif is_owner(i, words, around) and entity is not None:
            owner, start = entity, around.span_at[i].first
            i = start
            if entity.type == "country":
                before = words.lower[i - 1] if i else ""
                current = current and not _is_over(before)
                break
            if not _country_follows(words, i, around):
                break
        elif lower in load_role_words()["skipped"] or words.tag[i] in {"POS", "HYPH"}:
            pass
        elif words.tag[i] in {"NNP", "NN", "JJ"} and entity is None and words.text[i][0].isupper():
            role, start = f"{lower} {role}", i
        elif words.tag[i] not in {"NN", "JJ", "NNS"} or owner is not None:
            break
        i, steps = i - 1, steps + 1
    return RoleFinding(person, write_role(role), sector or None, owner, start, span.last, current)


def _ends_office(word: str, role: str) -> bool:
    """Whether a word before a role says that it is held no more ("the first president")."""
    lists = load_role_words()
    return word in lists["past"] or (word in lists["ordinals"] and role == "president")


def is_owner(i: int, words: Words, around: Surroundings) -> bool:
    """Whether the name at a token can own an office: no person's, and no part of a compound."""
    entity = around.entity_at.get(i)
    return entity is not None and entity.type != "person" and not is_hyphened(words, around.span_at[i])


def is_hyphened(words: Words, span: NameSpan) -> bool:
    """Whether a name is but part of a compound ("anti-Russian", "Iran-backed")."""
    before = words.text[span.first - 1] if span.first else ""
    after = words.text[span.last] if span.last < len(words) else ""
    return before in HYPHENS or after in HYPHENS


def _country_follows(words: Words, i: int, around: Surroundings) -> bool:
    entity = around.entity_at.get(i - 1) or (
        around.entity_at.get(i - 2) if i > 1 and words.tag[i - 1] == "POS" else None
    )
    return entity is not None and entity.type == "country"


def _role_of_before_comma(
    person: Entity, span: NameSpan, words: Words, around: Surroundings
) -> RoleFinding | None:
    """Roles before a comma: "President of the Senate, X"; "the Russian president, Vladimir Putin"."""
    comma = span.first - 1
    sentence = words.sentence[comma]
    entity = around.entity_at.get(comma - 1)
    if entity is not None and entity.type != "person":
        k = around.span_at[comma - 1].first - 1
        if k >= 0 and words.lower[k] == "the":
            k -= 1
        if k > 0 and words.lower[k] in {"of", "for", "in"} and words.sentence[k] == sentence:
            found = title_end_at(words, k, max(0, k - 2 * LONGEST))
            if found is not None and _same_sentence(words, found[0], comma):
                first, role = found
                current = not (first and words.lower[first - 1] in load_role_words()["past"])
                return RoleFinding(
                    person, write_role(role), load_roles()[role][0] or None, entity, first, span.last, current
                )
        return None
    found = title_end_at(words, comma, max(0, comma - 2 * LONGEST))
    if (
        found is None
        or load_roles()[found[1]][1] == "honorific"
        or not _same_sentence(words, found[0], comma)
    ):
        return None
    return _with_owner(person, found[1], load_roles()[found[1]][0], found[0], span, words, around)


def _same_sentence(words: Words, a: int, b: int) -> bool:
    return words.sentence[a] == words.sentence[b]


def _role_after(person: Entity, span: NameSpan, words: Words, around: Surroundings) -> RoleFinding | None:
    """Roles after the name: "X, governor of Y"; "Wang Yi, China's foreign minister"; "X, an economist"."""
    opens = span.last
    if opens + 1 >= len(words) or not (words.text[opens] in ASIDES or words.lower[opens] in {"is", "was"}):
        return None
    found = _find_title_after(span, words, around)
    if found is None:
        return None
    first, last, owner, is_current = found
    role = words.slice(first, last).lower()
    sector, kind = load_roles()[role]
    after = around.entity_at.get(last)
    if kind == "honorific" or (after is not None and after.type == "person"):
        return None
    owner, last = _owner_after(words, last, around, owner)
    is_current = is_current and words.lower[opens] != "was"
    return RoleFinding(person, write_role(role), sector or None, owner, span.first, last, is_current)


def _find_title_after(
    span: NameSpan, words: Words, around: Surroundings
) -> tuple[int, int, Entity | None, bool] | None:
    """First and last token of the title behind a name, who owns the office, whether it is still held."""
    i, owner, is_current = span.last + 1, None, True
    for step in range(MAX_STEPS):
        if i >= len(words) or words.sentence[i] != words.sentence[span.first]:
            return None
        length = title_length(words, i, min(len(words), i + 2 * LONGEST))
        if length and words.lower[i] not in {"mr", "ms", "dr"}:
            return i, i + length, owner, is_current
        entity = around.entity_at.get(i)
        if _is_over(words.lower[i]):
            is_current = False
        elif entity is not None and entity.type != "person":
            owner = entity if owner is None or entity.type != "location" else owner
            i = around.span_at[i].last - 1
        elif not _leads_to_title(words, i, step):
            return None
        i += 1
    return None


def _leads_to_title(words: Words, i: int, step: int) -> bool:
    """Whether a word may stand between a name and its title."""
    is_clause = step == 0 and words.lower[i] in {"who", "and"}
    return not is_clause and words.tag[i] in BEFORE_TITLE


def _owner_after(
    words: Words, i: int, around: Surroundings, owner: Entity | None
) -> tuple[Entity | None, int]:
    if i + 1 < len(words) and words.lower[i] in load_word_sets()["owner_links"]:
        k = i + 1
        while k < len(words) and k < i + 8 and words.sentence[k] == words.sentence[i]:
            entity = around.entity_at.get(k)
            if entity is not None and entity.type != "person":
                return (owner or entity), around.span_at[k].last
            if words.tag[k] not in {"DT", "JJ", "NN", "NNP", "NNS", "IN", "POS", "CC", "NNPS"}:
                break
            k += 1
    return owner, i
