"""Descriptions of persons by office: "Russia's president", "the Belarusian leader", "his counterpart"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.actors.attributes.country_votes import CountryVotes
from transforms.actors.attributes.roles import RoleFinding, write_role
from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import Entity
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.mentions.unnamed_names import name_unnamed
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.nominal_rules import load_rules, rank_by_noun
from transforms.actors.reference.titles import LONGEST, load_roles
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.words import Words

MODIFIERS = {"JJ", "JJR", "JJS", "NN", "VBN", "VBG", "POS", "NNP", "RB"}
FAR = 400


@dataclass(frozen=True, slots=True)
class _OfficePhrase:
    """An office noun with its words (`start` to `last`, exclusive) and the state or body that owns it."""

    noun: int
    first: int
    start: int
    last: int
    role: str
    rank: str | None
    owner: Entity | None
    owner_first: int


class OfficeFinder:
    """Resolves descriptions by office in one document, left to right."""

    def __init__(
        self,
        words: Words,
        entities: Sequence[Entity],
        roles: Sequence[RoleFinding],
        around: Surroundings,
        votes: CountryVotes,
    ) -> None:
        self.words, self.around, self.votes = words, around, votes
        self.persons = [e for e in entities if e.type == "person"]
        self.bodies = [e for e in entities if e.type in {"organisation", "group"}]
        self.country_by_code = {
            e.country or (e.reference or "")[-3:]: e for e in entities if e.type == "country"
        }
        self.ranks: dict[int, set[str]] = {}
        for role in roles:
            rank = rank_by_noun().get(role.role.lower()) or rank_by_noun().get(role.role.lower().split()[-1])
            if rank:
                self.ranks.setdefault(id(role.person), set()).add(rank)
        self.offices: dict[tuple[str, str], Entity] = {}
        self.role_tokens = {i for r in roles for i in range(r.first, r.last)}

    def describe_office(self, i: int) -> Iterator[MentionSpan]:
        """The mention of an office noun, if it tells whom it means."""
        words = self.words
        first, role = self._office_phrase(i)
        if role is None or i in self.role_tokens or self._goes_before_name(i):
            return
        if words.dep[i] in {"compound", "nmod"} and words.head[i] > i:
            return
        start, owner, owner_first, last = self._owner(first, i + 1)
        phrase = _OfficePhrase(i, first, start, last, role, rank_by_noun().get(role), owner, owner_first)
        before = words.lower[start - 1] if start else ""
        outer = words.lower[owner_first - 1] if owner_first else ""
        if (
            before in load_word_sets()["past_holders"]
            and start > 1
            and words.lower[start - 2] == "the"
            and words.tag[i] == "NN"
        ):
            yield from self._describe_past(phrase)
        elif outer in {"a", "an", "another"} and owner is not None and owner.type == "country":
            office = self._office_entity(phrase)
            if office is not None and phrase.rank not in load_word_sets()["unique_ranks"]:
                yield MentionSpan(office, owner_first, last, "nominal", 0.7, "description:office")
        elif not self._is_vague(phrase, before, outer):
            target, confidence = self._find_holder(phrase, before)
            if target is not None:
                left = min(start, owner_first)
                yield MentionSpan(target, left, last, "nominal", confidence, "description:office")

    def _describe_past(self, phrase: _OfficePhrase) -> Iterator[MentionSpan]:
        """The mention of "the former president", if one was named at most two sentences before."""
        words, i = self.words, phrase.noun
        past = self._by_rank(phrase.rank, phrase.owner.country if phrase.owner is not None else None, i)
        if past is not None and any(0 < words.sentence[i] - words.sentence[s.first] <= 2 for s in past.spans):
            yield MentionSpan(past, phrase.start - 1, phrase.last, "nominal", 0.6, "description:office")

    def _is_vague(self, phrase: _OfficePhrase, before: str, outer: str) -> bool:
        """Whether an office may be anybody's ("a minister", "ministers", "the Republican leader")."""
        owner, role = phrase.owner, phrase.role
        if before in load_word_sets()["no_holder"] or self.words.tag[phrase.noun] in {"NNS", "NNPS"}:
            return True
        if outer in {"a", "an", "another"} and owner is not None:
            return True
        if role == "head" and (owner is None or owner.type != "organisation"):
            return True
        return role == "leader" and owner is None and self._leads_other(phrase.first)

    def _find_holder(self, phrase: _OfficePhrase, before: str) -> tuple[Entity | None, float]:
        """Whom an office means, with a confidence: a person named, else the office itself."""
        words, i, owner, rank = self.words, phrase.noun, phrase.owner, phrase.rank
        if owner is None:
            titled = words.text[i][0].isupper() and (
                phrase.role in load_rules()["titles_alone"] or words.sentence_start(i)
            )
            if not (before in {"the", *load_word_sets()["possessives"]} or titled):
                return None, 0.0
            named = self._by_rank(rank, None, i)
            if named is not None or rank not in {"head", "premier"}:
                return named, 0.6
            return self._office_entity(phrase), 0.5
        named = self._by_rank(rank, owner.country, i) or self._adopt_holder(phrase)
        if named is not None:
            return named, 0.85
        if owner.type == "country":
            return self._office_entity(phrase), 0.7
        return (self._of_body(owner) if rank in {"head", "chief", None} else None), 0.6

    def _adopt_holder(self, phrase: _OfficePhrase) -> Entity | None:
        """The only person of a rank whose country nothing has told yet: the office says it."""
        owner, rank = phrase.owner, phrase.rank
        if (
            owner is None
            or owner.type != "country"
            or not owner.country
            or rank not in load_word_sets()["unique_ranks"]
        ):
            return None
        ranked = [p for p in self.persons if rank in self.ranks.get(id(p), set()) and not p.is_stateless]
        if (
            len(ranked) != 1
            or ranked[0].country is not None
            or not self._stands_before(ranked[0], phrase.noun)
        ):
            return None
        span = self.around.span_at[phrase.owner_first]
        ranked[0].settle_country(owner.country, "office", (span.first, span.last), 0.85)
        return ranked[0]

    def _stands_before(self, person: Entity, i: int) -> bool:
        """Whether a person is named at most three sentences before a token."""
        sentence = self.words.sentence
        return any(s.first < i and sentence[i] - sentence[s.first] <= 3 for s in person.spans)

    def _leads_other(self, first: int) -> bool:
        """Whether the word before "leader" tells of a party, union or group ("Republican leader")."""
        k = first - 1
        return k >= 0 and self.words.tag[k] in MODIFIERS

    def _office_phrase(self, i: int) -> tuple[int, str | None]:
        roles = load_roles()
        for first in range(max(0, i - LONGEST), i + 1):
            phrase = " ".join(self.words.lower[first : i + 1])
            if phrase in roles and roles[phrase][1] == "title" and phrase in rank_by_noun():
                return first, phrase
        word = self.words.lower[i]
        return i, word if word in rank_by_noun() else None

    def _goes_before_name(self, i: int) -> bool:
        nxt = i + 1
        while nxt < len(self.words) and self.words.text[nxt] in {",", "'s", "’s"}:
            if self.words.text[nxt] != ",":
                return False
            nxt += 1
        entity = self.around.entity_at.get(nxt)
        return (
            entity is not None
            and entity.type == "person"
            and self.words.sentence[nxt] == self.words.sentence[i]
        )

    def _owner(self, first: int, last: int) -> tuple[int, Entity | None, int, int]:
        """(start, owner, first token of the owner, end) of "Russia's president", "president of Russia"."""
        words, sentence = self.words, self.words.sentence[first]
        k = last
        if k + 1 < len(words) and words.lower[k] == "of" and words.sentence[k] == sentence:
            k += 2 if words.lower[k + 1] == "the" else 1
            k += (
                1
                if k < len(words) and k not in self.around.entity_at and k + 1 in self.around.entity_at
                else 0
            )
            entity = self.around.entity_at.get(k)
            end = self.around.span_at[k].last if entity is not None else k
            based = end < len(words) and words.text[end] == "-" and words.end[end - 1] == words.start[end]
            if (
                entity is not None
                and entity.type != "person"
                and self.around.span_at[k].first == k
                and not based
            ):
                return first, entity, first, end
        i, steps = first - 1, 0
        while i >= 0 and steps < 4 and words.sentence[i] == sentence:
            entity = self.around.entity_at.get(i)
            if entity is not None and entity.type != "person":
                start = self.around.span_at[i].first
                return first, entity, start, last
            if words.tag[i] not in MODIFIERS or words.lower[i] in {"former", "ex"}:
                break
            i, steps = i - 1, steps + 1
        return first, None, first, last

    def _by_rank(self, rank: str | None, code: str | None, i: int) -> Entity | None:
        """The person of that rank and country: the one named last before, else the only one."""
        if rank is None:
            return None
        fitting = []
        excluded = self._subject_of(i) if rank == "counterpart" else None
        for person in self.persons:
            if (code is not None and person.country != code) or person is excluded:
                continue
            ranks = self.ranks.get(id(person), set())
            known = (
                person.reference is not None
                and person.sector == "GOV"
                and rank in {"head", "counterpart"}
                and not ranks
            )
            if (
                rank in ranks
                or known
                or (rank == "counterpart" and ranks)
                or (rank == "head" and ranks & {"premier"})
            ):
                fitting.append(person)
        return self.latest(fitting, i)

    def _subject_of(self, i: int) -> Entity | None:
        """The person last named as a subject before a token, at most two sentences back."""
        words, best = self.words, None
        for person in self.persons:
            for span in person.spans:
                near = span.first < i and words.sentence[i] - words.sentence[span.first] <= 2
                if (
                    near
                    and words.dep[span.last - 1] in {"nsubj", "nsubjpass"}
                    and (best is None or span.first > best[0])
                ):
                    best = (span.first, person)
        return best[1] if best else None

    def latest(self, entities: Sequence[Entity], i: int) -> Entity | None:
        """The entity named last before a token; the only one if none stands before."""
        best, best_at = None, -1
        for entity in entities:
            at = max((s.first for s in entity.spans if s.first < i), default=-1)
            if at > best_at:
                best, best_at = entity, at
        if best is None and len(entities) == 1:
            return entities[0]
        return best

    def _of_body(self, owner: Entity) -> Entity | None:
        """The head of the Kremlin is the head of the state whose seat it is."""
        if owner.name not in load_rules()["seats"]:
            return None
        return self._by_rank("head", owner.country, len(self.words) - 1)

    def _office_entity(self, phrase: _OfficePhrase) -> Entity | None:
        """The office that nobody is named for: a state's, or one of this text alone if no state is told."""
        role, owner = phrase.role, phrase.owner
        code = owner.country if owner is not None else None
        country = load_countries().get(code or "")
        if role == "counterpart" or (country is None and owner is not None):
            return None
        key = (role, country.code if country is not None else "")
        if key not in self.offices:
            unique = phrase.rank in load_word_sets()["unique_ranks"] and country is not None
            name = f"{write_role(role)} of {country.name}" if unique and country else ""
            office = Entity(
                "person", sector=load_roles().get(role, ("", ""))[0] or "GOV",
                name=name or name_unnamed(self.words, phrase.noun), confidence=0.85 if country else 0.5,
                method="office", is_named=False, is_shared=unique,
            )  # fmt: skip
            if country is not None:
                span = self.around.span_at[
                    phrase.owner_first if phrase.owner_first < phrase.first else phrase.last - 1
                ]
                office.settle_country(country.code, "office", (span.first, span.last), 0.85)
            self.offices[key] = office
        return self.offices[key]
