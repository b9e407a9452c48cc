"""Persons of one document: surnames after full names, lone surnames of known persons."""

from __future__ import annotations

from transforms.actors.entities import Entity, reference_id, slug
from transforms.actors.grouping.shared_surnames import share_surname
from transforms.actors.reference.gazetteer import Entry, load_surnames, plain_letters
from transforms.actors.reference.known_persons import find_known_person
from transforms.actors.reference.tables import read_words
from transforms.actors.words import Words
from transforms.lexicon.spelling import fold


def settle_surnames(entities: list[Entity], known: list[Entity]) -> list[Entity]:
    """A single word that is the surname of a person named in full is that person, whatever the model says."""
    full = [e for e in (*known, *entities) if e.type == "person"]
    names = [n for e in full for n in (*e.names, e.name) if " " in n.strip()]
    surnames = {fold(n).split()[-1] for n in names if " " in fold(n)} | {fold(n.split()[-1]) for n in names}
    for entity in entities:
        if entity.type != "person" and fold(entity.name) in surnames:
            entity.type = "person"
    return entities


def merge_persons(entities: list[Entity], known: list[Entity], words: Words) -> list[Entity]:
    """Shorter names of persons join the full name that they fit; of several, each use its own."""
    persons = [e for e in entities if e.type == "person"]
    rest = [e for e in entities if e.type != "person"]
    full = [(e, _longest_parts(e)) for e in (*known, *persons) if len(fold(e.name).split()) > 1]
    out = list(rest)
    for entity in persons:
        fitting = _fitting_persons(entity, full)
        famous = _famous_bearer(entity, fitting)
        if famous is not None:
            share_surname(entity, [*fitting, famous], words)
            out.extend([famous] if famous.spans else [])
            continue
        if not fitting:
            out.append(entity)
        elif len(fitting) == 1:
            fitting[0].absorb(entity)
        else:
            share_surname(entity, fitting, words)
    return out


def _famous_bearer(entity: Entity, fitting: list[Entity]) -> Entity | None:
    """The person whom a famous surname means beside an office ("President Biden"), if only kin are named."""
    if not fitting or entity.name not in read_words("famous_surnames.txt"):
        return None
    entries = load_surnames().get(entity.name)
    if not entries or any(f.reference == reference_id(entries[0]) for f in fitting):
        return None
    entry = entries[0]
    return Entity(
        "person", country=entry.country, sector=entry.sector, reference=reference_id(entry),
        name=entry.name, confidence=0.88, method="gazetteer:surname",
    )  # fmt: skip


def _longest_parts(entity: Entity) -> list[str]:
    """The words of a person's longest name, folded."""
    return max((fold(n).split() for n in sorted({*entity.names, entity.name})), key=len)


def _fitting_persons(entity: Entity, full: list[tuple[Entity, list[str]]]) -> list[Entity]:
    """The persons whose fuller name a name can stand for, those who bear it as a surname first."""
    parts = fold(entity.name).split()
    hits = []
    for other, longest in full:
        if other is entity or len(longest) <= len(parts):
            continue
        if len(parts) == 1 and (parts[0] == longest[-1] or parts[0] == longest[0]):
            hits.append((parts[0] == longest[-1], other))
        elif parts == longest[-len(parts) :]:
            hits.append((True, other))
        elif parts == longest[: len(parts)]:
            hits.append((False, other))
        elif len(parts) > 1 and parts[-1] == longest[-1] and parts[0][0] == longest[0][0]:
            hits.append((True, other))
    best = [o for last, o in hits if last] or [o for _, o in hits]
    return best if len(parts) == 1 or len(best) == 1 else []


def adopt_known_persons(entities: list[Entity]) -> None:
    """A lone surname ("Putin said") is the only person of the tables whose country the document names."""
    told = {e.country for e in entities if e.country and e.type in {"country", "location"}}
    taken = {e.reference for e in entities}
    for entity in entities:
        if entity.type != "person" or entity.reference is not None:
            continue
        if " " in entity.name.strip():
            entry = find_known_person(entity.name)
            if entry is not None and reference_id(entry) not in taken:
                _take_reference(entity, entry, 0.93, "gazetteer:spelling")
                taken.add(entity.reference)
            continue
        known = load_surnames().get(entity.name) or load_surnames().get(plain_letters(entity.name)) or ()
        fitting = [e for e in known if e.country in told]
        if entity.name in read_words("famous_surnames.txt"):
            fitting = list(known[:1])
        if len(fitting) == 1 and f"person/{slug(fitting[0].name)}" not in taken:
            _take_reference(entity, fitting[0], 0.88, "gazetteer:surname")


def _take_reference(entity: Entity, entry: Entry, confidence: float, method: str) -> None:
    entity.reference, entity.name = reference_id(entry), entry.name
    entity.country, entity.sector = entry.country, entry.sector
    entity.confidence, entity.method = confidence, method
