"""Names of actors in a text: the language model's entities and the tables' names, made one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.abbreviations import read_abbreviations
from transforms.actors.names.after_portfolio import part_portfolios
from transforms.actors.names.contest import COUNTRY_KINDS, beats_model, is_minor_capital, is_plausible
from transforms.actors.names.credits import find_credits
from transforms.actors.names.headlines import Headlines
from transforms.actors.names.homonyms import settle_homonyms
from transforms.actors.names.lone_persons import settle_lone_words
from transforms.actors.names.metonyms import acts_for_state
from transforms.actors.names.model import trim, trim_entities
from transforms.actors.names.namesakes import settle_namesakes
from transforms.actors.names.noise import is_noise, list_storms
from transforms.actors.names.overlooked import complete_place, find_overlooked_media, find_overlooked_places
from transforms.actors.names.read_names import find_read_names
from transforms.actors.names.reader_states import read_states
from transforms.actors.names.repeats import drop_covered, find_famous, find_repeated
from transforms.actors.names.shaped import find_quoted_names, find_shaped_names, find_speaker_names
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.gazetteer import Entry, Hit, find_names
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.tables import read_words
from transforms.actors.words import Words
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.saying_verbs import load_saying_verbs

NAME_TAGS = {"NNP", "NNPS"}
PREFIXES = load_name_words()["prefixes"]


def find_told_spans(parsed: ParsedDocument, words: Words) -> list[NameSpan]:
    """The names that the model, the tables or their own shape and place tell, without those only repeated."""
    entities, hits = _drop_surnames(_find_entities(parsed, words), list(find_names(words)), words)
    spans = read_abbreviations(words, _settle(entities, _select_plausible(hits, words), words))
    spans = _join_neighbours([_before_hyphen(s, words) for s in spans], words)
    spans = drop_nested_spans([complete_place(s, words) for s in spans])
    spans.extend(find_overlooked_media(words, spans))
    spans.extend(find_overlooked_places(words, spans))
    return spans


def find_name_spans(parsed: ParsedDocument, words: Words) -> list[NameSpan]:
    """All names in text order, none overlapping."""
    headlines = Headlines(words, parsed.sentence_tokens)
    spans = headlines.trim(find_told_spans(parsed, words))
    spans.extend(headlines.find_names(spans))
    repeated = find_repeated(words, spans)
    repeated.extend(find_famous(words, [*spans, *repeated]))
    pool = read_states(parsed, words)
    spans = settle_lone_words(words, [*drop_covered(spans, repeated), *repeated], pool)
    spans = find_read_names(words, spans, pool)
    outside, storms = find_credits(parsed, words), list_storms(words, parsed.title)
    spans = [s for s in spans if s.first not in outside and not is_noise(s, words, storms)]
    spans = [_read_capital(s, words) for s in spans]
    spans = settle_namesakes(sorted(spans, key=lambda s: s.first), words)
    return sorted([*_lengthen(spans, words)], key=lambda s: (s.first, -s.last))


def _find_entities(parsed: ParsedDocument, words: Words) -> list[NameSpan]:
    """The model's names, and those that their shape or quotation marks tell, which win."""
    entities = part_portfolios(list(trim_entities(parsed, words)), words)
    bodies = {i for e in entities for i in range(e.first, e.last) if e.type in {"organisation", "person"}}
    shaped = [
        *find_shaped_names(words, bodies),
        *find_quoted_names(words, bodies),
        *find_speaker_names(words),
    ]
    inside = {i for s in shaped for i in range(s.first, s.last)}
    return [*(e for e in entities if not inside.issuperset(range(e.first, e.last))), *shaped]


def _drop_surnames(
    entities: list[NameSpan], hits: list[Hit], words: Words
) -> tuple[list[NameSpan], list[Hit]]:
    """Both without states' names that are surnames of persons who were named before."""
    surnames = _find_speaking_surnames(entities, hits, words)
    kept = [e for e in entities if e.first not in surnames or e.last - e.first > 1]
    return kept, [h for h in hits if h.first not in surnames]


def _select_plausible(hits: list[Hit], words: Words) -> list[Hit]:
    """Names of the tables that can mean their entry in this text."""
    kinds = COUNTRY_KINDS | {"region"}
    told = {h.entry.country for h in hits if h.entry.kind in kinds and not is_minor_capital(h)}
    return settle_homonyms([h for h in hits if is_plausible(h, words, told)], words)


def _settle(entities: list[NameSpan], hits: list[Hit], words: Words) -> list[NameSpan]:
    """Names of the tables where they beat the model's, and what they leave of these."""
    covered = {i: e for e in entities for i in range(e.first, e.last)}
    spans: list[NameSpan] = []
    taken: set[int] = set()
    for hit in hits:
        rivals = {covered[i] for i in range(hit.first, hit.last) if i in covered}
        if beats_model(hit, rivals, words):
            spans.append(_from_hit(hit, rivals))
            taken.update(range(hit.first, hit.last))
    for entity in entities:
        spans.extend(_cut_out(entity, taken, words))
    return spans


def _find_speaking_surnames(entities: list[NameSpan], hits: list[Hit], words: Words) -> set[int]:
    """Where a state's name is the surname of a person named before ("Ana Mali ... Mali told reporters")."""
    first_at: dict[str, int] = {}
    for e in entities:
        if e.type == "person" and e.last - e.first > 1:
            first_at.setdefault(words.text[e.last - 1], e.last)
    return {
        h.first
        for h in hits
        if h.entry.kind == "country"
        and h.last - h.first == 1
        and first_at.get(words.text[h.first], len(words)) <= h.first
        and words.dep[h.first] == "nsubj"
        and words.lemma[words.head[h.first]].lower() in load_saying_verbs("surname")
    }


def _join_neighbours(spans: list[NameSpan], words: Words) -> list[NameSpan]:
    """Two single words side by side that the model took for two names are one ("Tahith | Chong")."""
    out: list[NameSpan] = []
    for span in sorted(spans, key=lambda s: s.first):
        last = out[-1] if out else None
        if (
            last is not None
            and last.last == span.first
            and _is_single(last, words)
            and _is_single(span, words)
        ):
            kinds = {last.type, span.type}
            kind = "organisation" if "organisation" in kinds else "person" if "person" in kinds else last.type
            out[-1] = replace(last, last=span.last, type=kind, method="ner:joined")
        elif last is not None and _is_given_name(last, span, words):
            out[-1] = replace(last, last=span.last, type="person", method="ner:joined")
        else:
            out.append(span)
    return out


def _is_given_name(name: NameSpan, after: NameSpan, words: Words) -> bool:
    """Whether a lone name and a small word hyphenated to it precede a surname ("Yunus-bek | Yevkurov")."""
    k = name.last
    if name.entry is not None or after.entry is not None or after.first != k + 2 or after.type != "person":
        return False
    is_joined = words.text[k] == "-" and words.end[k] == words.start[k + 1]
    is_joined = is_joined and words.end[k - 1] == words.start[k] and words.tag[k + 1] in NAME_TAGS
    return is_joined and words.text[k + 1].islower() and words.text[after.first].istitle()


def _before_hyphen(span: NameSpan, words: Words) -> NameSpan:
    """A name cut inside its first word ("Anti- | Corruption Commission") is completed."""
    k = span.first - 2
    if span.entry is not None or span.type != "organisation" or k < 0 or words.text[k + 1] != "-":
        return span
    joined = words.end[k] == words.start[k + 1] and words.end[k + 1] == words.start[span.first]
    own = joined and words.text[k].istitle() and words.text[k] in PREFIXES
    return replace(span, first=k) if own else span


def drop_nested_spans(spans: list[NameSpan]) -> list[NameSpan]:
    """The spans without those that begin inside another ("Sad" in "Novi Sad")."""
    out: list[NameSpan] = []
    for span in sorted(spans, key=lambda s: (s.first, -s.last)):
        if not out or span.first >= out[-1].last:
            out.append(span)
    return out


def _is_single(span: NameSpan, words: Words) -> bool:
    if span.entry is not None or span.alias is not None or span.last - span.first != 1:
        return False
    return words.tag[span.first] in NAME_TAGS and words.text[span.first].istitle()


def _lengthen(spans: list[NameSpan], words: Words) -> Iterator[NameSpan]:
    """Names cut before "of the ..." or "for ..." are completed; the inner name stays one of its own."""
    by_first = {s.first: s for s in spans}
    end = 0
    for span in spans:
        if span.first < end:
            continue
        if (
            span.type != "organisation"
            or span.entry is not None
            or words.lower[span.last - 1] not in read_words("body_nouns.txt")
        ):
            yield span
            continue
        k = span.last
        joint = (
            words.lower[k] if k + 1 < len(words) and words.sentence[k] == words.sentence[span.first] else ""
        )
        if joint in {"of", "for"}:
            k += 2 if words.lower[k + 1] == "the" else 1
            inner = by_first.get(k)
            if inner is not None and _completes(joint, inner):
                whole = replace(span, last=_end_of_list(inner, by_first, words))
                end = whole.last if joint == "for" else end
                yield whole
                continue
        yield span


def _completes(joint: str, inner: NameSpan) -> bool:
    """Whether what follows a body's noun is the rest of its name ("Agency for | Marine Science")."""
    if joint == "for":
        return inner.type == "organisation" and inner.entry is None
    return inner.type in {"country", "organisation", "location"}


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
