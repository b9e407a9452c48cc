"""Code a clause: the class of its predicate and the class of its complement give the type."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.events.attitudes import (
    demand_mode,
    future_type,
    promise_type,
    refusal_mode,
    threat_mode,
)
from transforms.events.clauses import Clause, build_clause
from transforms.events.coding import Coding, split_type
from transforms.events.find_clauses import find_predicate_lemma
from transforms.events.lexicon import Lexicon, Sense, load_lexicon
from transforms.events.nouns import find_noun_classes, match_noun, noun_lemma
from transforms.events.surface_clauses import build_surface_clause
from transforms.events.ontology import FRIENDLY, HOSTILE, VERBAL_CONFLICT, YIELDING

FUTURE = frozenset({"will", "wo", "shall", "'ll", "would", "'d"})
MAY = frozenset({"may", "might", "could", "can"})
MUST = frozenset({"must", "should", "ought"})
PARTICLES = frozenset(
    "up down out off on in over away back to for against from with by at into of behind upon about through between"
    " around apart as no not is".split()
)  # fmt: skip
COMPLEMENT_CLASSES = ("threaten", "refuse", "commit", "permit", "demand", "plan", "aspect")
COMPOSED_CLASSES = (
    "rebuff", "break", "withdraw", "stop", "ease", "impose", "form", "move", "sign", "arrive", "die", "reach", "express", "give", "receive", "hold", "lightly", "restore", "occur",
)  # fmt: skip
WEAK_DEMANDS = frozenset({"want", "tell", "order", "encourage", "advise", "suggest", "recommend", "propose", "insist"})
TRYING = frozenset({"try", "attempt", "seek", "struggle", "bid", "strive", "manage"})
WISHING = frozenset({"want", "hope", "wish", "consider", "mull", "weigh", "contemplate", "ponder", "eye", "eager", "keen", "look"})
SEPARATING = frozenset({"off", "down", "out", "back", "away", "on", "over"})
PARTITIVES = frozenset(
    "round series wave number hour day week part kind act process campaign delivery spate string set course phase stage start end bout amount portion"
    " percent cent million billion type form shipment supply provision imposition launch beginning conduct holding resumption transfer package flow batch month"
    " year minute use member worth kg lb kilogram kilogramme tonne ton batch patch contingent unit effort result piece rest most some all signing adoption approval display show token sign expression"
    " policy tactic practice programme program spell period line array host body strain variety range sale export import possibility threat risk prospect issue".split()
)  # fmt: skip
DEADLY = frozenset(
    "murder slay massacre slaughter butcher exterminate assassinate behead decapitate bomb shell torture rape abduct kidnap execute stab shoot bombard"
    " wound maim lynch invade ambush poison firebomb gang-rape mutilate hijack raze overrun recapture retake strafe machine-gun tear-gas".split()
)  # fmt: skip
ACCIDENTS = frozenset("derail crash collapse capsize overturn collide sink erupt burst slip fall drown plunge overturn leak malfunction".split())
NOUN_DEMANDS = frozenset({"demand", "urge", "ask", "call", "request", "seek", "appeal", "press", "push", "insist", "require", "beg", "lobby"})
PARTY_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PARTY_CLASSES = frozenset({"person", "authority", "speaker", "troops", "police_n", "prisoner", "refugee", "diplomat"})
VERB_WORDS = frozenset("rescue compete meet discuss answer comply respond appear honour honor comment leave flee fight entering kill shoot smoking driving cooperate retaliate ask asking".split())
QUANTITIES = frozenset("dozen hundred thousand million score group number lot majority half third quarter handful crowd series member some many most".split())
THREAT_WORDS = frozenset(
    "consequence retaliation retaliate response respond pay price war attack force sanction punish destroy strike revenge reprisal action crush"
    " ban expel arrest repercussion invade intervene bomb escalation countermeasure shoot jail prosecute penalty boycott collapse withdraw".split()
)  # fmt: skip
STOPPING = frozenset("halt stop suspend freeze end remove lift ease relax cease repeal loosen scrap abandon drop".split())
NOUN_PROMISES = frozenset({"agree", "promise", "pledge", "offer", "vow", "commit", "consent", "ready", "prepared"})
PASSIVE_IN_HEADLINES = frozenset({"stop", "ease", "impose", "break", "rebuff", "sign"})
ENGAGING = frozenset("engage participate take enter involve engaged involved return gather arrive travel end go resort join lead".split())
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


class ClauseCoder:
    """Codes the clauses of one document; remembers what it has coded."""

    def __init__(self, lexicon: Lexicon, headline: bool) -> None:
        self._lexicon = lexicon
        self._headline = headline
        self._codings: dict[int, Coding | None] = {}

    def code(self, clause: Clause) -> Coding | None:
        """The event that a clause reports, with tense and negation; None when it reports none."""
        key = clause.verb.i
        if key not in self._codings:
            self._codings[key] = None  # a cycle codes nothing
            self._codings[key] = self._apply_modality(clause, self._code_predicate(clause))
        return self._codings[key]

    # ---- predicate -------------------------------------------------------------------------

    def _code_predicate(self, clause: Clause) -> Coding | None:
        senses = [s for s in self._lexicon.verbs.get(clause.lemma, ()) if self._holds(s, clause)]
        names = {s.name for s in senses}
        inner, token = self._inner(clause)
        if any(s.name == "none" for s in senses):
            return None
        if token is not None and "fail" in names:
            answer = next((s for s in senses if s.rest and s.is_terminal), None)
            return self._terminal(clause, answer) if answer else self._fail(clause, inner)
        complement = [n for n in COMPLEMENT_CLASSES if n in names]
        if any(c.dep_ == "dobj" for c in clause.verb.children):
            complement = [n for n in complement if n not in {"aspect", "plan"} or clause.lemma in {"want", "expect", "need"}]
        if token is not None:
            for name in complement:
                coding = self._code_complement(clause, name, inner, token)
                if coding is not None:
                    return coding
        for sense in senses:
            if sense.rest and sense.is_terminal:
                coding = self._terminal(clause, sense)
                if coding is not None:
                    return coding
        if token is None:
            for name in complement:
                coding = self._code_complement(clause, name, None, None)
                if coding is not None:
                    return coding
        for name in COMPOSED_CLASSES:
            if name in names:
                coding = self._compose(clause, name)
                if coding is not None:
                    return coding
        if "tolerate" in names and clause.is_negated and not clause.is_passive and self._has_speaker(clause) and clause.objects:
            return Coding("REJECT", None, clause.verb, (clause.verb,), f"not:{clause.lemma}", clause=clause, spent=frozenset(_content(clause)), is_denied=True)
        for sense in senses:
            if sense.is_terminal:
                return self._terminal(clause, sense)
        return None

    def _holds(self, sense: Sense, clause: Clause) -> bool:
        """Whether the words of a sense follow the predicate, and no particle makes another verb of it."""
        if any(c.dep_ == "prt" and c.lower_ not in sense.rest and c.lower_ in SEPARATING for c in clause.verb.children):
            return False
        return not sense.rest or match_words(clause, sense.rest) is not None

    def _terminal(self, clause: Clause, sense: Sense) -> Coding | None:
        event_type, mode = split_type(sense.name)
        if clause.lemma == "protest" and (any(c.dep_ == "ccomp" for c in clause.verb.children) or clause.verb.dep_ == "ROOT" and _opens_with_clause(clause.verb)):
            event_type, mode = "ACCUSE", "disapprove"
        checked = self._check_arguments(clause, event_type, mode, sense)
        if checked is None:
            return None
        event_type, mode = checked
        words = [clause.verb, *(match_words(clause, sense.rest) or ())]
        rule = "verb:" + "_".join([clause.lemma, *sense.rest])
        spent = frozenset(w.i for w in words) | frozenset(w.head.i for w in words if w.dep_ == "compound")
        if event_type == "ASSAULT":
            spent |= frozenset(self._circumstances(clause))
        if mode == "convict" or event_type in {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE"}:
            spent |= frozenset(_content(clause))
        return Coding(event_type, mode, clause.verb, tuple(words), rule, clause=clause, spent=spent)

    def _circumstances(self, clause: Clause) -> Iterator[int]:
        """Violent nouns in which somebody was killed or hurt: the same event."""
        for preposition, noun in (*clause.preps, *(("by", a) for a in clause.agents)):
            if preposition in {"in", "during", "by", "with", "from", "on"}:
                yield from (t.i for t in (noun, *noun.lefts) if "violence" in find_noun_classes(t, self._lexicon))

    def _check_arguments(
        self, clause: Clause, event_type: str, mode: str | None, sense: Sense
    ) -> tuple[str, str | None] | None:
        """Guard against figurative use and natural causes."""
        if not self._has_fitting_arguments(clause, event_type, sense):
            return None
        objects = clause.objects
        classes = [find_noun_classes(o, self._lexicon) for o in objects]
        if event_type == "ASSAULT" or sense.name in {"COERCE/seize", "PROTEST/riot"}:
            causes = [*clause.actors, *(n for p, n in clause.preps if p in {"in", "by", "from", "of", "with"})]
            if any("hazard" in find_noun_classes(c, self._lexicon) for c in causes) or _has_accident(clause.verb):
                return None
            if classes and not sense.rest and all("abstract" in c and not c & {"person", "place_n", "troops"} for c in classes):
                return ("ACCUSE", "disapprove") if clause.lemma in {"attack", "assault", "target"} else None
            if event_type == "ASSAULT" and not sense.rest and clause.lemma not in DEADLY and not self._is_physical(clause):
                return None
        return event_type, mode

    def _is_physical(self, clause: Clause) -> bool:
        """Whether the victims can be hurt, or where there are none, the doers can fight or blow up."""
        if clause.objects:
            return any(self._can_be_hurt(n) for o in clause.objects for n in (o, *self._noun_chain(o)))
        if clause.lemma in {"explode", "go"}:
            return any("bomb_n" in find_noun_classes(s, self._lexicon) for s in clause.subjects)
        return not clause.actors or any(self._is_person(a) for a in clause.actors)

    def _can_be_hurt(self, token: Token) -> bool:
        if token.pos_ in {"PRON"}:
            return token.lower_ not in {"it", "this", "that", "which", "what"} and not token.lower_.endswith(("self", "selves"))
        if token.pos_ in {"PROPN", "NUM"} or token.ent_type_ in PARTY_ENTITIES | {"FAC", "LOC"} or token.lemma_.lower() in QUANTITIES:
            return True
        classes = find_noun_classes(token, self._lexicon)
        return bool(classes & (PARTY_CLASSES | {"place_n", "weapons", "lay"})) or bool(token.tag_ == "NNS" and not classes)

    def _has_fitting_arguments(self, clause: Clause, event_type: str, sense: Sense) -> bool:
        """Whether the arguments are such as the predicate takes when it names an event."""
        lemma = clause.lemma
        if lemma == "warn":
            return self._is_threat(clause)
        if lemma in {"visit", "tour"} and clause.subjects and all(self._is_lay(s) for s in clause.subjects):
            return False
        if event_type == "REQUEST" and clause.is_passive and not clause.agents and all(self._is_lay(o) for o in clause.objects):
            return False
        if lemma == "withdraw" and not sense.rest:
            return not clause.objects or any("troops" in find_noun_classes(o, self._lexicon) for o in clause.objects)
        if lemma in {"release", "free", "swap"} and not sense.rest:
            return any(self._is_person(o) for o in clause.objects)
        if lemma in {"demonstrate", "rally", "march", "agitate"} and not sense.rest and clause.objects:
            return False
        if event_type in {"REJECT", "REQUEST", "SUPPORT", "COOPERATE"} and not sense.rest:
            has_complement = bool(clause.objects or clause.inner or clause.preps)
            if self._headline:
                has_complement = any(c.i > clause.verb.i and not c.is_punct for c in clause.verb.children) or has_complement
            return has_complement and self._has_speaker(clause)
        if lemma in {"come", "draw", "face", "receive", "spark", "stand"}:
            return True
        if event_type in {"ACCUSE", "AGREE", "CONCEDE", "SUPPORT", "COOPERATE"}:
            return self._has_speaker(clause)
        return True

    def _is_lay(self, token: Token) -> bool:
        """Whether it is anybody: tourists, readers, passengers."""
        return token.pos_ == "NOUN" and "lay" in find_noun_classes(token, self._lexicon)

    def _has_speaker(self, clause: Clause) -> bool:
        """Whether the subject is somebody who can speak (or is left open)."""
        return not clause.actors or any(self._is_person(a) for a in clause.actors)

    def _is_person(self, token: Token) -> bool:
        if token.pos_ != "NOUN" or token.ent_type_ in PARTY_ENTITIES:
            return token.lower_ not in {"this", "what", "there"} or token.ent_type_ != ""
        classes = find_noun_classes(token, self._lexicon)
        if classes & PARTY_CLASSES:
            return True
        return any(c.dep_ == "prep" and c.lower_ == "of" and any(self._is_person(n) for n in c.children if n.dep_ == "pobj") for c in token.children) and token.lemma_.lower() in QUANTITIES

    def _is_threat(self, clause: Clause) -> bool:
        if any(t.lemma_.lower() in THREAT_WORDS for c in clause.verb.children if c.i > clause.verb.i for t in c.subtree):
            return self._has_speaker(clause)
        return any(o.ent_type_ in {"GPE", "NORP"} for o in clause.objects) and not clause.is_passive

    # ---- complements -----------------------------------------------------------------------

    def _inner(self, clause: Clause) -> tuple[Coding | None, Token | None]:
        """Coding of the clause that the predicate takes, or of the noun; and its token."""
        for token in [*clause.inner, *(n for _, n in clause.preps if n.pos_ == "VERB")]:
            lemma = find_predicate_lemma(token, self._lexicon)
            if lemma is not None:
                return self.code(build_clause(token, lemma)), token
            if token.pos_ in {"VERB", "AUX"}:
                return self.code(build_clause(token, token.lemma_.lower())), token
            known = self._lexicon.verb_lemma_of_form.get(token.lower_)
            if known is not None and token.nbor(-1).lower_ == "to":
                return self.code(build_surface_clause(token, known)), token
        return None, None

    def _inner_noun(self, clause: Clause, name: str) -> tuple[str, str | None, Token] | None:
        """Type of the noun that is promised, demanded, refused or threatened."""
        for noun in self._complement_nouns(clause, name):
            classes = find_noun_classes(noun, self._lexicon)
            for key in classes:
                if key in NOUN_TYPES:
                    event_type, mode = split_type(NOUN_TYPES[key])
                    return event_type, mode, noun
        return None

    def _fail(self, clause: Clause, inner: Coding | None) -> Coding | None:
        """Failure to agree, answer or comply is a refusal; other failures are no events."""
        if inner is None or inner.event_type not in FRIENDLY | YIELDING:
            return None
        return inner.turned(
            "REJECT", refusal_mode(inner.event_type), f"fail:{inner.rule}", anchor=clause.verb, words=(clause.verb, *inner.words),
            spent=frozenset(_content(clause)) | {clause.verb.i},
        )  # fmt: skip

    def _code_complement(
        self, clause: Clause, name: str, inner: Coding | None, token: Token | None
    ) -> Coding | None:
        noun = None if token is not None else self._inner_noun(clause, name)
        inner_type = inner.event_type if inner else noun[0] if noun else None
        inner_mode = inner.mode if inner else noun[1] if noun else None
        if inner_type is None and token is None:
            return self._permit_entry(clause) if name == "permit" else None
        made = self._turn(clause, name, inner_type, inner_mode, token)
        if made is None:
            return None
        event_type, mode, status, is_spent = made
        words: tuple[Token, ...] = (clause.verb,)
        if inner is not None:
            words = (clause.verb, *inner.words)
        elif noun is not None:
            words = (clause.verb, noun[2])
        elif token is not None:
            words = (clause.verb, token)
        spent = frozenset(_content(clause)) if is_spent else frozenset(w.i for w in words)
        if inner is not None:
            spent |= inner.spent | {inner.anchor.i}
        return Coding(
            event_type, mode, clause.verb, words, f"{name}:{clause.lemma}", clause=clause, inner=inner,
            noun=noun[2] if noun else None, status=status, spent=spent | {clause.verb.i},
        )  # fmt: skip

    def _permit_entry(self, clause: Clause) -> Coding | None:
        """Observers, inspectors, peacekeepers or aid let in."""
        for noun in (*clause.objects, *(clause.subjects if self._headline else ())):
            classes = find_noun_classes(noun, self._lexicon)
            if "refugee" in classes:
                return Coding(
                    "AID", None, clause.verb, (clause.verb,), f"permit:{clause.lemma}", clause=clause, spent=frozenset({clause.verb.i})
                )
            if classes & {"peacekeeper", "access"}:
                words = (clause.verb, noun)
                return Coding(
                    "RETREAT", "access", clause.verb, words, f"permit:{clause.lemma}", clause=clause, noun=noun,
                    spent=frozenset(w.i for w in words),
                )  # fmt: skip
        return None

    def _turn(
        self, clause: Clause, name: str, inner_type: str | None, inner_mode: str | None, token: Token | None
    ):  # type: ignore[no-untyped-def]
        lemma = clause.lemma
        if name == "demand" and token is None and lemma not in NOUN_DEMANDS:
            return None
        if name == "demand" and lemma == "require" and clause.is_passive:
            return None
        if name == "demand" and clause.is_passive and not clause.agents and clause.objects and all(self._is_lay(o) for o in clause.objects):
            return None
        if name in {"commit", "demand", "refuse", "threaten", "permit"} and not self._has_speaker(clause):
            return None
        if name == "plan" and (not self._has_speaker(clause) or (lemma == "be" and not (token is not None and token.dep_ == "xcomp"))):
            return None
        if name == "plan" and (clause.verb.dep_ in {"relcl", "acl"} or any(s.lower_ in {"it", "there"} for s in clause.subjects)):
            return None
        if name == "plan" and lemma == "be" and not clause.auxiliaries and clause.verb.lower_ not in {"is", "are"}:
            return None
        if name == "plan" and token is None:
            return None
        if name == "aspect" and token is None:
            return None
        if name == "commit":
            if token is None and lemma not in NOUN_PROMISES:
                return None
            if token is None and inner_type in {"SANCTION", "MOBILIZE", "COERCE"}:
                return "AGREE", None, "actual", True
            if lemma == "decide" and inner_type in FRIENDLY | {"AGREE", "REQUEST", "ACCUSE"}:
                return "AGREE" if inner_type in FRIENDLY else inner_type, inner_mode, "actual", True
            if lemma in {"decide", "set", "open", "resolve"} and inner_type is None:
                return None
            if lemma == "decide" and inner_type is not None and inner_type not in HOSTILE:
                return inner_type, inner_mode, "actual", True
            is_yielding = token is not None and token.lemma_.lower() in STOPPING and inner_type in {"CONCEDE", "RETREAT", "AGREE", None}
            if inner_type == "CONCEDE" or is_yielding:
                return "CONCEDE", None, "planned", True
            if token is None and inner_type in {"CONSULT", "REQUEST"} and lemma == "offer":
                return "AGREE", None, "actual", True
            made = promise_type(lemma, inner_type)
            return made, threat_mode(inner_type, inner_mode) if made == "THREATEN" else None, "actual", True
        if name == "threaten":
            if lemma == "warn" and inner_type in {None, *FRIENDLY, *YIELDING}:
                return None
            return "THREATEN", threat_mode(inner_type, inner_mode), "actual", True
        if name == "refuse":
            return "REJECT", refusal_mode(inner_type), "actual", True
        if name == "demand":
            if inner_type == "THREATEN":
                return "THREATEN", inner_mode, "actual", True
            if lemma in WEAK_DEMANDS and (inner_type is None or not self._has_other_subject(clause)):
                return None
            if lemma == "order" and inner_type in {"MOBILIZE", "COERCE"}:
                return inner_type, inner_mode, "actual", True
            return "REQUEST", demand_mode(inner_type), "actual", True
        if name == "permit":
            if inner_type == "PROTEST":
                return "CONCEDE", None, "actual", True
            if inner_type is None and self._lets_in(clause):
                return "RETREAT", "access", "actual", True
            if inner_type is None:
                return ("CONCEDE", None, "actual", True) if self._has_authority(clause) else None
            if inner_type in FRIENDLY | YIELDING:
                return ("RETREAT", "access", "actual", True) if inner_mode == "access" or self._lets_in(clause) else ("CONCEDE", None, "actual", True)
            return None
        if name == "plan":
            return self._plan(clause, inner_type, inner_mode, token)
        if name == "aspect" and inner_type is not None:
            return inner_type, inner_mode, "actual", True
        return None

    def _plan(self, clause: Clause, inner_type: str | None, inner_mode: str | None, token: Token | None):  # type: ignore[no-untyped-def]
        lemma = clause.lemma
        if inner_type is None:
            return None
        if lemma in TRYING:
            return inner_type, inner_mode, "actual", True
        if lemma == "prepare" and inner_type == "ASSAULT":
            return "MOBILIZE", "troops", "actual", True
        if lemma in WISHING and inner_type in {"SUPPORT", "REQUEST", "CONCEDE", "ACCUSE"} and any(s.lower_ in {"i", "we"} for s in clause.subjects):
            return inner_type, inner_mode, "actual", True
        if lemma in WISHING:
            return inner_type, inner_mode, "hypothetical", True
        if inner_type in FRIENDLY:
            return "AGREE", None, "planned", True
        if inner_type in HOSTILE and lemma in {"plan", "intend", "prepare", "mean"} and token is not None:
            return "THREATEN", threat_mode(inner_type, inner_mode), "planned", True
        return inner_type, inner_mode, "planned", True

    def _lets_in(self, clause: Clause) -> bool:
        """Whether it is inspectors, observers, peacekeepers or relief that are let in."""
        nouns = [*clause.objects, *(c for t in clause.inner for c in t.children if c.dep_ in {"nsubj", "dobj"})]
        return any(find_noun_classes(n, self._lexicon) & {"peacekeeper", "access"} for n in nouns)

    def _has_authority(self, clause: Clause) -> bool:
        return any("authority" in find_noun_classes(s, self._lexicon) or s.ent_type_ in {"GPE", "NORP"} for s in clause.actors)

    def _has_other_subject(self, clause: Clause) -> bool:
        return any(c.dep_ in {"dobj", "dative"} for c in clause.verb.children) or any(
            c.dep_ in {"nsubj", "nsubjpass"} for t in clause.inner for c in t.children
        )

    # ---- composition -----------------------------------------------------------------------

    def _complement_nouns(self, clause: Clause, name: str) -> Iterator[Token]:
        """Nouns that may decide: objects, and objects of the prepositions that the class takes."""
        allowed = COMPLEMENT_PREPOSITIONS.get(name, frozenset())
        if name == "hold" and clause.lemma not in ENGAGING:
            allowed = frozenset()
        seeds = [*clause.objects, *(n for p, n in clause.preps if p in allowed)]
        for seed in seeds:
            yield from self._noun_chain(seed)

    def _noun_chain(self, noun: Token) -> Iterator[Token]:
        """A noun; where it says nothing, what it is a part of ("round of talks") and its compounds."""
        if noun.pos_ == "VERB":
            return
        if find_noun_classes(noun, self._lexicon):
            yield noun
            return
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of" and noun_lemma(noun) in PARTITIVES | QUANTITIES:
                yield from (n for n in child.children if n.dep_ == "pobj")
        for child in noun.children:
            if child.dep_ in {"compound", "nmod"}:
                yield child

    def _compose(self, clause: Clause, name: str) -> Coding | None:
        table = self._lexicon.compositions[name]
        if name in {"occur", "arrive"} and not clause.is_passive:
            nouns = tuple(n for s in clause.subjects for n in self._noun_chain(s))
        else:
            nouns = tuple(self._complement_nouns(clause, name))
        is_bare = not nouns and not clause.objects and not clause.auxiliaries and clause.verb.tag_ in {"VBD", "VBN"}
        is_stopping = name == "stop" and not nouns and not clause.objects and not clause.is_passive
        is_bare = is_bare and self._headline
        if is_stopping or (is_bare and name in PASSIVE_IN_HEADLINES):
            nouns = tuple(n for s in clause.subjects for n in self._noun_chain(s))
        for noun in nouns:
            classes = find_noun_classes(noun, self._lexicon)
            if not classes:
                continue
            if name in {"impose", "hold", "express"} and classes & {"stop_n", "ease_n"}:
                stopped = self._stopped_type(noun, classes)
                if stopped is not None:
                    made_type = "CONCEDE" if stopped[0] in YIELDING else stopped[0]
                    return Coding(
                        made_type, None if made_type == "CONCEDE" else stopped[1], clause.verb, (clause.verb, noun), f"announce:{clause.lemma}",
                        clause=clause, noun=noun, spent=frozenset({clause.verb.i, noun.i, *_noun_content(noun)}),
                    )  # fmt: skip
            for key, made in table.items():
                if key in classes:
                    event_type, mode = split_type(made)
                    if name == "rebuff" and key == "demand":
                        mode = self._refused_mode(noun) or mode
                    if is_stopping and not is_bare and event_type not in YIELDING:
                        return None
                    checked = self._check_arguments(clause, event_type, mode, Sense(("x",), made))
                    if checked is None:
                        return None
                    return Coding(
                        event_type, mode, clause.verb, (clause.verb, noun), f"{name}:{key}", clause=clause, noun=noun,
                        spent=frozenset({clause.verb.i, noun.i, *_noun_content(noun)}),
                    )  # fmt: skip
        return None

    def _refused_mode(self, noun: Token) -> str | None:
        """Mode of a refused "offer of talks", "request for aid"."""
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
                for wanted in (o for o in child.children if o.dep_ == "pobj"):
                    for key in find_noun_classes(wanted, self._lexicon):
                        if key in NOUN_TYPES:
                            return refusal_mode(split_type(NOUN_TYPES[key])[0])
        return None

    def _stopped_type(self, noun: Token, classes: frozenset[str]) -> tuple[str, str | None] | None:
        """Type of "the suspension of ...", "the lifting of ..."."""
        table = self._lexicon.compositions["stop" if "stop_n" in classes else "ease"]
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "to"}:
                for stopped in (n for o in child.children if o.dep_ == "pobj" for n in self._noun_chain(o)):
                    found = find_noun_classes(stopped, self._lexicon)
                    for key, made in table.items():
                        if key in found:
                            return split_type(made)
        return None

    # ---- modality --------------------------------------------------------------------------

    def _is_headline_future(self, clause: Clause) -> bool:
        """"Government to detain journalists": the infinitive of headlines."""
        if not self._headline or "to" not in clause.auxiliaries or clause.is_passive:
            return False
        return clause.verb.dep_ in {"ROOT", "acl", "relcl"} and bool(clause.subjects or clause.verb.dep_ == "acl")

    def _apply_modality(self, clause: Clause, coding: Coding | None) -> Coding | None:
        if coding is None:
            return None
        kind = coding.event_type
        if coding.is_denied:
            return coding
        if clause.is_negated or _is_object_denied(clause, coding):
            if kind in FRIENDLY | YIELDING and clause.auxiliaries & (FUTURE | MAY | {"can", "ca"} | {"do", "does", "is", "are"}):
                return coding.turned("REJECT", refusal_mode(kind), f"not+{coding.rule}")
            return None
        if _is_conditional(clause.verb):
            return None
        if kind in VERBAL_CONFLICT and any(s.lower_ in {"i", "we"} for s in clause.subjects):
            return coding
        is_future = bool(clause.auxiliaries & FUTURE) or self._is_headline_future(clause)
        if is_future and coding.status == "actual":
            turned = future_type(kind) if not clause.is_passive else "CONCEDE" if kind == "RETREAT" else kind
            mode = threat_mode(kind, coding.mode) if turned == "THREATEN" != kind else coding.mode if turned == kind else None
            return coding.turned(turned, mode, f"will+{coding.rule}", status="planned")
        if clause.auxiliaries & MAY and coding.status == "actual":
            if kind in HOSTILE and not clause.is_passive and clause.auxiliaries & {"may", "could", "might"}:
                return coding.turned("THREATEN", threat_mode(kind, coding.mode), f"may+{coding.rule}", status="actual")
            return coding.turned(kind, coding.mode, f"may+{coding.rule}", status="hypothetical")
        if clause.auxiliaries & MUST:
            return coding.turned("REQUEST", demand_mode(kind), f"must+{coding.rule}")
        return coding


def match_words(clause: Clause, rest: tuple[str, ...]) -> tuple[Token, ...] | None:
    """The tokens of a pattern's further words, in order; None when one is missing.

    A particle or preposition must depend on the predicate or follow the word before it; a noun stands
    within the words that follow.
    """
    found: list[Token] = []
    at = 0
    last = clause.verb
    for word in rest:
        hit = None
        for n in range(at, len(clause.followers)):
            token = clause.followers[n][1]
            if not _is_word(clause.followers[n], word):
                continue
            if word in PARTICLES and token.head.i not in {clause.verb.i, last.i} and token.i != last.i + 1:
                continue
            if word not in PARTICLES and token.pos_ == "VERB" and word not in VERB_WORDS:
                continue
            if word not in PARTICLES and not _hangs_on(token, clause, found):
                continue
            if token.dep_ == "poss" or (token.dep_ == "compound" and noun_lemma(token.head) not in rest and _is_part_of_entry(token)):
                continue
            hit, at = token, n + 1
            break
        if hit is None and word in PARTICLES:
            hit = next((c for c in last.children if c.lower_ == word and c.dep_ in {"prep", "prt"}), None)
        if hit is None and last.dep_ == "prep":
            hit = next((c for c in last.children if c.dep_ == "pobj" and noun_lemma(c) == word), None)
        if hit is None:
            return None
        found.append(hit)
        last = hit
    return tuple(found)


def _hangs_on(token: Token, clause: Clause, found: list[Token]) -> bool:
    """Whether a noun is the predicate's own, not one of a phrase further on."""
    if token.i <= clause.verb.i + 2 or clause.is_surface:
        return True
    allowed = {clause.verb.i, *(f.i for f in found)}
    current = token
    for _ in range(6):
        if current.i in allowed:
            return True
        if current.dep_ == "prep" and current.lower_ not in {"of"}:
            return current.head.i == clause.verb.i and current.lower_ in PARTICLES and any(f.i == current.i for f in found)
        if current.head.i == current.i or (current.pos_ == "VERB" and current.i != token.i):
            return False
        current = current.head
    return False


def _is_part_of_entry(token: Token) -> bool:
    """Whether a compound's head is a noun of several words of its own ("war games")."""
    found, count = match_noun(token.head, load_lexicon())
    return bool(found) and count >= 2


def _is_word(follower: tuple[str, Token], word: str) -> bool:
    lower, token = follower
    return lower == word or token.lemma_.lower() == word or (token.pos_ in {"NOUN", "PROPN"} and noun_lemma(token) == word)


def _is_object_denied(clause: Clause, coding: Coding) -> bool:
    """Whether what is held, signed or reached is "no ..."."""
    return coding.noun is not None and any(c.lower_ == "no" and c.dep_ == "det" for c in coding.noun.children)


def _opens_with_clause(verb: Token) -> bool:
    return any(c.dep_ in {"ccomp", "parataxis"} for c in verb.lefts)


def _has_accident(verb: Token) -> bool:
    """Whether somebody was hurt when something crashed, collapsed or sank."""
    return any(c.dep_ == "advcl" and c.lemma_.lower() in ACCIDENTS for c in verb.children)


def _content(clause: Clause) -> Iterator[int]:
    """Indices of what is promised, demanded, alleged ...: the complements, without relative clauses."""
    for child in clause.verb.children:
        if child.dep_ in {"xcomp", "ccomp", "dobj", "prep", "pcomp", "acl"} and child.i > clause.verb.i:
            yield from (t.i for t in child.subtree)


def _noun_content(noun: Token) -> Iterator[int]:
    """Indices of a noun phrase without its relative clauses."""
    for child in noun.children:
        if child.dep_ == "relcl" or child.tag_ == "VBG" or child.dep_ in {"conj", "appos"}:
            continue
        yield from (t.i for t in child.subtree)


def _is_conditional(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children)


NOUN_TYPES = {
    "joint": "COOPERATE", "asylum": "AID", "aid": "AID", "call_n": "CONSULT/phone", "meeting": "CONSULT", "visit": "CONSULT/visit",
    "ceasefire": "RETREAT/ceasefire", "withdrawal": "RETREAT/withdraw", "release_n": "RETREAT/release", "prisoner": "RETREAT/release",
    "resignation": "RETREAT/resign", "access": "RETREAT/access", "concession": "CONCEDE", "sanction": "SANCTION/discontinue",
    "violence": "ASSAULT", "curfew": "COERCE/curfew", "emergency": "COERCE/martial-law", "restriction": "COERCE/restrict",
    "arrest_n": "COERCE/arrest", "deportation": "COERCE/deport", "seizure": "COERCE/seize", "repression": "COERCE",
    "protest": "PROTEST/demo", "strike": "PROTEST/strike", "hunger": "PROTEST/hunger", "support": "SUPPORT", "agreement": "AGREE",
    "cooperation": "COOPERATE", "troops": "MOBILIZE/troops", "investigation": "ACCUSE/investigate", "relations": "SUPPORT",
    "demand": "REQUEST", "allegation": "ACCUSE/allege",
}  # fmt: skip
