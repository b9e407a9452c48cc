"""Who is called what: "called him a liar" and "said Chad was behind the attack" accuse."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.clauses import Clause
from transforms.events.coding import Coding
from transforms.events.complement_nouns import list_content
from transforms.events.word_sets import word_set

NAMING = frozenset(
    {"call", "brand", "label", "term", "dub", "describe", "denounce", "characterise", "characterize"}
)
DEROGATORY = word_set("derogatory")


def code_naming(clause: Clause) -> Coding | None:
    """The accusation in a verb of naming with a bad name; None for other names."""
    if clause.lemma not in NAMING or clause.is_negated or any(o.lower_ == "what" for o in clause.objects):
        return None
    name = next((t for t in _list_names(clause.verb) if _is_derogatory(t)), None)
    has_bearer = any(o.i != getattr(name, "i", -1) for o in clause.objects)
    if name is None or not (has_bearer or _has_small_clause(clause.verb)):
        return None
    spent = frozenset(list_content(clause)) | {clause.verb.i}
    words = (clause.verb, name)
    return Coding(
        "ACCUSE", "disapprove", clause.verb, words, f"name:{clause.lemma}", clause=clause, spent=spent
    )


def _list_names(verb: Token) -> list[Token]:
    found = [
        c
        for c in verb.children
        if c.dep_ in {"oprd", "attr", "acomp", "ccomp", "xcomp", "dobj"} and c.i > verb.i
    ]
    found += [o for c in verb.children if c.lower_ == "as" for o in c.children]
    return found


def _has_small_clause(verb: Token) -> bool:
    """Whether the parser makes a clause of "called Ruiz a liar"."""
    return any(c.dep_ == "ccomp" and any(s.dep_ == "nsubj" for s in c.children) for c in verb.children)


def _is_derogatory(token: Token) -> bool:
    if any(t.lower_ == "anti" for t in token.subtree):
        return False
    inside = (o for c in token.children if c.lower_ in {"of", "for", "to"} for o in c.children)
    near = (token, *(c for c in token.children if c.dep_ in {"amod", "compound", "conj"}), *inside)
    return any(t.lemma_.lower() in DEROGATORY or t.lower_ in DEROGATORY for t in near)
