"""He, she and they, where the rule is safe; "it" stays unresolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.reference.tables import read_words
from transforms.actors.words import Words

MALE = {"he", "him", "his", "himself"}
FEMALE = {"she", "her", "hers", "herself"}
PLURAL = {"they", "them", "their", "themselves"}
SUBJECT = {"nsubj", "nsubjpass"}
SAYING = {"say", "tell", "add", "note", "state", "write", "declare", "explain"}
BACK = 3


def find_pronouns(words: Words, mentions: Sequence[MentionSpan]) -> list[MentionSpan]:
    """Mentions of the third-person pronouns of a document."""
    finder = _Finder(words, mentions)
    out: list[MentionSpan] = []
    for i, lower in enumerate(words.lower):
        if lower in MALE or lower in FEMALE:
            found = finder.resolve_person(i, "male" if lower in MALE else "female", out)
            if found is not None:
                out.append(found)
        elif lower in PLURAL:
            out.extend(finder.resolve_plural(i))
    return out


class _Finder:
    def __init__(self, words: Words, mentions: Sequence[MentionSpan]) -> None:
        self.words = words
        self.persons = sorted((m for m in mentions if m.entity.type == "person"), key=lambda m: m.first)
        groups = (m for m in mentions if m.entity.type == "group" and words.tag[m.last - 1] != "NN")
        self.groups = sorted(groups, key=lambda m: m.first)
        self.gender = self._genders()
        self.quoted = _inside_quotes(words)
        self.tellers = self._find_tellers()

    def _genders(self) -> dict[int, str]:
        """Gender by honorific, office noun or given name; unknown ones are left out."""
        votes: dict[int, Counter[str]] = {}
        female_names, male_names = read_words("female_names.txt"), read_words("male_names.txt")
        for m in self.persons:
            tally = votes.setdefault(id(m.entity), Counter())
            before = self.words.lower[m.first - 1] if m.first else ""
            if before in {"mr", "mr.", "sir", "lord", "king", "prince", "sheikh"}:
                tally["male"] += 3
            if before in {
                "mrs",
                "mrs.",
                "ms",
                "ms.",
                "miss",
                "lady",
                "queen",
                "princess",
                "dame",
                "spokeswoman",
                "chairwoman",
                "congresswoman",
            }:
                tally["female"] += 3
            given = m.entity.name.split()[0].lower() if " " in m.entity.name else ""
            if m.kind == "name" and given in female_names:
                tally["female"] += 1
            elif m.kind == "name" and given in male_names:
                tally["male"] += 1
        return {key: tally.most_common(1)[0][0] for key, tally in votes.items() if tally}

    def resolve_person(self, i: int, gender: str, before: Sequence[MentionSpan]) -> MentionSpan | None:
        words, sentence = self.words, self.words.sentence[i]
        scores: dict[int, float] = {}
        entity_of: dict[int, Entity] = {}
        for m in (*self.persons, *before):
            at = words.sentence[m.first]
            if m.first >= i or sentence - at > BACK or at < 0 or m.entity.type != "person":
                continue
            if self.gender.get(id(m.entity), gender) != gender:
                continue
            head = _head_token(words, m)
            if self.quoted[i] and self._quotes(m, sentence):
                continue  # who says it is not "he"
            if sentence == at and self.quoted[i] and not self.quoted[m.first] and self._speaks(m):
                continue
            score = 2.0 / (1 + sentence - at)
            score *= self._grammatical_weight(head)
            score *= 0.6 if self.quoted[m.first] and not self.quoted[i] else 1.0
            score *= 0.8 + 0.4 * (m.first / max(1, i))
            score += 3.0 if self._announces(i, m) else 0.0
            if gender == "female" and id(m.entity) not in self.gender:
                score *= 0.75  # of whom it is not known
            if words.dep[head] == "dobj" and words.head[head] == words.head[i]:
                continue
            if (
                words.lower[i] in {"him", "himself"}
                and words.head[i] == words.head[head]
                and words.dep[head] in SUBJECT
                and words.lower[i] == "him"
            ):
                continue
            if words.lower[i] in {"him", "her"} and self._is_own_subject(i, head):
                continue
            scores[id(m.entity)] = max(scores.get(id(m.entity), 0.0), score) + 0.1
            entity_of[id(m.entity)] = m.entity
        if not scores:
            return None
        ranked = sorted(scores, key=lambda key: -scores[key])
        margin = scores[ranked[0]] - (scores[ranked[1]] if len(ranked) > 1 else 0.0)
        if gender == "female" and self.gender.get(ranked[0]) != "female" and len(ranked) > 1 and margin < 0.8:
            return None
        confidence = 0.85 if len(ranked) == 1 else 0.75 if margin > 0.7 else 0.6
        return MentionSpan(entity_of[ranked[0]], i, i + 1, "pronoun", confidence, "pronoun:salience")

    def _grammatical_weight(self, head: int) -> float:
        """Subjects of main clauses are spoken of further, then those of other clauses; owners least."""
        words = self.words
        head = self._as_subject(head)
        if words.dep[head] in SUBJECT:
            verb = words.head[head]
            return 1.9 if words.dep[verb] in {"ROOT", "conj"} else 1.5
        if words.dep[head] == "poss":  # "Berg's trip is an attempt to mend his image"
            return 1.4 if words.dep[words.head[head]] in SUBJECT else 0.8
        return 1.0

    def _as_subject(self, head: int) -> int:
        """The subject to which a name stands in apposition ("The minister, Ana Ruiz, said"), else itself."""
        words = self.words
        is_apposed = words.dep[head] == "appos" and words.dep[words.head[head]] in SUBJECT
        return words.head[head] if is_apposed else head

    def _is_own_subject(self, i: int, head: int) -> bool:
        """Whether a token is the subject of the verb whose object a pronoun is ("Ruiz spoke to her")."""
        words = self.words
        if words.dep[i] not in {"dobj", "pobj", "dative"} or words.dep[head] not in SUBJECT:
            return False
        verb = words.head[i]
        while words.dep[verb] in {"prep", "dative"}:
            verb = words.head[verb]
        while True:
            if words.head[head] == verb:
                return True
            if words.dep[verb] != "conj" or words.head[verb] == verb:
                return False
            verb = words.head[verb]

    def _speaks(self, m: MentionSpan) -> bool:
        head = self._as_subject(_head_token(self.words, m))
        return self.words.dep[head] in SUBJECT

    def _find_tellers(self) -> dict[int, set[int]]:
        """The persons named as subjects of verbs of saying outside quotations, by sentence."""
        found: dict[int, set[int]] = {}
        for m in self.persons:
            if not self.quoted[m.first] and self._tells(m):
                found.setdefault(self.words.sentence[m.first], set()).add(id(m.entity))
        return found

    def _quotes(self, m: MentionSpan, sentence: int) -> bool:
        """Whether somebody says what is quoted in a sentence, named there or shortly before."""
        here = self.tellers.get(sentence)
        if here is not None:
            return id(m.entity) in here
        last = next(
            (self.tellers[s] for s in range(sentence, sentence - BACK - 1, -1) if s in self.tellers), ()
        )
        return id(m.entity) in last

    def _tells(self, m: MentionSpan) -> bool:
        """Whether somebody is the subject of a verb of saying."""
        head = self._as_subject(_head_token(self.words, m))
        return self._speaks(m) and self.words.lemma[self.words.head[head]] in SAYING

    def _announces(self, i: int, m: MentionSpan) -> bool:
        """Whether a relative clause on a name says what "he" does: "Ruiz, who announced he would resign"."""
        words = self.words
        verb = words.head[i]
        if words.dep[i] not in SUBJECT or words.dep[verb] != "ccomp":
            return False
        above = words.head[verb]
        return words.dep[above] == "relcl" and m.first <= words.head[above] < m.last

    def resolve_plural(self, i: int) -> list[MentionSpan]:
        """They: two persons named as one subject, or the only group of the sentence before."""
        words, sentence = self.words, self.words.sentence[i]
        if self.quoted[i]:
            return []
        for back in (0, 1):
            here = [m for m in self.persons if words.sentence[m.first] == sentence - back and m.first < i]
            pairs = [
                (a, b) for a in here for b in here
                if a.entity is not b.entity and words.dep[_head_token(words, a)] in SUBJECT
                and words.dep[_head_token(words, b)] == "conj"
                and words.head[_head_token(words, b)] == _head_token(words, a)
            ]  # fmt: skip
            if pairs:
                return [MentionSpan(m.entity, i, i + 1, "pronoun", 0.7, "pronoun:pair") for m in pairs[-1]]
            groups = [
                m for m in self.groups
                if words.sentence[m.first] == sentence - back and m.first < i
                and words.dep[_head_token(words, m)] in SUBJECT
            ]  # fmt: skip
            if len({id(m.entity) for m in groups}) == 1:
                return [MentionSpan(groups[-1].entity, i, i + 1, "pronoun", 0.65, "pronoun:group")]
        return []


def _head_token(words: Words, m: MentionSpan) -> int:
    for i in range(m.first, m.last):
        if not m.first <= words.head[i] < m.last:
            return i
    return m.last - 1


def _inside_quotes(words: Words) -> list[bool]:
    """Whether each token stands inside quotation marks."""
    out, inside, sentence_open = [], False, 0
    for i, text in enumerate(words.text):
        if text in {"“", "``"} or (text == '"' and not inside):
            inside, sentence_open = True, i
        elif text in {"”", "''"} or (text == '"' and inside):
            inside = False
        if inside and i - sentence_open > 300:
            inside = False
        out.append(inside)
    return out
