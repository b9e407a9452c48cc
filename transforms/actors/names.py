"""Names of actors in a text: the language model's entities and the tables' names, made one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from transforms.actors.abbreviations import read_abbreviations
from transforms.actors.countries import load_countries
from transforms.actors.credits import find_credits
from transforms.actors.gazetteer import Entry, Hit, find_names, load_surnames
from transforms.actors.homonyms import settle_homonyms
from transforms.actors.institution_table import load_institutions
from transforms.actors.metonyms import acts_for_state
from transforms.actors.name_spans import NameSpan
from transforms.actors.places import GENERIC_WORDS
from transforms.actors.repeats import find_repeated
from transforms.actors.shaped_names import find_shaped_names
from transforms.actors.tables import read_words
from transforms.actors.titles import load_roles, skip_titles
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
CHANNELS = {
    "Twitter",
    "Facebook",
    "Instagram",
    "Telegram",
    "WhatsApp",
    "YouTube",
    "TikTok",
    "X",
    "VK",
    "Weibo",
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


def find_name_spans(parsed: ParsedDocument, words: Words) -> list[NameSpan]:
    """All names in text order, none overlapping."""
    entities = list(_trim_entities(parsed, words))
    bodies = {i for e in entities for i in range(e.first, e.last) if e.type in {"organisation", "person"}}
    shaped = list(find_shaped_names(words, bodies))
    inside = {i for s in shaped for i in range(s.first, s.last)}
    entities = [*(e for e in entities if not inside.issuperset(range(e.first, e.last))), *shaped]
    hits = list(find_names(words))
    told = {
        h.entry.country
        for h in hits
        if h.entry.kind in COUNTRY_KINDS | {"region"} and not _is_minor_capital(h)
    }
    hits = settle_homonyms([h for h in hits if _is_plausible(h, words, told)], words)
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
    spans = read_abbreviations(words, spans)
    spans.extend(find_repeated(words, spans))
    outside = find_credits(parsed, words)
    spans = [_read_capital(s, words) for s in spans if s.first not in outside and not _is_noise(s, words)]
    spans = sorted(spans, key=lambda s: s.first)
    return sorted([*_lengthen(spans, words)], key=lambda s: (s.first, -s.last))


def _is_minor_capital(hit: Hit) -> bool:
    """Capitals of territories are mostly other places or persons ("Douglas", "Stanley", "Hamilton")."""
    country = load_countries().get(hit.entry.country or "")
    return hit.entry.kind == "capital" and country is not None and country.status == "territory"


def _is_plausible(hit: Hit, words: Words, told: set[str | None]) -> bool:
    """Whether a name of the tables can mean its entry here: short names of national bodies need their country."""
    name = words.slice(hit.first, hit.last)
    after = words.lower[hit.last] if hit.last < len(words) else ""
    if hit.entry.kind in {"adjective", "demonym"} and hit.first and words.lower[hit.first - 1] == "ethnic":
        return False
    if hit.entry.kind == "person":
        later = words.lower[hit.last + 1 : hit.last + 3]
        things = read_words("thing_nouns.txt")
        return after not in things and not (
            words.tag[min(hit.last, len(words) - 1)] == "NNP" and set(later) & things
        )
    if _is_minor_capital(hit):
        return hit.entry.country in told
    if hit.entry.kind == "body" and name.isupper() and len(name) <= 5 and hit.entry.country:
        return name in read_words("world_acronyms.txt") or hit.entry.country in told
    return True


def _lengthen(spans: list[NameSpan], words: Words) -> Iterator[NameSpan]:
    """Names cut before "of the ..." are completed; the inner name stays a name of its own."""
    by_first = {s.first: s for s in spans}
    for span in spans:
        if (
            span.type != "organisation"
            or span.entry is not None
            or words.lower[span.last - 1] not in read_words("body_nouns.txt")
        ):
            yield span
            continue
        k = span.last
        if k + 1 < len(words) and words.lower[k] == "of" and words.sentence[k] == words.sentence[span.first]:
            k += 2 if words.lower[k + 1] == "the" else 1
            inner = by_first.get(k)
            if inner is not None and inner.type in {"country", "organisation", "location"}:
                yield replace(span, last=_end_of_list(inner, by_first, words))
                continue
        yield span


def _end_of_list(inner: NameSpan, by_first: dict[int, NameSpan], words: Words) -> int:
    """The end of "Russia and Belarus" after the first country."""
    last = inner.last
    other = by_first.get(last + 1) if last + 1 < len(words) and words.lower[last] == "and" else None
    return other.last if inner.type == "country" and other is not None and other.type == "country" else last


def _read_capital(span: NameSpan, words: Words) -> NameSpan:
    """A capital that acts for its state becomes a name of the state."""
    if span.entry is None or span.entry.kind != "capital" or not acts_for_state(words, span.first, span.last):
        return span
    country = load_countries()[span.entry.country or ""]
    entry = Entry("country", country.name, "country", country.code, None)
    return replace(span, type="country", entry=entry, method="metonym:capital")


def _is_noise(span: NameSpan, words: Words) -> bool:
    """Names that are no actors: wars and feasts, numbers, single small words, compass points."""
    text = words.slice(span.first, span.last)
    if span.entry is not None:
        return text in CHANNELS and _is_channel(words, span)
    if text in CHANNELS and _is_channel(words, span):
        return True
    if span.type != "person" and _is_portfolio(text.lower(), words, span.last):
        return True
    if text[0] == "i" and text[1:2].isupper():  # iPhone, iPad
        return True
    if span.last - span.first == 1 and any(c.isdigit() for c in text):
        return True
    if "/" in text and any(c.isdigit() for c in text):
        return True
    if (
        span.type == "person"
        and span.last - span.first > 1
        and words.lower[span.last - 1] in read_words("thing_nouns.txt")
    ):
        return True
    last = words.lower[span.last - 1]
    if span.label == "EVENT" and not EVENT_BODIES & set(words.lower[span.first : span.last]):
        return True
    if (
        any(c.isdigit() for c in text)
        and not any(c.isalpha() and c.islower() for c in text)
        and len(text) > 4
    ):
        return True
    if text.lower() in read_words("not_names.txt") or (
        last in read_words("not_names.txt") and span.type != "person"
    ):
        return True
    return len(text) < 2


def _is_channel(words: Words, span: NameSpan) -> bool:
    """Whether a network is only where something was said ("on Facebook", "a Twitter post")."""
    i = span.last - 1
    head = words.head[i]
    return words.dep[i] == "compound" or (
        words.dep[i] == "pobj" and words.lower[head] in {"on", "via", "through", "to"}
    )


def _trim_entities(parsed: ParsedDocument, words: Words) -> Iterator[NameSpan]:
    for entity in parsed.doc.ents:
        kind = TYPE_OF_LABEL.get(entity.label_)
        if kind is None:
            continue
        span = NameSpan(entity.start, entity.end, kind, entity.label_, None, f"ner:{entity.label_}")
        trimmed = trim(span, words)
        if trimmed is not None:
            yield _take_given_name(trimmed, words, parsed)


def _take_given_name(span: NameSpan, words: Words, parsed: ParsedDocument) -> NameSpan:
    """A lone surname takes the capitalised word before it that the parser joins to it ("Getachew | Reda")."""
    k = span.first - 1
    if (
        span.type != "person"
        or span.last - span.first > 1
        or k < 0
        or words.sentence[k] != words.sentence[span.first]
    ):
        return span
    joined = words.dep[k] == "compound" and words.head[k] == span.first and words.tag[k] == "NNP"
    free = parsed.doc[k].ent_type_ == "" and words.text[k].istitle() and words.lower[k] not in load_roles()
    return replace(span, first=k) if joined and free and words.text[k] not in EDGE else span


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
    if span.type == "location" and last - first > 1 and words.pos[first] == "NUM":
        first += 1
    if span.label == "EVENT" and last - first > 1 and words.text[first][0].isdigit():
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
    if name == "West":
        return words.lower[hit.first - 1] == "the" if hit.first else False
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
            if (
                front
                and kind == "adjective"
                and rival.last - hit.last == 1
                and not _is_surname(words.text[rival.last - 1])
            ):
                return False
            digit = hit.last < rival.last and any(c.isdigit() for c in words.text[hit.last])
            if (
                kind == "person"
                or (kind == "body" and hit.first == rival.first and digit)
                or (kind in COUNTRY_KINDS and front and name not in PERSON_LIKE_COUNTRIES)
            ):
                continue
            return False
        if rival.type == "organisation":
            digit = hit.last < rival.last and any(c.isdigit() for c in words.text[hit.last])
            if (
                kind == "person"
                or (kind == "body" and hit.first == rival.first and digit)
                or (kind in COUNTRY_KINDS and is_institution_name(words, rival.first, rival.last, hit))
            ):
                continue
            return False
        if rival.type == "group" and kind in {"adjective", "demonym", "body", "country"}:
            continue
        if (
            rival.type == "location"
            and hit.first == rival.first
            and (kind == "country" or words.lower[hit.last] in GENERIC_WORDS)
        ):
            continue
        if (
            rival.type == "location"
            and hit.last == rival.last
            and (kind == "region" or words.pos[rival.first] == "NUM")
        ):
            continue
        return False
    return True


def _is_surname(word: str) -> bool:
    return word in load_surnames()


def is_institution_name(words: Words, first: int, last: int, hit: Hit) -> bool:
    """Whether a body's name is a country and a common noun ("Nigerian Army", "Government of the Russian Federation")."""
    rest = [words.lower[i] for i in range(first, last) if not hit.first <= i < hit.last]
    rest = (
        [w for w in rest if w not in {"the", "'s", "’s", "of", "’", "'"}]
        if "ministry" not in rest[:1]
        else rest
    )
    phrase = " ".join(rest)
    return phrase in load_institutions() or _is_portfolio(phrase, words, last)


def _is_portfolio(phrase: str, words: Words, last: int) -> bool:
    """Whether words before a title belong to it ("Tanzanian Health" in "Tanzanian Health Minister X")."""
    return last < len(words) and f"{phrase} {words.lower[last]}" in load_roles()


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
