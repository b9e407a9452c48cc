"""The nouns of a clause that may decide what a functional predicate means."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.events.clauses import Clause
from transforms.events.lexicon import Lexicon
from transforms.events.nouns import find_noun_classes, noun_lemma
from transforms.events.word_sets import word_set

ENGAGING = word_set("engaging")
PARTIAL = word_set("partitives") | word_set("quantities")
SUPPLYING = frozenset({"provide", "supply", "furnish", "equip", "present"})
DOING = frozenset({"take", "make", "do", "pay", "give", "have"})
# Prepositions whose noun counts as the complement of a class, beside its objects.
COMPLEMENT_PREPOSITIONS = {
    "commit": frozenset({"to", "on", "upon", "for"}),
    "demand": frozenset({"for", "to", "on"}),
    "threaten": frozenset({"with", "of"}),
    "hold": frozenset({"in", "into", "over", "on", "for", "from"}),
    "lightly": frozenset({"in", "on", "under"}),
    "give": frozenset({"with"}),
    "withdraw": frozenset({"from"}),
    "die": frozenset({"as", "in", "from", "of", "during", "after", "by", "under"}),
    "break": frozenset({"off"}),
}


def find_complement_nouns(clause: Clause, name: str, lexicon: Lexicon) -> Iterator[Token]:
    """Nouns that may decide: objects, and objects of the prepositions that the class takes."""
    allowed = COMPLEMENT_PREPOSITIONS.get(name, frozenset())
    if name == "hold" and clause.lemma not in ENGAGING:
        allowed = frozenset()
    if name == "lightly" and clause.lemma in DOING:
        allowed = frozenset()
    given = [n for p, n in clause.preps if p == "with"] if clause.lemma in SUPPLYING else []
    if name == "give" and given:  # "provided the coast guard with a ship"
        allowed = frozenset()
        clause_objects: tuple[Token, ...] = tuple(given)
    else:
        clause_objects = clause.objects
    seeds = [*clause_objects, *(n for p, n in clause.preps if p in allowed)]
    for seed in seeds:
        yield from chain_nouns(seed, lexicon)


def chain_nouns(noun: Token, lexicon: Lexicon) -> Iterator[Token]:
    """A noun; where it says nothing, what it is a part of ("round of talks") and its compounds."""
    if noun.pos_ == "VERB":
        return
    if find_noun_classes(noun, lexicon):
        yield noun
        return
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of" and noun_lemma(noun) in PARTIAL:
            yield from (n for n in child.children if n.dep_ == "pobj")
    for child in noun.children:
        if child.dep_ in {"compound", "nmod"}:
            yield child


def list_content(clause: Clause) -> Iterator[int]:
    """Indices of what is promised, demanded, alleged ...: the complements, without relative clauses."""
    for child in clause.verb.children:
        if child.dep_ in {"xcomp", "ccomp", "dobj", "prep", "pcomp", "acl"} and child.i > clause.verb.i:
            yield from _list_subtree(child)


def _list_subtree(token: Token) -> Iterator[int]:
    """Indices of a phrase without the clauses that tell other events: "the junta, which seized power"."""
    yield token.i
    for child in token.children:
        own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in child.children)
        tells = child.dep_ == "relcl" or (child.dep_ == "advcl" and child.tag_ == "VBD" and own)
        if not tells:
            yield from _list_subtree(child)


def list_noun_content(noun: Token) -> Iterator[int]:
    """Indices of a noun phrase without its relative clauses."""
    for child in noun.children:
        if child.dep_ == "relcl" or child.tag_ == "VBG" or child.dep_ in {"conj", "appos"}:
            continue
        yield from (t.i for t in child.subtree)
