"""Dates of a sentence that are not the event's: those of a noun spoken of, and those left behind."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Token

from schemas.time_expressions import TimeExpression
from transforms.dates.lookup import TimeLookup
from transforms.events.coding import Coding
from transforms.events.date_distance import SPOKEN_TYPES
from transforms.language.parsed_document import ParsedDocument

# "Arrested two men over the May 2019 robbery": what the deed is about is dated, not the deed.
ABOUT = frozenset({"over", "for", "about", "concerning", "regarding"})
# Deeds of speech that take the day of the thing itself: "signed the May 2019 treaty".
SIGNING = frozenset({"sign", "ratify", "attend", "join"})
# How far from publication a date may lie for the article still to be telling of it.
NEAR = timedelta(days=8)
STEPS = 6


def find_dates_of_nouns(coding: Coding, sentence_no: int, times: TimeLookup) -> list[TimeExpression]:
    """Dates that tell apart a thing which the event is about: "blamed Chad for the May 2019 clash"."""
    doc, own = coding.anchor.doc, {coding.anchor.i, coding.noun.i if coding.noun is not None else -1}
    spoken = coding.event_type in SPOKEN_TYPES and coding.anchor.lemma_.lower() not in SIGNING
    found = []
    for time in times.in_sentence(sentence_no):
        noun = times.described_noun(doc, time)
        if noun is None or noun.i in own:
            continue
        if spoken or _list_prepositions(noun) & ABOUT:
            found.append(time)
    return found


def _list_prepositions(noun: Token) -> set[str]:
    """The prepositions between a noun and the verb above it."""
    found, token = set(), noun
    for _ in range(STEPS):
        if token.dep_ == "prep":
            found.add(token.lower_)
        if token.head.i == token.i or token.head.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return found


def goes_on(parsed: ParsedDocument, number: int, told: set[str]) -> bool:
    """Whether a sentence goes on with the story of names told before: same name, or none of its own."""
    sentence = parsed.sentence_span(number)
    subject = next((t for t in sentence.root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.pos_ == "PRON":
        return True
    named = {t.lemma_.lower() for t in subject.subtree if t.pos_ == "PROPN" or t.ent_type_ == "NORP"}
    return not named or bool(named & told)


def list_names(parsed: ParsedDocument, number: int) -> set[str]:
    """Names of a sentence in small letters."""
    return {t.lemma_.lower() for t in parsed.sentence_span(number) if t.pos_ == "PROPN"}


def is_remote(time: TimeExpression, published: date | None) -> bool:
    """Whether a date lies well apart from the day of publication."""
    if published is None or time.start_on is None or time.end_on is None:
        return False
    return time.end_on < published - NEAR or time.start_on > published + NEAR
