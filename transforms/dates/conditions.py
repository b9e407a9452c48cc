"""Judge a match in its context: names that look like dates, words that are no time here."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from transforms.dates.context import Context
from transforms.dates.grammar import load_grammar
from transforms.dates.masks import load_masks
from transforms.dates.scan import Candidate

Condition = Callable[[Context, Candidate], bool]


def accept(context: Context, c: Candidate) -> Candidate | None:
    """The match, trimmed where its first word belongs elsewhere; None where it is no time expression."""
    if context.is_masked(c.char_start, c.char_end):
        return None
    if c.rule.condition is not None and not CONDITIONS[c.rule.condition](context, c):
        return None
    judge = BY_RULE.get(c.rule.name)
    if judge is not None and not judge(context, c):
        return None
    return _trim(context, c)


def _trim(context: Context, c: Candidate) -> Candidate | None:
    """Drop "over", "about" and the like where the parse shows a preposition, not a bound."""
    word = c.tokens[c.first].form
    if word in ("over", "about", "around", "under") and c.last - c.first > 1 and c.rule.name != "the_units":
        token = context.first_token(c)
        before = context.previous_token(c)
        in_phrase = before is not None and before.pos_ == "ADP"
        if token.dep_ in ("prep", "prt", "pcomp") and not in_phrase:
            return Candidate(c.rule, c.tokens, c.first + 1, c.last, c.groups)
    return c


def _is_year(context: Context, c: Candidate) -> bool:
    """Whether four digits are a year and not a count, a price, a model or part of a name."""
    part = c.part("year")[0]
    number = int(part.text)
    if not 1500 <= number <= 2099:
        return False
    text = context.parsed.text
    if not _stands_apart(text, part.start, part.end):
        return False
    if c.last - c.first > 1:
        return True
    previous, following = context.previous_token(c), context.next_token(c)
    masks = load_masks()
    if previous is not None and (previous.lower_ in masks.before_year or _is_named(context, c, previous)):
        return False
    if number < 1900 and (previous is None or previous.lower_ not in BEFORE_OLD_YEAR):
        return False
    if following is None:
        return True
    if following.tag_ in ("NNS", "NNPS") and number % 10 == 0 and following.lower_ not in masks.year_plurals:
        return previous is not None and previous.tag_ in ("DT", "PRP$", "POS")
    return following.lower_ not in masks.after_year


# Four digits below 1900 are a year only behind one of these.
BEFORE_OLD_YEAR = {
    "in",
    "since",
    "from",
    "by",
    "until",
    "before",
    "after",
    "during",
    "between",
    "the",
    "circa",
    "early",
    "late",
    "(",
}


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether no sign joins four digits to a price, a model, a share or another number."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if before and (before in "$€£¥₹#-–/.:@_+" or before.isalnum()):
        return False
    if after[:1] in ("%", "°"):
        return False
    if after[:1] in ("-", "–"):
        return after[1:2].isalpha() or not after[1:2].strip()
    return not (after[:1] == "/" and after[1:2].isdigit())


def _is_named(context: Context, c: Candidate, previous: Token) -> bool:
    """Whether a year is part of a name: "Expo 2020", "the Regulation, 2020"."""
    if previous.text == "," and previous.i > 0:
        return previous.nbor(-1).text in (
            "Act",
            "Regulation",
            "Regulations",
            "Rules",
            "Bill",
            "Code",
            "Law",
            "Order",
            "Ordinance",
        )
    if previous.pos_ != "PROPN" or not previous.is_alpha or not previous.whitespace_:
        return False
    if load_grammar().value("month", previous.lower_) or previous.ent_type_ == "DATE":
        return False
    token = context.first_token(c)
    return token.head.i == previous.i or token.dep_ in ("nummod", "compound", "nmod", "appos")


def _is_month(context: Context, c: Candidate) -> bool:
    """Whether a bare "May", "March", "August" is the month and not a modal, verb or name."""
    if c.last - c.first > 1:
        return True
    token = context.first_token(c)
    if token.tag_ in ("MD", "VB", "VBP", "VBD") or (token.pos_ == "AUX"):
        return False
    before = context.previous_token(c)
    if before is not None and before.pos_ == "PROPN" and before.is_alpha and token.dep_.startswith("nsubj"):
        return False
    if token.lower_ not in ("may", "march", "august", "april", "june", "mar", "jan", "dec"):
        return True
    return token.ent_type_ not in ("PERSON", "ORG", "GPE", "FAC", "LOC", "WORK_OF_ART", "NORP")


def _never(_: Context, __: Candidate) -> bool:
    return False


def _always(_: Context, __: Candidate) -> bool:
    return True


def _is_bare_units(context: Context, c: Candidate) -> bool:
    """Whether a plural unit without number is a length: "for months", "days before", not "two full days"."""
    before, following = context.previous_token(c), context.next_token(c)
    unit = c.part("unit")[-1].form
    if unit in ("seconds", "mins", "secs", "hrs", "yrs", "nights", "quarters", "weekends", "semesters"):
        return False
    if following is not None and following.lower_ in ("old", "-", "–"):
        return False
    if before is None or before.lower_ in ("just", "mere", "only", "many", "long", "more"):
        return True
    return before.pos_ not in ("NUM", "ADJ", "DET", "PRON", "NOUN", "PROPN") and before.text not in (
        "-",
        "%",
        "/",
    )


def _is_the_units(context: Context, c: Candidate) -> bool:
    following = context.next_token(c)
    return c.part("unit")[-1].form in ("years", "decades", "months", "weeks", "centuries") and not (
        following is not None and following.lower_ in ("old", "of", "that", "when", "ahead")
    )


def _is_rate(context: Context, c: Candidate) -> bool:
    """Whether "a year" is a rate: "15 a year", "$3 million a year"."""
    if c.tokens[c.first].form in ("per", "each"):
        return True
    before = context.previous_token(c)
    following = context.next_token(c)
    if c.part("unit")[-1].form == "quarter" or (before is not None and before.pos_ == "ADP"):
        return False
    if following is not None and following.lower_ in ("ago", "earlier", "later", "before", "after", "old"):
        return False
    return before is not None and (
        before.pos_ in ("NUM", "NOUN", "SYM") or before.ent_type_ in ("MONEY", "QUANTITY", "CARDINAL")
    )


def _is_reference(context: Context, c: Candidate) -> bool:
    """Whether a vague word refers to a time: not "now-outlawed", not "the most recent model"."""
    if (
        c.tokens[c.last].kind == "mark"
        and c.tokens[c.last].form in ("-", "–")
        and c.tokens[c.last].start == c.char_end
    ):
        return False
    words = c.all_words()
    before, following = context.previous_token(c), context.next_token(c)
    if words == "current" and context.first_token(c).pos_ != "ADJ":
        return False
    if words == "the past" and following is not None and following.pos_ in ("NOUN", "NUM", "ADJ", "PROPN"):
        return False
    if words == "to date" and before is not None and before.lower_ in ("up", "-", "equals", "according"):
        return False
    return not (
        words in ("recent", "soon") and before is not None and before.lower_ in ("most", "as", "more", "too")
    )


def _is_weekday(context: Context, c: Candidate) -> bool:
    """Whether a weekday is a day and not part of a name ("Sunday Times")."""
    following = context.next_token(c)
    short = c.part("weekday")[-1].form
    if load_grammar().value("weekday_short", short) and short in ("sun", "sat", "wed", "mon"):
        return c.tokens[c.first].text.isalpha() and context.first_token(c).ent_type_ in ("DATE", "TIME")
    return following is None or not (
        following.text[0].isupper() and following.lower_ in load_masks().weekday_names
    )


def _is_frequency(context: Context, c: Candidate) -> bool:
    """Whether "daily" is a frequency and not part of a name ("Daily Mail", "Global Weekly")."""
    following, before = context.next_token(c), context.previous_token(c)
    if c.tokens[c.first].text[0].isupper():
        if following is not None and following.text[0].isupper():
            return False
        if before is not None and before.text[0].isupper() and before.pos_ == "PROPN":
            return False
    return True


def _is_season(context: Context, c: Candidate) -> bool:
    """Whether "spring" is the season and not a verb, a source or a fall in price."""
    token = context.token_at(c.part("season")[-1].start)
    if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ in (
        "GPE",
        "ORG",
        "PERSON",
        "FAC",
        "LOC",
        "EVENT",
    ):
        return False
    following = context.next_token(c)
    return following is None or following.lower_ not in ("water", "of", "rolls", "roll", "onions")


# "The day when", "the week before the vote": what follows says which one.
NOT_AFTER_UNIT = {"when", "that", "of", "old", "he", "she", "they", "we", "i", "before", "after"}


def _is_definite_unit(context: Context, c: Candidate) -> bool:
    following = context.next_token(c)
    if not _is_not_award(context, c) or c.words("unit") == "night":
        return False
    return bool(c.part("edge")) or not (following is not None and following.lower_ in NOT_AFTER_UNIT)


def _has_no_age(context: Context, c: Candidate) -> bool:
    """Lengths that are ages ("43-year-old", "aged five years") are no time expressions."""
    after = [t.form for t in c.tokens[c.last : c.last + 2]]
    before = [t.form for t in c.tokens[max(0, c.first - 1) : c.first]]
    if before in (["aged"], ["age"]):
        return False
    return not (
        after[:1] in (["old"], ["pregnant"]) or after[:2] == ["-", "old"] or after[:2] == ["–", "old"]
    )


def _is_length(context: Context, c: Candidate) -> bool:
    """Whether a number and a unit are a length of time: not an age, not "a quarter of the cases"."""
    unit = c.part("unit")[-1].form if c.part("unit") else ""
    if unit in ("quarter", "quarters"):
        following = context.next_token(c)
        if c.words("count") in ("a", "one") or (following is not None and following.lower_ == "of"):
            return False
    if unit in ("second", "min", "sec") and c.words("count") in ("a", "an"):
        return False
    if (
        c.words("count").isdigit()
        and 1900 <= int(c.words("count")) <= 2100
        and unit in load_grammar().classes["unit"]
    ):
        return False
    if unit in ("night", "second") and c.rule.name == "duration" and c.words("count") not in ("one", "1"):
        return False
    return _has_no_age(context, c)


def _is_later(context: Context, c: Candidate) -> bool:
    """ "Two decades on" only before a pause; "for two decades on Monday" is something else."""
    return c.tokens[c.last - 1].form != "on" or _is_pause(c)


def _is_earlier(context: Context, c: Candidate) -> bool:
    """ "Two days before" only before a pause: with a complement it is a length, "two days", before something."""
    return (c.tokens[c.last - 1].form != "before" or _is_pause(c)) and _has_no_age(context, c)


def _is_pause(c: Candidate) -> bool:
    return c.tokens[c.last].kind in ("mark", "break") or c.tokens[c.last].form in (
        "and",
        "but",
        "when",
        "in",
        "at",
    )


def _is_in_time(context: Context, c: Candidate) -> bool:
    before = context.previous_token(c)
    return before is not None and before.lower_ in ("in", "within")


def _is_between(context: Context, c: Candidate) -> bool:
    before = context.previous_token(c)
    return before is not None and before.lower_ in ("between", "on")


def _is_part_of_day(context: Context, c: Candidate) -> bool:
    """Not "the dawn of an era", "the night-time curfew"."""
    following = context.next_token(c)
    if following is not None and following.text == "-":
        return False
    return following is None or following.lower_ not in (
        "of",
        "when",
        "that",
        "he",
        "she",
        "they",
        "sky",
        "before",
        "after",
    )


def _is_noun_part(context: Context, c: Candidate) -> bool:
    """ "In morning trading"."""
    following = context.next_token(c)
    return following is not None and following.lower_ in ("trading", "trade", "session", "deals", "rush")


def _is_compound(context: Context, c: Candidate) -> bool:
    """Not "the last 3 months, and 2 days ago"."""
    before, following = context.previous_token(c), context.next_token(c)
    if before is not None and before.lower_ in ("last", "past", "next", "previous"):
        return False
    return not (following is not None and following.lower_ == "ago") and _has_no_age(context, c)


def _is_in_phrase(context: Context, c: Candidate) -> bool:
    before = context.previous_token(c)
    return before is not None and before.lower_ == "in"


def _is_early_part(context: Context, c: Candidate) -> bool:
    before, following = context.previous_token(c), context.next_token(c)
    if following is not None and following.pos_ in ("NOUN", "PROPN"):
        return False
    return before is None or before.lower_ in ("in", "until", "by", "since", "from", "during", "on")


def _is_calendar_day(context: Context, c: Candidate) -> bool:
    """Not a price before a month: "bought for $12 December 27"."""
    start = c.char_start
    return start == 0 or context.parsed.text[start - 1] not in "$€£¥₹."


def _is_year_range(context: Context, c: Candidate) -> bool:
    return _stands_apart(context.parsed.text, c.char_start, c.char_end)


def _is_no_clause(context: Context, c: Candidate) -> bool:
    return _is_pause(c) and _has_no_age(context, c)


CONDITIONS: dict[str, Condition] = {
    "day_context": lambda context, c: _is_the_day(context, c),
    "day_number": _always,
    "half_context": _never,
    "no_clause": _is_no_clause,
    "ago": _always,
    "later": _is_later,
    "earlier": _is_earlier,
    "in_time": _is_in_time,
    "between": _is_between,
    "early_part": _is_early_part,
    "bare_units": _is_bare_units,
    "the_units": _is_the_units,
    "ordinal_unit": lambda context, c: _is_ordinal_unit(context, c),
    "indefinite_unit": lambda context, c: _is_indefinite(context, c),
    "rate": _is_rate,
    "part_context": _is_part_of_day,
    "compound": _is_compound,
    "in_phrase": _is_in_phrase,
    "noun_part": _is_noun_part,
    "never": _never,
    "reference": _is_reference,
    "later_word": _never,
}


def _is_the_day(context: Context, c: Candidate) -> bool:
    before, following = context.previous_token(c), context.next_token(c)
    if before is None or before.lower_ not in ("on", "by", "until", "from", "since"):
        return False
    return following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")


def _is_ordinal_unit(context: Context, c: Candidate) -> bool:
    return c.part("unit")[-1].form == "day" and c.tokens[c.first].form == "the"


def _is_indefinite(context: Context, c: Candidate) -> bool:
    following = context.next_token(c)
    before = context.previous_token(c)
    if c.words("count") == "another":
        return True
    return (following is not None and following.lower_ in ("after", "before")) or (
        before is not None
        and before.lower_
        in ("for", "in", "within", "after", "over", "than", "least", "about", "nearly", "almost", "to", "of")
    )


def _is_own_unit(context: Context, c: Candidate) -> bool:
    """Not "her last year of university", "Apple's next week"."""
    before = context.previous_token(c)
    return before is None or before.tag_ not in ("PRP$", "POS")


def _is_not_verb(context: Context, c: Candidate) -> bool:
    """Not "they last two weeks"."""
    return context.first_token(c).pos_ not in ("VERB", "AUX") and _has_no_age(context, c)


def _is_not_award(context: Context, c: Candidate) -> bool:
    """Not "the book of the year"."""
    before = context.previous_token(c)
    if c.part("edge") or before is None or before.lower_ != "of" or before.i == 0:
        return True
    return before.nbor(-1).lower_ not in load_masks().award_nouns


BY_RULE: dict[str, Condition] = {
    "year": _is_year,
    "month_name": _is_month,
    "duration": _is_length,
    "duration_short": _is_length,
    "day_month_year": _is_calendar_day,
    "year_range": _is_year_range,
    "duration_hyphen": _is_length,
    "an_unit": _is_length,
    "duration_half_behind": _has_no_age,
    "duration_range": _has_no_age,
    "weekday": _is_weekday,
    "this_unit": _is_own_unit,
    "frequency": _is_frequency,
    "past_units": _is_not_verb,
    "next_units": _is_not_verb,
    "season_bare": _is_season,
    "definite_unit": _is_definite_unit,
}
