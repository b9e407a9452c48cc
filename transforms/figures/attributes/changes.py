"""Whether a figure is the size of a change, and in which direction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.clauses import find_moved_object, find_pace_verb
from transforms.figures.lexicon import load_change_words, load_multiplier_words, load_word_list
from transforms.figures.quantities.quantities import is_margin
from transforms.language.syntax import find_object

AFTER = re.compile(
    r"\s*(?P<word>higher|lower|more|less|fewer|up|down|cheaper|faster|slower|stronger|weaker|"
    r"firmer|longer|shorter|larger|greater|bigger|smaller)(?:\s+(?:than|compared|from|against|"
    r"on|versus|vs|year|in)\b|(?<=er)\s+(?:at|to|by|after|as|and|while|this|last|for|amid|with)\b|\s*[.,;)]|\s*$)",
    re.IGNORECASE,
)
# "10% below year-earlier levels": a change since then.
BESIDE_EARLIER = re.compile(
    r"\s*(?P<word>below|above)\s+(?:the\s+|its\s+|their\s+|levels?\s+(?:of|in|seen\s+in)\s+)?(?:year[\s-](?:ago|earlier)|last\s+"
    r"(?:year|month|week|quarter)|a\s+(?:year|month)\s+(?:ago|earlier)|same\s|pre-|previous\s|(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"(?:^|[\s(,—–-])(?P<word>up|down|plus|minus|higher|lower)(?:\s+by)?(?:\s+(?:a|an|about|"
    r"around|nearly|almost|some|over|more than|less than|just|roughly|further|as much as|"
    r"another|at least|well over))*\s*\Z",
    re.IGNORECASE,
)

# How a figure hangs on the verb whose change it sizes.
ROLES = {"npadvmod", "dobj", "advmod", "attr", "oprd", "dep", "quantmod", "ccomp", "nsubj", "prep"}
SCORE_BEHIND = re.compile(r"\s?[-–]\s?\d")
# "Dropped 24 points among women, 15 points among men and 16 points among the young."
LISTED_CHANGE = re.compile(
    r"\s+(?:among|in|for|at)\s+(?:[^\W\d_][\w'’-]*\s+){0,5}[\w'’-]+(?:,|,?\s+and)\s+(?:by\s+)?", re.IGNORECASE
)
# "30% more fresh water", "80 percent less likely".
MORE_OF = re.compile(
    r"\s+(?P<word>more|less|fewer)\s+(?!than\b|or\b|and\b|from\b|on\b|in\b)[a-z]", re.IGNORECASE
)
INSERTED = re.compile(
    r"\s\[(?P<word>growth|decline|drop|rise|increase|decrease|fall)(?:\s+rate)?\]", re.IGNORECASE
)
OPPOSED = re.compile(r"\s+(?:higher|lower|more|less|fewer|cheaper)\b", re.IGNORECASE)
AGAINST = re.compile(
    r"(?:\s+(?:in|on|during|for|last|this|over)\s[^.;:()]{1,40}?)?,?\s+(?:compared\s+(?:to|with)|against|versus|"
    r"(?:up|down)\s+from)\s+(?:a\s+|an\s+)?(?:about\s+|around\s+)?",
    re.IGNORECASE,
)
REACHED = re.compile(
    r"(?<!close)(?<!due)(?<!according)(?<!equal)(?<!similar)\s(?:up |down |back )?to\s+(?:a\s+)?\Z",
    re.IGNORECASE,
)


def read_change(a: AnchoredQuantity, text: str) -> str | None:
    """`increase`, `decrease` or None.

    A level that was reached ("rose to 5") is no change; "by 5", "up 5", "5 higher", "rose 5" and
    "a 5% rise" are.
    """
    number = a.quantity.number
    if is_margin(text, a.quantity.start):
        return None
    if number.kind == "multiplier":
        return _change_of_multiplier(a, text)
    if number.kind == "fraction" and a.quantity.unit.code == "ratio":
        return "decrease"
    if a.quantity.unit.dimension not in load_word_list("size_dimensions"):
        return None
    if a.is_count and SCORE_BEHIND.match(text, a.quantity.end):
        return None  # "losing 3-0"
    if a.noun is None and REACHED.search(text, max(0, a.start - 24), a.start):
        return None
    worded = _change_by_words(a, text)
    if worded is not None:
        return worded
    if a.quantity.unit.dimension == "duration" and not _says_by(a):
        return None
    return _change_by_noun(a) or _change_by_verb(a) or _change_by_neighbour(a)


def _change_of_multiplier(a: AnchoredQuantity, text: str) -> str | None:
    word = load_multiplier_words()[a.quantity.number.text.lower()]
    token = a.root
    if word.kind == "verb" and token.lower_ in ("double", "triple", "treble", "quadruple"):
        return word.change if token.pos_ == "VERB" else None
    if word.kind == "fold":
        before = BEFORE.search(text, max(0, a.start - 34), a.quantity.start)
        if before and before["word"].lower() in ("up", "down"):
            return "increase" if before["word"].lower() == "up" else "decrease"
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), token)
        return _change_by_noun(a) or _change_by_verb(a) or load_change_words("verb").get(verb.lemma_)
    return word.change


def _change_by_words(a: AnchoredQuantity, text: str) -> str | None:
    """As in "up 5%", "5% higher", "plus 4.2 percent", "minus 3%"."""
    before = BEFORE.search(text, max(0, a.start - 34), a.quantity.start)
    if before and OPPOSED.match(text, a.end) and before["word"].lower() in ("up", "down"):
        before = None  # "ended up 38% lower"
    if before and not re.match(r"\s*to\b", text[before.end("word") : before.end("word") + 4]):
        word = before["word"].lower()
        if word in ("plus", "minus"):
            return (
                ("increase" if word == "plus" else "decrease")
                if a.quantity.unit.dimension == "share"
                else None
            )
        if not (
            word in ("up", "down")
            and ((a.is_count and a.quantity.number.text.isalpha()) or _is_particle(a, before.start("word")))
        ):
            return "increase" if word in ("up", "higher") else "decrease"
    if a.quantity.unit.dimension == "share" and (earlier := BESIDE_EARLIER.match(text, a.end)):
        return "increase" if earlier["word"].lower() == "above" else "decrease"
    if a.quantity.unit.dimension == "share":
        inserted = INSERTED.match(text, a.end)
        if inserted:
            return load_change_words("noun").get(inserted["word"].lower())
        more = MORE_OF.match(text, a.end)
        if more:
            return "increase" if more["word"].lower() == "more" else "decrease"
        if text[a.start - 1 : a.start] == "+" and not text[a.start - 2 : a.start - 1].isalnum():
            return "increase"
    after = AFTER.match(text, a.end)
    if after and not (a.is_count and after["word"].lower() in ("up", "down")):
        word = after["word"].lower()
        if word in ("more", "less", "fewer") and (
            a.noun is not None or (a.is_count and not re.match(r"\s*\w+\s+than\b", text[a.end : a.end + 20]))
        ):
            return None
        if a.quantity.unit.dimension == "duration":
            return None
        if a.quantity.unit.code == "ratio":
            return None
        return "increase" if word in load_word_list("raised") else "decrease"
    return None


def _is_particle(a: AnchoredQuantity, at: int) -> bool:
    """As in "shot down 57 drones" or "making up 86%": part of a verb that tells no movement."""
    particle = next((t for t in a.root.doc[max(0, a.first - 8) : a.last] if t.idx == at), None)
    if particle is None or particle.i == 0:
        return False
    verb = particle.head if particle.dep_ == "prt" else particle.nbor(-1)
    if verb.pos_ != "VERB" or verb.lemma_ in ("go", "move", "come", "climb", "drop"):
        return False
    return verb.lemma_ in load_word_list("particle_verbs") or (
        a.is_count and a.noun is not None and verb.lemma_ not in load_change_words("verb")
    )


def _change_by_neighbour(a: AnchoredQuantity) -> str | None:
    """As in "grew by 2.55%—the highest rate since 2016", where the parser joins figure and rate."""
    by = a.root.doc[a.first - 1] if a.first else a.root
    if by.lower_ != "by" or by.head.pos_ != "VERB" or a.quantity.unit.dimension == "duration":
        return None
    return load_change_words("verb").get(by.head.lemma_)


def _says_by(a: AnchoredQuantity) -> bool:
    return a.root.dep_ == "pobj" and a.root.head.lower_ == "by"


def _change_by_noun(a: AnchoredQuantity) -> str | None:
    """As in "a 5% rise", "an increase of 5%", "a 3 billion cut"."""
    nouns = load_change_words("noun")
    if a.noun is not None and not a.is_count:
        if a.noun.lemma_ == "raise" and a.quantity.unit.dimension == "money":
            return None  # "a $400 million equity raise"
        return (
            nouns.get(a.noun.lemma_.lower())
            if not a.quantity.is_hyphenated or a.quantity.unit.dimension != "duration"
            else None
        )
    token = _through_conjuncts(a)
    if token.dep_ == "pobj" and token.head.lower_ in ("of", "by"):
        governor = token.head.head
        if governor.lemma_ in ("rate", "pace") and (verb := find_pace_verb(governor)) is not None:
            return load_change_words("verb").get(verb.lemma_)
        if governor.lemma_ in ("rate", "pace") and governor.head.lower_ == "to" and governor.dep_ == "pobj":
            moved_noun = find_object(governor.head.head, ())  # "bringing growth to an annual rate of 4%"
            if moved_noun is not None and moved_noun.lemma_.lower() in nouns:
                return nouns[moved_noun.lemma_.lower()]
        if governor.lemma_ in ("rate", "pace", "forecast", "estimate", "target"):
            growth = next(
                (t for t in governor.lefts if t.lemma_ in nouns and t.dep_ in ("compound", "amod")), None
            )
            governor = growth or governor
        if governor.pos_ == "NOUN" and governor.lemma_.lower() not in nouns and governor.dep_ == "pobj":
            above = governor.head.head  # "an increase in inventories of 419,000 barrels"
            governor = above if governor.head.lower_ == "in" and above.pos_ == "NOUN" else governor
        if governor.lemma_.lower() == "loss" and a.quantity.unit.dimension in ("share", "index"):
            return "decrease"
        if governor.pos_ == "NOUN" and governor.lemma_.lower() in nouns:
            return nouns[governor.lemma_.lower()]
    moved = find_moved_object(token)
    return load_change_words("verb").get(moved[0].lemma_) if moved is not None else None


def _change_by_verb(a: AnchoredQuantity) -> str | None:
    """As in "rose 5%", "fell by 3 km", "cut spending by $2 billion", "lost 190 points"."""
    verbs = load_change_words("verb")
    token = _through_conjuncts(a)
    if a.is_count and a.noun is not None:
        token = a.noun
    if token.dep_ == "pobj" and a.start <= token.head.idx < a.quantity.start:
        by = token.doc[
            max(0, next(t.i for t in token.doc[max(0, a.first - 5) : a.last + 1] if t.idx >= a.start) - 1)
        ]
        if by.lower_ == "by" and by.head.lemma_ in verbs:
            return verbs[by.head.lemma_]  # "rose by more than a third"
        if token.head.lower_ not in ("under", "over") or a.quantity.unit.dimension != "share":
            return None
        token = token.head  # "rose under 4%": the preposition is the comparator
    if token.dep_ == "pobj":
        return _change_by_preposition(a, token.head)
    return _change_by_role(a, token) if token.dep_ in ROLES and token.head.pos_ == "VERB" else None


def _change_by_preposition(a: AnchoredQuantity, preposition: Token) -> str | None:
    """As in "fell by 3 km", "was up by 5": the verb or adverb before "by"."""
    governor = preposition.head
    if preposition.lower_ != "by" or governor.pos_ not in ("VERB", "AUX", "ADV", "ADP"):
        return None
    if preposition.dep_ == "agent" and a.is_count and a.noun is not None:
        return None  # "shot dead by two policemen"
    adverbs = [c for c in governor.children if c.dep_ == "advmod"]
    return (
        load_change_words("verb").get(governor.lemma_)
        or load_change_words("verb_by").get(governor.lemma_)
        or _direction_of_adverb(governor)
        or next((d for d in map(_direction_of_adverb, adverbs) if d), None)
    )


def _change_by_role(a: AnchoredQuantity, token: Token) -> str | None:
    """As in "rose 5%", "lost 190 points": the verb that the figure is an object or adverb of."""
    verb, verbs = token.head, load_change_words("verb")
    if token.dep_ in ("npadvmod", "advmod") and verb.lemma_ in load_change_words("verb_by"):
        return load_change_words("verb_by")[verb.lemma_] if a.quantity.unit.dimension == "share" else None
    if token.dep_ == "nsubj" or verb.lemma_ not in verbs or _moves_no_level(a, token, verb):
        return None
    return verbs[verb.lemma_]


def _moves_no_level(a: AnchoredQuantity, token: Token, verb: Token) -> bool:
    """Whether a verb of change speaks of no level here: points that a player added, money raised or lost."""
    dimension, is_object = a.quantity.unit.dimension, token.dep_ == "dobj"
    if is_object and verb.lemma_ == "recover" and not _is_recovery(a):
        return True
    if dimension == "index" and any(t.dep_ == "nsubj" and t.ent_type_ == "PERSON" for t in verb.lefts):
        return True  # points that a player added
    if dimension == "length" and verb.lemma_ in load_word_list("advancing_verbs"):
        return True  # troops and plumes do, and no level grows
    if a.is_count:
        counted = a.noun is not None and verb.lemma_ not in load_word_list("verbs_of_number")
        return counted or (a.noun is None and is_object)
    if dimension != "money":
        return False
    lost = (
        verb.lemma_ == "lose" and a.quantity.value >= 1_000_000
    )  # money that was lost, and no level that fell
    return lost or (is_object and verb.lemma_ in load_word_list("moving_verbs"))


def _is_recovery(a: AnchoredQuantity) -> bool:
    """As in "output recovered 2.2 percent", where "recovered 60 percent of the loot" is no change."""
    last = a.root.doc[a.last]
    return a.quantity.unit.dimension == "share" and last.i + 1 < len(last.doc) and last.nbor(1).lower_ != "of"


def _direction_of_adverb(token: Token) -> str | None:
    return load_change_words("adverb").get(token.lower_)


def find_change(
    anchored: Sequence[AnchoredQuantity], changes: Sequence[str | None], number: int, text: str
) -> str | None:
    """The change of a figure; `changes` are those of the figures before it."""
    a = anchored[number]
    if number and _converts(anchored[number - 1], a, text):
        return changes[-1]  # "sixfold to HK$3.7 billion (US$473 million)": a level told twice
    return read_change(a, text) or inherit_change(anchored, changes, number, text)


def _converts(before: AnchoredQuantity, a: AnchoredQuantity, text: str) -> bool:
    same = before.quantity.unit.dimension == a.quantity.unit.dimension == "money"
    return same and text[before.end : a.start].strip() in ("(", "[")


def inherit_change(
    anchored: Sequence[AnchoredQuantity], changes: Sequence[str | None], number: int, text: str
) -> str | None:
    """As in "up 0.25 points, or 0.01%", "grew 4 percent, against 3 percent in May".

    The figure that restates a change, and the change that it is compared with, are changes too.
    """
    if number == 0 or changes[-1] is None:
        return None
    before, a = anchored[number - 1], anchored[number]
    between = text[before.end : a.start].strip(" ,")
    if between in ("or", "(", "/") and not a.is_count:
        return changes[-1]
    alike = a.quantity.unit.code == before.quantity.unit.code and a.noun is None and not a.is_count
    if alike and LISTED_CHANGE.fullmatch(text, before.end, a.start):
        return changes[-1]
    same = alike and a.quantity.unit.code == "percent"
    return changes[-1] if same and AGAINST.fullmatch(text, before.end, a.start) else None


def _through_conjuncts(a: AnchoredQuantity) -> Token:
    """The first of a chain "190 points, or 0.6%"."""
    token = a.root
    for _ in range(3):
        if token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "NUM", "SYM", "PROPN"):
            token = token.head
        else:
            break
    return token
