"""Numbers that measure nothing: pronoun-like one, parts of names, labels, years, order in lists."""

from __future__ import annotations

import re

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.anchoring.idle_numbers import is_idle_multiplier, is_idle_number
from transforms.figures.lexicon import load_number_labels, load_word_list
from transforms.lexicon.calendar_words import load_calendar_words
from transforms.lexicon.patterns import load_pattern

HYPHEN_ADJECTIVE = load_pattern("figures", "hyphen_adjective")
# The other half of a vote or score: "a 329-275 vote".
PAIR_BEHIND = re.compile(r"\s?[-–]\s?\d")
TO_ANOTHER = load_pattern("figures", "to_another")
ONE_DAY = load_pattern("figures", "one_day")
# "Beat Spain 3-0": the first half of a score stands behind a name.
SCORE = re.compile(r"\s?[-–]\s?\d{1,3}(?![\w.%-])")
LISTED_NAME = re.compile(r"(?:,|;|\s+and|,\s+and)\s+(?:the\s+)?(?:[A-Z][\w.'’&-]*\s+){1,4}")
LIST_GOES_ON = re.compile(r"\s*(?:[,;.]|and\b|$)")


def is_excluded(a: AnchoredQuantity, text: str, before: AnchoredQuantity | None = None) -> bool:
    """Whether a number is no figure; `before` is the figure before it."""
    first, number = a.root.doc[a.first], a.quantity.number
    if number.kind == "multiplier":
        return is_idle_multiplier(a) or text[a.start - 1 : a.start] in ("“", "‘", '"', "'")
    if a.quantity.has_prefix:
        return False
    if is_idle_number(a, text):
        return True
    if number.value == 1 and number.text.lower() == "one":
        return _is_pronoun_one(a) or _is_indefinite_one(a, text)
    if not a.is_count:
        return _is_named_measure(a, first, text)
    if before is not None and _is_listed_count(before, a, text):
        return False
    return (
        _is_model(a, first, text)
        or _is_year(a, first)
        or _is_name(a, first, text)
        or _is_rank(a, first)
        or _is_glued_word(a, text)
    )


def _is_pronoun_one(a: AnchoredQuantity) -> bool:
    """As in "one of the", "no one", "one day", "the one who": no count."""
    doc, token = a.root.doc, a.root.doc[a.first]
    before = doc[token.i - 1].lower_ if token.i and not token.is_sent_start else ""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if not a.is_count:
        hyphen = a.quantity.is_hyphenated
        if a.quantity.unit.code == "point" and not hyphen and before in load_word_list("words_before_points"):
            return True
        if a.quantity.unit.code == "d" and not hyphen and before not in load_word_list("one_day_before"):
            return True
        return (not hyphen and before in ("the", "any", "every")) or (
            token.text == "One" and not token.is_sent_start
        )
    if _is_one_of_own(token):
        return False
    if after is None or before in load_word_list("before_pronoun_one"):
        return True
    if token.text == "One" and before and not token.is_sent_start and doc[token.i - 1].pos_ == "PROPN":
        return True
    if after.lower_ in load_word_list("one_nouns") or after.lower_ in load_word_list("behind_pronoun_one"):
        return True
    if a.noun is None or a.noun.i - token.i > 4:
        return True
    return a.noun.lower_ in load_word_list("one_nouns") or (
        a.noun.tag_ in ("NNS", "NNPS") and a.noun.lower_ not in load_word_list("countable")
    )


def _is_one_of_own(one: Token) -> bool:
    """As in "lost one of its soldiers", "one of her three shops": one of several that somebody has."""
    following = one.doc[one.i + 1 : one.i + 3]
    if len(following) < 2 or following[0].lower_ != "of" or one.head.pos_ != "VERB":
        return False
    return following[1].lower_ in load_word_list("owners_of_one") and one.dep_ in (
        "dobj",
        "nsubjpass",
        "nsubj",
    )


def _is_indefinite_one(a: AnchoredQuantity, text: str) -> bool:
    """As in "from one crisis to another", "one night in October"."""
    number = a.quantity.number
    if TO_ANOTHER.match(text, number.end):
        return True
    return ONE_DAY.match(text, number.start) is not None and a.root.doc[a.first - 1].lower_ != "than"


def _is_year(a: AnchoredQuantity, first: Token) -> bool:
    """A bare number from 1000 to 2100 that stands like a year."""
    surface = a.quantity.number.text
    if a.quantity.value_high is not None or not re.fullmatch(r"1[0-9]\d\d|20\d\d|2100", surface):
        return False
    before = first.nbor(-1).lower_ if first.i else ""
    plural = a.noun is not None and (a.noun.tag_ == "NNS" or a.noun.lower_ in load_word_list("countable"))
    recent = 1900 <= int(surface) <= 2100
    if a.comparator == "~" and int(surface) % 10 and a.noun is None and _ends_phrase(a):
        return True  # "began around 1295"
    if a.comparator != "=" and not (before in load_word_list("year_before") and a.comparator == "~"):
        return False
    if (
        plural
        and a.noun is not None
        and a.noun.i - a.last <= 3
        and before not in load_word_list("year_before")
    ):
        return False
    if recent:
        return True
    if before == "of" and a.noun is None and first.i > 1:
        return first.nbor(-2).lower_ not in load_word_list("amount_nouns")
    return before in load_word_list("words_before_years") and not plural


def _ends_phrase(a: AnchoredQuantity) -> bool:
    doc = a.root.doc
    return a.last + 1 >= len(doc) or doc[a.last + 1].pos_ in ("PUNCT", "ADP", "CCONJ", "SCONJ")


def _is_name(a: AnchoredQuantity, first: Token, text: str) -> bool:
    """Part of a name or label: "Boeing 737", "Article 5", "category 4", "BBC One", "Seven Network"."""
    number = a.quantity.number
    if first.i == 0 or first.is_sent_start:
        return _opens_name(a, first)
    previous = first.nbor(-1)
    if previous.text in ("(", '"', "“", "‘"):
        return False
    adjacent = text[previous.idx + len(previous) : number.start].strip() in ("", "-")
    if not adjacent or a.comparator != "=":
        return False
    if _is_numbered(a, previous):
        return True
    if previous.dep_ in ("dative", "iobj"):
        return False  # "will send Kenya 20 Tatra trucks": whoever is given something is named in full
    if (
        number.text.isdigit()
        and number.value < 200
        and SCORE.match(text, number.end)
        and not _is_label(previous)
    ):
        return False
    if _is_label(previous):
        named = previous.text.lower() != previous.text
        return a.noun is None or a.noun.tag_ != "NNS" or named or previous.lower_ in ("no", "no.", "number")
    if ("," in number.text and number.in_digits) or number.kind == "vague":
        return False
    word = number.text
    if _is_inside_name(a, previous):
        return True
    if not number.in_digits:
        return word[:1].isupper() and (previous.pos_ == "PROPN" or _opens_name(a, first))
    return _follows_name(a, previous, first)


def _follows_name(a: AnchoredQuantity, previous: Token, first: Token) -> bool:
    """As in "Boeing 737", "Apollo 11": digits right behind a name, with nothing counted."""
    number = a.quantity.number
    if (
        previous.pos_ != "PROPN"
        or not previous.text[:1].isalnum()
        or not (previous.text[:1].isupper() or previous.text[:1].isdigit())
    ):
        return False
    if previous.ent_type_ in ("DATE",) or previous.lower_ in load_calendar_words()["weekday"]:
        return False
    noun = a.noun
    counted = noun is not None and noun.tag_ in ("NNS",) and a.root.head.i == noun.i
    if (
        counted
        and noun is not None
        and not (previous.head.i == noun.i or previous.dep_ in ("compound", "nmod"))
    ):
        return False
    return number.value < 10000 and (
        a.root.head.i <= first.i or not counted or previous.dep_ in ("compound", "nmod", "nummod")
    )


def _is_inside_name(a: AnchoredQuantity, previous: Token) -> bool:
    """As in "the Galaxy Note 20 Ultra": digits between two capitalised words of one name."""
    doc, surface = a.root.doc, a.quantity.number.text
    if a.last + 1 >= len(doc) or not surface.isdigit() or len(surface) > 3:
        return False
    following = doc[a.last + 1]
    capital = previous.text[:1].isupper() and following.text[:1].isupper() and following.tag_ == "NNP"
    named = following.ent_type_ not in ("NORP", "GPE", "PERSON", "DATE") and previous.ent_type_ != "DATE"
    return capital and named and not previous.is_sent_start and not following.is_sent_start


def _is_listed_count(before: AnchoredQuantity, a: AnchoredQuantity, text: str) -> bool:
    """As in "won 75 seats, the PPP 54 and the MQM 17": the same things counted for another name."""
    if a.sentence_no != before.sentence_no or not before.is_count or not a.quantity.number.in_digits:
        return False
    counts = before.noun is not None and before.noun.tag_ == "NNS"
    if not counts and not (before.root.head.pos_ == "PROPN" and before.noun is None):
        return False
    between = text[before.noun.idx + len(before.noun) if counts and before.noun else before.end : a.start]
    return bool(LISTED_NAME.fullmatch(between)) and bool(LIST_GOES_ON.match(text, a.end))


def _is_numbered(a: AnchoredQuantity, previous: Token) -> bool:
    """As in "chapter 3", "Article 5": the number hangs on the one thing before it."""
    surface = a.quantity.number.text
    worded = surface.isalpha() and a.quantity.value < 30 and previous.lower_ in load_number_labels()
    if (
        not (surface.isdigit() or worded)
        or len(surface) > 4 + 5 * worded
        or a.root.head.i != previous.i
        or a.root.dep_ not in ("nummod", "appos", "nmod", "npadvmod")
    ):
        return False
    if previous.lower_ in load_number_labels():
        return True
    return previous.tag_ == "NN" and a.root.dep_ == "nummod" and len(surface) < 4


def _is_label(previous: Token) -> bool:
    """Whether the word before makes the number a label ("Article 5", "category 4", "S&P 500")."""
    case = load_number_labels().get(previous.lower_)
    if case is None and previous.text == "." and previous.i:
        case = load_number_labels().get(previous.nbor(-1).lower_ + ".")
        return case is not None
    return case == "any" or (case == "title" and previous.text[:1].isupper() and not previous.is_sent_start)


def _opens_name(a: AnchoredQuantity, first: Token) -> bool:
    """As in "Seven Network", "Two Sessions", "24 Hours of Le Mans".

    A capitalised number before a capitalised name.
    """
    doc, last = first.doc, a.last
    if last + 1 >= len(doc):
        return False
    following = doc[last + 1]
    if (
        following.pos_ != "PROPN"
        or not following.text[:1].isupper()
        or following.ent_type_ in ("NORP", "GPE", "PERSON")
    ):
        return False
    if (
        a.quantity.number.in_digits
        and a.noun is not None
        and a.noun.tag_ == "NNP"
        and not a.noun.text.isupper()
    ):
        return "," not in a.quantity.number.text and a.comparator == "=" and a.quantity.number.text.isdigit()
    if a.quantity.number.in_digits:
        return (
            following.tag_ == "NNP"
            and a.noun is not None
            and a.noun.tag_ == "NNP"
            and len(a.quantity.number.text) <= 2
            and not first.is_sent_start
            and a.noun.ent_type_ not in ("", "CARDINAL")
            and doc[a.first].ent_iob_ == "B"
            and doc[a.first].ent_type_ in ("ORG", "FAC", "WORK_OF_ART", "EVENT", "PRODUCT", "LAW")
        )
    return first.text[:1].isupper() and not first.is_sent_start


def _is_model(a: AnchoredQuantity, first: Token, text: str) -> bool:
    """As in "their 737 airliner", "five new 737 aircraft": a bare number before one thing.

    Or a second one before things counted.
    """
    surface, noun = a.quantity.number.text, a.noun
    if noun is None or not surface.isdigit() or a.quantity.value < 100 or a.comparator != "=":
        return False
    if PAIR_BEHIND.match(text, a.quantity.end) and noun.lemma_ in load_word_list("contests"):
        return False
    others = [t for t in noun.lefts if t.dep_ == "nummod" and t.i < first.i]
    if others and first.head.i == noun.i:
        return True
    singular = (
        noun.tag_ in ("NN", "NNP")
        and noun.dep_ not in ("compound", "nmod")
        and noun.lower_ not in load_word_list("countable")
    )
    return (
        singular
        and (first.nbor(-1).dep_ in ("det", "poss", "amod", "case") if first.i else False)
        and first.head.i == noun.i
    )


def _is_rank(a: AnchoredQuantity, first: Token) -> bool:
    """As in "the bottom three", "a top 10": a rank without a thing counted.

    "at 89" and list positions are left to others.
    """
    if first.i == 0:
        return False
    before = first.nbor(-1).lower_
    if before in load_word_list("ranking_words") and a.noun is None:
        return True
    return (
        before in ("top", "top-") and a.quantity.number.in_digits and (a.noun is None or a.noun.tag_ == "NN")
    )


def _is_glued_word(a: AnchoredQuantity, text: str) -> bool:
    """As in "production-four-door", "forty-niners"."""
    start, end = a.quantity.number.start, a.quantity.number.end
    if HYPHEN_ADJECTIVE.match(text, end):
        return True
    if not a.quantity.number.in_digits and start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        return True
    return not a.quantity.number.in_digits and bool(
        load_pattern("figures", "word_goes_on").match(text[end : end + 6])
    )


def _is_named_measure(a: AnchoredQuantity, first: Token, text: str) -> bool:
    """As in "24 Hours of Le Mans", "Seven Days" as names: a capitalised unit that goes on with a name."""
    unit_text = text[a.quantity.number.end : a.quantity.end].strip(" -")
    if not unit_text[:1].isupper() or a.quantity.unit.dimension not in ("duration", "length", "mass"):
        return False
    return not first.is_sent_start and len(unit_text) > 3
