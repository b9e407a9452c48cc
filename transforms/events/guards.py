"""Guards: what a predicate's arguments must be for it to name an event.

They keep out figures of speech ("attacked the plan"), natural causes ("the quake killed"), readers and
tourists, and subjects that cannot speak.
"""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.argument_shapes import (
    has_accident,
    is_bare,
    is_of_one_person,
    is_statement,
    is_title,
)
from transforms.events.clauses import Clause
from transforms.events.complement_nouns import chain_nouns
from transforms.events.lexicon import Sense
from transforms.events.nouns import find_noun_classes
from transforms.events.party_judge import PARTY_ENTITIES, PartyJudge
from transforms.events.word_sets import word_set

DEADLY = word_set("deadly")
INTERROGATORS = word_set("interrogators")
LABOUR = word_set("labour")
THOUGHTS = word_set("thoughts")
THREAT_WORDS = word_set("threat_words")
CAMPAIGNERS = frozenset(
    {"candidate", "nominee", "campaign", "president", "senator", "governor", "politician"}
)
WATERS = frozenset({"sea", "ocean", "water", "waters", "gulf", "strait"})
WARES = frozenset({"aid", "weapons", "relief", "armour", "abstract", "law_n", "bomb_n", "hazard", "place_n"})
BLAMED = frozenset({"violence", "repression", "restriction", "hazard", "arrest_n", "cyber", "riot"})


class ArgumentGuard(PartyJudge):
    """Judges the arguments of clauses of one sentence."""

    def check(
        self, clause: Clause, event_type: str, mode: str | None, sense: Sense
    ) -> tuple[str, str | None] | None:
        """Guard against figurative use and natural causes."""
        if not self._has_fitting_arguments(clause, event_type, sense):
            return None
        objects = clause.objects
        classes = [find_noun_classes(o, self._lexicon) for o in objects]
        if event_type == "ASSAULT" or sense.name in {"COERCE/seize", "PROTEST/riot"}:
            causes = [
                *clause.actors,
                *(n for p, n in clause.preps if p in {"in", "by", "from", "of", "with"}),
            ]
            if any("hazard" in find_noun_classes(c, self._lexicon) for c in causes) or has_accident(
                clause.verb
            ):
                return None
            if (
                mode == "destroy"
                and clause.is_passive
                and not clause.agents
                and not self._is_attacked(clause.verb)
            ):
                return None  # homes are destroyed by fire as well
            if clause.lemma == "clash" and any(p in {"over", "about"} for p, _ in clause.preps):
                return "ACCUSE", "disapprove"
            if clause.verb.dep_ == "relcl" and self._is_told_of_accident(clause.verb.head):
                return None
            if (
                event_type == "ASSAULT"
                and clause.lemma in {"fire", "launch"}
                and self._is_launch(clause, sense)
            ):
                return "MOBILIZE", "weapons"
            if event_type == "ASSAULT" and any(
                a.lemma_.lower() == "hacker" or "cyber" in find_noun_classes(a, self._lexicon)
                for a in clause.actors
            ):
                return "COERCE", "cyber"
            if (
                classes
                and not sense.rest
                and all("abstract" in c and not c & {"person", "place_n", "troops"} for c in classes)
            ):
                return ("ACCUSE", "disapprove") if clause.lemma in {"attack", "assault", "target"} else None
            if (
                event_type == "ASSAULT"
                and not sense.rest
                and clause.lemma not in DEADLY
                and not self._is_physical(clause)
            ):
                return None
        return event_type, mode

    def _is_told_of_accident(self, noun: Token) -> bool:
        """Whether a relative clause goes back to an accident: "the crash near Lima, which killed two"."""
        if noun.ent_type_ not in {"GPE", "LOC", "FAC", "DATE"}:
            return False
        return any("hazard" in find_noun_classes(a, self._lexicon) for a in noun.ancestors)

    def _is_physical(self, clause: Clause) -> bool:
        """Whether the victims can be hurt, or where there are none, the doers can fight or blow up."""
        if clause.actors and not any(self.can_hurt(a) for a in clause.actors):
            return False
        if clause.objects:
            return any(
                self.can_be_hurt(n) for o in clause.objects for n in (o, *chain_nouns(o, self._lexicon))
            )
        if clause.lemma in {"explode", "go"}:
            return any("bomb_n" in find_noun_classes(s, self._lexicon) for s in clause.subjects)
        return not clause.actors or any(self.is_person(a) for a in clause.actors)

    def _has_fitting_arguments(self, clause: Clause, event_type: str, sense: Sense) -> bool:
        """Whether the arguments are such as the predicate takes when it names an event."""
        lemma = clause.lemma
        if lemma == "support" and not sense.rest and clause.objects:
            things = all("weapons" in find_noun_classes(o, self._lexicon) for o in clause.objects)
            if things:
                return False  # "ships and support ships"
        is_done = (
            event_type in {"THREATEN", "COERCE", "SANCTION"} and bool(clause.actors) and not self.is_headline
        )
        if is_done and not any(map(self.can_hurt, clause.actors)):
            return False  # blazes, rules and prices threaten, prevent and close as well
        if lemma == "agree" and not sense.rest and any(p == "with" for p, _ in clause.preps):
            return not is_statement(clause)  # not "agreed with Ruiz that the talks were useful"
        if (
            lemma == "order"
            and not sense.rest
            and clause.objects
            and not clause.inner
            and not self.is_headline
        ) and not any(self._can_be_ordered(o) for o in clause.objects):
            return False  # "ordered six new airliners"
        if lemma == "charge" and not sense.rest and not clause.is_passive:
            is_said = any(c.dep_ == "ccomp" for c in clause.verb.children)
            return is_said or any(self.is_person(o) for o in clause.objects)  # not "charged into the square"
        if lemma == "say" and sense.rest == ("no",):
            return not any(t.lower_ == "no" and t.dep_ == "det" for _, t in clause.followers[:2])
        if lemma == "ask" and not sense.rest and not self.is_headline and not any(map(is_bare, clause.inner)):
            return False  # "asked reporters", "asked Peru about it"
        if lemma in {"break", "disperse"} and event_type == "COERCE" and not clause.objects:
            return False
        if sense.name == "RETREAT/withdraw" and not sense.rest and is_of_one_person(clause):
            return False  # who withdraws from a race or the limelight
        if lemma == "question":
            asks = any(a.lemma_.lower() in INTERROGATORS for a in clause.actors)
            return asks and any(self.is_person(o) for o in clause.objects)
        if lemma == "strike" and not sense.rest:
            is_work = not clause.objects and any(a.lemma_.lower() in LABOUR for a in clause.actors)
            return is_work if event_type == "PROTEST" else bool(clause.objects) and not clause.is_negated
        if lemma == "warn":
            return self._is_threat(clause)
        if event_type == "THREATEN" and sense.rest == ("warning",):
            return not any(w.lower_ in {"about", "of", "over"} for _, w in clause.followers)
        if lemma == "threaten" and clause.is_passive and not clause.agents:
            return False  # "their rights are threatened"
        if lemma == "scramble" and not sense.rest:
            arms = {"weapons", "troops", "police_n"}
            nouns = (*clause.objects, *clause.subjects)
            return any(find_noun_classes(n, self._lexicon) & arms for n in nouns)
        if lemma == "threaten" and clause.verb.i and clause.verb.nbor(-1).lower_ in {"life", "lives"}:
            return False
        if lemma == "work" and sense.rest == ("with",):
            return clause.verb.tag_ not in {"VBZ", "VBP"} and not any(
                p in {"for", "at"} for p, _ in clause.preps
            )
        if lemma == "capture" and not sense.rest and not clause.objects:
            return False
        if lemma == "patrol":
            known = {"troops", "police_n", "weapons"}
            is_force = any(
                find_noun_classes(s, self._lexicon) & known or s.ent_type_ in {"GPE", "NORP"}
                for s in clause.actors
            )
            return is_force and clause.verb.tag_ not in {"VBZ", "VBP"}
        if lemma == "fight" and not sense.rest and not clause.objects:
            causes = [n for p, n in clause.preps if p in {"for", "over"}]
            return not causes or any(n.ent_type_ in PARTY_ENTITIES for n in causes)
        if lemma in {"surround", "encircle", "fortify"} and not sense.rest:
            return not clause.actors or any(map(self.is_person, clause.actors))
        if (
            lemma == "call"
            and sense.name == "CONSULT/phone"
            and any(p in {"for", "to"} for p, _ in clause.preps)
        ):
            return False  # "called the ministers for a meeting"
        if lemma in {"visit", "tour"} and clause.subjects and all(self.is_guest(s) for s in clause.subjects):
            return False
        if (
            event_type == "REQUEST"
            and clause.is_passive
            and not clause.agents
            and all(self.is_lay(o) for o in clause.objects)
        ):
            return False
        if lemma == "retreat" and not sense.rest:
            return (
                not clause.actors
                or any(p in {"from", "to"} for p, _ in clause.preps)
                or any(
                    a.ent_type_ in {"GPE", "NORP", "PERSON"} or (a.pos_ != "PROPN" and self.is_person(a))
                    for a in clause.actors
                )
            )
        if lemma in {"buy", "sell", "purchase"} and not sense.rest:
            is_trade = any(a.ent_type_ in {"GPE", "NORP"} for a in clause.actors)
            return is_trade and clause.verb.tag_ not in {"VBZ", "VBP"} and self.has_partner(clause)
        if lemma == "beat" and not sense.rest:
            return self._is_beating(clause)
        if lemma == "hurt" and not sense.rest:
            return clause.is_passive or any(
                find_noun_classes(a, self._lexicon) & {"violence", "bomb_n"} for a in clause.actors
            )
        if lemma == "force" and sense.rest == ("to",) and clause.is_passive and not clause.agents:
            return False
        if event_type == "PROTEST" and "rally" in (lemma, *sense.rest, *(o.lemma_ for o in clause.objects)):
            return self._is_protest_rally(clause)
        if lemma in {"fire", "shoot"} and sense.rest == ("at",):
            return any(p == "at" and not n.like_num and n.ent_type_ != "TIME" for p, n in clause.preps)
        if lemma == "call" and sense.rest == ("for",) and clause.objects and not clause.is_passive:
            return False  # "called a strike for Tuesday"
        if lemma == "talk" and sense.rest == ("about",):
            return len(clause.subjects) > 1 or any(p in {"with", "to"} for p, _ in clause.preps)
        if lemma == "meet" and event_type == "CONSULT":
            met = [*clause.objects, *(n for p, n in clause.preps if p == "with")]
            return not met or any(self.is_person(n) for n in met)
        if lemma == "appeal" and clause.objects and not clause.is_passive:
            return False  # an appeal against a ruling
        if lemma == "want" and clause.is_passive:
            return False  # wanted on charges of murder
        if lemma in {"insist", "suggest", "propose", "recommend", "advise"} and is_statement(clause):
            return False
        if lemma in {"assist", "aid"} and not sense.rest:
            helpers = {"troops", "authority", "police_n", "peacekeeper"}
            return any(
                n.ent_type_ in {"GPE", "NORP", "ORG"} for n in (*clause.actors, *clause.objects)
            ) or any(find_noun_classes(a, self._lexicon) & helpers for a in clause.actors)
        if lemma == "help" and not sense.rest:
            helps = [o for o in clause.objects if o.ent_type_ in {"GPE", "NORP"} or self.is_refugee(o)]
            return bool(helps) and not clause.inner and self.has_speaker(clause)
        if lemma == "hit" and not sense.rest:
            return self._is_strike(clause)
        if lemma == "yield" and not sense.rest:
            return not clause.objects
        if lemma == "give" and sense.rest == ("into",):
            return not clause.objects and clause.verb.nbor(1).lower_ == "into"
        if lemma in {"give", "cave"} and sense.rest == ("in",):
            return not any(p == "in" for p, _ in clause.preps) and not clause.objects
        if lemma == "leave" and event_type == "SANCTION":
            return any(s.ent_type_ in {"GPE", "NORP"} for s in clause.subjects)
        if lemma in {"roll", "pour", "march", "move"} and event_type == "MOBILIZE" and "into" in sense.rest:
            return any(
                find_noun_classes(s, self._lexicon) & {"troops", "weapons", "police_n"}
                for s in clause.subjects
            )
        if lemma == "send" and sense.name == "COERCE/arrest":
            return not any(
                find_noun_classes(o, self._lexicon) & {"troops", "police_n", "aid"} for o in clause.objects
            )
        if lemma == "responsible":
            return clause.verb.head.dep_ == "ccomp" and any(
                p == "for" and find_noun_classes(n, self._lexicon) & BLAMED for p, n in clause.preps
            )
        if lemma in {"export", "import"} and not sense.rest:
            return clause.verb.tag_ not in {"VBZ", "VBP"} or self.has_partner(clause)
        if lemma == "defend" and not sense.rest:
            return any(self.is_person(o) for o in clause.objects)
        if lemma == "withdraw" and not sense.rest:
            return not clause.objects or any(
                "troops" in find_noun_classes(o, self._lexicon) for o in clause.objects
            )
        if lemma in {"release", "free", "swap"} and not sense.rest:
            return any(self.is_person(o) and not is_title(o) and not _is_product(o) for o in clause.objects)
        if lemma in {"demonstrate", "rally", "march", "agitate"} and not sense.rest and clause.objects:
            return False
        if lemma in {"fire", "dismiss", "sack", "expel"} and event_type == "SANCTION" and not sense.rest:
            return any(self.is_person(o) for o in clause.objects)
        if event_type in {"REJECT", "REQUEST", "SUPPORT", "COOPERATE"} and not sense.rest:
            has_complement = bool(clause.objects or clause.inner)
            if event_type in {"REQUEST", "COOPERATE"}:
                has_complement = has_complement or bool(clause.preps)
            if self.is_headline:
                has_complement = (
                    any(c.i > clause.verb.i and not c.is_punct for c in clause.verb.children)
                    or has_complement
                )
            return has_complement and self.has_speaker(clause)
        if lemma in {"come", "draw", "face", "receive", "spark", "stand"}:
            return True
        if event_type in {"ACCUSE", "AGREE", "CONCEDE", "SUPPORT", "COOPERATE"}:
            return self.has_speaker(clause)
        return True

    def _can_be_ordered(self, token: Token) -> bool:
        """Whether it is somebody, or something to be done: "ordered an inquiry"."""
        if token.ent_type_ == "MONEY" or token.tag_ == "CD":
            return False
        return self.is_person(token) or bool(find_noun_classes(token, self._lexicon) - WARES)

    def _is_attacked(self, verb: Token) -> bool:
        """Whether the sentence tells of violence, arms or a state's doing beside a passive."""
        arms = {"violence", "bomb_n", "weapons", "troops", "riot", "protest"}
        return any(
            find_noun_classes(t, self._lexicon) & arms or t.ent_type_ in {"NORP", "ORG"}
            for t in verb.sent
            if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i != verb.i
        )

    def _is_beating(self, clause: Clause) -> bool:
        """Whether somebody is beaten bodily, not at the polls or in a match."""
        if any(t.pos_ == "NUM" for _, t in clause.followers) or not clause.objects:
            return False
        known = {"person", "police_n", "troops"}
        return all(
            a.pos_ == "NOUN" or find_noun_classes(a, self._lexicon) & known for a in clause.actors
        ) and all(self.is_person(o) for o in clause.objects)

    def _is_protest_rally(self, clause: Clause) -> bool:
        """Whether a rally is one of protesters, not of a candidate who rallies supporters."""
        aims = {"against", "over", "demand", "protest", "solidarity"}
        if any(t.lemma_.lower() in aims for t in clause.verb.subtree if t.i > clause.verb.i):
            return True
        return not clause.actors or any(
            a.ent_type_ not in {"PERSON", "ORG"}
            and a.lemma_.lower() not in CAMPAIGNERS
            and a.lower_ not in {"he", "she", "i"}
            for a in clause.actors
        )

    def _is_launch(self, clause: Clause, sense: Sense) -> bool:
        """Whether missiles are fired at nobody: tested, or shot into the sea."""
        if not set(sense.rest) & {"missile", "rocket"}:
            return False
        towards = [
            n for p, n in clause.preps if p in {"at", "on", "into", "toward", "towards", "against", "across"}
        ]
        hit = [n for n in towards if n.ent_type_ not in {"DATE", "TIME"} and n.lemma_.lower() not in WATERS]
        return not hit and not any(n.ent_type_ in {"GPE", "NORP"} for n in clause.objects)

    def _is_strike(self, clause: Clause) -> bool:
        """Whether "hit" is done with weapons: by them, or to a place or vehicle by somebody."""
        arms = {"weapons", "bomb_n", "violence", "troops", "cyber"}
        if any(find_noun_classes(a, self._lexicon) & arms for a in clause.actors):
            return bool(clause.objects)
        targets = {"place_n", "weapons"}
        return any(find_noun_classes(o, self._lexicon) & targets for o in clause.objects) and any(
            self.is_person(a) for a in clause.actors
        )

    def _is_threat(self, clause: Clause) -> bool:
        if any(p == "of" and n.lemma_ in THOUGHTS for p, n in clause.preps):
            return False  # of the possibility of an attack, by others
        if any(
            t.lemma_.lower() in THREAT_WORDS
            for c in clause.verb.children
            if c.i > clause.verb.i and not (c.dep_ == "advcl" and c.tag_ == "VBG")
            for t in c.subtree
        ):
            return self.has_speaker(clause)
        return any(o.ent_type_ in {"GPE", "NORP"} for o in clause.objects) and not clause.is_passive


def _is_product(token: Token) -> bool:
    """Whether a name that is released is no person's: "Apple released the SDK"."""
    return token.pos_ == "PROPN" and (token.ent_type_ in {"PRODUCT", "ORG"} or token.text.isupper())
