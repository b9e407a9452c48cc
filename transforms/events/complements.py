"""Predicates whose complement names the event: promises, demands, refusals, threats, permissions, plans."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.attitude_rules import AttitudeRules, Content
from transforms.events.clauses import Clause
from transforms.events.coding import Coding, split_type
from transforms.events.complement_nouns import find_complement_nouns, list_content
from transforms.events.guards import ArgumentGuard
from transforms.events.lexicon import Lexicon
from transforms.events.nouns import find_noun_classes


class ComplementCoder:
    """Codes clauses whose predicate takes a complement that names the event."""

    def __init__(self, lexicon: Lexicon, guard: ArgumentGuard) -> None:
        self._lexicon = lexicon
        self._guard = guard
        self._rules = AttitudeRules(guard)

    def code(self, clause: Clause, name: str, inner: Coding | None, token: Token | None) -> Coding | None:
        """The event of a clause whose predicate is of an attitude class; None when it names none.

        `inner` is the coding of the clause at `token`, which the predicate takes.
        """
        noun = None if token is not None else self._find_noun(clause, name)
        content = Content(
            event_type=inner.event_type if inner else noun[0] if noun else None,
            mode=inner.mode if inner else noun[1] if noun else None,
            token=token,
        )
        if content.event_type is None and token is None:
            return self._code_entry(clause) if name == "permit" else None
        turned = self._rules.turn(clause, name, content)
        if turned is None:
            return None
        event_type, mode, status = turned
        last = inner.words if inner else (noun[2],) if noun else (token,) if token else ()
        spent = {clause.verb.i, *list_content(clause)}
        if inner is not None:
            spent |= inner.spent | {inner.anchor.i}
        return Coding(
            event_type=event_type,
            mode=mode,
            anchor=clause.verb,
            words=(clause.verb, *last),
            rule=f"{name}:{clause.lemma}",
            clause=clause,
            inner=inner,
            noun=noun[2] if noun else None,
            status=status,
            spent=frozenset(spent),
        )

    def _find_noun(self, clause: Clause, name: str) -> tuple[str, str | None, Token] | None:
        """Type and mode of the noun that is promised, demanded, refused or threatened, and the noun."""
        for noun in find_complement_nouns(clause, name, self._lexicon):
            classes = find_noun_classes(noun, self._lexicon)
            for key, made in self._lexicon.compositions["content"].items():
                if key in classes:
                    event_type, mode = split_type(made)
                    return event_type, mode, noun
        return None

    def _code_entry(self, clause: Clause) -> Coding | None:
        """Refugees taken in; observers, inspectors, peacekeepers or relief let in."""
        for noun in (*clause.objects, *(clause.subjects if self._guard.is_headline else ())):
            classes = find_noun_classes(noun, self._lexicon)
            is_refuge = "refugee" in classes
            if not is_refuge and not classes & {"peacekeeper", "access"}:
                continue
            return Coding(
                event_type="AID" if is_refuge else "RETREAT",
                mode=None if is_refuge else "access",
                anchor=clause.verb,
                words=(clause.verb, noun),
                rule=f"permit:{clause.lemma}",
                clause=clause,
                noun=noun,
                spent=frozenset({clause.verb.i, noun.i}),
            )
        return None
