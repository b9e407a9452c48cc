"""Whose figure it is: the actor that the parse ties to a series; nobody rather than a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from schemas.document_actors import DocumentActor
from schemas.figures import Figure
from transforms.actors.findings import ActorFindings
from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity
from transforms.figures.attributes.deeds import find_doer, is_owned
from transforms.figures.items.bracketed import is_bracketed
from transforms.figures.items.votes import find_favoured, is_vote_share
from transforms.figures.lexicon import load_word_list
from transforms.language.syntax import find_prepositional

OWNER_TYPES = frozenset({"person", "organisation", "country", "group"})
# How many nouns of "the fall in the price of the firm's shares" are followed.
CHAIN = 4


class OwnerReader:
    """Looks up the owners of the figures of one document."""

    def __init__(self, actors: ActorFindings, text: str) -> None:
        self._actors = actors
        self._text = text
        self._told = frozenset(m.sentence_no for m in actors.mentions)

    def find_owner(self, a: AnchoredQuantity, focus: Token | None) -> str | None:
        """The actor that the series belongs to: "Belarus' trade", "sales of Tesla", "Tesla sold 5 cars".

        Args:
            a: the figure.
            focus: head of the phrase that names its series, if any.
        """
        if a.sentence_no not in self._told:
            return None  # no actor stands in the sentence
        if a.quantity.unit.dimension == "age":
            return None if focus is None else self._name(focus, a)
        if focus is not None and is_vote_share(a, focus):
            return self._find_voted(a, focus)
        own = self._find_possessor(a, focus) or self._find_listed(a, focus)
        if own is None and a.root.dep_ == "nummod" and a.root.head.pos_ == "PROPN":
            return self._name(a.root.head, a)  # "and Reker 900,000"
        if own is not None or a.quantity.unit.dimension == "duration":
            return own
        return self._find_doer(a) or self._find_placed_owner(a, focus)

    def _find_possessor(self, a: AnchoredQuantity, focus: Token | None) -> str | None:
        """The first actor that possesses the series, or one of the things that it is the series of."""
        for depth, noun in _follow_chain(a, focus):
            for token in _list_possessors(noun) if depth == 0 else _list_genitives(noun):
                if (owner := self._name(token, a)) is not None:
                    return owner
        return None

    def _find_listed(self, a: AnchoredQuantity, focus: Token | None) -> str | None:
        """The member of a list with values in brackets: "Egypt (2 million), Kenya (1 million)"."""
        if focus is None or focus.i >= a.first or not is_bracketed(a, self._text):
            return None
        return self._name(focus, a)

    def _find_voted(self, a: AnchoredQuantity, focus: Token) -> str | None:
        """The name whose share of a vote it is, or the one beside "her rival"."""
        beside = (t for t in focus.rights if t.dep_ == "appos")
        owners = (self._name(t, a) for t in (*beside, focus))
        return next((owner for owner in owners if owner is not None), None)

    def _find_doer(self, a: AnchoredQuantity) -> str | None:
        favoured = find_favoured(a)
        if favoured is not None:
            return self._name(favoured, a)
        doer = find_doer(a)
        if doer is None:
            return None
        for token in (doer, *_follow_possessors(doer)):
            if (owner := self._name(token, a)) is not None:
                return owner
        return None

    def _find_placed_owner(self, a: AnchoredQuantity, focus: Token | None) -> str | None:
        """The country in "inflation in Poland", "exports from Chile", the firm in "shares in Norvik"."""
        for thing, kinds in _list_placed(focus):
            if (owner := self._name(thing, a, frozenset(kinds))) is not None:
                return owner
        return None

    def _name(self, token: Token, a: AnchoredQuantity, kinds: frozenset[str] = OWNER_TYPES) -> str | None:
        """The actor that a token names; what the figure itself counts owns nothing."""
        if a.first <= token.i <= a.last or (a.noun is not None and token.i == a.noun.i):
            return None
        for mention in self._actors.mentions_of_token(token, a.sentence_no):
            actor = self._actors.actor_by_key.get(mention.actor_id)
            counted = mention.char_start < a.end and a.start < mention.char_end
            if actor is not None and actor.type in kinds and not counted and not _is_price(actor, token):
                return actor.entity_key
        return None


def share_owners(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Figures of which those that tell the same series again in their sentence have its owner too.

    "Alibaba raised $12.9bn (£10bn)", "carried 38 million passengers, up 9 percent".
    """
    before: Figure | None = None
    for figure in figures:
        again = before is not None and before.sentence_no == figure.sentence_no and before.item == figure.item
        if again and before is not None and figure.item is not None and figure.actor_id is None:
            figure = replace(figure, actor_id=before.actor_id)
        yield figure
        before = figure


def _is_price(actor: DocumentActor, token: Token) -> bool:
    """Whether a name is that of a commodity or an index, which own no figures."""
    words = {word.lower() for word in actor.name.split()} | {token.lower_}
    return bool(words & load_word_list("price_names"))


def _follow_chain(a: AnchoredQuantity, focus: Token | None) -> Iterator[tuple[int, Token]]:
    """The nouns of a series from its head down: "price", "shares" of "the price of the firm's shares"."""
    seen: set[int] = set()
    for start in (focus, a.noun):
        noun = start
        for depth in range(CHAIN):
            if noun is None or noun.i in seen:
                break
            seen.add(noun.i)
            yield depth, noun
            noun = find_prepositional(noun, "of", "in")


def _list_genitives(noun: Token) -> Iterator[Token]:
    return (t for t in noun.lefts if t.dep_ == "poss")


def _list_possessors(noun: Token) -> Iterator[Token]:
    """Whoever a noun belongs to: "the firm's sales", "sales of the firm", "Tesla sales", "sold by Tesla"."""
    yield from _list_genitives(noun)
    of = find_prepositional(noun, "of")
    if of is not None and (is_owned(noun) or noun.lower_ in ("those", "that")):
        yield of
        yield from (t for t in of.lefts if t.dep_ in ("poss", "compound"))
    if is_owned(noun) and not any(t.tag_ == "PRP$" for t in noun.lefts):
        yield from (t for t in noun.lefts if t.dep_ in ("compound", "nmod", "amod"))
    for clause in noun.rights:
        if clause.dep_ in ("acl", "relcl"):
            yield from (t for t in clause.children if t.dep_ == "agent" for t in t.rights if t.dep_ == "pobj")


def _follow_possessors(doer: Token) -> Iterator[Token]:
    """Whoever the subject of a clause belongs to: "Tesla's board", "sales of Tesla", "Shares in Tesla"."""
    yield from _list_possessors(doer)
    if doer.lower_ in load_word_list("stock_nouns") and (firm := find_prepositional(doer, "of", "in")):
        yield firm


def _list_placed(focus: Token | None) -> Iterator[tuple[Token, tuple[str, ...]]]:
    """Objects of "in" and "from" behind a series, with the kinds of actor that it may belong to."""
    if focus is None:
        return
    kinds = {
        ("in", "owned_by_place"): ("country",),
        ("from", "sent_from"): ("country",),
        ("in", "stock_nouns"): ("organisation",),
    }
    for prep in focus.rights:
        for (link, words), wanted in kinds.items():
            if prep.lower_ == link and focus.lower_ in load_word_list(words):
                yield from ((thing, wanted) for thing in prep.rights if thing.dep_ == "pobj")
