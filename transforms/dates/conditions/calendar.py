"""Tell years, months and days from counts, prices and names that look like them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from transforms.dates.conditions.condition_words import load_condition_words
from transforms.dates.context.context import Context
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.masks import load_masks
from transforms.dates.grammar.scan import Candidate
from transforms.dates.grammar.tokens import DateToken
from transforms.lexicon.patterns import load_pattern

# What short decades count in a forecast: "in the mid 30s".
DEGREES = load_pattern("dates", "degrees")


def is_year(context: Context, c: Candidate) -> bool:
    """Whether four digits are a year and not a count, a price, a model or part of a name."""
    part = c.part("year")[0]
    number = int(part.text)
    if not 1000 <= number <= 2099:
        return False
    text = context.parsed.text
    if not stands_apart(text, c.char_start if c.part("edge") else part.start, part.end):
        return False
    if c.last - c.first > 1:
        return number >= 1500
    previous, following = context.previous_token(c), context.next_token(c)
    if number < 1900 and number % 10 and previous is not None and previous.lower_ == "around":
        return following is None or following.pos_ in ("PUNCT", "ADP", "CCONJ", "SCONJ")
    masks = load_masks()
    if previous is not None and (previous.lower_ in masks.before_year or is_named(context, c, previous)):
        return False
    is_led = previous is not None and previous.lower_ in masks.before_old_year
    if number < 1500 or (number < 1900 and not is_led):
        return False
    if following is None:
        return True
    if following.tag_ in ("NNS", "NNPS") and number % 10 == 0 and following.lower_ not in masks.year_plurals:
        return previous is not None and previous.tag_ in ("DT", "PRP$", "POS")
    return following.lower_ not in masks.after_year


def is_year_range(context: Context, c: Candidate) -> bool:
    """Whether two years with a dash stand alone, not inside a longer number."""
    return stands_apart(context.parsed.text, c.char_start, c.char_end)


def is_month(context: Context, c: Candidate) -> bool:
    """Whether a bare "May", "March", "August" is the month and not a modal, verb or name."""
    if load_grammar().value("month_short", c.tokens[c.first].form):
        lead = context.previous_token(c)
        if (
            lead is not None
            and lead.pos_ in ("PROPN", "X")
            and lead.lower_ not in load_masks().before_short_month
        ):
            return False
        if c.tokens[c.last].form in ("-", "–") and _is_plain_word(c.tokens[c.last + 1 : c.last + 2]):
            return False
    if c.last - c.first > 1:
        return True
    token = context.first_token(c)
    if token.tag_ in ("MD", "VB", "VBP", "VBD") or (token.pos_ == "AUX"):
        return False
    before = context.previous_token(c)
    if before is not None and before.pos_ == "PROPN" and before.is_alpha and token.dep_.startswith("nsubj"):
        return False
    following = context.next_token(c)
    is_first_name = token.lower_ in load_condition_words("names_of_months") and token.pos_ == "PROPN"
    if is_first_name and following is not None and following.is_title and token.head.i == following.i:
        return False
    if token.lower_ not in load_condition_words("words_of_months"):
        return True
    return token.ent_type_ not in ("PERSON", "ORG", "GPE", "FAC", "LOC", "WORK_OF_ART", "NORP")


def _is_plain_word(tokens: Sequence[DateToken]) -> bool:
    """Whether a token is a word that names no month: the "a" of "Mar-a-Lago", not the year of "Dec-2018"."""
    grammar = load_grammar()
    return any(
        t.kind == "word" and not grammar.value("month", t.form) and not grammar.value("month_short", t.form)
        for t in tokens
    )


def is_calendar_day(context: Context, c: Candidate) -> bool:
    """Not a price before a month: "bought for $12 December 27"."""
    start = c.char_start
    before = context.parsed.text[max(0, start - 2) : start].strip()
    return not before or before[-1] not in "$€£¥₹"


def is_decade(context: Context, c: Candidate) -> bool:
    """Not an age, a temperature or a class: "in her twenties", "the high 30s", "three Volvo 60s"."""
    before, part = context.previous_token(c), c.part("decade")
    if before is None or before.tag_ == "PRP$":
        return before is None
    if not part or len(part[0].text.strip("'’s")) == 4:
        return True
    is_degree = DEGREES.search(before.sent.text) is not None
    return not (before.lower_ in ("high", "low", "upper") or before.pos_ == "PROPN" or is_degree)


def is_between(context: Context, c: Candidate) -> bool:
    """Whether two days joined by "and" are a range: "between 3 and 9 June"."""
    before = context.previous_token(c)
    return before is not None and before.lower_ in ("between", "on")


def stands_apart(text: str, start: int, end: int) -> bool:
    """Whether no sign joins four digits to a price, a model, a share or another number."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if before and (before in "$€£¥₹#-–/.:@_+" or before.isalnum()):
        return False
    if after[:1] in ("%", "°"):
        return False
    if after[:1] in ("-", "–"):
        return after[1:2].isalpha() or not after[1:2].strip()
    return not (after[:1] == "/" and after[1:2].isdigit())


def is_named(context: Context, c: Candidate, previous: Token) -> bool:
    """Whether a year is part of a name: "Expo 2020", "the Regulation, 2020"."""
    if previous.text == "," and previous.i > 0:
        return previous.nbor(-1).text in load_condition_words("laws")
    if previous.pos_ != "PROPN" or not previous.is_alpha or not previous.whitespace_:
        return False
    if load_grammar().value("month", previous.lower_) or previous.ent_type_ == "DATE":
        return False
    token = context.first_token(c)
    return token.head.i == previous.i or token.dep_ in ("nummod", "compound", "nmod", "appos")


def is_the_day(context: Context, c: Candidate) -> bool:
    """Whether "the 20th" is a day: "on the 20th", not "on the 20th floor"."""
    before, following = context.previous_token(c), context.next_token(c)
    if before is None or before.lower_ not in load_condition_words("before_bare_day"):
        return False
    return following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")
