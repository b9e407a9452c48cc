"""Bodies and groups told by a common noun: "the Israeli army", "Russia's central bank", "protesters"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.evidence_words import load_evidence_words
from transforms.actors.reference.institution_table import Institution, load_institutions
from transforms.actors.reference.nominal_rules import load_rules
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words

LONGEST = 5
# Short names of states stand before nouns as adjectives do ("US defence officials", "UAE").
LONGEST_SHORT = 4
MODIFIER_TAGS = {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "VBN", "VBG", "CD", "POS", "``", "''", "RB", "RBS"}
ACTING = {"nsubj", "nsubjpass", "dobj", "agent", "ROOT", "conj", "appos"}


@dataclass(frozen=True, slots=True)
class Description:
    """An institution met in the text; `owner` is the name span of its country or place, if told."""

    first: int
    last: int
    institution: Institution
    owners: tuple[NameSpan, ...]


@lru_cache(maxsize=1)
def _last_words() -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in load_institutions():
        parts = phrase.split()
        longest[parts[-1]] = max(longest.get(parts[-1], 0), len(parts))
    return longest


def find_institutions(words: Words, spans: Sequence[NameSpan]) -> Iterator[Description]:
    """Yield institutions in text order; those inside a longer name of another kind are left to it."""
    inside = {i: s for s in spans for i in range(s.first, s.last)}
    ends, offices = _last_words(), load_rules()["office_nouns"]
    for i, lower in enumerate(words.lower):
        if lower in offices and i not in inside:
            own = _own_office(words, i, inside)
            if own is not None:
                yield own
                continue
        if lower not in ends:
            continue
        found = _phrase_at(words, i, ends[lower])
        if found is None:
            continue
        first, institution = found
        if _modifies(words, i):
            continue
        if any(
            inside.get(k) is not None and not _loose(inside[k], first, i + 1) for k in range(first, i + 1)
        ):
            continue
        start, owners = _owners_left(words, first, inside)
        last = i + 1
        if not owners:
            last, owners = _owner_right(words, i, inside, institution)
        yield Description(start if owners and last == i + 1 else first, last, institution, owners)


def _phrase_at(words: Words, i: int, longest: int) -> tuple[int, Institution] | None:
    table = load_institutions()
    for first in range(max(0, i - longest + 1), i + 1):
        if words.sentence[first] == words.sentence[i]:
            phrase = " ".join(words.lower[first : i + 1])
            if phrase in table:
                return first, table[phrase]
    return None


def _own_office(words: Words, i: int, inside: dict[int, NameSpan]) -> Description | None:
    """A state's body that no table has: "Peru's public defender's office", "the Chilean customs agency"."""
    first = i
    while first and i - first < LONGEST and words.sentence[first - 1] == words.sentence[i]:
        k = first - 1
        if (
            k in inside
            or words.tag[k] not in {"JJ", "NN", "NNS", "POS", "HYPH"}
            or words.text[k][0].isupper()
        ):
            break
        first = k
    words_inside = [k for k in range(first, i) if words.tag[k] != "POS"]
    while first < i and words.tag[first] == "POS":
        first += 1
    owner = inside.get(first - 1) or (
        inside.get(first - 2) if first > 1 and words.tag[first - 1] == "POS" else None
    )
    if not words_inside or owner is None or owner.type != "country" or _modifies(words, i):
        return None
    phrase = (
        " ".join(words.lower[first : i + 1]).replace(" 's", "'s").replace(" ’s", "'s").replace(" - ", "-")
    )
    if phrase in load_institutions() or words.lower[first] in load_rules()["plain_adjectives"]:
        return None
    return Description(owner.first, i + 1, Institution(phrase, "body", "GOV"), (owner,))


def _loose(span: NameSpan, first: int, last: int) -> bool:
    """Whether a model's name is nothing but a country and the institution ("Nigerian Army", "Navy")."""
    if span.entry is not None or span.type == "person" or span.last > last:
        return False
    return span.first == first or (span.last == last and span.first >= first)


def _modifies(words: Words, i: int) -> bool:
    """Whether a noun only qualifies the next one ("police station", "army chief")."""
    if i + 1 < len(words) and words.text[i + 1] in {"-", "–"} and words.end[i] == words.start[i + 1]:
        return True
    if words.dep[i] in {"compound", "amod", "nmod"} and words.head[i] > i:
        return words.pos[words.head[i]] in {"NOUN", "PROPN"}
    return words.pos[i] not in {"NOUN", "PROPN", "ADJ"}


def _owners_left(words: Words, first: int, inside: dict[int, NameSpan]) -> tuple[int, tuple[NameSpan, ...]]:
    i, steps = first - 1, 0
    while i >= 0 and steps < LONGEST and words.sentence[i] == words.sentence[first]:
        span = inside.get(i)
        if span is not None and _is_no_owner(words, span, steps):
            break
        if span is not None and _is_owner(span) and (steps == 0 or span.type in {"country", "location"}):
            owners = [span]
            k = span.first - 1
            while k > 0 and words.lower[k] in {"and", ",", "or", "&"}:
                other = inside.get(k - 1)
                if other is None or other.type != "country" or (words.lower[k] == "," and len(owners) < 2):
                    break
                owners.append(other)
                k = other.first - 1
            return span.first, tuple(reversed(owners))
        if words.tag[i] not in MODIFIER_TAGS or (span is not None and span.type == "person"):
            break
        i, steps = i - 1, steps + 1
    return first, ()


def _is_opposed(words: Words, first: int) -> bool:
    """Whether "anti-" stands before a name: anti-Taliban fighters are not the Taliban's."""
    return first > 1 and words.text[first - 1] in {"-", "–"} and words.lower[first - 2] == "anti"


def _is_no_owner(words: Words, span: NameSpan, steps: int) -> bool:
    """Whether a name before a noun, `steps` words between, tells of another than whose it is."""
    if _is_opposed(words, span.first) or _is_given(words, span):
        return True
    return steps > 0 and _only_qualifies(words, span)


def _only_qualifies(words: Words, span: NameSpan) -> bool:
    """Whether a state's name stands before another noun: "Iran talks negotiators" are not Iran's."""
    is_name = span.entry is not None and span.entry.kind in {"country", "capital", "region"}
    bare = span.last < len(words) and words.tag[span.last] in {"NN", "NNS"} and words.pos[span.last] == "NOUN"
    return is_name and bare and len(words.slice(span.first, span.last)) > LONGEST_SHORT


def _is_given(words: Words, span: NameSpan) -> bool:
    """Whether a name is the indirect object before what is given: "sent Ghana six warships"."""
    is_name = span.entry is not None and span.entry.kind == "country"
    return is_name and (words.dep[span.last - 1] == "dative" or words.tag[span.last] == "CD")


def _is_owner(span: NameSpan) -> bool:
    if span.entry is not None:
        return span.entry.type != "person"
    return span.type in {"location", "organisation"}


def _owner_right(
    words: Words, i: int, inside: dict[int, NameSpan], institution: Institution
) -> tuple[int, tuple[NameSpan, ...]]:
    """The end and owner of "police of X"; "police in X" are those of X, "troops in X" may be others'."""
    k = i + 1
    is_local = institution.canonical in load_evidence_words()["local_people"]
    links = {"of", "in"} if is_local else {"of"}
    if k + 1 < len(words) and words.lower[k] in links and words.sentence[k] == words.sentence[i]:
        linked = words.lower[k]
        k += 2 if words.lower[k + 1] == "the" else 1
        span = inside.get(k)
        if span is not None and _is_owner(span) and span.first == k:
            return (span.last if linked == "of" else i + 1), (span,)
    return i + 1, ()


def is_acting(words: Words, i: int) -> bool:
    """Whether a noun is a party of a verb: subject, object, agent, or joined to one."""
    dep = words.dep[i]
    if dep == "pobj":
        head = words.head[i]
        return (
            words.dep[head] == "agent"
            or words.lower[head] in load_word_sets()["party_links"]
            or (words.lower[head] == "of" and words.dep[words.head[head]] in ACTING)
        )
    return dep in ACTING


def drop_nested(found: Iterable[Description]) -> list[Description]:
    """Descriptions that lie in no longer one ("Ministry" in "Ministry of Defence")."""
    listed = list(found)
    kept = []
    for d in listed:
        inside = any(
            o is not d and o.first <= d.first and d.last <= o.last and o.last - o.first > d.last - d.first
            for o in listed
        )
        if not inside:
            kept.append(d)
    return kept
