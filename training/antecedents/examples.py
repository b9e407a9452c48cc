"""Pronouns at parties' places in annotated reports, with their candidates and which of them are meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.language import Language

from schemas.document_actors import DocumentActor
from training.judge import stem_words
from training.teaching_texts import TeachingText
from transforms.actors.find import find_actors
from transforms.actors.reference.countries import load_countries
from transforms.events.parties.antecedents import RELATIVES
from transforms.events.parties.parties import PRONOUNS, PartyGrounding
from transforms.events.parties.referents import SPEAKING, name_form
from transforms.language.parse import CleanText, parse_text
from transforms.quotes.find import find_quotes
from transforms.reading.readings import WordSpan

# Share of the words of a name that a candidate's must have.
SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A pronoun: the features and labels of its candidates, and whether the actor finder leaves it open."""

    form: str
    is_open: bool
    rows: list[list[float]]
    labels: list[bool]


def list_examples(nlp: Language, text: TeachingText) -> Iterator[Example]:
    """The pronouns of a report that are resolved there by a name; parties before them are told."""
    day = date.fromisoformat(text.published)
    parsed = parse_text(nlp, CleanText(text.id, text.text, None, day, "day"))
    actors = find_actors(parsed)
    grounding = PartyGrounding(parsed, actors, find_quotes(parsed, actors))
    for party in text.parties:
        words = parsed.doc.char_span(party.start, party.end, alignment_mode="expand")
        if words is None or words.root.tag_ in RELATIVES:
            continue
        head, number = words.root, parsed.sentence_no_at(party.start)
        if head.tag_ not in PRONOUNS:
            offset = parsed.sentences[number].char_start
            grounding.ground_words(WordSpan("actor", number, party.start - offset, party.end - offset, 1.0))
        elif party.name:
            candidates, rows = grounding.list_referents().measure(head, number)
            form = name_form(head)
            labels = [
                is_meant(candidate, party.name) or (form in SPEAKING and is_home(candidate, party.name))
                for candidate in candidates
            ]
            is_open = not actors.mentions_of_token(head, number)
            yield Example(form, is_open, rows, labels)


def is_meant(candidate: DocumentActor, name: str) -> bool:
    """Whether a candidate is whom a name of the annotation means, by shared words."""
    wanted = stem_words(name)
    spelled = set().union(*(stem_words(n) for n in (candidate.name, *candidate.names)))
    least = min(len(wanted), len(stem_words(candidate.name)) or 1)
    return bool(wanted & spelled) and len(wanted & spelled) >= SHARE * least


def is_home(candidate: DocumentActor, name: str) -> bool:
    """Whether a name is that of a person's country: who says "we" of it stands for it."""
    country = load_countries().get(candidate.country_code or "")
    return candidate.type == "person" and country is not None and country.name == name
