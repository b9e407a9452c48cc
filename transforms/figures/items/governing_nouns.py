"""The item where a noun governs the figure: "price of 5 dollars", "an increase of 5% in X"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.context import ItemContext, load_item_words
from transforms.figures.items.governing_verbs import describe_clause
from transforms.figures.items.item_references import resolve_thing
from transforms.figures.items.references import is_reference, strip_change
from transforms.figures.lexicon import load_change_words, load_word_list
from transforms.language.syntax import find_object, find_subject
from transforms.lexicon.saying_verbs import load_saying_verbs


def describe_governor(c: ItemContext, a: AnchoredQuantity, noun: Token, own: frozenset[int]) -> str | None:
    """The item where a noun governs the figure: "price of 5 dollars", "an increase of 5% in X"."""
    noun = _lift_to_margin(noun)
    if noun.lower_ == "margin" and any(t.lower_ == "error" for t in noun.subtree):
        return "margin of error"
    if noun.lemma_.lower() in load_change_words("noun"):
        return _describe_size_of_change(c, a, noun, own)
    if noun.lemma_ in ("rate", "pace") and (paced := _describe_pace(c, noun, own)) is not None:
        return paced
    if noun.lemma_ == "average" and noun.dep_ in ("dobj", "npadvmod") and noun.head.pos_ == "VERB":
        return describe_clause(c, a, noun.head, noun, own | {noun.i})  # "paid an average of 40 euros"
    if is_reference(noun) and not (noun.dep_ == "dobj" and noun.head.lemma_ == "have"):
        return resolve_thing(c, noun, own)
    if _is_bare_level(c, noun, own) and (holder := _find_holder(c, noun, own)) is not None:
        return resolve_thing(c, holder, own)
    return _describe_held(c, noun, own)


def _lift_to_margin(noun: Token) -> Token:
    """As in "a margin of error of 3 points"."""
    above = noun.head.head
    is_error = noun.lower_ == "error" and noun.dep_ == "pobj" and above.lower_ == "margin"
    return above if is_error else noun


def _describe_size_of_change(c: ItemContext, a: AnchoredQuantity, noun: Token, own: frozenset[int]) -> str:
    """As in "an increase of 5% in prices": what increased, or the increase itself."""
    inside = (t for p in a.root.rights if p.lower_ == "in" for t in p.rights if t.dep_ == "pobj")
    inner = next(inside, None)
    if inner is not None and inner.i not in c.dates and inner.pos_ in ("NOUN", "PROPN"):
        return c.phrase(inner, frozenset())
    return describe_changed(c, noun, own) or c.phrase(noun, own)


def find_pace_verb(pace: Token) -> Token | None:
    """The verb in "grew at an annual rate of 3%", "shrank by a rate of 2%"."""
    link = pace.head
    if pace.dep_ == "pobj" and link.lower_ in ("at", "by") and link.head.pos_ == "VERB":
        return link.head
    return None


def _describe_pace(c: ItemContext, pace: Token, own: frozenset[int]) -> str | None:
    """As in "grew at a rate of 3%", "brought growth to an annual rate of 4%"."""
    verb = find_pace_verb(pace)
    if verb is not None:
        direction, subject = load_change_words("verb").get(verb.lemma_), find_subject(verb)
        if direction is not None and subject is not None and subject.i not in own:
            thing = resolve_thing(c, subject, own)
            return f"{'growth rate' if direction == 'increase' else 'rate of decline'} of {thing}"
    if pace.dep_ != "pobj" or pace.head.lower_ != "to":
        return None
    brought = find_object(pace.head.head, own)
    return None if brought is None else f"rate of {c.phrase(brought, own)}"


def _describe_held(c: ItemContext, noun: Token, own: frozenset[int]) -> str:
    """The noun itself, with whoever has it where it is one word: "debts of the company"."""
    base = c.phrase(noun, own)
    if noun.dep_ != "dobj" or len(base.split()) != 1 or noun.head.lemma_ not in load_item_words("holding"):
        return base
    holder = find_subject(noun.head)
    if holder is None or holder.pos_ not in ("NOUN", "PROPN") or holder.i in own or holder.i in c.owner:
        return base
    return f"{base} of {c.phrase(holder, own, 5)}"


def _is_bare_level(c: ItemContext, noun: Token, own: frozenset[int]) -> bool:
    """Whether a noun names nothing itself: "a level of", "the day at", "in value by", "the last year of"."""
    if noun.i in c.dates:
        return True
    if noun.lemma_.lower() not in load_word_list("level_nouns"):
        return False
    return not any(
        t.dep_ in ("compound", "poss", "nmod")
        and t.i not in own
        and t.lower_ not in load_word_list("peak_words")
        for t in noun.lefts
    ) and not any(t.dep_ == "prep" and t.lower_ == "of" and t.i not in own for t in noun.rights)


def _find_holder(c: ItemContext, noun: Token, own: frozenset[int]) -> Token | None:
    """What reached a level: the noun above, or the subject of the clause."""
    token = noun
    for _ in range(5):
        head = token.head
        if head.i == token.i:
            return None
        if head.pos_ in ("VERB", "AUX"):
            obj = find_object(head, own) if noun.i in c.dates else None
            subject = obj or find_subject(head)
            return subject if subject is not None and subject.i not in own and subject.i != noun.i else None
        if token.dep_ == "pobj" and head.head.pos_ == "NOUN" and head.head.i not in own and noun.i in c.dates:
            return head.head
        token = head
    return None


def describe_changed(c: ItemContext, noun: Token, own: frozenset[int]) -> str | None:
    """What changes, for "an increase in X of 5%", "a 7% share price increase", "posted a 4% rise"."""
    thing = strip_change(noun)
    if thing.i != noun.i and thing.i not in own and thing.i not in c.dates:
        return c.phrase(thing, own)
    modifiers = [
        t
        for t in noun.lefts
        if t.dep_ in ("compound", "nmod", "amod", "poss")
        and t.i not in own
        and t.pos_ in ("NOUN", "PROPN")
        and t.tag_ != "PRP$"
    ]
    if modifiers:
        return c.phrase(noun, own)
    verb: Token | None = None
    if noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass"):
        verb = noun.head
    elif noun.dep_ in ("pobj", "appos", "npadvmod", "dep", "conj"):
        verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is not None and verb.lemma_ in load_saying_verbs("figure") | load_word_list("verbs_of_promise"):
        return None  # "analysts had forecast a 1.9-million-barrel drop"
    if verb is not None and verb.pos_ in ("VERB", "AUX") and noun.dep_ != "nsubj":
        subject = find_subject(verb)
        if subject is not None and subject.i != noun.i and not subject.is_ancestor(noun):
            return resolve_thing(c, subject, own)
    return None
