"""What a text says of whose an actor is: words beside or inside a name that tell a country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.document_actors import CountryMethod
from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import PEOPLE_KINDS, STATE_KINDS
from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.evidence_words import load_evidence_words
from transforms.actors.reference.gazetteer import load_entries, load_shouted
from transforms.actors.words import Words

FAR_BEFORE = 6
FAR_AFTER = 7
BEFORE_TAGS = frozenset({"JJ", "JJS", "NN", "NNS", "NNP", "POS", "VBN", "VBG", "CD", "HYPH", "RB", ","})
PLACE_KINDS = frozenset({"country", "adjective", "capital", "region"})
LINKS = load_evidence_words()["place_links"]
# Names of states that stand before nouns as adjectives do ("US actor Ada Berg").
SHORT_STATES = load_evidence_words()["short_states"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A country, how the text says it, and the tokens (first, last exclusive) that say it."""

    country: str
    method: CountryMethod
    first: int
    last: int
    confidence: float


def find_country_inside(words: Words, first: int, last: int) -> Evidence | None:
    """The only state that a name tells by a country, adjective, capital or region inside it."""
    found = set(_list_countries(words, first, last))
    return Evidence(found.pop(), "name", first, last, 0.9) if len(found) == 1 else None


def _list_countries(words: Words, first: int, last: int) -> Iterator[str]:
    for i in range(first, last):
        for end in (i + 3, i + 2, i + 1):
            name = words.slice(i, end) if end <= last else ""
            entry = load_entries().get(name) or load_shouted().get(name)
            if entry is not None and entry.kind in PLACE_KINDS and entry.country:
                yield entry.country
                break


def find_country_before(words: Words, span: NameSpan, around: Surroundings) -> Evidence | None:
    """The state or place before a name in its phrase: "Kenyan runner X", "Russia's X", "the Oslo-based X"."""
    k = span.first - 1
    sentence = words.sentence[span.first]
    while k >= 0 and words.sentence[k] == sentence and span.first - k <= FAR_BEFORE:
        owner = around.entity_at.get(k)
        if owner is not None:
            return _read_owner(words, span, around, k)
        if words.tag[k] not in BEFORE_TAGS or (words.text[k] == "," and words.tag[k - 1] not in {"JJ", "CD"}):
            return None
        k -= 1
    return None


def _read_owner(words: Words, span: NameSpan, around: Surroundings, k: int) -> Evidence | None:
    """The country of the entity that ends at token `k`, if the words up to the name make it the owner."""
    lists, owner, named = load_evidence_words(), around.entity_at[k], around.span_at[k]
    if owner.type not in {"country", "location"} or not owner.country:
        return None
    if named.first and words.text[named.first - 1] in {"-", "–"}:  # "anti-Russian group X"
        return None
    between = range(named.last, span.first)
    if any(words.lower[i] in lists["opposed"] for i in between):
        return None
    hyphen = named.last < span.first and words.text[named.last] in {"-", "–"}
    if hyphen:
        is_based = named.last + 1 < span.first and words.lower[named.last + 1] in lists["based"]
        return Evidence(owner.country, "place", named.first, named.last, 0.88) if is_based else None
    if any(words.text[i] in {"-", "–"} and words.lower[i - 1] in {"anti", "pro"} for i in between):
        return None
    genitive = named.last < span.first and words.tag[named.last] == "POS"
    adjective = named.entry is not None and named.entry.kind in PEOPLE_KINDS
    if genitive:
        return Evidence(owner.country, "genitive", named.first, named.last, 0.9)
    if adjective or words.slice(named.first, named.last) in SHORT_STATES:
        return Evidence(owner.country, "adjective", named.first, named.last, 0.92)
    return None


def find_country_after(words: Words, span: NameSpan, around: Surroundings) -> Evidence | None:
    """The state told of a name after it: "X, a Kenyan runner", "X of Kenya", "X (Kenya)"."""
    return (
        _find_apposition(words, span, around)
        or _find_origin(words, span, around)
        or _find_brackets(words, span, around)
    )


def _find_apposition(words: Words, span: NameSpan, around: Surroundings) -> Evidence | None:
    for noun in _list_told_nouns(words, span):
        for k in range(max(span.last, noun - FAR_BEFORE), noun):
            entity = around.entity_at.get(k)
            if entity is None or entity.type != "country" or not entity.country or words.head[k] != noun:
                continue
            named = around.span_at[k]
            kind = named.entry.kind if named.entry is not None else ""
            if words.text[named.last] in {"-", "–"} or words.text[named.first - 1] in {"-", "–"}:
                continue
            owns = kind in PEOPLE_KINDS or words.dep[k] == "poss" or words.text[k] in SHORT_STATES
            if owns and words.lower[noun] not in load_evidence_words()["opposed"]:
                return Evidence(entity.country, "apposition", named.first, named.last, 0.92)
        if words.lower[noun] in load_evidence_words()["opposed"]:
            continue
        located = _find_place_of(words, noun, around, frozenset({"of", "from", "in"}))
        if located is not None and words.text[span.last] == "," and _is_state(located, around):
            return Evidence(located.country, "apposition", located.first, located.last, 0.88)
    return None


def _is_state(evidence: Evidence, around: Surroundings) -> bool:
    named = around.span_at[evidence.first]
    return named.entry is not None and named.entry.kind in STATE_KINDS


def _list_told_nouns(words: Words, span: NameSpan) -> Iterator[int]:
    """Nouns in apposition to a name, or said of it by "is"."""
    sentence = words.sentence[span.first]
    i = span.last
    while i < len(words) and words.sentence[i] == sentence and i - span.last < 2 * FAR_AFTER:
        if words.pos[i] == "NOUN" and span.first <= words.head[i] < span.last and words.dep[i] == "appos":
            yield i
        if (
            words.dep[i] == "attr"
            and words.lemma[words.head[i]] == "be"
            and words.lower[words.head[i]] != "was"
        ):
            subject = words.head[span.last - 1] == words.head[i] and words.dep[span.last - 1] == "nsubj"
            if subject and words.pos[i] == "NOUN":
                yield i
        i += 1


def _find_origin(words: Words, span: NameSpan, around: Surroundings) -> Evidence | None:
    k = span.last
    if k < len(words) and words.text[k] == ",":
        k += 1
    if k + 1 >= len(words) or words.sentence[k] != words.sentence[span.first]:
        return None
    if words.lower[k] == "from" and not (k > span.last or span.first <= words.head[k] < span.last):
        return None
    if words.lower[k] not in {"of", "from"}:
        return None
    first = k + 2 if words.lower[k + 1] == "the" and k + 2 < len(words) else k + 1
    entity = around.entity_at.get(first)
    if entity is None or entity.type == "person" or not entity.country:
        return None
    named = around.span_at[first]
    method: CountryMethod = "origin" if entity.type in {"country", "location"} else "body"
    return Evidence(entity.country, method, named.first, named.last, 0.88)


def _find_brackets(words: Words, span: NameSpan, around: Surroundings) -> Evidence | None:
    k = span.last
    if k + 2 >= len(words) or words.text[k] != "(":
        return None
    named = around.span_at.get(k + 1)
    entity = around.entity_at.get(k + 1)
    if named is None or entity is None or entity.type != "country" or not entity.country:
        return None
    closed = named.last < len(words) and words.text[named.last] == ")"
    return Evidence(entity.country, "apposition", named.first, named.last, 0.92) if closed else None


def find_region_after(words: Words, span: NameSpan, around: Surroundings) -> Evidence | None:
    """The state or region of a place: "X, Argentina", "X, a town in northern Nigeria", "X in Texas"."""
    i, sentence = span.last, words.sentence[span.first]
    if i + 1 < len(words) and words.text[i] in {",", "("} and words.sentence[i] == sentence:
        found = _country_at(words, i + 1, around)
        if found is not None:
            return found
    steps = 0
    while i + 1 < len(words) and words.sentence[i] == sentence and steps < FAR_AFTER:
        if words.lower[i] in LINKS and words.lower[i] != "from":
            first = i + 1
            while first < len(words) and words.pos[first] in {"DET", "ADJ"} and first not in around.entity_at:
                first += 1
            found = _country_at(words, first, around)
            if found is not None:
                return found
        elif words.pos[i] not in {"DET", "ADJ", "NOUN", "PUNCT", "ADV"} or i in around.entity_at:
            return None
        i, steps = i + 1, steps + 1
    return None


def find_region_before(words: Words, span: NameSpan, around: Surroundings) -> Evidence | None:
    """The country of "the Russian city of X" and "Peru's port of X"."""
    k = span.first - 1
    if k <= 1 or words.lower[k] != "of":
        return None
    for j in range(k - 1, max(-1, k - 5), -1):
        entity = around.entity_at.get(j)
        same = words.sentence[j] == words.sentence[k]
        if entity is not None and same:
            named = around.span_at[j]
            told = entity.type == "country" and entity.country
            return Evidence(told, "adjective", named.first, named.last, 0.93) if told else None
        if words.pos[j] == "VERB":
            return None
    return None


def _country_at(words: Words, i: int, around: Surroundings) -> Evidence | None:
    entity, named = around.entity_at.get(i), around.span_at.get(i)
    if entity is None or named is None or named.entry is None or not entity.country:
        return None
    if entity.type not in {"country", "location"} or named.entry.kind in PEOPLE_KINDS:
        return None
    if named.last < len(words) and words.tag[named.last] == "POS" and named.entry.kind == "country":
        return None  # "in Berlin, Turkey's minister said"
    return Evidence(entity.country, "region", named.first, named.last, 0.95)


def find_site(words: Words, span: NameSpan, around: Surroundings) -> Evidence | None:
    """Where a body stands that can't move: "the Mercy Hospital in Kampala"."""
    if words.lower[span.last - 1] not in load_evidence_words()["site_nouns"]:
        return None
    return _place_at(words, span.last, around)


def find_base(words: Words, span: NameSpan, around: Surroundings) -> Evidence | None:
    """Where a body says it sits: "X, based in Oslo", "X, which is headquartered in Oslo"."""
    i = span.last
    while i + 1 < len(words) and i - span.last < 4 and words.sentence[i] == words.sentence[span.first]:
        if words.lower[i] in {"based", "headquartered"}:
            return _place_at(words, i + 1, around)
        if words.text[i] != "," and words.lower[i] not in load_evidence_words()["before_base"]:
            return None
        i += 1
    return None


def _place_at(words: Words, i: int, around: Surroundings) -> Evidence | None:
    """The country of the place after "in" at token `i`."""
    if i + 1 >= len(words) or words.lower[i] not in {"in", "at", "near"}:
        return None
    k = i + 1
    while k < len(words) and words.pos[k] in {"DET", "ADJ"} and k not in around.entity_at:
        k += 1
    entity, named = around.entity_at.get(k), around.span_at.get(k)
    if entity is None or named is None or entity.type not in {"country", "location"} or not entity.country:
        return None
    return Evidence(entity.country, "place", named.first, named.last, 0.88)


def _find_place_of(words: Words, noun: int, around: Surroundings, links: frozenset[str]) -> Evidence | None:
    """The country of the place that hangs on a noun or verb ("residents of X", "arrested in X")."""
    sentence = words.sentence[noun]
    i = noun + 1
    while i + 1 < len(words) and words.sentence[i] == sentence and i - noun < 2 * FAR_AFTER:
        if words.lower[i] in links and words.head[i] == noun:
            k = i + 1
            while k < len(words) and words.pos[k] in {"DET", "ADJ", "NOUN"} and k not in around.entity_at:
                k += 1
            entity, named = around.entity_at.get(k), around.span_at.get(k)
            is_place = entity is not None and entity.type in {"country", "location"} and entity.country
            if entity is not None and named is not None and is_place and named.first == k:
                followed = named.last < len(words) and words.tag[named.last] == "POS"
                return None if followed else Evidence(entity.country or "", "place", k, named.last, 0.85)
        i += 1
    return None


def find_ground(words: Words, noun: int, canonical: str, around: Surroundings) -> Evidence | None:
    """The country of local people or a local body: of the place that they are of or in, or where it acts.

    "Residents of X", "farmers in X"; police and courts also where they arrest and try.
    """
    lists = load_evidence_words()
    if canonical not in lists["local_people"]:
        return _find_place_of(words, noun, around, frozenset({"from"}))
    found = _find_place_of(words, noun, around, frozenset({"of", "in", "from"}))
    if found is not None or canonical not in lists["local_bodies"]:
        return found
    verb = words.head[noun]
    acts = words.dep[noun] in {"nsubj", "nsubjpass"} and words.lemma[verb] in lists["local_verbs"]
    return _find_place_of(words, verb, around, frozenset({"in", "near"})) if acts else None


def is_of_many_states(name: str) -> bool:
    """Whether a body's name tells of many states ("African"), or ends in "of (the) <international body>"."""
    lists, parts = load_evidence_words(), set(name.lower().replace("-", " ").split())
    if parts & lists["many_states"] or (parts & lists["world_words"] and parts & lists["body_of_many"]):
        return True
    _, linked, owner = name.rpartition(" of the ")
    entry = load_entries().get(owner) if linked else None
    return entry is not None and entry.sector == "IGO"
