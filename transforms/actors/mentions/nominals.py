"""Definite descriptions: offices, "the two countries", "the country", "the company"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.actors.attributes.country_votes import CountryVotes
from transforms.actors.attributes.roles import RoleFinding
from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.nominal_offices import OfficeFinder
from transforms.actors.name_spans import NameSpan
from transforms.actors.names.types import load_type_words
from transforms.actors.reference.nominal_rules import load_rules
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words
from transforms.lexicon.spelling import fold

FAR = 400
HALVES = {"North": "PRK", "South": "KOR"}
SUBJECT = frozenset({"nsubj", "nsubjpass"})


def means_parties(word: str) -> bool:
    """Whether a noun means parties of any kind, not only states."""
    return word in load_word_sets()["parties"]


class NominalFinder(OfficeFinder):
    """Resolves the descriptions of one document, left to right."""

    def find(self) -> list[MentionSpan]:
        """Mentions of every kind of description."""
        found: list[MentionSpan] = []
        for i in range(len(self.words)):
            if self.words.pos[i] in {"NOUN", "PROPN"} and i not in self.around.entity_at:
                found.extend(self._at(i))
        return found

    def _at(self, i: int) -> Iterator[MentionSpan]:
        words, lower = self.words, self.words.lower[i]
        rules = load_rules()
        if i + 1 < len(words) and words.text[i + 1] in {"-", "–"} and words.end[i] == words.start[i + 1]:
            return
        if lower in rules["plurals"]["persons"]:
            yield from self._several_persons(i)
        elif lower in rules["plurals"]["countries"]:
            yield from self._several_countries(i)
        elif lower in rules["singulars"]["country"]:
            yield from self._the_country(i)
        elif lower in rules["bodies"]:
            yield from self._the_body(i, rules["bodies"][lower])
        elif words.text[i] in HALVES:
            yield from self._half(i)
        else:
            yield from self.describe_office(i)

    def _half(self, i: int) -> Iterator[MentionSpan]:
        """Korea's halves by their points of the compass ("the North")."""
        words = self.words
        country = self.country_by_code.get(HALVES[words.text[i]])
        following = words.text[i + 1] if i + 1 < len(words) else ""
        if (
            country is None
            or not i
            or words.lower[i - 1] != "the"
            or following[:1].isupper()
            or following == "of"
        ):
            return
        yield MentionSpan(country, i, i + 1, "nominal", 0.75, "description:half")

    def _several_persons(self, i: int) -> Iterator[MentionSpan]:
        words = self.words
        start = i - 1
        while start > 0 and words.tag[start] in {"JJ", "NN", "NNP"} and i - start < 3:
            start -= 1
        if (
            i in self.role_tokens
            or words.lower[start] not in {"two", "both", "the"}
            or start in self.around.entity_at
        ):
            return
        if words.lower[i] == "men" and words.lower[start] == "two" and words.lower[start - 1] != "the":
            return  # "two men who sent funds" are others
        ranks = set(load_rules()["plural_ranks"].get(" ".join(words.lower[start + 1 : i + 1]), ()))
        if not ranks:
            return
        fitting = [p for p in self.persons if p.country and self._has_rank(p, ranks)]
        for person in self._recent_pair(fitting, i):
            first = start if words.lower[start] != "the" else start + 1
            yield MentionSpan(person, first, i + 1, "nominal", 0.75, "description:pair")

    def _has_rank(self, person: Entity, wanted: set[str]) -> bool:
        ranks = self.ranks.get(id(person), set())
        if not ranks and person.reference is not None and person.sector == "GOV":
            ranks = {"head"}
        return bool(ranks & wanted) or "any" in wanted

    def _several_countries(self, i: int) -> Iterator[MentionSpan]:
        words = self.words
        before = words.lower[max(0, i - 2) : i]
        if not set(before) & {"two", "both"} or (
            words.lower[i - 1] in {"other", "the"} and "both" not in before
        ):
            return
        pair = self._joined_pair(i) if means_parties(words.lower[i]) else []
        pair = pair or self._recent_pair(list(self.country_by_code.values()), i)
        for country in pair:
            yield MentionSpan(country, i - 1, i + 1, "nominal", 0.75, "description:pair")

    def _joined_pair(self, i: int) -> list[Entity]:
        """The parties that an earlier sentence, at most two back, names together as its subject."""
        words = self.words
        for back in (1, 2):
            heads = [
                (span.last - 1, entity)
                for entity in (*self.country_by_code.values(), *self.bodies)
                for span in entity.spans
                if words.sentence[span.first] == words.sentence[i] - back
            ]
            for head, entity in heads:
                joined = [e for k, e in heads if words.dep[k] == "conj" and words.head[k] == head]
                if words.dep[head] in SUBJECT and len(joined) == 1 and joined[0] is not entity:
                    return [entity, joined[0]]
        return []

    def _recent_pair(self, entities: Sequence[Entity], i: int) -> list[Entity]:
        """The two named last before a token, of different countries; of more, the two named most."""
        latest: dict[str, tuple[int, Entity]] = {}
        for entity in entities:
            at = max((s.first for s in entity.spans if s.first < i), default=-1)
            code = entity.country or entity.name
            if at >= 0 and at > i - FAR and at > latest.get(code, (-1, entity))[0]:
                latest[code] = (at, entity)
        ranked = sorted(latest.values(), key=lambda pair: -pair[0])
        if len(ranked) > 2:
            counts = {id(e): len(e.spans) for _, e in ranked}
            ranked = sorted(ranked, key=lambda pair: -counts[id(pair[1])] + (i - pair[0]) / 60)
        pair = [entity for _, entity in ranked[:2]]
        return sorted(pair, key=lambda e: e.name) if len(pair) == 2 else []

    # ---- countries and bodies ----------------------------------------------------------------
    def _the_country(self, i: int) -> Iterator[MentionSpan]:
        words = self.words
        if not i or words.lower[i - 1] not in {"the", "this"} or words.lower[i + 1 : i + 2] == ["of"]:
            return
        code = self.votes.before(i) or self.votes.main()
        country = self.country_by_code.get(code or "")
        if country is not None and self._invades_itself(country, i):
            country = self._other_country(country, i)
        if country is not None:
            yield MentionSpan(country, i, i + 1, "nominal", 0.7, "description:country")

    def _other_country(self, subject: Entity, i: int) -> Entity | None:
        """The country named last, in this sentence or the one before, beside the subject's own."""
        words = self.words
        near = [
            (span.first, entity)
            for entity in self.country_by_code.values()
            for span in entity.spans
            if entity is not subject
            and span.first < i
            and words.sentence[i] - words.sentence[span.first] <= 1
        ]
        return max(near, key=lambda pair: pair[0])[1] if near else None

    def _invades_itself(self, country: Entity, i: int) -> bool:
        """Whether a country would be subject and object of one verb ("Oslo invaded the country")."""
        words = self.words
        return words.dep[i] == "dobj" and any(
            words.dep[s.last - 1] in SUBJECT and words.head[s.last - 1] == words.head[i]
            for s in country.spans
        )

    def _is_topic(self, span: NameSpan, i: int) -> bool:
        """Whether a name stands shortly before a token and is more than the place of something."""
        words, head = self.words, span.last - 1
        if span.first >= i or words.sentence[i] - words.sentence[span.first] > 6:
            return False
        if words.dep[head] in {"compound", "nmod"}:
            kinds = load_type_words()["media_after"] | load_type_words()["body_after"]
            governor = words.head[head]
            while words.dep[governor] == "compound" and words.head[governor] > governor:
                governor = words.head[governor]
            speaks = words.dep[governor] in SUBJECT and words.sentence[governor] == words.sentence[i]
            if words.lower[governor] not in kinds and not speaks:
                return False
            head = governor
        links = load_word_sets()["place_links"]
        return not (words.dep[head] == "pobj" and words.lower[words.head[head]] in links)

    def _the_body(self, i: int, sectors: list[str]) -> Iterator[MentionSpan]:
        words = self.words
        if words.dep[i] == "compound" or (i + 1 < len(words) and words.lower[i + 1] == "of"):
            return
        start, told = self._left_of_body(i)
        if start < 0:
            return
        named = self.around.entity_at.get(i + 2) if i + 2 < len(words) and words.text[i + 1] == "," else None
        if named is not None and named.type == "organisation" and words.sentence[i + 2] == words.sentence[i]:
            yield MentionSpan(named, i, i + 1, "nominal", 0.8, "description:apposition")
            return
        stem = words.lower[i]
        unknown = stem in load_rules()["open_bodies"]
        fitting = [
            b for b in self.bodies
            if (told is None or b.country == told)
            and (b.sector in sectors or stem in fold(b.name).split() or (not b.sector and unknown))
        ]  # fmt: skip
        target = self._latest_topic(fitting, i)
        if target is None and told is not None and len(fitting) == 1:
            target = fitting[0]
        if target is not None:
            yield MentionSpan(target, i, i + 1, "nominal", 0.65, "description:body")

    def _left_of_body(self, i: int) -> tuple[int, str | None]:
        """First token and country of "the", "North Korea's official" before a body's noun; -1 if neither."""
        words, k = self.words, i - 1
        fillers = 0
        while k >= 0 and words.sentence[k] == words.sentence[i] and i - k < 5:
            entity = self.around.entity_at.get(k)
            if entity is not None and entity.type == "country":
                return self.around.span_at[k].first, entity.country
            if (
                words.lower[k] == "based"
                and k > 1
                and words.text[k - 1] == "-"
                and k - 2 in self.around.span_at
            ):
                fillers, k = fillers - 1, self.around.span_at[k - 2].first - 1
                continue
            if words.lower[k] in {"the", "this"}:
                return (k, None) if fillers <= 0 else (-1, None)
            if words.tag[k] not in {"JJ", "NN", "VBN", "HYPH", "POS", "JJS"} or entity is not None:
                break
            fillers += words.tag[k] != "POS" and words.lower[k] not in load_rules()["plain_modifiers"]
            k -= 1
        return -1, None

    def _latest_topic(self, bodies: Sequence[Entity], i: int) -> Entity | None:
        """The body spoken of last before a token: near ones first, then subjects."""
        words = self.words
        best: tuple[float, int] | None = None
        target = None
        for body in bodies:
            for span in body.spans:
                if not self._is_topic(span, i):
                    continue
                rank = -2.0 * (words.sentence[i] - words.sentence[span.first])
                head = span.last - 1
                while words.dep[head] in {"compound", "nmod"} and words.head[head] > head:
                    head = words.head[head]
                rank += 1.5 if words.dep[head] in SUBJECT else 0.0
                if best is None or (rank, span.first) > best:
                    best, target = (rank, span.first), body
        return target


def find_nominals(
    words: Words,
    entities: Sequence[Entity],
    roles: Sequence[RoleFinding],
    around: Surroundings,
    votes: CountryVotes,
) -> tuple[list[Entity], list[MentionSpan]]:
    """Offices that nobody is named for, as entities of their own, and all description mentions."""
    finder = NominalFinder(words, entities, roles, around, votes)
    mentions = finder.find()
    return list(finder.offices.values()), mentions
