"""The words for a subject or object: a phrase, another figure's item, or what a pronoun stands for."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.items.context import ItemContext
from transforms.figures.items.noun_phrases import collect_preposition, join_tokens
from transforms.figures.items.references import find_series_before, is_reference, strip_change
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import find_object, find_subject
from transforms.lexicon.saying_verbs import load_saying_verbs


def resolve_thing(c: ItemContext, token: Token, own: frozenset[int], keep_name: bool = False) -> str | None:
    """The words for a subject or object: a noun phrase, the item of another figure.

    Or what a pronoun stands for.
    """
    linked = c.owner.get(token.i)
    if linked is not None and not own & {token.i}:
        return c.describe(linked)
    if token.pos_ in ("VERB", "AUX"):
        obj = find_object(token, own)
        if token.dep_ in ("csubj", "nsubj") and obj is not None:
            return f"{token.lower_} {c.phrase(obj, own)}"
        subject = find_subject(token)
        return c.phrase(subject, own) if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None
    if is_reference(token):
        return resolve_reference(c, token, own, keep_name)
    if token.pos_ == "PRON":
        return resolve_pronoun(c, token, own)
    return c.phrase(strip_change(token), own)


def resolve_reference(c: ItemContext, token: Token, own: frozenset[int], keep_name: bool) -> str | None:
    """As in "this figure", "it", "that of its assets"."""
    of = next((t for t in token.rights if t.dep_ == "prep" and t.lower_ == "of"), None)
    if of is not None and token.pos_ == "PRON":
        parallel = next(
            (
                t
                for t in reversed(token.doc[max(0, token.i - 30) : token.i])
                if t.dep_ == token.dep_ and t.pos_ == "NOUN"
            ),
            None,
        )
        complement = join_tokens(of, collect_preposition(of, own, c.dates, 8))
        return f"{parallel.text} {complement}" if parallel is not None else complement
    found = None if keep_name else find_series_before(token, own, c.dates)
    if found:
        return found
    if token.pos_ == "PRON":
        return resolve_pronoun(c, token, own)
    return (None if keep_name else resolve_count(c, token)) or c.phrase(token, own)


def resolve_count(c: ItemContext, token: Token) -> str | None:
    """What "the figure", "the number" counts, where the figure before counts things close by."""
    for n in range(len(c.anchored) - 1, -1, -1):
        other = c.anchored[n]
        if other.last < token.i:
            near = token.i - other.last < 45 and other.is_count and n not in c.open_figures
            return c.describe(n) if near else None
    return None


def resolve_pronoun(c: ItemContext, token: Token, own: frozenset[int]) -> str | None:
    """The subject before a pronoun, in this sentence or the last."""
    doc = token.doc
    wants_plural = token.lower_ in load_word_list("plural_pronouns")
    wants_one = token.morph.get("Number", []) == ["Sing"]
    for other in reversed(doc[max(0, token.i - 50) : token.i]):
        if other.dep_ in ("nsubj", "nsubjpass") and other.pos_ in ("NOUN", "PROPN") and other.i not in own:
            is_plural = other.tag_ in ("NNS", "NNPS")
            if (wants_plural and not is_plural) or (wants_one and is_plural):
                continue
            if (
                other.head.lemma_ in load_saying_verbs("figure")
                and token.lower_ in ("it", "they")
                and other.pos_ == "PROPN"
            ):
                continue
            return c.phrase(other, own, 7)
    return None
