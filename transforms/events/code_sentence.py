"""Code a sentence: its clauses first, then the nouns that name events."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from transforms.events.clauses import Clause
from transforms.events.code_clause import ClauseCoder
from transforms.events.coding import Coding, split_type
from transforms.events.find_clauses import find_clauses, is_headline
from transforms.events.lexicon import Lexicon, load_lexicon
from transforms.events.noun_modality import apply_noun_modality
from transforms.events.nouns import find_noun_classes, noun_lemma
from transforms.events.ontology import HOSTILE
from transforms.events.word_sets import word_set

PARTY_PREPOSITIONS = frozenset(
    {
        "of",
        "by",
        "between",
        "against",
        "with",
        "on",
        "in",
        "to",
        "among",
        "from",
        "at",
        "into",
        "near",
        "across",
    }
)
REAL_INFINITIVES = word_set("real_infinitives")
TRYING = word_set("trying")
PROVEN = word_set("proven")
JUDGING = frozenset({"consider", "find", "deem", "think", "call", "make", "be"})
AVOIDING = word_set("avoiding")
MAY = word_set("may")
GUIDING = frozenset({"lead", "organise", "organize", "run", "arrange", "book", "offer"})
GOING_ON = frozenset({"begin", "continue", "resume", "start"})
# what people come, gather or write for, mostly happens: "met to demand an inquiry"
PURPOSES = frozenset({"REQUEST", "PROTEST", "ACCUSE", "CONSULT"})
OFF_THE_PITCH = frozenset({"ACCUSE", "SANCTION", "COERCE", "REQUEST", "AID"})
PHONES = frozenset({"phone", "telephone", "video", "conference"})
EVILS = word_set("evils")
CONTESTS = word_set("contests")
CRIMES = frozenset({"primitive", "explosives", "targeted", "abduct", "sexual", "suicide-attack", "torture"})
# "campaigned on imposing", "spoke about leaving": what follows need not have happened
UNREAL_PREPOSITIONS = frozenset({"on", "about", "toward", "towards", "against", "from"})
INQUIRIES = word_set("inquiries")
CONTENTIONS = word_set("contentions")
LOUD = frozenset({"protest", "riot", "violence", "strike", "hunger", "cyber", "repression"})
MODIFIERS = frozenset({"compound", "nmod", "amod"})


def code_sentence(sentence: Span, lexicon: Lexicon) -> list[Coding]:
    """Events of a sentence, in text order, one per event mention."""
    headline = is_headline(sentence)
    coder = ClauseCoder(lexicon, headline)
    clauses = sorted(find_clauses(sentence, lexicon, headline), key=lambda c: c.verb.i)
    found: list[Coding] = []
    spent: set[int] = set()
    for clause in clauses if headline else sorted(clauses, key=lambda c: _depth(c.verb)):
        if clause.verb.i in spent:
            continue
        coding = coder.code(clause)
        if coding is None:
            spent |= coder.list_unreal(clause)
        if coding is not None and _is_mere_purpose(clause, coding, found):
            spent |= coding.spent - {coding.anchor.i}
            continue
        if coding is not None and coding.anchor.i not in spent:
            found.append(coding)
            spent |= coding.spent
            found.extend(_list_denied(coding))
    if not (headline and found):  # "Curfew Imposed After Clashes" tells of the curfew
        found.extend(_code_nouns(sentence, lexicon, spent, headline))
    if found and _is_sport(sentence, lexicon):
        found = [c for c in found if c.event_type in OFF_THE_PITCH or _is_crime(c)]
    return _keep_one_each(sorted(found, key=lambda c: c.anchor.i))


def _list_denied(coding: Coding) -> Iterator[Coding]:
    """What somebody says that another did not do: "denied that rebels had shelled the port"."""
    inner = coding.inner
    if inner is None or coding.anchor.lemma_.lower() != "deny" or inner.event_type not in HOSTILE:
        return
    subjects = inner.clause.subjects if inner.clause is not None and not inner.clause.is_passive else ()
    if any(s.pos_ != "PRON" and s.head.i == inner.anchor.i for s in subjects):
        yield inner.turned(inner.event_type, inner.mode, f"denied:{inner.rule}", status="denied")


def _is_crime(coding: Coding) -> bool:
    """Whether it is violence of a kind that no sports report uses in a figure of speech."""
    if coding.event_type == "PROTEST":
        return coding.mode == "riot" and "rio" in coding.anchor.lower_
    return coding.event_type == "ASSAULT" and coding.mode in CRIMES


def _is_mere_purpose(clause: Clause, coding: Coding, found: list[Coding]) -> bool:
    """Whether a subordinate infinitive or participle is an aim, or tells its main clause again."""
    verb = clause.verb
    if _is_unreal_infinitive(verb, coding):
        return True
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return False
    if _has_to(verb) and any(c.lower_ == "it" and c.i < verb.i for c in verb.head.children):
        head = verb.head
        if head.pos_ == "ADJ" or head.lemma_.lower() in JUDGING:
            return True  # "considered it premature to talk"
    if verb.dep_ not in {"advcl", "xcomp", "acl", "pcomp"}:
        return False
    if coding.rule.startswith("will+") and verb.dep_ == "acl":
        return False
    if any(f.event_type == coding.event_type and f.anchor.is_ancestor(verb) for f in found):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in UNREAL_PREPOSITIONS and verb.head.head.pos_ != "NOUN":
        return True
    if verb.dep_ == "pcomp" and verb.head.head.pos_ == "NOUN" and verb.head.head.lemma_ not in PROVEN:
        return True
    has_to = "to" in clause.auxiliaries
    if verb.dep_ == "xcomp":
        lemma = verb.head.lemma_.lower()
        if verb.tag_ == "VBG" and lemma in AVOIDING:
            return True
        if has_to and any(c.lower_ in MAY for c in verb.head.children if c.dep_ == "aux"):
            return True  # "cars that can be used to spy on drivers"
        is_aim = any(c.dep_ == "neg" or (c.dep_ == "dobj" and lemma in GOING_ON) for c in verb.head.children)
        return has_to and (is_aim or lemma not in REAL_INFINITIVES)
    if coding.rule.startswith("will+"):
        return False
    return has_to and coding.event_type not in PURPOSES


def _is_unreal_infinitive(verb: Token, coding: Coding) -> bool:
    """Whether something is only to be done, by somebody else or as a second thing.

    "challenged Peru to disarm", "asked Peru to stop the raids and to lift the siege", "no order to harm or
    to expel him".
    """
    if coding.rule.startswith("will+"):
        return False
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    if verb.dep_ in {"ccomp", "advcl"} and own and _has_to(verb):
        is_asked = verb.dep_ == "ccomp" or any(c.lower_ == "for" and c.dep_ == "mark" for c in verb.children)
        return is_asked and verb.head.lemma_.lower() not in REAL_INFINITIVES
    if verb.dep_ != "conj" or own or (coding.clause is not None and "to" not in coding.clause.auxiliaries):
        return False
    first = verb.head
    while first.dep_ == "conj" and first.head.pos_ == "VERB":
        first = first.head
    if first.dep_ == "advcl" and coding.event_type in PURPOSES:
        return False
    governor = first.head if _has_to(first) else first
    return governor.lemma_.lower() not in REAL_INFINITIVES | TRYING


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" and c.dep_ == "aux" for c in verb.children)


def _is_sport(sentence: Span, lexicon: Lexicon) -> bool:
    """Whether a sentence tells of a match or race, whose attacks and defeats are no events."""
    if any(t.lemma_.lower() in CONTESTS for t in sentence):
        for token in sentence[:-2]:
            if token.text.isdigit() and token.nbor(1).text in {"-", "–"} and token.nbor(2).text.isdigit():
                return True  # a score: "2-1"
    words = (t for t in sentence if t.pos_ in {"NOUN", "PROPN", "ADJ"})
    return any(
        "sport" in find_noun_classes(t, lexicon)
        for t in words
        if not (t.dep_ == "compound" and t.head.ent_type_ == "PERSON")  # "boxer Ben Holm" may join a protest
    )


def _depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i:
        token = token.head
        depth += 1
    return depth


def _code_nouns(sentence: Span, lexicon: Lexicon, spent: set[int], headline: bool) -> Iterator[Coding]:
    table = lexicon.compositions["nominal"]
    for token in sentence:
        if (
            token.pos_ not in {"NOUN", "PROPN"}
            or token.dep_ in MODIFIERS
            or token.ent_type_ in {"ORG", "PERSON"}
        ):
            continue
        if not headline and token.pos_ == "PROPN" and token.text[0].isupper():
            continue
        classes = find_noun_classes(token, lexicon)
        if token.i in spent and "joint" not in classes:
            continue
        for key, made in table.items():
            if key in classes and _is_told(token, key):
                event_type, mode = split_type(made)
                spent_here = frozenset({token.i})
                coding = Coding(
                    event_type, mode, token, (token,), f"noun:{key}", noun=token, spent=spent_here
                )
                told = apply_noun_modality(coding)
                if told is not None:
                    yield told
                break


def _is_told(noun: Token, key: str) -> bool:
    """Whether a noun tells an event here, and does not merely refer to a kind of event."""
    if key == "joint":
        return True
    if key == "call_n":
        return any(c.lower_ in {"with", "between", *PHONES} for c in noun.children)
    if key == "visit" and noun.dep_ == "dobj" and noun.head.lemma_.lower() in GUIDING:
        return False  # "leading the trip into the gorge"
    if key == "protest" and noun_lemma(noun) == "vigil":
        return False
    if key == "protest" and noun_lemma(noun) == "rally" and noun.dep_ in {"dobj", "pobj"}:
        return any(c.lower_ in {"against", "over", "by", "demanding"} for c in noun.children)
    if key == "violence" and noun_lemma(noun) == "war" and _is_campaign(noun):
        return False
    if key == "warning" and noun_lemma(noun) in {"threat", "menace"}:
        return _is_uttered(noun)
    if key == "warning" and any(
        c.dep_ == "prep" and c.lower_ in {"about", "of", "over"} for c in noun.children
    ):
        return False
    if key == "demand_n":
        return _is_demand(noun)
    if key == "investigation" and noun_lemma(noun) not in INQUIRIES:
        return False
    if key == "release_n" and not _frees_somebody(noun):
        return False
    if key == "violence" and noun_lemma(noun) in CONTENTIONS and (_is_dispute(noun) or not _is_fought(noun)):
        return False
    if key == "meeting":
        return any(
            c.dep_ == "prep" and c.lower_ in {"with", "between", "among"} for c in noun.children
        ) or _is_shared(noun)
    return _has_party(noun) or (key in LOUD and _is_described(noun))


def _frees_somebody(noun: Token) -> bool:
    """Whether a release is one of people: "the release of two hostages", "his release"."""
    freed = [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children]
    freed += [c for c in noun.children if c.dep_ in {"poss", "compound"}]
    known = {"person", "prisoner", "refugee", "troops", "speaker"}
    return noun_lemma(noun) != "release" or any(
        o.ent_type_ in {"PERSON", "NORP"} or o.pos_ == "PRON" or find_noun_classes(o, load_lexicon()) & known
        for o in freed
    )


def _is_demand(noun: Token) -> bool:
    """Whether somebody's demand is named with what is demanded: "calls from Peru for a truce"."""
    wants = any(
        (c.dep_ == "prep" and c.lower_ == "for") or (c.dep_ == "acl" and c.tag_ == "VB")
        for c in noun.children
    )
    is_plea = noun.tag_ == "NNS" or noun_lemma(noun) != "demand"
    asks = any(c.dep_ == "poss" or (c.dep_ == "prep" and c.lower_ in {"from", "by"}) for c in noun.children)
    return wants and is_plea and asks and _has_party(noun)


def _is_dispute(noun: Token) -> bool:
    """Whether a battle is one of words or wills: "a fight over taxes", "the battle for the nomination"."""
    return any(
        c.dep_ == "prep" and c.lower_ in {"over", "for", "about"} and not any(o.ent_type_ for o in c.children)
        for c in noun.children
    )


def _is_uttered(threat: Token) -> bool:
    """Whether a threat is one in words, not a danger: "Iran's threat to close the strait", "bomb threats"."""
    children = list(threat.children)
    is_owned = any(c.dep_ == "poss" or (c.dep_ == "amod" and c.ent_type_ == "NORP") for c in children)
    if any(c.dep_ == "prep" and c.lower_ in {"from", "of", "to"} for c in children):
        return any(c.lower_ in {"bomb", "death"} for c in children)
    return is_owned or any(c.dep_ == "acl" or c.lower_ in {"by", "bomb", "death"} for c in children)


def _is_campaign(noun: Token) -> bool:
    """Whether a war is one on an evil: "the war on terror", "a war against corruption"."""
    return any(
        o.lemma_.lower() in EVILS
        for c in noun.children
        if c.dep_ == "prep" and c.lower_ in {"on", "against"}
        for o in c.children
    )


def _is_fought(noun: Token) -> bool:
    """Whether a battle is one of states or armed men, or named for a place: not "leadership battles"."""
    lexicon = load_lexicon()
    near = [t for c in noun.children for t in (c, *c.subtree)]
    armed = {"troops", "police_n", "militia", "weapons", "authority", "bomb_n"}
    return any(t.ent_type_ in {"GPE", "NORP", "LOC", "FAC", "ORG"} for t in near) or any(
        find_noun_classes(t, lexicon) & armed for t in near if t.dep_ != "compound"
    )


def _is_shared(noun: Token) -> bool:
    return (
        sum(
            c.ent_type_ in {"GPE", "NORP", "ORG"}
            for c in noun.lefts
            if c.dep_ in MODIFIERS or c.dep_ == "poss"
        )
        >= 2
    )


def _is_described(noun: Token) -> bool:
    """Whether the noun has an adjective of its own: "mass protests", "violent clashes"."""
    return any(c.dep_ in MODIFIERS and c.i < noun.i for c in noun.children)


def _has_party(noun: Token) -> bool:
    for child in noun.children:
        if child.dep_ == "poss" or (
            child.dep_ in MODIFIERS and child.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"}
        ):
            return True
        if child.dep_ == "prep" and child.lower_ in PARTY_PREPOSITIONS:
            for one in child.children:
                if one.pos_ == "PROPN" or any(
                    t.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"} for t in one.subtree
                ):
                    return True
    return False


def _keep_one_each(codings: list[Coding]) -> list[Coding]:
    """One event per type and predicate: coordinated words of one type in one clause tell one event."""
    kept: list[Coding] = []
    for coding in codings:
        if any(coding.anchor.i == k.anchor.i for k in kept):
            continue
        kept.append(coding)
    return kept
