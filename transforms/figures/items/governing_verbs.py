"""The item where a verb governs the figure: its object if it has one, else its subject."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.inflection import form_participle
from transforms.figures.items.context import ItemContext, load_measured_verbs
from transforms.figures.items.event_phrases import append_complements, write_plain_verb
from transforms.figures.items.item_references import resolve_thing
from transforms.figures.items.lost_subjects import describe_lost_subject
from transforms.figures.items.noun_phrases import collect_preposition, join_tokens
from transforms.figures.items.parts import write_possessive
from transforms.figures.items.votes import BOTH_SIDES
from transforms.figures.lexicon import load_change_words, load_word_list
from transforms.language.syntax import find_object, find_subject, has_passive_auxiliary

# Dimensions of what can be moved, spent or lost.
AMOUNTS = frozenset({"money", "mass", "volume", "energy"})


@dataclass(frozen=True, slots=True)
class GoverningVerb:
    """A verb over a figure, its subject and object, and what the lexicon says of it.

    The figure hangs on it by the token `via`; `kind` and `noun` are those of `measured_verbs.csv`.
    """

    verb: Token
    via: Token
    subject: Token | None
    obj: Token | None
    kind: str
    noun: str

    @property
    def takes_figure(self) -> bool:
        """Whether the figure itself is the object."""
        if self.via.dep_ in ("dobj", "obj"):
            return True
        return self.kind == "amount" and self.via.dep_ in ("oprd", "attr", "npadvmod")


def describe_clause(
    c: ItemContext, a: AnchoredQuantity, verb: Token, via: Token, own: frozenset[int]
) -> str | None:
    """The item where a verb governs the figure: its object if it has one, else its subject."""
    g = _read_verb(c, verb, via, own)
    compared = describe_contest(c, a, verb, g.obj, own)
    if compared is not None:
        return compared
    amount = _name_amount(a, g)
    if amount is not None:
        return describe_amount(c, verb, g.subject, amount, own)
    thing = _find_thing(c, g, own)
    if thing is not None:
        return resolve_thing(c, thing, own)
    if g.subject is None or g.subject.i in own:
        return _describe_without_subject(c, a, g, own)
    return _describe_subject(c, a, g, g.subject, own)


def _read_verb(c: ItemContext, verb: Token, via: Token, own: frozenset[int]) -> GoverningVerb:
    obj = find_object(verb, own | {via.i})
    if obj is not None and (obj.i in c.dates or obj.lemma_ in load_word_list("measured_days")):
        obj = None
    kind, noun = load_measured_verbs().get(verb.lemma_, ("", ""))
    return GoverningVerb(verb, via, find_subject(verb), obj, kind, noun)


def _name_amount(a: AnchoredQuantity, g: GoverningVerb) -> str | None:
    """What an amount is that the verb moves ("fine", "distance run"); None: no amount that is moved."""
    dimension = a.quantity.unit.dimension
    if g.kind == "amount" and g.takes_figure and dimension == "money":
        return g.noun
    if g.via.dep_ != "dobj":
        return None
    if dimension == "length" and g.verb.lemma_ in load_word_list("travel_verbs"):
        return f"distance {name_participle(g.verb)}"
    if g.kind == "amount" and dimension == "share" and g.noun:
        return g.noun.replace("amount", "pay rise" if _speaks_of_pay(g.subject) else "share", 1)
    is_needed = g.verb.lemma_ in load_word_list("verbs_of_need") and dimension == "money"
    if (g.kind == "" and _moves_amount(a, g.verb)) or is_needed:
        return f"amount {name_participle(g.verb)}"
    return None


def _find_thing(c: ItemContext, g: GoverningVerb, own: frozenset[int]) -> Token | None:
    """What the verb does something with, beside the figure: "raised taxes by 5 percent"."""
    if g.obj is None or g.takes_figure or g.obj.i in own or g.obj.i in c.owner:
        return None
    if g.obj.lower_ in load_word_list("idle_objects") and g.via.dep_ == "prep":
        return None  # "iron ore changed hands at $117"
    is_billed = g.verb.lemma_ in ("cost", "fine", "charge") and g.obj.pos_ == "PRON"
    return None if is_billed else g.obj


def _describe_without_subject(
    c: ItemContext, a: AnchoredQuantity, g: GoverningVerb, own: frozenset[int]
) -> str | None:
    if g.subject is None and (lost := describe_lost_subject(c, g.verb, own)) is not None:
        return lost
    if g.verb.pos_ != "VERB":
        return None
    if g.takes_figure:
        return append_complements(c, g.noun or form_participle(g.verb), "", g.verb, own).strip()
    return describe_own_deed(c, a, g.verb, own) if a.quantity.unit.dimension in AMOUNTS else None


def _describe_subject(
    c: ItemContext, a: AnchoredQuantity, g: GoverningVerb, subject: Token, own: frozenset[int]
) -> str | None:
    """The subject, where it is not shares but their price, not a holder but its share."""
    described = resolve_thing(c, subject, own)
    if described and subject.lower_ == "shares" and _is_price(a, g.verb):
        described = f"price of {described.replace('Shares', 'shares', 1)}"
    if described and g.kind == "share" and a.quantity.unit.dimension == "share":
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
    if has_passive_auxiliary(verb):
        return append_complements(c, f"amount {name_participle(verb)}", "", verb, own).strip()
    if a.root.dep_ != "nsubj" or verb.lemma_ in load_change_words("verb") or not _is_money(a):
        return None
    if verb.i == a.last + 1 and verb.dep_ in ("relcl", "acl") and verb.tag_ in ("VBD", "VBN"):
        return append_complements(c, f"amount {name_participle(verb)}", "", verb, own).strip()
    state = next((f" {t.text}" for t in verb.rights if t.dep_ in ("acomp", "oprd")), "")
    return append_complements(c, f"amount that {write_plain_verb(verb)}{state}", "", verb, own).strip()


def _is_money(a: AnchoredQuantity) -> bool:
    return a.quantity.unit.dimension == "money"


def describe_contest(
    c: ItemContext, a: AnchoredQuantity, verb: Token, obj: Token | None, own: frozenset[int]
) -> str | None:
    """As in "beat the rival by 29 points", "values the company at $1 billion"."""
    if obj is None or obj.i in own or obj.i in c.owner:
        return None
    link = a.root.doc[a.root.head.i].lower_ if a.root.dep_ == "pobj" else ""
    if verb.lemma_ in load_word_list("verbs_of_contest") and link == "by" and not a.noun:
        winner = find_subject(verb)
        if a.quantity.unit.code == "percent" and winner is not None and BOTH_SIDES.match(c.text, a.end):
            return f"vote share of {resolve_thing(c, winner, own, keep_name=True)}"
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
        and a.quantity.unit.dimension in {*AMOUNTS, "flow"}
        and (verb.lemma_ not in load_word_list("stating_verbs") or _is_put_aside(verb))
        and (
            verb.lemma_ not in load_change_words("verb")
            or (verb.lemma_ in load_word_list("losing_verbs") and a.quantity.value >= 1_000_000)
        )
    )


def _is_put_aside(verb: Token) -> bool:
    """As in "set aside 5 million", where "set 5 million as a target" states a level."""
    return any(t.dep_ == "prt" and t.lower_ == "aside" for t in verb.rights)


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
    if (receiver := _name_receiver(c, verb, own)) is not None:
        return f"{text} to {receiver}"
    if (target := _name_target(c, verb, own)) is not None:
        return f"{text} {target}"
    return append_complements(c, text, "", verb, own).replace("  ", " ").strip()


def _name_target(c: ItemContext, verb: Token, own: frozenset[int]) -> str | None:
    """Where money is placed, if the words hang on the amount: "invested $20 million in storage"."""
    if verb.lemma_ not in load_word_list("placing_verbs"):
        return None
    links = (t for i in sorted(own) for t in verb.doc[i].rights if t.dep_ == "prep" and t.i not in own)
    link = next(links, None)
    picked = collect_preposition(link, own, c.untold, 6) if link is not None else []
    return join_tokens(link, picked) if link is not None and picked else None


def _name_receiver(c: ItemContext, verb: Token, own: frozenset[int]) -> str | None:
    """Who gets the amount: "lent Vietnam 50 billion yen", "awarded 4 million to the family"."""
    dative = next((t for t in verb.rights if t.dep_ == "dative"), None)
    if dative is None:
        return None
    whom = dative if dative.pos_ != "ADP" else next((t for t in dative.rights if t.dep_ == "pobj"), None)
    if whom is None or whom.pos_ not in ("NOUN", "PROPN") or whom.i in own or whom.i in c.owner:
        return None
    return resolve_thing(c, whom, own, keep_name=True)
