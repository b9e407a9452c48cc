"""Clauses: a predicate with its arguments, read from the dependency parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.events.word_sets import word_set

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
FEELING = frozenset({"appalled", "outraged"})  # who is appalled says so
RELATIVE = frozenset({"who", "which", "that", "whom"})
OBJECT_CONTROL = word_set("object_control")
NEEDING_OBJECT = word_set("needing_object")
SPOKEN_VERBS = word_set("spoken_verbs")
UTTERANCES = word_set("utterances")
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
FINITE = FINITE_TAGS | {"MD"}
WINDOW = 10
SOURCES = frozenset({"according", "citing", "per"})  # who says it takes no part


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and what stands around it.

    `objects` are direct and indirect objects; of a passive, what undergoes it. `preps` are pairs of
    a preposition and its noun (or verb). `followers` are the lemmas after the predicate, in order.
    """

    verb: Token
    lemma: str
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    preps: tuple[tuple[str, Token], ...]
    agents: tuple[Token, ...]
    inner: tuple[Token, ...]
    is_passive: bool
    is_negated: bool
    auxiliaries: frozenset[str]
    followers: tuple[tuple[str, Token], ...]
    is_surface: bool = False

    @property
    def actors(self) -> tuple[Token, ...]:
        """Who does it: the agent of a passive, else the subject."""
        return self.agents if self.is_passive else self.subjects


def build_clause(verb: Token, lemma: str) -> Clause:
    """Read the clause of a predicate from the parse."""
    children = list(verb.children)
    passive = verb.lower_ not in FEELING and (
        any(c.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for c in children) or _is_bare_passive(verb)
    )
    subjects = [c for c in children if c.dep_ in SUBJECTS and c.dep_ != "expl"]
    objects = [c for c in children if _is_object(c)]
    if verb.pos_ == "ADJ":
        subjects = [c for c in verb.head.children if c.dep_ in SUBJECTS] or subjects
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
        subjects, objects = _take_head_noun(verb, subjects, objects, passive)
    subjects = [*_pictured(verb), *subjects]
    if not subjects:
        stranded = _stranded_subject(verb)
        subjects = [stranded] if stranded is not None else _inherit_subjects(verb)
    subjects = [e for s in subjects for e in expand(s)]
    objects = [e for o in objects for e in expand(o)]
    preps, agents = _read_preps(children)
    if passive:
        objects = [*subjects, *objects]
        subjects = []
    return Clause(
        verb=verb,
        lemma=lemma,
        subjects=tuple(subjects),
        objects=tuple(objects),
        preps=tuple(preps),
        agents=tuple(agents),
        inner=tuple(c for c in children if c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i),
        is_passive=passive,
        is_negated=_is_negated(children)
        or _shares_negation(verb)
        or (verb.pos_ == "ADJ" and _is_negated(list(verb.head.children))),
        auxiliaries=frozenset(_read_auxiliaries(verb.head if verb.pos_ == "ADJ" else verb)),
        followers=tuple(_read_followers(verb, passive)),
    )


def _is_object(token: Token) -> bool:
    if token.dep_ == "xcomp":
        return token.pos_ in {"NOUN", "PROPN"}
    return token.dep_ in OBJECTS and token.tag_ not in {"JJ", "IN"}


def expand(token: Token) -> Iterator[Token]:
    """A noun and the nouns coordinated with it."""
    yield token
    for child in token.children:
        is_noun = child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
        if is_noun and not _begins_clause(child):
            yield from expand(child)


def _begins_clause(noun: Token) -> bool:
    """Whether a conjunct is the subject of what follows: "freed the prisoners and Armenia handed over"."""
    return noun.i + 1 < len(noun.doc) and _stranded_subject(noun.nbor(1)) is not None


def _stranded_subject(verb: Token) -> Token | None:
    """The noun before a finite verb without subject, where the parser joined it to an earlier object."""
    if verb.tag_ not in FINITE_TAGS or verb.dep_ not in {"advcl", "conj", "ccomp", "dep"} or not verb.i:
        return None
    noun = verb.nbor(-1)
    if noun.dep_ != "conj" or noun.pos_ != "PROPN" or verb.head.i >= noun.i:
        return None
    if any(c.dep_ in SUBJECTS or c.dep_ == "mark" for c in verb.children):
        return None
    return None if noun.head.dep_ in SUBJECTS else noun


def _is_bare_passive(verb: Token) -> bool:
    """A participle after a noun ("schoolgirls kidnapped by militants") or after "get"."""
    if is_detached(verb):
        return False
    if verb.tag_ == "VBD" and (verb.dep_ == "acl" or _lacks_object(verb)):
        return True
    if (
        verb.tag_ == "VBD"
        and verb.lemma_.lower() == "shoot"
        and not any(c.dep_ in {"dobj", "auxpass"} or c.lower_ == "at" for c in verb.children)
    ):
        return any(
            c.dep_ == "prt" and c.lower_ == "down" for c in verb.children
        )  # "a jet shot down at night"
    if verb.tag_ == "VBD" and verb.dep_ == "conj" and any(c.dep_ == "oprd" for c in verb.children):
        own = any(
            c.dep_ in SUBJECTS or c.dep_ == "dobj" for c in verb.children
        )  # "were tried and found guilty"
        return not own and any(c.dep_ == "auxpass" for c in verb.head.children)
    if verb.tag_ != "VBN":
        return False
    around = {c.dep_ for c in verb.children}
    if verb.dep_ == "ROOT" and "nsubj" in around and around & {"xcomp", "ccomp"}:
        return False  # "The bishop, ..., called on Peru to act", with the tag of a participle
    if verb.dep_ in {"acl", "amod"}:
        return True
    if (
        verb.dep_ == "conj"
        and verb.head.pos_ == "VERB"
        and not any(c.dep_ in SUBJECTS for c in verb.children)
    ):
        head = verb.head
        return any(c.dep_ in {"auxpass", "nsubjpass"} for c in head.children) or (
            head.dep_ == "acl" and head.tag_ == "VBN"
        )
    return not any(c.lemma_ in {"have", "'ve"} for c in verb.children if c.dep_ == "aux") and (
        verb.dep_ not in {"conj"} and not any(c.dep_ == "dobj" for c in verb.children)
    )


def is_detached(verb: Token) -> bool:
    """A main verb that the parser hangs on its subject: "Peru, together with Chile, called on ..."."""
    if verb.tag_ != "VBD" or verb.dep_ != "acl" or verb.head.dep_ != "ROOT" or not verb.i:
        return False
    if verb.nbor(-1).text != "," or verb.head.pos_ not in {"PROPN", "NOUN"}:
        return False
    has_object = any(c.dep_ in {"dobj", "xcomp", "ccomp"} for c in verb.children)
    return has_object or (
        verb.lemma_.lower() not in NEEDING_OBJECT and verb.right_edge.i >= verb.sent.end - 2
    )


def _lacks_object(verb: Token) -> bool:
    """Whether a headline leaves "was" out: "Ruiz jailed for fraud", "two killed in clashes"."""
    if verb.lemma_.lower() not in NEEDING_OBJECT or any(c.dep_ in {"aux", "prt"} for c in verb.children):
        return False
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    return not any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in verb.children) and (
        following is None or following.dep_ in {"prep", "mark", "agent", "advmod", "punct"}
    )


def _take_head_noun(
    verb: Token, subjects: list[Token], objects: list[Token], passive: bool
) -> tuple[list[Token], list[Token]]:
    head = verb.head
    own = [s for s in subjects if s.lower_ not in RELATIVE]
    if (
        verb.dep_ == "acl"
        and verb.tag_ == "VBG"
        and head.dep_ == "dobj"
        and head.lemma_.lower() in UTTERANCES
    ):
        return _subjects_of(head.head), objects  # "issued a statement condemning ..."
    if verb.dep_ == "acl":
        if verb.tag_ in {"VBG", "VBN", "VBD"}:
            return [head], objects
        return own, objects
    if own and not passive:
        return own, [*[o for o in objects if o.lower_ not in RELATIVE], head]
    return own or [head], [o for o in objects if o.lower_ not in RELATIVE]


def _pictured(verb: Token) -> list[Token]:
    """Who stands "left" in a caption, which the parser takes for a verb: "Ruiz, left, and Holm met"."""
    head = verb.head
    if verb.dep_ != "conj" or head.lower_ not in {"left", "centre", "center", "right"} or head.i == verb.i:
        return []
    if not 0 < head.i < len(verb.doc) - 1 or {head.nbor(-1).text, head.nbor(1).text} != {","}:
        return []
    return [c for c in head.children if c.dep_ == "nsubj"]


def _inherit_subjects(verb: Token) -> list[Token]:
    """Subject of a verb without its own: of the verb it is coordinated with, or controlled by."""
    head = verb.head
    if head.i == verb.i or head.pos_ not in {"VERB", "AUX"}:
        if verb.dep_ == "acl" or head.i == verb.i:
            return []
        if verb.dep_ == "pcomp":
            above = _climb_to_verb(head)
            if above is not None and head.head.i == above.i and head.lower_ in {"for", "of", "from", "into"}:
                objects = [c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}]
                if objects:
                    return objects
            return _subjects_of(above) if above is not None else []
        return []
    if (
        verb.dep_ == "conj"
        and verb.tag_ == "VBD"
        and any(c.tag_ == "MD" for c in head.children)
        and head.dep_ == "ccomp"
    ):
        return _subjects_of(head.head)  # "said it will open and invited ...": coordinated with "said"
    if _goes_back_to_reporter(verb, head):
        return _subjects_of(head.head)
    if verb.dep_ in {"conj", "advcl", "dep"}:
        return _subjects_of(head)
    if verb.dep_ in {"xcomp", "ccomp"}:
        objects = [c for c in head.children if c.dep_ in {"dobj", "dative"}]
        if objects and head.lemma_.lower() in OBJECT_CONTROL:
            return objects
        return _subjects_of(head)
    return []


def _goes_back_to_reporter(verb: Token, head: Token) -> bool:
    """Whether it is what the speaker did: "said that Ruiz was poisoned and demanded answers"."""
    if _disagrees(verb, head):
        return True
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or head.dep_ != "ccomp" or head.head.tag_ != "VBD":
        return False
    if any(c.dep_ in {"auxpass", "aux"} for c in verb.children):
        return False
    is_apart = any(c.dep_ == "cc" and c.nbor(-1).text == "," for c in head.children)
    if (
        is_apart
        and verb.lemma_.lower() in SPOKEN_VERBS
        and any(c.dep_ == "nsubj" for c in head.head.children)
    ):
        return True
    return any(c.dep_ == "nsubjpass" for c in head.children) and any(
        c.dep_ == "nsubj" for c in head.head.children
    )


def _disagrees(verb: Token, head: Token) -> bool:
    """Whether a plural verb goes with the reporters: "police said an officer was shot and are searching"."""
    if verb.dep_ != "conj" or head.dep_ != "ccomp":
        return False
    is_plural = any(
        c.dep_ in {"aux", "auxpass"} and c.lower_ in {"are", "were", "have"} for c in verb.children
    )
    own = [c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}]
    is_single = bool(own) and own[0].tag_ == "NN" and not any(c.dep_ == "conj" for c in own[0].children)
    return is_plural and is_single and any(c.dep_ == "nsubj" for c in head.head.children)


def _climb_to_verb(token: Token) -> Token | None:
    for _ in range(5):
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.head.i == token.i or token.dep_ == "poss":
            return None
        token = token.head
    return None


def _subjects_of(verb: Token) -> list[Token]:
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if verb.dep_ == "relcl":
        own = [c for c in own if c.lower_ not in RELATIVE] or [verb.head]
    if own:
        return own
    if verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN"}:
        return [verb.head]
    return _inherit_subjects(verb)


def _read_preps(children: list[Token]) -> tuple[list[tuple[str, Token]], list[Token]]:
    preps: list[tuple[str, Token]] = []
    agents: list[Token] = []
    for child in children:
        if child.dep_ not in {"prep", "agent", "dative", "prt"} or child.lower_ in SOURCES:
            continue
        for noun in child.children:
            if noun.dep_ in {"pobj", "pcomp"}:
                for one in expand(noun):
                    (agents if child.dep_ == "agent" else preps).append(
                        one if child.dep_ == "agent" else (child.lower_, one)  # type: ignore[arg-type]
                    )
            elif noun.dep_ == "prep":
                preps.extend(
                    (noun.lower_, one) for n in noun.children if n.dep_ == "pobj" for one in expand(n)
                )
    return preps, agents


def _is_negated(children: list[Token]) -> bool:
    if any(c.dep_ == "neg" or c.lower_ in {"never", "hardly", "scarcely"} for c in children):
        return True
    if any(c.lower_ == "longer" and any(n.lower_ == "no" for n in c.children) for c in children):
        return True
    return any(
        c.dep_ in SUBJECTS and (c.lower_ in {"nobody", "none", "nothing"} or _has_no(c)) for c in children
    )


def _shares_negation(verb: Token) -> bool:
    """Whether "cannot impose fees or hurt students" negates the second verb as well."""
    head = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VB" or head.pos_ != "VERB":
        return False
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in verb.children):
        return False
    is_or = any(c.dep_ == "cc" and c.lower_ in {"or", "nor"} for c in (*head.children, *verb.children))
    return is_or and (_is_negated(list(head.children)) or _shares_negation(head))


def _has_no(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in noun.children)


def _read_auxiliaries(verb: Token) -> Iterator[str]:
    found = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.tag_ in {"VB", "VBN", "VBG"}:
        found = [c.lower_ for c in verb.head.children if c.dep_ in {"aux", "auxpass"}]
    yield from found


def _read_followers(verb: Token, passive: bool) -> Iterator[tuple[str, Token]]:
    """Lemmas after the predicate, up to the next clause; for a passive its subject's words as well."""
    sent_end = verb.sent.end
    count = 0
    for token in verb.doc[verb.i + 1 : min(sent_end, verb.i + 1 + WINDOW)]:
        if (
            token.text in {";", ":", "\n"}
            or (token.text == "," and count > 1)
            or (token.lower_ == "and" and count > 3)
        ):
            break
        if (
            token.pos_ == "VERB"
            and token.dep_ in {"relcl", "advcl", "conj", "ccomp"}
            and token.i > verb.i + 1
        ):
            break
        if token.is_punct or token.text in {"{", "}"}:
            continue
        count += 1
        yield token.lower_, token
    if passive:
        for child in verb.children:
            if child.dep_ == "nsubjpass":
                for token in child.subtree:
                    if token.dep_ not in {"relcl", "acl"} and not token.is_punct:
                        yield token.lower_, token
        if verb.dep_ == "acl":
            yield verb.head.lower_, verb.head
