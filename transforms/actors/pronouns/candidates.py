"""Which candidates a pronoun has: those of a fitting kind, told shortly before, that syntax allows."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.actors.pronouns.referents import Referent
from transforms.actors.pronouns.spots import OBJECTS, SUBJECTS, Pronoun, Spot, as_subject
from transforms.actors.reference.pronoun_words import load_pronoun_words
from transforms.actors.words import Words

# Sentences before a pronoun in which whom it means is looked for.
BACK = {"he": 6, "she": 8, "they": 4}
# Sentences before a quotation in which its speaker is named.
BACK_TO_SPEAKER = 3
TO_OTHERS = frozenset({"against", "by", "to"})


class CandidateFinder:
    """Finds the candidates of the pronouns of one document."""

    def __init__(self, words: Words, quoted: Sequence[bool], referents: Sequence[Referent]) -> None:
        self._words, self._quoted, self._referents = words, quoted, referents
        self._tellers = self._find_tellers()

    def list_candidates(self, p: Pronoun) -> list[Referent]:
        """Fitting referents told at most `BACK` sentences before or later in the sentence, nearest first."""
        sentence = self._words.sentence[p.at]
        found: list[tuple[int, int, Referent]] = []
        for number, r in enumerate(self._referents):
            if not _fits(p.form, r):
                continue
            spot = r.before(p.at)
            if spot is not None and sentence - spot.sentence <= BACK[p.form]:
                if not self._is_excluded(p, r, spot):
                    found.append((p.at - spot.first, number, r))
            elif spot is None and r.type != "noun" and r.spots[0].sentence == sentence:
                found.append((r.spots[0].first, number, r))
        return [r for _, _, r in sorted(found, key=lambda f: f[:2])]

    def _find_tellers(self) -> dict[int, set[int]]:
        """The persons named as subjects of verbs of saying outside quotations, by sentence."""
        words, saying = self._words, load_pronoun_words().saying
        found: dict[int, set[int]] = {}
        for r in self._referents:
            for spot in r.spots if r.type == "person" else ():
                head = as_subject(words, spot.head)
                says = words.dep[head] in SUBJECTS and words.lemma[words.head[head]] in saying
                if says and not self._quoted[spot.first]:
                    found.setdefault(spot.sentence, set()).add(id(r))
        return found

    def _is_excluded(self, p: Pronoun, r: Referent, spot: Spot) -> bool:
        """Whether somebody can't be meant: who speaks the quoted "he", the subject of "met him"."""
        words, sentence = self._words, self._words.sentence[p.at]
        if self._quoted[p.at] and p.form != "they":
            back = range(sentence, sentence - BACK_TO_SPEAKER - 1, -1)
            speakers = next((self._tellers[s] for s in back if s in self._tellers), set())
            if id(r) in speakers:
                return True
        if words.lower[p.at] in load_pronoun_words().reflexive or spot.sentence != sentence:
            return False
        subject = as_subject(words, spot.head)
        return words.dep[subject] in SUBJECTS and self._is_object_of(p.at, words.head[subject])

    def _is_object_of(self, i: int, verb: int) -> bool:
        """Whether a pronoun is an object of a verb, or of one joined to it ("Ruiz spoke to her")."""
        words = self._words
        above = words.head[i]
        is_told = (
            words.dep[i] == "pobj" and words.lower[above] in TO_OTHERS
        )  # "took it with her" may be herself
        if not is_told and words.dep[i] not in OBJECTS:
            return False
        while words.dep[above] in {"prep", "dative", "agent"} and words.head[above] != above:
            above = words.head[above]
        while above != verb and words.dep[above] == "conj" and not self._has_subject(above):
            above = words.head[above]
        return above == verb

    def _has_subject(self, verb: int) -> bool:
        """Whether a verb has a subject of its own ("Ruiz spoke, and they thanked her")."""
        words = self._words
        near = range(max(0, verb - 12), verb)
        return any(words.head[k] == verb and words.dep[k] in SUBJECTS for k in near)


def _fits(form: str, r: Referent) -> bool:
    """Whether number, kind and gender allow a pronoun to mean somebody."""
    if form == "they":
        return r.type not in {"person", "location"} and (r.type != "noun" or r.is_plural or r.is_human)
    is_one = r.type == "person" or (r.type == "noun" and r.is_human and not r.is_plural)
    return is_one and r.gender in {"", form}
