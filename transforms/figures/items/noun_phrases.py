"""Short readable noun phrases out of the parse, without numbers, articles and dates."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from transforms.figures.lexicon import load_multiplier_words, load_word_list

LEFT_DEPS = {"amod", "compound", "nmod", "poss", "advmod", "npadvmod", "neg"}
WORD_LIMIT = 11


def describe_noun(noun: Token, own: Collection[int], dates: Collection[int], limit: int = WORD_LIMIT) -> str:
    """The phrase of a noun: its modifiers, itself, and its nearest complements up to a length.

    Args:
        noun: head of the phrase.
        own: token numbers that are not repeated (the quantity's own).
        dates: token numbers of dates and times, left out with their preposition.
        limit: greatest number of words.
    """
    picked = _collect(noun, own, dates, limit, 0)
    return join_tokens(noun, picked)


def join_tokens(noun: Token, picked: Collection[int]) -> str:
    """The words of token numbers in text order, with single spaces and the spacing of the text elsewhere."""
    ordered = sorted(picked)
    parts: list[str] = []
    for n, i in enumerate(ordered):
        token = noun.doc[i]
        follows = n + 1 < len(ordered) and ordered[n + 1] == i + 1
        parts.append(token.text + ("" if follows and not token.whitespace_ else " "))
    return "".join(parts).strip(" ,;:-–—'\"“”’")


def _collect(noun: Token, own: Collection[int], dates: Collection[int], limit: int, depth: int) -> list[int]:
    picked = [i for child in noun.lefts for i in _collect_left(child, own, dates)]
    if noun.i not in own:
        picked.append(noun.i)
    picked += _number_of_war(noun)
    for child in noun.rights:
        more = _collect_right(child, own, dates, limit - len(picked), depth)
        if more and len(picked) + len(more) <= limit:
            picked += more
        elif child.dep_ == "prep" and more:
            break
    return picked


def _number_of_war(noun: Token) -> list[int]:
    """As in "World War I soldiers", where the parser takes the numeral for a pronoun."""
    following = noun.doc[noun.i + 1 : noun.i + 3]
    if noun.text != "War" or not len(following) or following[0].text not in ("I", "II"):
        return []
    return [t.i for t in following if t.text in ("I", "II") or t.pos_ == "NOUN"]


def _collect_left(child: Token, own: Collection[int], dates: Collection[int]) -> list[int]:
    if child.i in own or child.dep_ not in LEFT_DEPS or child.lower_ in load_word_list("vague_left"):
        return []
    if child.tag_ == "PRP$" or (child.i in dates and child.pos_ != "ADJ"):
        return []
    subtree = [t.i for t in child.subtree]
    if any(i in own for i in subtree) or len(subtree) > 7:
        return [child.i] if child.dep_ == "compound" else []
    if child.dep_ == "npadvmod" and child.head.i - child.i > 3:
        return []
    return [t.i for t in child.subtree if t.dep_ not in ("det", "predet") or child.dep_ != "poss"]


def _collect_right(
    child: Token, own: Collection[int], dates: Collection[int], room: int, depth: int
) -> list[int]:
    if room < 2 or child.i in own or depth > 2:
        return []
    if child.dep_ == "prep" and child.lower_ in load_word_list("prepositions"):
        return collect_preposition(child, own, dates, room, depth)
    if child.dep_ == "acl" and child.lower_ == "aged":
        return []
    if child.dep_ == "acl" and child.tag_ in ("VBN", "VBG") and depth < 2:
        return _collect_participle(child, own, dates, room, depth)
    if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") and child.i - child.head.i <= 5:
        return _collect_conjunct(child, own, dates, room, depth)
    if child.dep_ == "case" and child.lower_ in ("'s", "’s") and child.head.dep_ != "poss":
        return [child.i]  # "Macy's", which owns nothing here
    if child.dep_ == "prt" or (child.dep_ == "nummod" and _is_number_of_name(child)):
        return [child.i]
    return []


def _collect_participle(
    verb: Token, own: Collection[int], dates: Collection[int], room: int, depth: int
) -> list[int]:
    """As in "documents signed by Russia", "ships carrying grain": the participle and what goes with it."""
    picked = [verb.i]
    for child in verb.rights:
        left = room - len(picked)
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ in load_word_list("prepositions")):
            more = collect_preposition(child, own, dates, left, depth + 1)
        elif child.dep_ == "dobj" and child.i not in own:
            more = _collect(child, own, dates, left, depth + 1)
        else:
            more = [child.i] if child.dep_ == "prt" and child.i not in own else []
        picked += more if len(more) <= left or child.dep_ == "prt" else []
    return picked


def _collect_conjunct(
    noun: Token, own: Collection[int], dates: Collection[int], room: int, depth: int
) -> list[int]:
    """As in "oil and gas": the second noun, unless it is counted by a number of its own."""
    numeric = any(
        t.pos_ == "NUM" or t.dep_ == "nummod" or t.i in own or t.lower_ in load_multiplier_words()
        for t in noun.children
    )
    linked = [] if numeric else _collect(noun, own, dates, room - 1, depth + 1)
    joint = [t.i for t in noun.head.rights if t.dep_ == "cc"]
    return [*joint[:1], *linked] if linked else []


def _is_number_of_name(number: Token) -> bool:
    """As in "FTSE 100", "Boeing 737"."""
    name = number.head
    return name.pos_ == "PROPN" and number.i == name.i + 1 and number.is_digit and len(number) < 4


def collect_preposition(
    prep: Token, own: Collection[int], dates: Collection[int], room: int, depth: int = 0
) -> list[int]:
    """Token numbers of a prepositional phrase that names a thing or place; empty for dates and clauses."""
    if prep.lower_ in load_word_list("untold_prepositions"):
        return []
    objects = [t for t in prep.children if t.dep_ == "pobj"]
    if not objects:
        nested = [t for t in prep.rights if t.dep_ == "prep"]
        more = collect_preposition(nested[0], own, dates, room - 1, depth) if nested else []
        return [prep.i, *more] if more else []
    noun = objects[0]
    if _names_nothing(noun, prep, dates) or any(t.i in own for t in noun.subtree):
        return []
    article = [
        t.i for t in noun.lefts if t.dep_ == "det" and t.lower_ in load_word_list("repeated_determiners")
    ]
    inner = _collect(noun, own, dates, room - 1 - len(article), depth + 1)
    numbers = [x.i for t in noun.lefts if t.dep_ == "nummod" and not t.text[:1].isdigit() for x in t.subtree]
    return [prep.i, *article, *numbers, *inner] if inner and len(inner) + len(numbers) < room + 2 else []


def _names_nothing(noun: Token, prep: Token, dates: Collection[int]) -> bool:
    """Whether the object of a preposition is a date, a length of time or no noun."""
    is_inside = prep.lower_ in load_word_list("prepositions_of_length")
    timed = is_inside and noun.lemma_ in load_word_list("time_nouns")
    nominal = noun.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "X") or noun.tag_ == "WP"
    return noun.i in dates or timed or not nominal
