"""Tell lengths, rates and relative units from ages, shares and phrases that look like them."""

from __future__ import annotations

from transforms.dates.conditions.condition_words import load_condition_words
from transforms.dates.context.context import Context
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.masks import load_masks
from transforms.dates.grammar.scan import Candidate


def has_no_age(_: Context, c: Candidate) -> bool:
    """Lengths that are ages ("aged five years"; "43-year-old" is another rule) are no lengths of time."""
    after = [t.form for t in c.tokens[c.last : c.last + 2]]
    before = [t.form for t in c.tokens[max(0, c.first - 1) : c.first]]
    if before in (["aged"], ["age"]):
        return False
    return not (
        after[:1] in (["old"], ["pregnant"]) or after[:2] == ["-", "old"] or after[:2] == ["–", "old"]
    )


def is_length(context: Context, c: Candidate) -> bool:
    """Whether a number and a unit are a length of time: not an age, not "a quarter of the cases"."""
    unit = c.part("unit")[-1].form if c.part("unit") else ""
    if c.tokens[c.last].form == ":" and (c.first == 0 or c.tokens[c.first - 1].kind == "break"):
        return False  # "84 minutes: the ball hits the bar"
    if unit in load_condition_words("shouted_units") and not c.part("unit")[-1].text.islower():
        return False
    if c.words("vague") == "many" and c.tokens[c.first - 1].form == "as":
        return False
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
    return has_no_age(context, c)


def is_bare_units(context: Context, c: Candidate) -> bool:
    """Whether a plural unit without number is a length: "for months", "days before", not "two full days"."""
    before, following = context.previous_token(c), context.next_token(c)
    unit = c.part("unit")[-1].form
    if c.tokens[c.first].form == "many" and before is not None and before.lower_ == "as":
        return False
    if unit in load_condition_words("never_bare"):
        return False
    if following is not None and following.lower_ in ("old", "-", "–"):
        return False
    if before is None or before.lower_ in load_condition_words("before_bare_units"):
        return True
    return before.pos_ not in ("NUM", "ADJ", "DET", "PRON", "NOUN", "PROPN") and before.text not in (
        "-",
        "%",
        "/",
    )


def is_the_units(context: Context, c: Candidate) -> bool:
    """Whether "the years" is an open length: "over the years", not "the years of war"."""
    following = context.next_token(c)
    return c.part("unit")[-1].form in load_condition_words("open_units") and not (
        following is not None and following.lower_ in load_condition_words("after_units")
    )


def is_rate(context: Context, c: Candidate) -> bool:
    """Whether "a year" is a rate: "15 a year", "$3 million a year"."""
    if c.tokens[c.first].form in ("per", "each"):
        return True
    before = context.previous_token(c)
    following = context.next_token(c)
    if c.part("unit")[-1].form == "quarter" or (before is not None and before.pos_ == "ADP"):
        return False
    if following is not None and following.lower_ in load_condition_words("after_distance"):
        return False
    return before is not None and (
        before.pos_ in ("NUM", "NOUN", "SYM") or before.ent_type_ in ("MONEY", "QUANTITY", "CARDINAL")
    )


def is_indefinite(context: Context, c: Candidate) -> bool:
    """Whether "a day" is a length: "a day after", "in a week", not "what a day"."""
    following = context.next_token(c)
    before = context.previous_token(c)
    if not is_length(context, c):
        return False
    if (
        c.last - c.first > 2
        and not c.part("approx")
        and context.token_at(c.tokens[c.last - 2].start).pos_ == "NOUN"
    ):
        return False
    if c.words("count") == "another" or c.words("approx"):
        return True
    return (following is not None and following.lower_ in ("after", "before")) or (
        before is not None and before.lower_ in load_condition_words("before_indefinite")
    )


def is_compound(context: Context, c: Candidate) -> bool:
    """Not "the last 3 months, and 2 days ago"."""
    before, following = context.previous_token(c), context.next_token(c)
    if before is not None and before.lower_ in load_condition_words("before_stretch"):
        return False
    return not (following is not None and following.lower_ == "ago") and has_no_age(context, c)


def is_later(_: Context, c: Candidate) -> bool:
    """Whether "two decades on" stands before a pause, unlike "for two decades on Monday"."""
    return c.tokens[c.last - 1].form != "on" or is_pause(c)


def is_earlier(context: Context, c: Candidate) -> bool:
    """Whether "two days before" stands before a pause; else it is a length, "two days", before something."""
    return (c.tokens[c.last - 1].form != "before" or is_pause(c)) and has_no_age(context, c)


def is_no_clause(context: Context, c: Candidate) -> bool:
    """Whether "the year before" stands alone, without what it was before."""
    return is_pause(c) and has_no_age(context, c)


def is_pause(c: Candidate) -> bool:
    """Whether a pause or a new phrase follows."""
    return c.tokens[c.last].kind in ("mark", "break") or c.tokens[c.last].form in load_condition_words(
        "after_pause"
    )


def is_in_time(context: Context, c: Candidate) -> bool:
    """Whether "two weeks' time" follows "in"."""
    before = context.previous_token(c)
    return before is not None and before.lower_ in ("in", "within")


def is_definite_unit(context: Context, c: Candidate) -> bool:
    """Whether "the day", "the week" is that of the news, not one that a clause describes."""
    following = context.next_token(c)
    if following is not None and following.text == "-":
        return False
    if not is_not_award(context, c) or c.words("unit") == "night":
        return False
    return bool(c.part("edge")) or not (following is not None and following.lower_ in load_masks().after_unit)


def is_not_award(context: Context, c: Candidate) -> bool:
    """Not "the book of the year"."""
    before = context.previous_token(c)
    if c.part("edge") or before is None or before.lower_ != "of" or before.i == 0:
        return True
    if c.tokens[c.last - 1].text[0].isupper():
        return False
    return before.nbor(-1).lower_ not in load_masks().award_nouns


def is_own_unit(context: Context, c: Candidate) -> bool:
    """Not "her last year of university", "Apple's next week"."""
    before = context.previous_token(c)
    return before is None or before.tag_ not in ("PRP$", "POS")


def is_not_verb(context: Context, c: Candidate) -> bool:
    """Not "they last two weeks"."""
    return context.first_token(c).pos_ not in ("VERB", "AUX") and has_no_age(context, c)


def is_ordinal_unit(_: Context, c: Candidate) -> bool:
    """Whether "the eleventh day" counts the days of what is going on."""
    return c.part("unit")[-1].form == "day" and c.tokens[c.first].form == "the"
