"""Items of bare numbers: the noun that is left out ("14 polygons, nine in Russia", "12 were hurt")."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.inflection import form_participle
from transforms.figures.items.context import ItemContext, list_own_tokens, load_item_words
from transforms.figures.items.event_phrases import add_event_of, append_complements, name_deed
from transforms.figures.items.measured import describe_measure
from transforms.figures.items.noun_phrases import collect_preposition, join_tokens
from transforms.figures.items.votes import describe_side
from transforms.figures.lexicon import load_change_words, load_word_list
from transforms.language.syntax import has_passive_auxiliary
from transforms.lexicon.patterns import load_pattern
from transforms.lexicon.saying_verbs import load_saying_verbs

# "1,000 arrivals in August, about 1,200 in September": the same things at another time or place.
LISTED_COUNT = load_pattern("figures", "listed_count")
COMPARED = load_pattern("figures", "compared")


def describe_elided(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The item of a bare number: what was counted before, or the people that something happened to."""
    return next((item for rule in RULES if (item := rule(c, a, number)) is not None), None)


def _find_behind(a: AnchoredQuantity) -> Token:
    doc = a.root.doc
    return doc[a.last + 1] if a.last + 1 < len(doc) else a.root


def _describe_fate(_c: ItemContext, a: AnchoredQuantity, _number: int) -> str | None:
    """As in "with 12 dead"."""
    behind = _find_behind(a)
    is_fate = behind.lower_ in load_word_list("elided_fates") and not behind.is_sent_start
    return f"people {behind.lower_}" if is_fate else None


def _describe_gapped(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """As in "300 homes were damaged and 40 destroyed"."""
    behind = _find_behind(a)
    if behind.tag_ not in ("VBN", "VBD") or not _is_gapped(behind):
        return None
    noun = "people" if behind.lemma_ in load_word_list("verbs_of_harm") else read_counted_before(c, a, number)
    if not noun:
        return None
    return append_complements(c, noun, form_participle(behind), behind, list_own_tokens(a))


def _describe_included(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """As in "30 ships, including nine from Spain"."""
    is_included = a.root.dep_ == "pobj" and a.root.head.lower_ == "including"
    return read_counted_before(c, a, number) or None if is_included else None


def _describe_compared(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """As in "1,200 arrivals, compared with 900 in May"."""
    if not number or not COMPARED.search(c.text, max(0, a.start - 24), a.start):
        return None
    before = c.anchored[number - 1]
    if before.sentence_no != a.sentence_no:
        return None
    noun = read_counted_before(c, a, number)
    return _add_places(c, a, noun) if before.is_count else None


def _describe_named(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """As in "France 12": things counted before, of a name."""
    head = a.root.head
    if a.root.dep_ != "nummod" or head.pos_ != "PROPN" or head.i >= a.root.i:
        return None
    noun, name = read_counted_before(c, a, number), c.phrase(head, list_own_tokens(a), 4)
    return f"{noun} of {name}" if noun else name


def _describe_casualties(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """As in "12 were arrested", "killing nine": people, or what was counted before."""
    root, verb, casualty = a.root, a.root.head, load_item_words("casualty")
    if root.dep_ in ("nsubj", "nsubjpass", "dobj") and verb.pos_ == "VERB" and verb.lemma_ in casualty:
        is_of_people = verb.lemma_ in load_word_list("verbs_of_killing")
        noun = None if is_of_people else read_counted_before(c, a, number)
        return add_event_of(c, root, noun or "people", list_own_tokens(a))
    if root.dep_ == "nsubj" and any(t.lemma_ in casualty for t in verb.children):
        return add_event_of(c, root, "people", list_own_tokens(a))
    return None


def _describe_listed(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """As in "1,000 arrivals in August, about 1,200 in September"."""
    if not number or not LISTED_COUNT.fullmatch(c.text, c.anchored[number - 1].end, a.start):
        return None
    before = c.anchored[number - 1]
    if before.noun is None or not before.is_count:
        return None
    return _add_places(c, a, c.phrase(before.noun, list_own_tokens(before), 3))


def _describe_by_clause(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """What a clause of change or one with the figure as complement speaks of, else the count before."""
    root = a.root
    is_won = root.dep_ == "dobj" and root.head.lemma_ in load_word_list("verbs_of_winning")
    if is_won and (won := read_counted_before(c, a, number)) is not None:
        return f"{won} {name_deed(c, root.head, list_own_tokens(a))}"  # "while the Liberals lost four"
    is_change = root.dep_ in ("npadvmod", "dobj") and root.head.lemma_ in load_change_words("verb")
    if is_change or root.dep_ in ("pobj", "attr"):
        climbed = describe_measure(c, a, root, number)
        if climbed:
            return climbed
    counted = _add_places(c, a, read_counted_before(c, a, number))
    if counted is not None:
        return counted
    climbed = describe_measure(c, a, root, number)
    if climbed is None and root.dep_ == "nsubjpass" and not a.quantity.number.in_digits:
        return add_event_of(c, root, "people", list_own_tokens(a))  # "the other three were rescued"
    return climbed or read_places_behind(c, a) or None


def _add_places(c: ItemContext, a: AnchoredQuantity, noun: str | None) -> str | None:
    """Things counted, with the place behind the number: "polygons in the north"."""
    return f"{noun} {read_places_behind(c, a)}".strip() if noun else None


def _is_gapped(verb: Token) -> bool:
    """As in "300 homes were damaged and 40 destroyed": the passive is said once for both."""
    first = verb.head
    if verb.dep_ not in ("conj", "ROOT", "advcl", "acl", "ccomp") or verb.lemma_ in load_saying_verbs(
        "figure"
    ):
        return False
    return verb.lemma_ in load_word_list("verbs_of_harm") or has_passive_auxiliary(first)


def read_places_behind(c: ItemContext, a: AnchoredQuantity) -> str:
    """The place behind a bare number: "nine in the north"."""
    for child in a.root.rights:
        if child.dep_ == "prep" and child.i > a.last:
            picked = collect_preposition(child, list_own_tokens(a), c.dates, 7)
            if picked:
                return join_tokens(child, picked)
    return ""


def read_counted_before(c: ItemContext, a: AnchoredQuantity, number: int) -> str | None:
    """The noun of the nearest count before, in this sentence or the last ("14 polygons, nine in Russia")."""
    for n in range(number - 1, max(-1, number - 6), -1):
        other = c.anchored[n]
        if other.is_count and other.noun is not None and a.sentence_no - other.sentence_no <= 1:
            return c.phrase(other.noun, list_own_tokens(other), 3)
    return None


# The first that knows is believed.
RULES = (
    _describe_fate,
    describe_side,
    _describe_gapped,
    _describe_included,
    _describe_compared,
    _describe_named,
    _describe_casualties,
    _describe_listed,
    _describe_by_clause,
)
