"""Roles that a text gives to persons: "Russian Defence Minister X", "X, governor of the islands"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.actors.entities import Entity
from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.titles import LONGEST, load_roles, title_end_at, title_length
from transforms.actors.words import Words

PAST = {
    "former",
    "ex",
    "ex-",
    "late",
    "then",
    "then-",
    "ousted",
    "deposed",
    "ex-president",
    "erstwhile",
    "jailed",
    "disgraced",
    "fallen",
}
ORDINALS = {"first", "second", "third", "last", "previous"}
SKIPPED = frozenset(
    [
        "acting",
        "outgoing",
        "incoming",
        "new",
        "newly",
        "elected",
        "current",
        "longtime",
        "long-time",
        "veteran",
        "interim",
        "deputy",
        "prominent",
        "senior",
        "top",
        "chief",
        "caretaker",
        "incumbent",
        "embattled",
        "hardline",
        "populist",
        "conservative",
        "liberal",
        "leftist",
        "right-wing",
        "left-wing",
        "socialist",
        "islamist",
        "moderate",
        "powerful",
        "influential",
        "exiled",
        "de",
        "facto",
        "self-declared",
    ]
)
NAME_LIKE = {"NNP", "NNPS", "NN", "NNS", "JJ", "VBN", "HYPH", "CC", "RB", "VBD"}


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


SHORT_ROLES = {
    "rep.": "representative", "sen.": "senator", "gov.": "governor", "gen.": "general", "col.": "colonel",
    "lt.": "lieutenant", "capt.": "captain", "maj.": "major", "sgt.": "sergeant", "prof.": "professor",
    "rev.": "reverend", "adm.": "admiral", "cmdr.": "commander", "supt.": "superintendent",
}  # fmt: skip


def write_role(role: str) -> str:
    """A role in title case, abbreviations written out ("Gov."), small words small."""
    words = [SHORT_ROLES.get(w, w) for w in role.split()]
    words = [
        w.upper() if w in {"ceo", "mp", "mep"} else w if w in {"of", "the"} else w.capitalize() for w in words
    ]
    return " ".join("-".join(p[:1].upper() + p[1:] for p in w.split("-")) for w in words)


class Surroundings:
    """Which entity is named at which token."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entity_at: dict[int, Entity] = {}
        self.span_at: dict[int, NameSpan] = {}
        for entity in entities:
            for span in entity.spans:
                for i in range(span.first, span.last):
                    self.entity_at[i] = entity
                    self.span_at[i] = span


def find_roles(entities: Sequence[Entity], words: Words, around: Surroundings) -> list[RoleFinding]:
    """All roles of the persons of a document."""
    found = []
    for person in entities:
        if person.type != "person":
            continue
        for span in person.spans:
            role = _role_before(person, span, words, around) or _role_after(person, span, words, around)
            if role is not None:
                found.append(role)
    return found


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
        if lower in PAST or (lower in ORDINALS and role == "president"):
            current = False
            start = i
        elif entity is not None and entity.type != "person":
            owner, start = entity, around.span_at[i].first
            i = start
            if entity.type == "country":
                before = words.lower[i - 1] if i else ""
                current = current and before not in PAST and before not in ORDINALS
                break
            if not _country_follows(words, i, around):
                break
        elif lower in SKIPPED or words.tag[i] == "POS" or words.tag[i] in {"HYPH"}:
            pass
        elif words.tag[i] in {"NNP", "NN", "JJ"} and entity is None and words.text[i][0].isupper():
            role, start = f"{lower} {role}", i
        elif words.tag[i] in {"NN", "JJ", "NNS"} and owner is None:
            pass
        else:
            break
        i, steps = i - 1, steps + 1
    return RoleFinding(person, write_role(role), sector or None, owner, start, span.last, current)


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
                current = not (first and words.lower[first - 1] in PAST)
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
    i = span.last
    if i + 1 >= len(words) or (
        words.text[i] not in {",", "(", "–", "-"} and words.lower[i] not in {"is", "was"}
    ):
        return None
    is_past = words.lower[i] == "was"
    i += 1
    sentence, owner, current = words.sentence[span.first], None, not is_past
    steps = 0
    while i < len(words) and words.sentence[i] == sentence and steps < 7:
        length = title_length(words, i, min(len(words), i + 2 * LONGEST))
        lower = words.lower[i]
        if length and lower not in {"mr", "ms", "dr"}:
            role = words.slice(i, i + length).lower()
            sector, kind = load_roles()[role]
            if kind == "honorific":
                return None
            last = i + length
            after = around.entity_at.get(last)
            if after is not None and after.type == "person":
                return None
            owner, last = _owner_after(words, last, around, owner)
            return RoleFinding(person, write_role(role), sector or None, owner, span.first, last, current)
        entity = around.entity_at.get(i)
        if lower in PAST or lower in ORDINALS:
            current = False
        elif entity is not None and entity.type != "person":
            owner = entity if owner is None or entity.type != "location" else owner
            i = around.span_at[i].last - 1
        elif words.tag[i] not in {"DT", "PRP$", "POS", "HYPH", "CD"} | NAME_LIKE or (
            lower in {"who", "and"} and steps == 0
        ):
            return None
        i, steps = i + 1, steps + 1
    return None


def _owner_after(
    words: Words, i: int, around: Surroundings, owner: Entity | None
) -> tuple[Entity | None, int]:
    if i + 1 < len(words) and words.lower[i] in {"of", "for", "at", "in", "to"}:
        k = i + 1
        while k < len(words) and k < i + 8 and words.sentence[k] == words.sentence[i]:
            entity = around.entity_at.get(k)
            if entity is not None and entity.type != "person":
                return (owner or entity), around.span_at[k].last
            if words.tag[k] not in {"DT", "JJ", "NN", "NNP", "NNS", "IN", "POS", "CC", "NNPS"}:
                break
            k += 1
    return owner, i
