"""Which noun classes a noun belongs to, with the words before it."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from transforms.events.lexicon import MAX_NOUN_WORDS, Lexicon
from transforms.events.word_sets import word_set

_LABOUR = word_set("labour")


_MATERIAL = word_set("material")
_SHARED = word_set("shared")


def noun_lemma(token: Token) -> str:
    """Lower-case singular of a noun, also where the tagger takes it for a name or a verb."""
    lower = token.lower_
    if token.tag_ in {"NNP", "NNPS", "VBZ"} or token.lemma_.lower() == lower:
        return _singular(lower)
    return token.lemma_.lower()


_IRREGULAR = {
    "lives": "life",
    "men": "man",
    "women": "woman",
    "children": "child",
    "knives": "knife",
    "gunmen": "gunman",
    "wives": "wife",
    "series": "series",
    "species": "species",
}


@lru_cache(maxsize=16384)
def _singular(lower: str) -> str:
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("sses", "xes", "ches", "shes")):
        return lower[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 3:
        return lower[:-1]
    return lower


def find_noun_classes(token: Token, lexicon: Lexicon) -> frozenset[str]:
    """Classes of the longest entry that ends at the token; empty when it is in none."""
    found, _ = match_noun(token, lexicon)
    if "support" in found and any(t.lower_ in _MATERIAL for c in token.lefts for t in c.subtree):
        return (found - {"support"}) | {"aid"}
    if "exercise" in found and any(t.lower_ in _SHARED for c in token.lefts for t in c.subtree):
        return found | {"joint"}
    return found


def match_noun(token: Token, lexicon: Lexicon) -> tuple[frozenset[str], int]:
    """Classes of the longest entry that ends at the token, and the number of its words."""
    lemma = noun_lemma(token)
    for last in (lemma, token.lower_):
        if last not in lexicon.noun_heads and last != "strike":
            continue
        words = [last]
        start = token.i
        best: tuple[frozenset[str], int] = (lexicon.nouns.get((last,), frozenset()), 1)
        for _ in range(MAX_NOUN_WORDS - 1):
            start -= 1
            if start < 0:
                break
            before = token.doc[start]
            if before.text == "-" and start > 0:
                start -= 1
                words[0] = f"{token.doc[start].lower_}-{words[0]}"
            elif before.is_alpha or "-" in before.text:
                words.insert(0, before.lower_)
            else:
                break
            hit = lexicon.nouns.get(tuple(words))
            if not hit and len(words) > 1:
                hit = lexicon.nouns.get((noun_lemma(token.doc[start]), *words[1:]))
            if hit:
                best = (hit, token.i - start + 1)
        if best[0]:
            return best
        if last == "strike":
            return (_strike(token), 1)
    return frozenset(), 0


def _strike(token: Token) -> frozenset[str]:
    near = token.doc[max(0, token.i - 12) : token.i + 12]
    labour = any(t.lemma_.lower() in _LABOUR or t.lower_ in _LABOUR for t in near)
    return frozenset({"strike"}) if labour else frozenset({"violence"})
