"""Items of measures: climb from the figure to the clause or noun that governs it."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.clauses import find_moved_object, find_pace_verb
from transforms.figures.inflection import form_participle
from transforms.figures.items.context import (
    ItemContext,
    list_own_tokens,
    load_item_words,
    load_measured_verbs,
)
from transforms.figures.items.event_phrases import append_complements, write_plain_verb
from transforms.figures.items.item_references import resolve_thing
from transforms.figures.items.parts import write_possessive
from transforms.figures.items.references import is_reference, strip_change
from transforms.figures.lexicon import load_change_words, load_word_list
from transforms.language.syntax import find_object, find_subject


def describe_measure(c: ItemContext, a: AnchoredQuantity, start: Token, number: int) -> str | None:
    """Climb from a figure to the noun or clause that says what it measures."""
    own = list_own_tokens(a)
    token = start
    for _ in range(9):
        head, dep = token.head, token.dep_
        if head.i == token.i:
            return describe_fragment(c, a, token, own)
        linked = c.owner.get(head.i)
        if (
            linked is not None
            and linked != number
            and dep
            in (
                "conj",
                "appos",
                "dep",
                "npadvmod",
                "advmod",
                "amod",
                "prep",
                "relcl",
                "acl",
                "advcl",
                "nmod",
                "quantmod",
                "nummod",
            )
        ):
            if dep == "conj" and c.anchored[linked].noun is not None and a.is_count:
                return c.describe(linked)
            return c.describe(linked)
        if dep == "pobj" and head.dep_ in (
            "prep",
            "agent",
            "dative",
            "advmod",
            "pcomp",
            "acl",
            "conj",
            "advcl",
            "amod",
        ):
            governor = head.head
            if (
                governor.pos_ in ("NOUN", "PROPN")
                and governor.i not in own
                and c.owner.get(governor.i) is None
            ):
                return describe_governor(c, a, governor, own | {t.i for t in head.subtree})
            token = head
            continue
        if dep in ("predet", "det") or (
            a.quantity.number.kind == "multiplier" and dep in ("amod", "nummod", "advmod")
        ):
            token = head
            continue
        if head.pos_ in ("NOUN", "PROPN") and dep in (
            "nummod",
            "compound",
            "amod",
            "nmod",
            "npadvmod",
            "appos",
            "advmod",
            "acl",
            "relcl",
        ):
            return describe_governor(c, a, head, own)
        if (
            head.pos_ in ("VERB", "AUX")
            and dep not in ("prep", "agent")
            and token.pos_ not in ("VERB", "AUX")
        ):
            return describe_clause(c, a, head, token, own)
        if token.dep_ in ("prep", "agent", "advmod", "advcl", "acl") and head.pos_ in ("VERB", "AUX"):
            if token.pos_ in ("VERB", "AUX"):
                return describe_clause(c, a, token, start, own)
            return describe_clause(c, a, head, token, own)
        if token.pos_ == "VERB":
            return describe_clause(c, a, token, start, own)
        token = head
    return None


def describe_fragment(c: ItemContext, a: AnchoredQuantity, token: Token, own: frozenset[int]) -> str | None:
    """A fragment: the first noun that stands before the figure."""
    if token.pos_ == "VERB" and (subject := find_subject(token)) is not None and subject.i not in own:
        return resolve_thing(c, subject, own)
    for child in token.lefts:
        if child.pos_ in ("NOUN", "PROPN") and child.i not in own:
            return c.phrase(child, own)
    for other in reversed(token.doc[max(a.root.sent.start, a.first - 12) : a.first]):
        if other.pos_ in ("NOUN", "PROPN") and other.i not in c.owner and other.i not in c.dates:
            return c.phrase(other, own)
    return None


def describe_governor(
    c: ItemContext, a: AnchoredQuantity, noun: Token, own: frozenset[int] | set[int]
) -> str | None:
    """The item where a noun governs the figure: "price of 5 dollars", "an increase of 5% in X"."""
    if noun.lower_ == "error" and noun.dep_ == "pobj" and noun.head.head.lower_ == "margin":
        noun = noun.head.head
    if noun.lemma_.lower() in load_change_words("noun"):
        inner = next(
            (t for p in a.root.rights if p.lower_ == "in" for t in p.rights if t.dep_ == "pobj"), None
        )
        if inner is not None and inner.i not in c.dates and inner.pos_ in ("NOUN", "PROPN"):
            return c.phrase(inner, frozenset())
        return describe_changed(c, noun, frozenset(own)) or c.phrase(noun, own)
    if noun.lemma_ in ("rate", "pace") and (verb := find_pace_verb(noun)) is not None:
        direction = load_change_words("verb").get(verb.lemma_)
        subject = find_subject(verb)
        if direction is not None and subject is not None and subject.i not in own:
            thing = resolve_thing(c, subject, frozenset(own))
            return f"{'growth rate' if direction == 'increase' else 'rate of decline'} of {thing}"
    if noun.lemma_ in ("rate", "pace") and noun.dep_ == "pobj" and noun.head.lower_ == "to":
        brought = find_object(noun.head.head, own)
        if brought is not None:  # "brought growth to an annual rate of 4%"
            return f"rate of {c.phrase(brought, own)}"
    moved = find_moved_object(a.root)
    if moved is not None and moved[0].lemma_ in load_change_words("verb"):
        return c.phrase(moved[1], own)
    if is_reference(noun) and not (noun.dep_ == "dobj" and noun.head.lemma_ == "have"):
        return resolve_thing(c, noun, frozenset(own))
    if _is_bare_level(c, noun, own) and (holder := _find_holder(c, noun, own)) is not None:
        return resolve_thing(c, holder, frozenset(own))
    base = c.phrase(noun, own)
    if noun.dep_ == "dobj" and len(base.split()) == 1 and noun.head.lemma_ in load_item_words("holding"):
        holder = find_subject(noun.head)
        if (
            holder is not None
            and holder.pos_ in ("NOUN", "PROPN")
            and holder.i not in own
            and holder.i not in c.owner
        ):
            return f"{base} of {c.phrase(holder, own, 5)}"
    return base


def _is_bare_level(c: ItemContext, noun: Token, own: frozenset[int] | set[int]) -> bool:
    """Whether a noun names nothing itself: "a level of", "the day at", "in value by", "the last year of"."""
    if noun.i in c.dates:
        return True
    if noun.lemma_.lower() not in load_word_list("level_nouns"):
        return False
    return not any(
        t.dep_ in ("compound", "poss", "nmod")
        and t.i not in own
        and t.lower_ not in load_word_list("peak_words")
        for t in noun.lefts
    ) and not any(t.dep_ == "prep" and t.lower_ == "of" and t.i not in own for t in noun.rights)


def _find_holder(c: ItemContext, noun: Token, own: frozenset[int] | set[int]) -> Token | None:
    """What reached a level: the noun above, or the subject of the clause."""
    token = noun
    for _ in range(5):
        head = token.head
        if head.i == token.i:
            return None
        if head.pos_ in ("VERB", "AUX"):
            obj = find_object(head, frozenset(own)) if noun.i in c.dates else None
            subject = obj or find_subject(head)
            return subject if subject is not None and subject.i not in own and subject.i != noun.i else None
        if token.dep_ == "pobj" and head.head.pos_ == "NOUN" and head.head.i not in own and noun.i in c.dates:
            return head.head
        token = head
    return None


def describe_changed(c: ItemContext, noun: Token, own: frozenset[int]) -> str | None:
    """What changes, for "an increase in X of 5%", "a 7% share price increase", "posted a 4% rise"."""
    thing = strip_change(noun)
    if thing.i != noun.i and thing.i not in own and thing.i not in c.dates:
        return c.phrase(thing, own)
    modifiers = [
        t
        for t in noun.lefts
        if t.dep_ in ("compound", "nmod", "amod", "poss")
        and t.i not in own
        and t.pos_ in ("NOUN", "PROPN")
        and t.tag_ != "PRP$"
    ]
    if modifiers:
        return c.phrase(noun, own)
    verb: Token | None = None
    if noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass"):
        verb = noun.head
    elif noun.dep_ in ("pobj", "appos", "npadvmod", "dep", "conj"):
        verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is not None and verb.lemma_ in load_item_words("reporting"):
        return None  # "analysts had forecast a 1.9-million-barrel drop"
    if verb is not None and verb.pos_ in ("VERB", "AUX") and noun.dep_ != "nsubj":
        subject = find_subject(verb)
        if subject is not None and subject.i != noun.i:
            return resolve_thing(c, subject, own)
    return None


def describe_clause(
    c: ItemContext, a: AnchoredQuantity, verb: Token, via: Token, own: frozenset[int]
) -> str | None:
    """The item where a verb governs the figure: its object if it has one, else its subject."""
    subject, obj = find_subject(verb), find_object(verb, own | {via.i})
    if obj is not None and (obj.i in c.dates or obj.lemma_ in ("day", "session", "week", "year", "month")):
        obj = None
    kind, noun = load_measured_verbs().get(verb.lemma_, ("", ""))
    compared = describe_contest(c, a, verb, obj, own)
    if compared is not None:
        return compared
    is_object = via.dep_ in ("dobj", "obj") or (via.dep_ in ("oprd", "attr", "npadvmod") and kind == "amount")
    if kind == "amount" and is_object and a.quantity.unit.dimension == "money":
        return describe_amount(c, verb, subject, noun, own)
    if (
        via.dep_ == "dobj"
        and a.quantity.unit.dimension == "length"
        and verb.lemma_ in load_word_list("travel_verbs")
    ):
        return describe_amount(c, verb, subject, f"distance {name_participle(verb)}", own)
    if kind == "amount" and via.dep_ == "dobj" and a.quantity.unit.dimension == "share" and noun:
        raise_ = noun.replace("amount", "pay rise" if _speaks_of_pay(subject) else "share", 1)
        return describe_amount(c, verb, subject, raise_, own)
    if kind == "" and via.dep_ == "dobj" and _moves_amount(a, verb):
        return describe_amount(c, verb, subject, f"amount {name_participle(verb)}", own)
    if obj is not None and not is_object and obj.i not in own and obj.i not in c.owner:
        billed = verb.lemma_ in ("cost", "fine", "charge") and obj.pos_ == "PRON"
        if not billed:
            return resolve_thing(c, obj, own)
    if subject is None or subject.i in own:
        if is_object and verb.pos_ == "VERB":
            return append_complements(c, noun or form_participle(verb), "", verb, own).strip()
        if a.quantity.unit.dimension == "money" and verb.pos_ == "VERB":
            return describe_own_deed(c, a, verb, own)
        return None
    described = resolve_thing(c, subject, own)
    if described and subject.lower_ == "shares" and _is_price(a, verb):
        described = f"price of {described.replace('Shares', 'shares', 1)}"
    if described and kind == "share" and a.quantity.unit.dimension == "share":
        return f"{write_possessive(described)} share"
    return described


def _speaks_of_pay(subject: Token | None) -> bool:
    """Whether those who work, or speak for them, are the subject: "the union demanded 12 percent"."""
    if subject is None:
        return False
    words = {t.lemma_.lower() for t in subject.subtree}
    return bool(words & load_word_list("pay_parties"))


def describe_own_deed(c: ItemContext, a: AnchoredQuantity, verb: Token, own: frozenset[int]) -> str | None:
    """Money that is itself the subject: "another $3 billion was set aside", "$5 million went to victims"."""
    if any(t.dep_ == "auxpass" for t in verb.children):
        return append_complements(c, f"amount {name_participle(verb)}", "", verb, own).strip()
    if a.root.dep_ != "nsubj" or verb.lemma_ in load_change_words("verb"):
        return None
    return append_complements(c, f"amount that {write_plain_verb(verb)}", "", verb, own).strip()


def describe_contest(
    c: ItemContext, a: AnchoredQuantity, verb: Token, obj: Token | None, own: frozenset[int]
) -> str | None:
    """As in "beat the rival by 29 points", "values the company at $1 billion"."""
    if obj is None or obj.i in own or obj.i in c.owner:
        return None
    link = a.root.doc[a.root.head.i].lower_ if a.root.dep_ == "pobj" else ""
    if verb.lemma_ in ("beat", "defeat", "lead", "outpoll") and link == "by" and not a.noun:
        rival = resolve_thing(c, obj, own, keep_name=True)
        return f"margin over {rival}" if rival else None
    if verb.lemma_ == "value" and link == "at" and a.quantity.unit.dimension == "money":
        thing = resolve_thing(c, obj, own, keep_name=True)
        return f"value of {thing}" if thing else None
    return None


def _is_price(a: AnchoredQuantity, verb: Token) -> bool:
    """Whether shares move by or stand at a price: "shares fell 3%", "shares closed at $12"."""
    if a.quantity.unit.dimension not in ("money", "share") or a.quantity.value > 100_000:
        return False
    return verb.lemma_ in load_change_words("verb") or verb.lemma_ in load_word_list("price_verbs")


def _moves_amount(a: AnchoredQuantity, verb: Token) -> bool:
    """Whether somebody does something with the amount ("released $5 million") and no level is stated."""
    return (
        verb.pos_ == "VERB"
        and a.noun is None
        and a.quantity.unit.dimension in ("money", "mass", "volume", "energy", "flow")
        and verb.lemma_ not in load_word_list("stating_verbs")
        and (
            verb.lemma_ not in load_change_words("verb")
            or (verb.lemma_ in ("lose", "cut", "shed") and a.quantity.value >= 1_000_000)
        )
    )


def name_participle(verb: Token) -> str:
    """The participle of a verb with its particle: "set aside"."""
    particle = next((f" {t.text}" for t in verb.rights if t.dep_ == "prt"), "")
    return f"{form_participle(verb)}{particle}"


def describe_amount(
    c: ItemContext, verb: Token, subject: Token | None, noun: str, own: frozenset[int]
) -> str:
    """The item of money that a verb moves: "amount raised by X from Y", "fine for X"."""
    if subject is not None and any(t.dep_ == "nsubjpass" for t in verb.children):
        receiver = resolve_thing(c, subject, own, keep_name=True) if subject.i not in own else None
        return f"{noun} {'for' if noun == 'fine' else 'to'} {receiver}" if receiver else noun
    holder = (
        resolve_thing(c, subject, own, keep_name=True)
        if subject is not None and subject.i not in own
        else None
    )
    text = f"{noun} by {holder}" if holder else noun
    return append_complements(c, text, "", verb, own).replace("  ", " ").strip()
