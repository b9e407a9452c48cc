"""Whose share of a vote a figure is, where only a name stands beside it: "beating Kroll on 46 percent"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext, list_own_tokens
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import find_subject, find_verb
from transforms.lexicon.patterns import load_pattern

# "By 61 votes to 34": the second number counts votes too.
SIDES = load_pattern("figures", "sides")
# "Defeated Stolz by 51 percent to 49": the shares of both.
BOTH_SIDES = re.compile(r"\s+(?:to|against)\s+\d", re.IGNORECASE)
NAMES = ("PERSON", "ORG", "NORP")
LINKS = ("at", "on", "with")


def describe_side(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """As in "by 61 votes to 34", "312 lawmakers, with 190 against": what the number before counts."""
    if not number or not a.is_count or a.noun is not None:
        return None
    before = c.anchored[number - 1]
    if before.noun is None or before.sentence_no != a.sentence_no:
        return None
    own = frozenset(range(before.first, before.last + 1))
    behind = a.root.doc[a.last + 1 : a.last + 2]
    if len(behind) and behind[0].lower_ in ("against", "opposed"):
        return f"{c.phrase(before.noun, own, 3)} {behind[0].lower_}"
    if before.noun.lemma_.lower() not in load_word_list("things_voted"):
        return None
    end = before.noun.idx + len(before.noun.text)
    if not SIDES.fullmatch(c.text, end, a.start):
        return None
    return c.phrase(before.noun, own | frozenset(range(before.noun.i + 1, a.last + 1)), 3)


def list_other_side(noun: Token) -> frozenset[int]:
    """The tokens of "to 34" behind "61 votes", which counts other votes."""
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    is_told = len(behind) == 2 and behind[0].lower_ in ("against", "to", "versus") and behind[1].like_num
    is_voted = is_told and noun.lemma_.lower() in load_word_list("things_voted")
    return frozenset({behind[0].i, behind[1].i}) if is_voted else frozenset()


def describe_vote_holder(c: ItemContext, a: AnchoredQuantity) -> str | None:
    """Whose votes a figure counts, by its clause or "for" behind it: "re-elected with 63 percent"."""
    favoured = find_favoured(a) if a.noun is None else None
    if favoured is not None and a.is_count:
        return f"votes for {c.phrase(favoured, list_own_tokens(a), 4)}" if favoured.pos_ == "PROPN" else None
    bearer = _find_bearer(favoured) or _find_bearer(_find_winner(a))
    if bearer is None or not is_vote_share(a, bearer):
        return None
    return f"vote share of {c.phrase(bearer, list_own_tokens(a), 4)}"


def _find_winner(a: AnchoredQuantity) -> Token | None:
    """Who got a share of the vote: the subject of its clause, or to whom the clause gives it."""
    of = next((t for t in a.root.rights if t.lower_ == "of"), None)
    whole = next((t for t in of.rights if t.dep_ == "pobj"), None) if of is not None else None
    if (
        a.quantity.unit.code != "percent"
        or whole is None
        or whole.lower_ not in load_word_list("ballot_words")
    ):
        return None
    is_linked = a.root.dep_ == "pobj" and a.root.head.lower_ in LINKS
    verb = a.root.head.head if is_linked else a.root.head
    if verb.pos_ != "VERB" or not (is_linked or a.root.dep_ == "dobj"):
        return None
    given = next((t for t in verb.rights if t.dep_ == "dative" and t.i < a.first), None)
    return given or find_subject(verb)


def add_contest(c: ItemContext, a: AnchoredQuantity, item: str) -> str:
    """An item about votes or seats with the contest that its clause names: "in presidential election"."""
    words = set(re.findall(r"\w+", item.lower()))
    verb = find_verb(a.root) if a.is_count or a.quantity.unit.code == "percent" else None
    if (
        words.isdisjoint(load_word_list("ballot_words") | load_word_list("seat_words"))
        or words & load_word_list("contests_of_voting")
        or verb is None
    ):
        return item
    for link in (t for t in (*verb.rights, *a.root.rights) if t.lower_ == "in"):
        contest = next((t for t in link.rights if t.dep_ == "pobj"), None)
        if contest is None or contest.lower_ not in load_word_list("contests_of_voting"):
            continue
        kinds = [t for t in contest.lefts if t.dep_ in ("amod", "compound") and t.i not in c.dates]
        if kinds:
            return f"{item} in {' '.join(t.text for t in kinds)} {contest.text}"
    return item


def describe_voted(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The name right before a share: "ahead of Kroll on 44 percent", "and the Liberals 28 percent"."""
    name = _find_name_before(c, a, number)
    return None if name is None else c.phrase(name, frozenset(range(a.first, a.last + 1)), 4)


def _find_name_before(c: ItemContext, a: AnchoredQuantity, number: int) -> Token | None:
    if a.quantity.unit.code != "percent" or a.first < 2 or not number or a.noun is not None:
        return None
    before, doc = c.anchored[number - 1], a.root.doc
    if before.sentence_no != a.sentence_no or before.quantity.unit.code != "percent":
        return None
    is_linked = doc[a.first - 1].lower_ in LINKS
    name = doc[a.first - 2] if is_linked else doc[a.first - 1]
    between = doc[before.last + 1 : name.i]
    if any(t.pos_ in ("VERB", "AUX") and (not is_linked or t.tag_ != "VBG") for t in between):
        return None
    return name if is_vote_share(a, name) else None


def name_vote(a: AnchoredQuantity, item: str, focus: Token | None) -> str:
    """An item that is only a name becomes that name's share of the vote, where the text tells of one."""
    bearer = _find_bearer(focus)
    if bearer is None or focus is None or not is_vote_share(a, focus) or not item.endswith(focus.text):
        return item
    if bearer is focus and not item[0].isupper():
        return item  # "share received by Amadou Ba" says it already
    return f"vote share of {item if bearer is focus else bearer.doc[bearer.left_edge.i : bearer.i + 1].text}"


def _find_bearer(focus: Token | None) -> Token | None:
    """The name itself, or that beside a noun: "her rival, Marek Dol"."""
    if focus is None or focus.pos_ == "PROPN":
        return focus
    return next((t for t in focus.rights if t.dep_ == "appos" and t.ent_type_ == "PERSON"), None)


def is_vote_share(a: AnchoredQuantity, focus: Token | None) -> bool:
    """Whether a share whose series is only a name is that of a vote, told here or in the sentence before.

    A person has hardly any other share: for one it is enough that the text tells of a vote.
    """
    bearer = _find_bearer(focus)
    if a.quantity.unit.code != "percent" or bearer is None:
        return False
    if bearer.ent_type_ not in NAMES and bearer.tag_ != "NNPS":
        return False
    opens = a.root.sent.start
    first = a.root.doc[opens - 1].sent.start if opens else opens
    end = a.root.sent.end
    if bearer.ent_type_ == "PERSON":
        first, end = 0, len(a.root.doc)
    words = load_word_list("words_of_voting")
    return any(t.lemma_.lower() in words for t in a.root.doc[first:end])


def find_favoured(a: AnchoredQuantity) -> Token | None:
    """Whom votes went to: Kask of "52 percent of the vote, against 47 percent for Kask"."""
    if a.quantity.unit.dimension not in ("share", "count"):
        return None
    behind = a.root.doc[a.last + 1 : a.last + 2]
    if not len(behind) or behind[0].lower_ != "for":
        return None
    words = {t.lemma_.lower() for t in a.root.sent}
    if not words & load_word_list("election_words"):
        return None
    return next((t for t in behind[0].rights if t.dep_ == "pobj"), None)
