"""Names of actors in a text: the language model's entities and the tables' names, made one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from transforms.actors.countries import load_countries
from transforms.actors.gazetteer import Entry, Hit, find_names
from transforms.actors.metonyms import acts_for_state
from transforms.actors.tables import read_words
from transforms.actors.titles import skip_titles
from transforms.actors.words import Words
from transforms.language.parsed_document import ParsedDocument

TYPE_OF_LABEL = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "location",
    "LOC": "location",
    "FAC": "location",
    "NORP": "group",
    "EVENT": "organisation",
    "PRODUCT": "product",
}
EVENT_BODIES = {"forum", "council", "committee", "conference", "assembly", "congress"}
NAME_TAGS = {"NNP", "NNPS"}
EDGE = set("\"'“”‘’«»()[],.;:–—-!?") | {
    "'s",
    "’s",
    "--",
    "the",
    "The",
    "THE",
    "a",
    "an",
    "A",
    "An",
    "and",
    "&",
    "of",
}
PERSON_LIKE_COUNTRIES = {"Jordan", "Chad", "Georgia", "Israel", "Paraguay", "Kenya"}
COUNTRY_KINDS = {"country", "adjective", "demonym", "capital"}


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name at tokens `first` to `last`, exclusive."""

    first: int
    last: int
    type: str
    label: str
    entry: Entry | None
    method: str


def find_name_spans(parsed: ParsedDocument, words: Words) -> list[NameSpan]:
    """All names in text order, none overlapping."""
    entities = list(_trim_entities(parsed, words))
    hits = list(find_names(words))
    covered = {i: e for e in entities for i in range(e.first, e.last)}
    spans: list[NameSpan] = []
    taken: set[int] = set()
    for hit in hits:
        rivals = {covered[i] for i in range(hit.first, hit.last) if i in covered}
        if _wins(hit, rivals, words):
            spans.append(_from_hit(hit, rivals))
            taken.update(range(hit.first, hit.last))
    for entity in entities:
        spans.extend(_cut_out(entity, taken, words))
    spans = [_read_capital(s, words) for s in spans if not _is_noise(s, words)]
    return sorted(spans, key=lambda s: s.first)


def _read_capital(span: NameSpan, words: Words) -> NameSpan:
    """A capital that acts for its state becomes a name of the state."""
    if span.entry is None or span.entry.kind != "capital" or not acts_for_state(words, span.first, span.last):
        return span
    country = load_countries()[span.entry.country or ""]
    entry = Entry("country", country.name, "country", country.code, None)
    return replace(span, type="country", entry=entry, method="metonym:capital")


def _is_noise(span: NameSpan, words: Words) -> bool:
    """Names that are no actors: wars and feasts, numbers, single small words, compass points."""
    if span.entry is not None:
        return False
    text = words.slice(span.first, span.last)
    last = words.lower[span.last - 1]
    if span.label == "EVENT" and last not in EVENT_BODIES:
        return True
    if (
        any(c.isdigit() for c in text)
        and not any(c.isalpha() and c.islower() for c in text)
        and len(text) > 4
    ):
        return True
    if (
        text.lower() in read_words("not_names.txt")
        or last in read_words("not_names.txt")
        and span.type != "person"
    ):
        return True
    return len(text) < 2


def _trim_entities(parsed: ParsedDocument, words: Words) -> Iterator[NameSpan]:
    for entity in parsed.doc.ents:
        kind = TYPE_OF_LABEL.get(entity.label_)
        if kind is None:
            continue
        span = NameSpan(entity.start, entity.end, kind, entity.label_, None, f"ner:{entity.label_}")
        trimmed = trim(span, words)
        if trimmed is not None:
            yield trimmed


def trim(span: NameSpan, words: Words) -> NameSpan | None:
    """The span without articles, quotation marks, genitives and titles at its edges; None if nothing is left."""
    first, last = span.first, span.last
    while first < last and words.text[first] in EDGE:
        first += 1
    while last > first and (words.text[last - 1] in EDGE or words.tag[last - 1] == "POS"):
        last -= 1
    if span.type == "person":
        first = skip_titles(words, first, last)
        while first < last and words.text[first] in EDGE:
            first += 1
    while first < last and not words.text[first][0].isalnum():
        first += 1
    if first >= last or not any(
        words.text[i][0].isupper() or words.text[i][0].isdigit() for i in range(first, last)
    ):
        return None
    if not any(c.isalpha() for c in words.slice(first, last)):
        return None
    return replace(span, first=first, last=last)


def _wins(hit: Hit, rivals: Iterable[NameSpan], words: Words) -> bool:
    """Whether a name of the tables beats what the model sees there."""
    kind = hit.entry.kind
    name = words.slice(hit.first, hit.last)
    rivals = list(rivals)
    if name in read_words("weak_names.txt"):
        wanted = {
            "body": {"organisation", "group", "product"},
            "region": {"location"},
            "person": {"person"},
        }.get(kind, {"location", "group"})
        if not any(r.type in wanted and r.first == hit.first and r.last == hit.last for r in rivals):
            return False
    for rival in rivals:
        inside = rival.first <= hit.first and hit.last <= rival.last
        if not inside or (rival.first, rival.last) == (hit.first, hit.last):
            continue
        if rival.type == "person":
            front = hit.first == rival.first and hit.last < rival.last
            if kind == "person" or (kind in COUNTRY_KINDS and front and name not in PERSON_LIKE_COUNTRIES):
                continue
            return False
        if rival.type == "organisation":
            if kind == "person":
                continue
            return False
        if rival.type == "group" and kind in {"adjective", "demonym", "body", "country"}:
            continue
        if rival.type == "location" and kind == "country" and hit.first == rival.first:
            continue
        return False
    return True


def _from_hit(hit: Hit, rivals: Iterable[NameSpan]) -> NameSpan:
    kind = hit.entry.kind
    label = next((r.label for r in rivals), "")
    return NameSpan(hit.first, hit.last, hit.entry.type, label or kind, hit.entry, f"gazetteer:{kind}")


def _cut_out(entity: NameSpan, taken: set[int], words: Words) -> Iterator[NameSpan]:
    """What the tables' names leave of an entity, if it still is a name."""
    free = [i for i in range(entity.first, entity.last) if i not in taken]
    if not free:
        return
    if len(free) < entity.last - entity.first:
        if entity.type not in {"person", "organisation"} or free != list(range(free[0], free[-1] + 1)):
            return
        left = trim(replace(entity, first=free[0], last=free[-1] + 1), words)
        if left is None or (left.type == "person" and words.tag[left.first] not in NAME_TAGS):
            return
        entity = left
    yield entity
