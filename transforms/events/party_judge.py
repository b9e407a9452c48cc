"""Who can be a party of an event: who can speak, fight, be hurt or be helped."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.clauses import Clause
from transforms.events.lexicon import Lexicon
from transforms.events.nouns import find_noun_classes
from transforms.events.word_sets import word_set

QUANTITIES = word_set("quantities")
PARTY_ENTITIES = word_set("party_entities")
PARTY_CLASSES = word_set("party_classes")


class PartyJudge:
    """Judges the nouns of one sentence."""

    def __init__(self, lexicon: Lexicon, headline: bool) -> None:
        self._lexicon = lexicon
        self.is_headline = headline

    def can_hurt(self, token: Token) -> bool:
        """Whether it is somebody, a weapon or an attack; not prices or a crisis."""
        arms = {"violence", "bomb_n", "weapons", "riot", "protest", "repression", "exercise"}
        return self.is_person(token) or bool(find_noun_classes(token, self._lexicon) & arms)

    def can_be_hurt(self, token: Token) -> bool:
        """Whether it is somebody, a place or a vehicle; not a plan or a score."""
        if token.pos_ in {"PRON"}:
            return token.lower_ not in {"it", "this", "that", "which", "what"} and not token.lower_.endswith(
                ("self", "selves")
            )
        if (
            token.pos_ in {"PROPN", "NUM"}
            or token.ent_type_ in PARTY_ENTITIES | {"FAC", "LOC"}
            or (token.lemma_.lower() in QUANTITIES and token.lower_ != "score")
        ):
            return True
        classes = find_noun_classes(token, self._lexicon)
        return bool(classes & (PARTY_CLASSES | {"place_n", "weapons", "lay"})) or bool(
            token.tag_ == "NNS" and not classes
        )

    def is_guest(self, token: Token) -> bool:
        """Whether it is anybody who may come to see a place."""
        return self.is_lay(token) or token.lemma_.lower() in {"people", "person", "man", "woman"}

    def is_refugee(self, token: Token) -> bool:
        """Whether it is somebody in need: refugees, victims."""
        return "refugee" in find_noun_classes(token, self._lexicon)

    def has_partner(self, clause: Clause) -> bool:
        """Whether trade has a second party: "exports gas to Italy"."""
        return any(
            p in {"to", "from", "with"} and n.ent_type_ in PARTY_ENTITIES for p, n in clause.preps
        ) or any(
            c.lower_ in {"to", "from", "with"} and any(n.ent_type_ in PARTY_ENTITIES for n in c.children)
            for o in clause.objects
            for c in o.children
            if c.dep_ == "prep"
        )

    def is_lay(self, token: Token) -> bool:
        """Whether it is anybody: tourists, readers, passengers."""
        return token.pos_ == "NOUN" and "lay" in find_noun_classes(token, self._lexicon)

    def has_speaker(self, clause: Clause) -> bool:
        """Whether the subject is somebody who can speak (or is left open)."""
        return not clause.actors or any(self.is_person(a) for a in clause.actors)

    def is_person(self, token: Token) -> bool:
        """Whether it is somebody: a name, a pronoun, or a noun for people, bodies or troops."""
        if token.pos_ == "NOUN" and token.text.isupper() and len(token) > 2:
            return True  # an acronym that the tagger does not know for a name
        if "law_n" in find_noun_classes(token, self._lexicon):
            return False
        if token.pos_ != "NOUN" or token.ent_type_ in PARTY_ENTITIES:
            return token.lower_ not in {"this", "what", "there"} or token.ent_type_ != ""
        if token.text[0].isupper() and any(t.text == token.text and t.pos_ == "PROPN" for t in token.doc):
            return True  # a surname that the tagger takes for a noun at the start of a sentence
        classes = find_noun_classes(token, self._lexicon)
        if classes & PARTY_CLASSES:
            return True
        return (
            any(
                c.dep_ == "prep"
                and c.lower_ == "of"
                and any(self.is_person(n) for n in c.children if n.dep_ == "pobj")
                for c in token.children
            )
            and token.lemma_.lower() in QUANTITIES
        )

    def has_authority(self, clause: Clause) -> bool:
        """Whether the subject can permit: a state, a court, a government."""
        return any(
            "authority" in find_noun_classes(s, self._lexicon) or s.ent_type_ in {"GPE", "NORP"}
            for s in clause.actors
        )

    def lets_in(self, clause: Clause) -> bool:
        """Whether it is inspectors, observers, peacekeepers or relief that are let in."""
        nouns = [
            *clause.objects,
            *(clause.subjects if self.is_headline else ()),
            *(c for t in clause.inner for c in t.children if c.dep_ in {"nsubj", "dobj"}),
        ]
        return any(find_noun_classes(n, self._lexicon) & {"peacekeeper", "access"} for n in nouns)
