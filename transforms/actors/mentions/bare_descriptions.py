"""Bodies and groups told by a noun of which no name says whose they are: "the rebels", "ten soldiers"."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.mentions import MentionKind
from transforms.actors.attributes.country_evidence import Evidence, find_ground
from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.institution_entities import InstitutionEntities, Telling
from transforms.actors.mentions.institutions import Description, is_acting
from transforms.actors.mentions.unnamed_names import name_unnamed
from transforms.actors.reference.nominal_rules import load_rules
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words

QUOTES = frozenset({"“", "”", '"', "'", "‘", "’", "``", "''"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PLURALS = frozenset({"NNS", "NNPS"})
CLAUSES = frozenset({"relcl", "acl"})


def describe_bare(
    d: Description, words: Words, known: InstitutionEntities, around: Surroundings
) -> Sequence[MentionSpan]:
    """The mention of a body or group without an owner: one told before, or one of its own."""
    inst, head = d.institution, d.last - 1
    if not _is_party(d, words):
        return ()
    kind: MentionKind = "name" if inst.kind == "body" and is_title(words, d) else "nominal"
    ground = find_ground(words, head, inst.canonical, around)
    is_same, is_plain, apart = _means_same(d, words), _is_plain(d, words), ""
    entity = _find_told(d, words, ground, known) if is_same else None
    method, confidence = "institution:same", 0.75
    if entity is None:
        host = _find_rebels(d, around) if is_same or is_plain else None
        if host is not None:
            return (MentionSpan(host, d.first, d.last, "nominal", 0.6, "institution:rebels"),)
        ground = ground or (_find_army(d, known) if is_same else None)
        unnamed = name_unnamed(words, head)
        apart = "" if is_plain or inst.kind == "body" else unnamed.lower()
        entity = known.take(inst, ground.country if ground is not None else None, apart, unnamed)
        method, confidence = "institution:bare", 0.6
    known.note(inst, Telling(entity, d.first, words.sentence[head], words.lower[head], bool(apart)))
    if ground is not None and entity.country is None:
        entity.settle_country(ground.country, ground.method, (ground.first, ground.last), ground.confidence)
    if kind == "name":
        entity.names[words.slice(d.first, d.last)] += 1
    return (MentionSpan(entity, d.first, d.last, kind, confidence, method),)


def is_title(words: Words, d: Description) -> bool:
    """Whether a body is written as a name ("the Foreign Ministry", "Parliament")."""
    capital = [
        words.text[i][0].isupper()
        for i in range(d.first, d.last)
        if words.lower[i] not in {"of", "the", "and"}
    ]
    return all(capital) and (len(capital) > 1 or not words.sentence_start(d.first))


def find_article(words: Words, first: int) -> str:
    """The word before a body and the adjective in quotation marks that it may carry ("the “interim” ...")."""
    k = first - 1
    if k > 2 and words.text[k] in QUOTES and words.text[k - 2] in QUOTES:
        k -= 3
    return words.lower[k] if k >= 0 else ""


def _is_party(d: Description, words: Words) -> bool:
    """Whether a noun without an owner means somebody: a definite body, people who act."""
    head, inst, sets = d.last - 1, d.institution, load_word_sets()
    definite = find_article(words, d.first) in sets["definite"]
    plural = words.tag[head] in PLURALS or words.lower[head] in sets["plural_bodies"]
    if inst.kind == "body" and not (definite or plural or words.text[d.first][0].isupper()):
        return False
    if inst.kind == "owned" or (inst.kind == "crowd" and not is_acting(words, head)):
        return False
    before = words.lower[d.first - 1] if d.first else ""
    return before not in sets["indefinite"] and not (
        before == "-" and words.end[d.first - 1] == words.start[d.first]
    )


def _means_same(d: Description, words: Words) -> bool:
    """Whether a noun may mean who was told before: the body, or the group with an article and no more.

    "Ten soldiers", "foreign troops" and "soldiers" are others than "the Tajik soldiers".
    """
    head = d.last - 1
    if d.institution.kind == "body":
        return not any(words.tag[k] in NOUNS for k in _list_modifiers(d, words))
    is_definite = find_article(words, d.first) in load_word_sets()["definite"] and d.first > 0
    owned = any(words.head[k] == head and words.dep[k] == "poss" for k in range(max(0, d.first - 3), d.first))
    return is_definite and not owned and _is_plain(d, words)


def _is_plain(d: Description, words: Words) -> bool:
    """Whether nothing before or behind a noun tells which people are meant ("the southern militiamen")."""
    head, plain = d.last - 1, load_rules()["plain_modifiers"]
    for k in range(max(0, d.first - 5), d.first):
        counts = words.head[k] == head and (words.dep[k] == "nummod" or words.dep[k] == "poss")
        if counts or (k + 2 == d.first and words.lower[k + 1] == "of" and words.head[k + 1] == k):
            return False
    behind = range(d.last, min(len(words), d.last + 4))
    if any(words.head[k] == head and words.dep[k] in CLAUSES for k in behind):
        return False
    is_bare = name_unnamed(words, head).endswith(words.slice(d.first, d.last))
    return is_bare and all(words.lower[k] in plain for k in _list_modifiers(d, words))


def _list_modifiers(d: Description, words: Words) -> list[int]:
    """The adjectives and nouns that stand before a body's or group's noun and belong to it."""
    head, near = d.last - 1, range(max(0, d.first - 5), d.first)
    return [k for k in near if words.head[k] == head and words.dep[k] in MODIFIERS]


def _find_told(
    d: Description, words: Words, ground: Evidence | None, known: InstitutionEntities
) -> Entity | None:
    """The body or group told before that a bare noun means, unless its own words say another country."""
    told = known.find_before(d.institution, d.first, words.sentence[d.first], words.lower[d.last - 1])
    if told is not None and ground is not None and told.country not in {None, ground.country}:
        return None
    return told


def _find_army(d: Description, known: InstitutionEntities) -> Evidence | None:
    """Whose "the army" is, as the text says it of the one country whose forces it has named."""
    army = known.find_army(d.institution)
    if army is None or not army.country or not army.country_at:
        return None
    return Evidence(army.country, army.country_method or "adjective", *army.country_at, 0.75)


def _find_rebels(d: Description, around: Surroundings) -> Entity | None:
    """The armed group that a text has named, if it names one alone: "the militants" are its."""
    if d.institution.sector != "REB" or d.first - 1 in around.entity_at:  # not "anti-Taliban fighters"
        return None
    bodies = {id(e): e for e in around.entity_at.values() if e.sector == "REB" and e.type != "person"}
    host = next(iter(bodies.values())) if len(bodies) == 1 else None
    return host if host is not None and any(s.first < d.first for s in host.spans) else None
