"""Code a clause: the class of its predicate and the class of its complement give the type."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.events.arms_transfers import find_given_arms
from transforms.events.attitudes import refusal_mode
from transforms.events.clauses import Clause, build_clause
from transforms.events.coding import Coding, split_type
from transforms.events.complement_nouns import list_content
from transforms.events.complements import ComplementCoder
from transforms.events.composer import Composer
from transforms.events.find_clauses import find_predicate_lemma
from transforms.events.guards import ArgumentGuard
from transforms.events.lexicon import Lexicon, Sense
from transforms.events.modality import apply_modality
from transforms.events.naming import code_naming
from transforms.events.nouns import find_noun_classes
from transforms.events.ontology import FRIENDLY, YIELDING
from transforms.events.patterns import holds_sense, list_follower_words, match_words
from transforms.events.surface_clauses import build_surface_clause
from transforms.events.weapon_modes import refine_mode
from transforms.events.word_sets import word_set

STOPPING = word_set("stopping")
ARMED = word_set("armed")
COMPLEMENT_CLASSES = ("threaten", "refuse", "commit", "permit", "demand", "plan", "aspect")
COMPOSED_CLASSES = (
    "rebuff",
    "break",
    "withdraw",
    "stop",
    "ease",
    "impose",
    "form",
    "move",
    "sign",
    "arrive",
    "die",
    "depart",
    "reach",
    "express",
    "give",
    "receive",
    "hold",
    "lightly",
    "restore",
    "occur",
)


class ClauseCoder:
    """Codes the clauses of one sentence; remembers what it has coded."""

    def __init__(self, lexicon: Lexicon, headline: bool) -> None:
        self._lexicon = lexicon
        self._headline = headline
        self._guard = ArgumentGuard(lexicon, headline)
        self._complements = ComplementCoder(lexicon, self._guard)
        self._composer = Composer(lexicon, self._guard, headline)
        self._codings: dict[int, Coding | None] = {}
        self._unreal: dict[int, frozenset[int]] = {}

    def code(self, clause: Clause) -> Coding | None:
        """The event that a clause reports, with tense and negation; None when it reports none."""
        key = clause.verb.i
        if key not in self._codings:
            self._codings[key] = None  # a cycle codes nothing
            raw = self._code_predicate(clause)
            self._codings[key] = apply_modality(clause, raw, self._headline)
            if raw is not None and self._codings[key] is None:
                self._unreal[key] = raw.spent - {key}
        return self._codings[key]

    def list_unreal(self, clause: Clause) -> frozenset[int]:
        """Indices of what a clause is about that nothing came of: "if it agrees to stop the raids"."""
        return self._unreal.get(clause.verb.i, frozenset())

    def _code_predicate(self, clause: Clause) -> Coding | None:
        words = list_follower_words(clause)
        senses = [s for s in self._lexicon.verbs.get(clause.lemma, ()) if holds_sense(s, clause, words)]
        names = {s.name for s in senses}
        named = code_naming(clause)
        if named is not None and self._guard.has_speaker(clause):
            return named
        inner, token = self._inner(clause)
        if any(s.name == "none" for s in senses):
            return None
        if token is not None and "fail" in names:
            answer = next((s for s in senses if s.rest and s.is_terminal), None)
            return self._terminal(clause, answer) if answer else self._fail(clause, inner)
        complement = [n for n in COMPLEMENT_CLASSES if n in names]
        if any(c.dep_ == "dobj" for c in clause.verb.children):
            complement = [
                n
                for n in complement
                if n not in {"aspect", "plan"} or clause.lemma in {"want", "expect", "need"}
            ]
        if token is not None:
            for name in complement:
                coding = self._complements.code(clause, name, inner, token)
                if coding is not None:
                    return coding
        for sense in senses:
            if sense.rest and sense.is_terminal:
                coding = self._terminal(clause, sense)
                if coding is not None:
                    return coding
        if token is None:
            for name in complement:
                coding = self._complements.code(clause, name, None, None)
                if coding is not None:
                    return coding
        for name in COMPOSED_CLASSES:
            if name in names:
                coding = self._composer.compose(clause, name)
                if coding is not None:
                    return coding
        if (
            "tolerate" in names
            and clause.is_negated
            and not clause.is_passive
            and self._guard.has_speaker(clause)
            and clause.objects
        ):
            return Coding(
                "REJECT",
                None,
                clause.verb,
                (clause.verb,),
                f"not:{clause.lemma}",
                clause=clause,
                spent=frozenset(list_content(clause)),
                is_denied=True,
            )
        for sense in senses:
            if sense.is_terminal and not sense.rest:
                coding = self._terminal(clause, sense)
                if coding is not None:
                    return coding
        return None

    def _terminal(self, clause: Clause, sense: Sense) -> Coding | None:
        event_type, mode = split_type(sense.name)
        if clause.lemma == "protest" and (
            any(c.dep_ == "ccomp" for c in clause.verb.children)
            or (clause.verb.dep_ == "ROOT" and _opens_with_clause(clause.verb))
        ):
            event_type, mode = "ACCUSE", "disapprove"
        checked = self._guard.check(clause, event_type, mode, sense)
        if checked is None:
            return None
        event_type, mode = checked
        words = [clause.verb, *(match_words(clause, sense.rest) or ())]
        if event_type == "MOBILIZE" and any(
            "joint" in find_noun_classes(w, self._lexicon) for w in words[1:]
        ):
            event_type, mode = "COOPERATE", None
        if event_type == "AGREE" and any(
            c.dep_ == "acl" and c.lemma_ in STOPPING for c in words[-1].children
        ):
            event_type = "CONCEDE"  # "made a commitment to ease restrictions"
        if mode == "strike" and any(self._is_armed(w) for w in words[1:]):
            event_type, mode = "ASSAULT", None  # "launched missile strikes"
        mode = refine_mode(clause, event_type, mode)
        given = find_given_arms(clause, self._lexicon) if mode == "weapons" else None
        if given is not None:
            event_type, mode = "AID", None
        rule = "verb:" + "_".join([clause.lemma, *sense.rest])
        spent = frozenset(w.i for w in words) | frozenset(w.head.i for w in words if w.dep_ == "compound")
        if event_type == "ASSAULT":
            spent |= frozenset(self._circumstances(clause))
        if mode == "convict" or event_type in {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE"}:
            spent |= frozenset(list_content(clause))
        return Coding(
            event_type, mode, clause.verb, tuple(words), rule, clause=clause, noun=given, spent=spent
        )

    def _is_armed(self, noun: Token) -> bool:
        """Whether a strike is one with weapons: by its adjectives, or far from words of work."""
        if any(c.lemma_.lower() in ARMED for c in noun.lefts):
            return True
        if "violence" not in find_noun_classes(noun, self._lexicon):
            return False
        return noun.tag_ == "NNS" or any(c.lower_ in {"on", "against"} for c in noun.children)

    def _circumstances(self, clause: Clause) -> Iterator[int]:
        """Violent nouns in which somebody was killed or hurt: the same event."""
        for preposition, noun in (*clause.preps, *(("by", a) for a in clause.agents)):
            if preposition in {"in", "during", "by", "with", "from", "on"}:
                yield from (
                    t.i for t in (noun, *noun.lefts) if "violence" in find_noun_classes(t, self._lexicon)
                )

    def _inner(self, clause: Clause) -> tuple[Coding | None, Token | None]:
        """Coding of the clause that the predicate takes, or of the noun; and its token."""
        for token in [*clause.inner, *(n for _, n in clause.preps if n.tag_ == "VBG")]:
            lemma = find_predicate_lemma(token, self._lexicon)
            if lemma is not None:
                return self.code(build_clause(token, lemma)), token
            if token.pos_ in {"VERB", "AUX"}:
                return self.code(build_clause(token, token.lemma_.lower())), token
            known = self._lexicon.verb_lemma_of_form.get(token.lower_)
            if known is not None and token.nbor(-1).lower_ == "to":
                return self.code(build_surface_clause(token, known)), token
        return None, None

    def _fail(self, clause: Clause, inner: Coding | None) -> Coding | None:
        """Failure to agree, answer or comply is a refusal; other failures are no events."""
        if inner is None or inner.event_type not in FRIENDLY | YIELDING:
            return None
        return inner.turned(
            "REJECT",
            refusal_mode(inner.event_type),
            f"fail:{inner.rule}",
            anchor=clause.verb,
            words=(clause.verb, *inner.words),
            spent=frozenset(list_content(clause)) | {clause.verb.i},
        )


def _opens_with_clause(verb: Token) -> bool:
    return any(c.dep_ in {"ccomp", "parataxis"} for c in verb.lefts)
