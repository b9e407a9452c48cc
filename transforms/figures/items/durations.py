"""What a duration measures: a visit, a sentence, the time that something took or that passed since."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.items.noun_phrases import collect_preposition, describe_noun, join_tokens
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import VERBAL, find_subject, list_auxiliaries

# How a duration hangs on a figure before it, and on a verb.
CHAINED = frozenset({"conj", "npadvmod", "quantmod", "appos"})
VERB_LINKS = frozenset({"dobj", "npadvmod", "attr", "advmod", "dep"})


def describe_duration(a: AnchoredQuantity, own: frozenset[int], dates: Collection[int]) -> str | None:
    """The item of a duration that no noun and no "of" explains; None to leave it to the general rules."""
    near = _describe_beside(a, own, dates)
    if near is not None:
        return near
    token = _lift_to_first(a.root)
    link = token.head
    if token.dep_ == "pobj" and link.pos_ in ("ADP", "SCONJ", "ADV"):
        return _describe_linked(a, link, own, dates)
    if link.lower_ in load_word_list("since_words") and (verb := _verb_below_or_above(link)) is not None:
        lead = "time until" if link.lower_ in load_word_list("words_ahead") else "time since"
        return _clause_time(lead, verb, own, dates)
    if token.dep_ in VERB_LINKS and link.pos_ in VERBAL and link.lemma_ != "be":
        return _describe_below_verb(a, link, own, dates)
    return None


def _lift_to_first(token: Token) -> Token:
    """The first of a chain of figures: "two weeks, or 14 days"."""
    while token.dep_ in CHAINED and token.head.pos_ in ("NOUN", "NUM", "SYM") and token.head.i < token.i:
        token = token.head
    return token


def _describe_linked(
    a: AnchoredQuantity, link: Token, own: frozenset[int], dates: Collection[int]
) -> str | None:
    """What a preposition ties the duration to: "visited for two days", "a visit of three days"."""
    governor = link.head
    if governor.lemma_ in load_word_list("verbs_of_sentencing") and link.lower_ == "to":
        return "prison sentence"
    if governor.pos_ in VERBAL:
        return _time_of(governor, link.lower_, own, dates, a)
    if governor.pos_ in ("NOUN", "PROPN") and link.lower_ in load_word_list("prepositions_of_time"):
        return _time_of_noun(governor, link.lower_, own | {t.i for t in link.subtree}, dates, a)
    if governor.pos_ in ("ADJ", "ADV") and (verb := _verb_above(governor)) is not None:
        return _time_of(verb, link.lower_, own, dates, a)
    return None


def _describe_below_verb(
    a: AnchoredQuantity, verb: Token, own: frozenset[int], dates: Collection[int]
) -> str:
    """As in "lasted two hours", "arrived two hours after the others left", "spent three years filming"."""
    if verb.lemma_ == "spend":
        return _time_spent(verb, own, dates, a)
    doc = a.root.doc
    behind = doc[a.last + 1] if a.last + 1 < len(doc) else None
    follows = behind.lower_ if behind is not None else ""
    if behind is not None and follows in ("after", "since", "before"):
        other = _verb_below_or_above(behind)
        if other is not None:
            return _clause_time("time until" if follows == "before" else "time since", other, own, dates)
    if follows in load_word_list("words_ahead"):
        return _clause_time("time until", verb, own, dates)
    is_since = follows in load_word_list("since_words")
    return _clause_time("time since" if is_since else "time", verb, own, dates)


def _describe_beside(a: AnchoredQuantity, own: frozenset[int], dates: Collection[int]) -> str | None:
    """As in "two hours after the collapse", "his first 100 days in office": what stands right behind."""
    doc = a.root.doc
    link = doc[a.last + 1] if a.last + 1 < len(doc) else a.root
    if a.root.dep_ == "pobj" and a.root.head.lower_ in ("for", "during", "over"):
        return None  # "was watched for four months after his release"
    thing = next((t for t in link.rights if t.dep_ == "pobj"), None)
    if (
        link.pos_ not in ("ADP", "SCONJ")
        or thing is None
        or thing.pos_ not in ("NOUN", "PROPN")
        or thing.i in own
    ):
        return None
    if link.lower_ in load_word_list("links_of_spans"):
        if thing.i in dates:
            return None
        lead = "since" if link.lower_ in ("after", "since") else "until"
        return f"time {lead} {describe_noun(thing, own, dates, 7)}"
    if (
        link.lower_ in ("in", "of", "at")
        and a.first
        and doc[a.first - 1].lower_ in load_word_list("ranks_of_times")
    ):
        is_own = link.dep_ == "prep" and link.head.i in own and thing.i not in dates
        return (
            f"{doc[a.first - 1].lower_} time {link.lower_} {describe_noun(thing, own, dates, 5)}"
            if is_own
            else None
        )
    return None


def describe_occasions(verb: Token, own: frozenset[int], dates: Collection[int]) -> str:
    """How often something happened: "times a player scored"."""
    return _clause_time("times", verb, own, dates)


def _verb_above(token: Token) -> Token | None:
    for _ in range(4):
        if token.pos_ in VERBAL:
            return token
        token = token.head
    return None


def _verb_below_or_above(link: Token) -> Token | None:
    """The verb of the clause that "after" opens, else the one above."""
    for child in link.rights:
        if child.pos_ in VERBAL:
            return child
    if link.dep_ == "mark":
        return link.head if link.head.pos_ in VERBAL else None
    return _verb_above(link.head)


def _time_of(
    verb: Token, link: str, own: frozenset[int], dates: Collection[int], a: AnchoredQuantity
) -> str | None:
    obj = next((t for t in verb.children if t.dep_ == "dobj" and t.i not in own), None)
    if verb.lemma_ in load_word_list("support_verbs") and obj is not None and link == "for":
        return describe_noun(obj, own, dates)
    if link == "by" and obj is not None:  # "lengthened voyages by nine days"
        return describe_noun(obj, own, dates)
    lead = "time"
    if link in ("in", "within", "after") and (_is_superlative(a) or verb.lemma_ == "be"):
        lead = "time since"
    elif link in ("in", "within") and any(
        t.lower_ in load_word_list("auxiliaries_ahead") for t in list_auxiliaries(verb) if t.i < verb.i
    ):
        lead = "time until"
    return _clause_time(lead, verb, own, dates)


def _time_spent(verb: Token, own: frozenset[int], dates: Collection[int], a: AnchoredQuantity) -> str:
    """As in "time the director spent on filming the saga", "time spent building boats"."""
    subject = find_subject(verb)
    who = ""
    if subject is not None and subject.pos_ in ("NOUN", "PROPN") and subject.i not in own:
        who = f"{describe_noun(subject, own, dates, 4)} "
    end = min(len(verb.doc), a.last + 9, verb.sent.end)
    words = []
    for token in verb.doc[a.last + 1 : end]:
        if token.is_punct or token.i in dates or token.pos_ in ("CCONJ", "SCONJ", "PRON"):
            break
        words.append(token.text)
    return f"time {who}spent {' '.join(words)}".strip()


def _time_of_noun(
    noun: Token, link: str, own: frozenset[int], dates: Collection[int], a: AnchoredQuantity
) -> str | None:
    text = describe_noun(noun, own, dates)
    return f"time since {text}" if link in ("in", "after") and _is_superlative(a) else text


def _is_superlative(a: AnchoredQuantity) -> bool:
    """Whether "first", "worst", "lowest" stands in the few words before."""
    window = a.root.doc[max(0, a.first - 10) : a.first]
    return any(t.tag_ in ("JJS", "RBS") or t.lower_ in ("first", "only") for t in window)


def _clause_time(lead: str, verb: Token, own: frozenset[int], dates: Collection[int]) -> str:
    """As in "time {subject} {verb} {object or place}"."""
    if lead == "time" and verb.lemma_ == "take" and (task := _find_task(verb)) is not None:
        return " ".join(["time to", task.text, *_complement(task, own, dates)])
    verbs = [verb]
    while verbs[-1].dep_ == "xcomp" and verbs[-1].head.pos_ == "VERB" and len(verbs) < 3:
        verbs.append(verbs[-1].head)
    top = verbs[-1]
    subject = find_subject(top)
    words = [lead]
    if subject is not None and subject.pos_ in ("NOUN", "PROPN") and subject.i not in own:
        inner = {t.i for t in top.subtree} if top.dep_ in ("acl", "relcl") else set()
        words.append(describe_noun(subject, own | inner, dates, 6))
    elif (
        subject is not None
        and subject.pos_ == "PRON"
        and subject.lower_ not in load_word_list("empty_subjects")
    ):
        words.append(subject.text if subject.text == "I" else subject.lower_)
    if len(words) == 1 and top.lemma_ == "be" and (complement := _complement(top, own, dates)):
        return " ".join(complement)
    for v in reversed(verbs):
        words.append(_verb_words(v))
    words += _complement(verb, own, dates)
    return " ".join(words)


def _find_task(verb: Token) -> Token | None:
    """What takes the time in "it takes six hours to cross the lake"."""
    if not any(t.dep_ in ("nsubj", "expl") and t.lower_ == "it" for t in verb.lefts):
        return None
    tasks = (t for t in verb.subtree if t.i > verb.i and t.tag_ == "VB")
    return next((t for t in tasks if any(c.lower_ == "to" for c in t.lefts)), None)


def _verb_words(verb: Token) -> str:
    parts = [
        t.text
        for t in verb.lefts
        if t.dep_ in ("auxpass", "neg")
        or t.lower_ in load_word_list("perfect_auxiliaries")
        or (t.dep_ == "aux" and (t.lower_ == "to" or t.tag_ == "MD"))
    ]
    linked = [f"and {t.text}" for t in verb.rights if t.dep_ == "conj" and t.i - verb.i <= 2]
    return " ".join([*parts, verb.text, *[t.text for t in verb.rights if t.dep_ == "prt"], *linked])


def _complement(verb: Token, own: frozenset[int], dates: Collection[int]) -> list[str]:
    for child in verb.rights:
        if (
            child.dep_ in ("dobj", "attr", "acomp")
            and child.i not in own
            and not any(t.i in own for t in child.lefts)
        ):
            return [describe_noun(child, own, dates, 5)]
    for child in verb.rights:
        if child.dep_ == "prep" and not any(t.i in own for t in child.subtree):
            picked = collect_preposition(child, own, dates, 5)
            if picked:
                return [join_tokens(child, picked)]
    return []
