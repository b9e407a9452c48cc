"""What the ranker of pronouns sees of a pronoun and one candidate: a row of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.actors.pronouns.referents import Referent
from transforms.actors.pronouns.spots import Pronoun, Spot, find_place
from transforms.actors.reference.pronoun_words import CLASSES
from transforms.actors.words import Words

TYPES = ("person", "group", "organisation", "country", "location", "pair", "noun")
KINDS = ("name", "nominal", "pronoun")
ABOUT_PRONOUN = ("form", "own_place", "own_pobj", "own_quoted", "opens")
ABOUT_REFERENT = ("type", "plural", "human", "gender", "named", "same_form", "is_last_of_form")
ABOUT_SPOT = ("sentences_back", "place", "kind", "quoted", "parallel")
ABOUT_HISTORY = ("spots", "share", "in_opening", "near_subject", "named_back", "spots_near")
ABOUT_RIVALS = ("actors", "persons", "of_gender", "salience", "salience_share")
NAMES = (*ABOUT_PRONOUN, *ABOUT_REFERENT, *ABOUT_SPOT, *ABOUT_HISTORY, *ABOUT_RIVALS)
NEAR = 3
MANY = 20
# What a place in a clause is worth (see `Spot`): subjects of main clauses are spoken of further.
WEIGHTS = (1.9, 1.5, 1.4, 0.8, 1.0, 1.0)


class Measurer:
    """Measures pairs of a pronoun and a candidate in one document.

    `last_of_form` holds the candidate to which the last pronoun of each class was resolved.
    """

    def __init__(self, words: Words, quoted: Sequence[bool]) -> None:
        self.words, self.quoted = words, quoted
        self.last_of_form: dict[str, Referent] = {}

    def measure_all(self, p: Pronoun, candidates: Sequence[Referent]) -> list[list[float]]:
        """A row of `NAMES` for each candidate."""
        about = self._about_pronoun(p)
        counts = [
            float(sum(r.type != "noun" for r in candidates)),
            float(sum(r.type == "person" for r in candidates)),
            float(sum(r.gender == p.form for r in candidates)),
        ]
        most = max((len(r.spots) for r in candidates), default=1)
        salience = [self._weigh(p, r) for r in candidates]
        top = max(salience, default=0.0) or 1.0
        rows = []
        for referent, weight in zip(candidates, salience, strict=True):
            row = [*about, *self._about_referent(p, referent)]
            row += self._about_spot(p, referent.before(p.at) or referent.spots[0])
            row += self._about_history(p, referent, most)
            rows.append([*row, *counts, weight, weight / top])
        return rows

    def _weigh(self, p: Pronoun, r: Referent) -> float:
        """How much somebody is spoken of before a pronoun: nearness, place in the clause, repetition."""
        sentence, best, count = self.words.sentence[p.at], 0.0, 0
        for spot in r.spots:
            back = sentence - spot.sentence
            if spot.first < p.at and back <= NEAR:
                outside = 0.6 if self.quoted[spot.first] and not self.quoted[p.at] else 1.0
                nearness = (0.8 + 0.4 * spot.first / max(1, p.at)) * 2.0 / (1 + back)
                best, count = max(best, nearness * WEIGHTS[spot.place] * outside), count + 1
        return best + 0.1 * count

    def _about_pronoun(self, p: Pronoun) -> list[float]:
        words, i = self.words, p.at
        return [
            float(CLASSES.index(p.form)),
            float(find_place(words, i)),
            float(words.dep[i] == "pobj"),
            float(self.quoted[i]),
            float(words.sentence_start(i)),
        ]

    def _about_referent(self, p: Pronoun, r: Referent) -> list[float]:
        return [
            float(TYPES.index(r.type)),
            float(r.is_plural),
            float(r.is_human),
            0.0 if not r.gender else 1.0 if r.gender == p.form else -1.0,
            float(bool(r.entities) and all(e.is_named for e in r.entities)),
            float(min(r.forms[p.form], 5)),
            float(self.last_of_form.get(p.form) is r),
        ]

    def _about_spot(self, p: Pronoun, spot: Spot) -> list[float]:
        words, i = self.words, p.at
        return [
            float(words.sentence[i] - spot.sentence),
            float(spot.place),
            float(KINDS.index(spot.kind)),
            float(self.quoted[spot.first]),
            float(words.dep[spot.head] == words.dep[i]),
        ]

    def _about_history(self, p: Pronoun, r: Referent, most: int) -> list[float]:
        sentence = self.words.sentence[p.at]
        before = [s for s in r.spots if s.first < p.at]
        near = [s for s in before if sentence - s.sentence <= NEAR]
        named = next((sentence - s.sentence for s in reversed(before) if s.kind != "pronoun"), MANY)
        return [
            float(min(len(before), MANY)),
            len(r.spots) / most,
            float(bool(before) and before[0].sentence <= 1),
            float(any(s.place < 2 and sentence - s.sentence <= 1 for s in near)),
            float(min(named, MANY)),
            float(len(near)),
        ]
