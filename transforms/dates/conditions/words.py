"""Tell weekdays, seasons, parts of the day and vague words from names and other senses."""

from __future__ import annotations

from transforms.dates.conditions.condition_words import load_condition_words
from transforms.dates.context.context import Context
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.masks import load_masks
from transforms.dates.grammar.scan import Candidate

# Tags of what may follow "the fall" besides a clause or the end.
AFTER_SEASON = {"PUNCT", "VERB", "AUX", "PRON", "SCONJ", "CCONJ", "ADV", "PART"}


def is_reference(context: Context, c: Candidate) -> bool:
    """Whether a vague word refers to a time: not "now-outlawed", not "the most recent model"."""
    if (
        c.tokens[c.last].kind == "mark"
        and c.tokens[c.last].form in ("-", "–")
        and c.tokens[c.last].start == c.char_end
    ):
        return False
    words = c.all_words()
    before, following = context.previous_token(c), context.next_token(c)
    if (
        words in ("soon", "shortly")
        and following is not None
        and following.lower_ in ("after", "before", "as")
    ):
        return False
    if words == "current" and context.first_token(c).pos_ != "ADJ":
        return False
    if words == "the past" and following is not None and following.pos_ in ("NOUN", "NUM", "ADJ", "PROPN"):
        return False
    if words == "to date" and before is not None and before.lower_ in load_condition_words("before_to_date"):
        return False
    return not (
        words in ("recent", "soon")
        and before is not None
        and before.lower_ in load_condition_words("before_vague")
    )


def is_clock(context: Context, c: Candidate) -> bool:
    """Whether hours and minutes are a time of day and not how long a race took ("won in 2:04:35")."""
    clock, before = c.part("clock"), context.previous_token(c)
    if len(clock) > 1 or c.part("zone") or not any(ch in ":." for ch in clock[0].form):
        return True
    text, words = context.parsed.text, load_masks().race_words
    if text[c.char_end : c.char_end + 1] in ":." and text[c.char_end + 1 : c.char_end + 2].isdigit():
        return False
    if before is None:
        return True
    if before.lower_ == "of" and before.i > 0:
        return before.nbor(-1).lower_ not in words
    return before.lower_ not in words


def is_weekday(context: Context, c: Candidate) -> bool:
    """Whether a weekday is a day and not part of a name ("Sunday Times")."""
    following = context.next_token(c)
    short = c.part("weekday")[-1].form
    if load_grammar().value("weekday_short", short) and short in load_condition_words("words_of_weekdays"):
        return c.tokens[c.first].text.isalpha() and context.first_token(c).ent_type_ in ("DATE", "TIME")
    return following is None or not (
        following.text[0].isupper() and following.lower_ in load_masks().weekday_names
    )


def is_week_on(context: Context, c: Candidate) -> bool:
    """Whether "a week on Tuesday", "Monday week" tells a day to come, and no length before a day."""
    before, following = context.previous_token(c), context.next_token(c)
    is_part = before is not None and before.pos_ in ("ADP", "DET", "ADJ", "NUM") and before.lower_ != "on"
    names = following is not None and (following.tag_ == "POS" or following.pos_ in ("NOUN", "PROPN"))
    return not is_part and not names and context.tense(c) != "past"


def is_frequency(context: Context, c: Candidate) -> bool:
    """Whether "daily" is a frequency and not part of a name ("Daily Mail", "Global Weekly")."""
    following, before = context.next_token(c), context.previous_token(c)
    if c.tokens[c.first].text[0].isupper():
        if following is not None and following.text[0].isupper():
            return False
        if before is not None and before.text[0].isupper() and before.pos_ == "PROPN":
            return False
    return True


def is_season(context: Context, c: Candidate) -> bool:
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
    is_bare = not c.part("rel") and not c.part("year") and not c.part("edge")
    if (
        is_bare
        and token.dep_ == "compound"
        and token.head.i > token.i
        and not c.part("season")[0].text[0].isupper()
        and token.head.lemma_ not in load_masks().season_nouns
    ):
        return False
    return following is None or following.lower_ not in load_condition_words("after_spring")


def is_fall(context: Context, c: Candidate) -> bool:
    """Whether "the fall" is the season: "in the fall", not "since the fall of the city"."""
    before, following = context.previous_token(c), context.next_token(c)
    if (
        before is None
        or before.lower_ not in load_masks().before_season
        or c.tokens[c.last - 1].text != "fall"
    ):
        return False
    if context.token_at(c.part("season")[-1].start).pos_ not in ("NOUN", "PROPN"):
        return False
    return following is None or following.pos_ in AFTER_SEASON or following.lower_ in load_masks().after_fall


def is_part_of_day(context: Context, c: Candidate) -> bool:
    """Not "the dawn of an era", "the night-time curfew"."""
    following = context.next_token(c)
    if following is not None and following.text == "-":
        return False
    return following is None or following.lower_ not in load_condition_words("after_part_of_day")


def is_holiday(context: Context, c: Candidate) -> bool:
    """Whether a holiday stands for its day: not "the Good Friday Agreement", "a Christmas tree"."""
    following, token = context.next_token(c), context.first_token(c)
    if c.part("when"):
        token = context.token_at(c.tokens[c.first + 1].start)
    if not token.text[0].isupper() or token.ent_type_ in ("PERSON", "GPE", "LOC", "FAC"):
        return False
    return following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ")


def is_noun_part(context: Context, c: Candidate) -> bool:
    """Whether "morning" is a time: "in morning trading"."""
    following = context.next_token(c)
    return following is not None and following.lower_ in load_condition_words("after_noun_part")


def is_in_phrase(context: Context, c: Candidate) -> bool:
    """Whether "the mornings" follows "in"."""
    before = context.previous_token(c)
    return before is not None and before.lower_ == "in"


def is_early_part(context: Context, c: Candidate) -> bool:
    """Whether "early morning" is a time: "in early morning", not "early morning trade"."""
    before, following = context.previous_token(c), context.next_token(c)
    if following is not None and following.pos_ in ("NOUN", "PROPN"):
        return False
    return before is None or before.lower_ in load_condition_words("before_early_part")


def is_quarter(context: Context, c: Candidate) -> bool:
    """Whether "the fourth quarter" is one of a year, not of a match ("a fourth-quarter comeback")."""
    following = context.next_token(c)
    return following is None or following.lemma_.lower() not in load_masks().match_nouns
