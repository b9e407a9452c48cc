"""What happened to the things counted, said behind them: "documents signed", "planes delivered by Russia"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.inflection import form_participle
from transforms.figures.items.context import ItemContext, load_item_words, load_measured_verbs
from transforms.figures.items.noun_phrases import collect_preposition, join_tokens
from transforms.figures.lexicon import load_holding_verbs, load_word_list
from transforms.language.syntax import (
    find_own_subject,
    find_subject,
    has_passive_auxiliary,
    list_auxiliaries,
)
from transforms.lexicon.saying_verbs import load_saying_verbs

# How the adjective of a verb hangs on it: "fell ill", "tested positive".
QUALITIES = frozenset({"acomp", "advmod", "oprd"})


def add_event(c: ItemContext, noun: Token, base: str, own: frozenset[int]) -> str:
    """Add what happened to the counted things, where the phrase alone is short."""
    is_joined = noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN")
    first = noun.head if is_joined else noun
    verb, dep = first.head, first.dep_
    if verb.lemma_ == "be" and dep == "nsubj":
        return _add_fate(base, verb)
    if dep in ("dobj", "nsubjpass") and len(base.split()) > 7 and verb.lemma_ in load_item_words("casualty"):
        return base.replace(noun.text, f"{noun.text} {form_participle(verb)}", 1)
    if verb.pos_ != "VERB" or len(base.split()) > 7 or verb.lemma_ in load_saying_verbs("figure"):
        return base
    is_light = load_measured_verbs().get(verb.lemma_, ("", ""))[0] == "light"
    if is_light and not (dep == "nsubj" and verb.lemma_ in load_word_list("verbs_of_need")):
        return add_holder(c, base, verb, own) if dep == "dobj" else base
    words = _word_event(c, noun, verb, dep, own)
    return base if words is None else append_complements(c, base, words, verb, own)


def _add_fate(base: str, verb: Token) -> str:
    """As in "12 miners are missing"."""
    fates = load_word_list("fates")
    state = next((t for t in verb.rights if t.dep_ == "acomp" and t.lower_ in fates), None)
    return base if state is None else f"{base} {state.text}"


def _word_event(c: ItemContext, noun: Token, verb: Token, dep: str, own: frozenset[int]) -> str | None:
    """What the things counted suffered or did, as words behind their noun: "freed", "that sank"."""
    if dep == "dobj":
        return name_deed(c, verb, own)
    if dep == "nsubjpass":
        return form_participle(verb)
    if dep != "nsubj":
        return None
    if has_passive_auxiliary(verb) or suffers(verb) or _is_joined_passive(verb):
        return form_participle(verb)
    if verb.tag_ == "VBG" and verb.lower_ in load_word_list("fates"):
        return verb.lower_
    return f"{'who' if noun.lower_ in load_item_words('person') else 'that'} {write_plain_verb(verb)}"


def suffers(verb: Token) -> bool:
    """Whether a bare past form tells what was done to its subject: "with 20 people injured"."""
    return (
        verb.tag_ in ("VBD", "VBN")
        and verb.lemma_ in load_item_words("casualty")
        and verb.lemma_ not in load_word_list("own_deeds")
        and not any(t.dep_ in ("dobj", "aux", "ccomp", "xcomp") for t in verb.children)
    )


def add_event_of(c: ItemContext, root: Token, base: str, own: frozenset[int]) -> str:
    """Add what happened to a part: "defendants fined", "hostages freed"."""
    verb = root.head
    if (
        verb.lemma_ in load_saying_verbs("figure")
        or load_measured_verbs().get(verb.lemma_, ("", ""))[0] == "light"
    ):
        return base
    if root.dep_ == "dobj" and len(base.split()) <= 3:
        return append_complements(c, base, name_deed(c, verb, own), verb, own)
    suffered = root.dep_ in ("nsubjpass", "dobj") or (root.dep_ == "nsubj" and suffers(verb))
    if suffered or has_passive_auxiliary(verb) or _is_absolute(root, verb):
        return append_complements(c, base, form_participle(verb), verb, own)
    if verb.lower_ in load_word_list("fates"):
        return f"{base} {verb.lower_}"
    return append_complements(c, base, f"that {write_plain_verb(verb)}", verb, own)


def _is_joined_passive(verb: Token) -> bool:
    """As in "200 were rescued and six bodies recovered": the auxiliary is said once."""
    is_bare = verb.tag_ in ("VBN", "VBD") and not list_auxiliaries(verb)
    moves = any(t.dep_ in ("dobj", "prep", "ccomp", "xcomp") for t in verb.children)
    return is_bare and verb.dep_ == "conj" and not moves and has_passive_auxiliary(verb.head)


def _is_absolute(root: Token, verb: Token) -> bool:
    """As in "with 80 percent of ballots counted": what was done to them, without an auxiliary."""
    opens = root.left_edge.i
    is_bare = verb.tag_ in ("VBN", "VBD") and not list_auxiliaries(verb)
    return is_bare and root.dep_ == "nsubj" and opens > 0 and root.doc[opens - 1].lower_ == "with"


def add_holder(c: ItemContext, base: str, verb: Token, own: frozenset[int]) -> str:
    """As in "The case involves 25 defendants": defendants in the case."""
    link = load_holding_verbs().get(verb.lemma_)
    subject = find_subject(verb)
    if (
        link is None
        or subject is None
        or subject.pos_ not in ("NOUN", "PROPN")
        or subject.i in own
        or subject.i in c.owner
    ):
        return base
    return f"{base} {link} {c.phrase(subject, own, 5)}"


def name_deed(c: ItemContext, verb: Token, own: frozenset[int]) -> str:
    """As in "delivered by Russia" for "Russia delivered"."""
    particle = "".join(f" {t.text}" for t in verb.rights if t.dep_ == "prt" and not _opens_bound(t, own))
    participle, subject = form_participle(verb) + particle, find_doer(verb)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.i in own or subject.i in c.owner:
        return participle
    link = "to" if any(t.dep_ == "nsubjpass" for t in verb.children) else "by"
    inner = {t.i for t in verb.subtree} if subject.is_ancestor(verb) else set()
    return f"{participle} {link} {c.phrase(subject, own | inner, 4)}"


def _opens_bound(particle: Token, own: frozenset[int]) -> bool:
    """Whether a particle belongs to a number: "importing up to two million barrels"."""
    behind = particle.doc[particle.i + 1 : particle.i + 3]
    return len(behind) == 2 and behind[0].lower_ == "to" and behind[1].i in own


def find_doer(verb: Token) -> Token | None:
    """The subject of a verb where it does what the verb says.

    None for the noun in "talks about importing oil" and that in "matches put together, and lost 7 throws".
    """
    if find_own_subject(verb) is None:
        above = verb.head
        if verb.dep_ == "pcomp" and above.head.pos_ not in ("VERB", "AUX"):
            return above.head if _is_accused(above.head) else None
        is_described = above.dep_ in ("acl", "advcl") and above.tag_ == "VBN"
        if verb.dep_ == "conj" and is_described and not list_auxiliaries(above):
            return None
    return find_subject(verb)


def _is_accused(noun: Token) -> bool:
    """As in "accused the town of having ignored two warnings"."""
    return noun.dep_ == "dobj" and noun.head.lemma_ in load_word_list("verbs_of_accusing")


def add_place_of_event(c: ItemContext, verb: Token, base: str, link: str, own: frozenset[int]) -> str:
    """As in "carried out in 14 polygons": polygons where the exercises are carried out."""
    if verb.lemma_ in load_word_list("verbs_of_meeting"):
        return f"{base} {form_participle(verb)}"
    subject = find_subject(verb)
    if (
        link == "on"
        or subject is None
        or subject.pos_ not in ("NOUN", "PROPN")
        or subject.i in own
        or verb.lemma_ in load_saying_verbs("figure")
    ):
        return base
    particle = "".join(f" {t.text}" for t in verb.rights if t.dep_ == "prt")
    auxiliary = " ".join(t.text for t in list_auxiliaries(verb) if t.i < verb.i)
    who = c.phrase(subject, own, 3)
    return " ".join(f"{base} where {who} {auxiliary} {verb.text}{particle}".split())


def _tells_when(noun: Token) -> bool:
    """Whether a noun taken for an object is a time: "had surrendered the day before"."""
    behind = noun.doc[noun.i + 1 : noun.i + 2]
    is_counted_from = len(behind) == 1 and behind[0].lower_ in ("after", "before", "earlier", "later")
    return is_counted_from and noun.lower_ in load_word_list("time_nouns")


def _tell_object(c: ItemContext, child: Token, text: str, words: str, own: frozenset[int]) -> str:
    """What the object, the particle or the adjective of a verb adds to a phrase behind "who" or "that"."""
    if child.i in own or child.i in c.owner:
        return ""
    if child.dep_ == "prt":
        is_told = text.endswith(child.text) or child.text in words.split()
        return "" if is_told else f" {child.text}"
    if child.tag_ == "JJ" and child.dep_ in QUALITIES and child.i == child.head.i + 1:
        return f" {c.phrase(child, own, 5)}"  # "people who tested positive for cholera"
    if child.dep_ != "dobj" or child.pos_ not in ("NOUN", "PROPN") or any(t.i in own for t in child.subtree):
        return ""
    return "" if _tells_when(child) else f" {c.phrase(child, own, 4)}"


def append_complements(c: ItemContext, base: str, words: str, verb: Token, own: frozenset[int]) -> str:
    """Add words and the nearest complement of a verb to a phrase, up to a length."""
    text = f"{base} {words}"
    for child in verb.rights:
        room = 10 - len(text.split())
        if room > 2 and words.startswith(("who ", "that ")):
            text += _tell_object(c, child, text, words, own)
            if child.dep_ == "xcomp" and child.tag_ == "VB":
                text += f" to {child.text}"  # "firms that plan to hire"
                break
        is_comparing = child.lower_ in load_word_list("comparing_prepositions")
        if is_comparing and any(t.i in c.owner for t in child.subtree):
            continue
        if child.dep_ in ("prep", "agent") and room > 2:
            picked = collect_preposition(child, own, c.untold, min(room, 7))
            if picked:
                text += " " + join_tokens(child, picked)
                break
    return text


def write_plain_verb(verb: Token) -> str:
    """The verb of a clause as it reads in a relative clause: "died" for "have died"."""
    if verb.tag_ == "VBN":
        return verb.lower_ if verb.lower_.endswith("ed") else f"have {verb.lower_}"
    return verb.lower_ if verb.tag_ != "VBG" else f"are {verb.lower_}"
