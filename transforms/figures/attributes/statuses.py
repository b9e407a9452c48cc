"""Whether a figure is reached, planned, demanded, supposed or denied, from the clause that holds it."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from schemas.events import EventStatus
from transforms.figures.lexicon import load_word_list, read_rows
from transforms.language.syntax import is_infinitive, is_negated

# Kind of cue by the role of a word below the verb.
PLACES = {
    "aux": "auxiliary",
    "auxpass": "auxiliary",
    "mark": "marker",
    "neg": "negation",
    "acomp": "governor",
}


@lru_cache(maxsize=1)
def load_status_cues() -> dict[tuple[str, str], EventStatus]:
    """Status by (place, cue)."""
    return {(r["place"], r["cue"]): r["status"] for r in read_rows("status_cues.csv")}  # type: ignore[misc]


def read_status(root: Token, is_counted: bool = False) -> EventStatus:
    """Status of the figure whose governing token is given.

    `is_counted` says that the token is what the figure counts: 16 goals scored are no goal of 16. The
    nearest clause decides; the clauses above it only through "plan to", "is expected to" and the like.
    """
    cues = load_status_cues()
    token = root
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX"):
            break
        if token.pos_ == "NOUN" and ("noun", token.lemma_) in cues and not (is_counted and token is root):
            return cues["noun", token.lemma_]
        if token.head.i == token.i:
            return "actual"
        token = token.head
    return _status_of_verb(token, 0)


def _status_of_verb(verb: Token, depth: int) -> EventStatus:
    found = _read_own_cues(verb, depth)
    if found != "actual" or depth > 2 or verb.head.i == verb.i:
        return found
    infinitive = is_infinitive(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ not in load_word_list("links_of_plans"):
        return "actual"  # "called off the strike after winning 6 percent"
    if verb.dep_ in ("xcomp", "ccomp", "pcomp", "oprd") and verb.head.pos_ in ("VERB", "ADJ", "ADP"):
        return _status_of_governor(verb.head, depth, infinitive)
    if verb.dep_ == "acl" and infinitive and verb.head.pos_ in ("VERB", "NOUN"):
        return load_status_cues().get(("governor", verb.head.lemma_), "planned")
    if verb.dep_ in ("conj", "acl") and verb.head.pos_ == "VERB" and verb.tag_ == verb.head.tag_:
        return _status_of_verb(verb.head, depth + 1)
    return "actual"


def _read_own_cues(verb: Token, depth: int) -> EventStatus:
    """The first cue among auxiliaries, marks and negations; a mark only tells in the figure's own clause."""
    cues = load_status_cues()
    for child in verb.children:
        place = PLACES.get(child.dep_)
        status = cues.get((place, child.lower_)) if place else None
        if status is not None and status != "actual" and not (place == "marker" and depth > 0):
            return "planned" if child.lower_ == "would" and _is_told_will(verb) else status
    return "actual"


def _is_told_will(verb: Token) -> bool:
    """Whether "would" is the "will" of somebody who told of it: "said it would close 28 of them"."""
    told = verb.head
    is_past = verb.dep_ == "ccomp" and told.i < verb.i and told.tag_ == "VBD"
    if not is_past or ("telling", told.lemma_) not in load_status_cues() or is_negated(told):
        return False
    conditions = (t for t in (*verb.children, *told.children) if t.dep_ == "advcl")
    return not any(t.dep_ == "aux" and t.lower_ == "have" for t in verb.children) and not any(
        ("marker", t.lower_) in load_status_cues() for clause in conditions for t in clause.children
    )


def _status_of_governor(head: Token, depth: int, infinitive: bool) -> EventStatus:
    """What the verb or adjective above makes of a clause: "plans to", "is likely to"."""
    governor = head if head.pos_ != "ADP" else head.head
    status = load_status_cues().get(("governor", governor.lemma_))
    if status is not None and (infinitive or status in ("called_for", "denied", "hypothetical")):
        return status
    return _status_of_verb(governor, depth + 1) if governor.pos_ == "VERB" and infinitive else "actual"
