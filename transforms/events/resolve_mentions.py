"""Resolve a word to the mentions of actors: its own, its modifiers', its of-phrase's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.events.actor_tokens import list_actor_tokens
from transforms.events.clauses import expand
from transforms.events.coding import Coding
from transforms.events.lexicon import load_lexicon
from transforms.events.nouns import find_noun_classes
from transforms.events.role_words import LEFT, list_stance
from transforms.events.word_sets import word_set

NAMING = frozenset({"including"})  # "the defendants, including Ruiz"
# "people in Lima", "spokesman for Mali": whose people they are
BELONGING = frozenset({"of", "from", "in", "for", "at"})
AGAINST = frozenset({"anti", "post"})
OTHER_PEOPLE = word_set("other_people")
PEOPLES = frozenset({"NORP", "GPE"})
DASHES = frozenset({"—", "--", "–", "-"})
OFFICES = frozenset({"person", "authority", "speaker", "diplomat"})
UNNAMED = frozenset({"person", "authority", "troops", "police_n", "prisoner", "refugee", "speaker"})


class MentionResolver:
    """Resolves the words of one sentence to the mentions of actors."""

    def __init__(self, actors: ActorFindings, sentence_no: int) -> None:
        self._actors = actors
        self._sentence_no = sentence_no

    def resolve_doers(self, coding: Coding) -> Iterator[Mention]:
        """Actors; where the parser takes the dateline for the subject, the name after the dash."""
        clause = coding.clause
        tokens = list(list_actor_tokens(coding))
        if clause is not None and tokens and tokens[0].i < clause.verb.i:
            verb = (
                tokens[0].head
                if tokens[0].head.pos_ == "VERB" and tokens[0].head.i > tokens[0].i
                else clause.verb
            )
            dash = next((t.i for t in verb.doc[tokens[0].i : verb.i] if t.text in DASHES), None)
            if dash is not None and tokens[0].i - verb.sent.start <= 4:
                later = [t for t in verb.doc[dash + 1 : verb.i] if t.pos_ in {"PROPN", "NOUN", "PRON"}]
                heads = [
                    t for t in later if t.dep_ not in {"compound", "poss", "nmod", "npadvmod", "pobj"}
                ] or later[-1:]
                yield from self.resolve_all(reversed(heads[-1:]) if heads else [])
                return
        yield from self.resolve_all(tokens)

    def resolve_all(self, tokens: Iterable[Token]) -> Iterator[Mention]:
        """Mentions of every word, in order."""
        for token in tokens:
            yield from self.resolve(token, 0)

    def resolve(self, token: Token, depth: int) -> Iterator[Mention]:
        """Mentions of the head; else of its modifiers; else of its of-phrase."""
        hits = self._actors.mentions_of_token(token, self._sentence_no)
        if token.lower_ == "its" or (token.lower_ == "it" and not hits):
            owner = self._resolve_it(token, depth)
            if owner:
                yield from owner
                return
        if token.lower_ == "their" and not hits and depth < 3:
            owners = self._owners_before(token, depth)
            if owners:
                yield from owners
                return
        if token.lower_ in {"they", "them"} and not hits and token.i - token.sent.start <= 2:
            before = self._subjects_before(token)
            if before:
                yield from before
                return
        if token.lower_ in {"they", "it"} and depth < 3:
            said = [m for s in _reporting_subject(token) for m in self.resolve(s, depth + 1)]
            if said:
                yield from said  # "police said they had arrested ..."
                return
        if hits and hits[0].kind == "nominal":
            beside = self._named_beside(token)
            if beside:
                yield from beside
                return
        if hits:
            named = self._named_body(token, hits)
            if named is not None:
                yield named
                return
            longest = hits[0].char_end - hits[0].char_start
            yield from (m for m in hits if m.char_end - m.char_start == longest)
            return
        if depth > 3:
            return
        beside = self._named_beside(token)
        if beside:
            yield from beside
            return
        if token.pos_ == "PRON":
            for subject in _reporting_subject(token):
                yield from self.resolve(subject, depth + 1)
            return
        found = False
        is_other = token.lemma_.lower() in OTHER_PEOPLE
        for child in token.children:
            if depth and child.dep_ == "poss" and child.ent_type_ == "PERSON":
                continue  # the founders of Ruiz's company are not Ruiz
            is_theirs = child.dep_ == "poss" or (child.dep_ == "compound" and child.ent_type_ == "GPE")
            if is_other and is_theirs:
                continue
            stance = list_stance(child)
            if stance in AGAINST or (stance and "protest" in find_noun_classes(token, load_lexicon())):
                continue  # neither is his wife he, nor an anti-Taliban fighter a Taliban
            if child.tag_ == "PRP$" and any(c.ent_type_ in PEOPLES for c in token.children if c.dep_ in LEFT):
                continue  # "their Afghan allies"
            if child.dep_ in LEFT and child.i < token.i:
                for mention in self._actors.mentions_of_token(child, self._sentence_no):
                    found = True
                    yield mention
                    break
                if not found and child.dep_ == "poss":
                    for mention in self.resolve(child, depth + 1):
                        found = True
                        yield mention
        if not found:
            for inner in token.doc[token.left_edge.i : token.i]:  # "an Israeli F-16 fighter jet"
                is_owner = (inner.dep_, inner.ent_type_) in {("amod", "NORP"), ("compound", "GPE")}
                if is_owner and inner.head.dep_ in LEFT:
                    found = True
                    yield from self._actors.mentions_of_token(inner, self._sentence_no)[:1]
        if found:
            return
        is_somebody = bool(find_noun_classes(token, load_lexicon()) & (UNNAMED | {"place_n"}))
        for child in token.children:
            if (
                child.dep_ == "prep"
                and child.lower_ in (BELONGING if is_somebody else {"of", "from"}) | NAMING
            ):
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        for one in expand(noun):
                            for mention in self.resolve(one, depth + 1):
                                found = True
                                yield mention
                if found:
                    return
            if child.dep_ == "appos":
                yield from self.resolve(child, depth + 1)

    def _resolve_it(self, pronoun: Token, depth: int) -> list[Mention]:
        """The body or state that "its", or "it" at the start of a sentence, stands for.

        The nearest subject above in the sentence, else the subject of the sentence before.
        """
        if depth > 2:
            return []
        for subject in _list_subjects_above(pronoun):
            found = self._list_bodies(subject, self._sentence_no)
            if found:
                return found
            if pronoun.lower_ == "it" and subject.dep_ == "nsubj":
                return []
        if pronoun.lower_ == "it" and (pronoun.i - pronoun.sent.start > 2 or pronoun.dep_ != "nsubj"):
            return []
        return self._subject_before(pronoun)

    def _subject_before(self, pronoun: Token) -> list[Mention]:
        start = pronoun.sent.start
        if not start or not self._sentence_no:
            return []
        root = pronoun.doc[start - 1].sent.root
        for subject in root.children:
            if subject.dep_ in {"nsubj", "nsubjpass"}:
                return self._list_bodies(subject, self._sentence_no - 1)
        return []

    def _owners_before(self, pronoun: Token, depth: int) -> list[Mention]:
        """Those whose something is: the nearest plural subject before "their" in the sentence."""
        for subject in _list_subjects_above(pronoun):
            named = list(expand(subject))
            if len(named) > 1 or subject.tag_ in {"NNS", "NNPS"}:
                return [m for t in named for m in self.resolve(t, depth + 1)]
        return []

    def _subjects_before(self, pronoun: Token) -> list[Mention]:
        """Those for whom "they" at the start of a sentence stands: the plural subject before it."""
        start = pronoun.sent.start
        if not start or not self._sentence_no or pronoun.dep_ not in {"nsubj", "nsubjpass"}:
            return []
        root = pronoun.doc[start - 1].sent.root
        subjects = [c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}][:1]
        named = [e for s in subjects for e in expand(s)]
        if not named or not (len(named) > 1 or named[0].tag_ in {"NNS", "NNPS"}):
            return []
        before = MentionResolver(self._actors, self._sentence_no - 1)
        return [m for t in named if t.pos_ != "PRON" for m in before.resolve(t, 1)]

    def _list_bodies(self, token: Token, sentence_no: int) -> list[Mention]:
        """The mention of a state or body, in the singular, that a word heads."""
        if token.tag_ in {"NNS", "NNPS", "PRP", "WDT", "WP"}:
            return []
        hits = self._actors.mentions_of_token(token, sentence_no)
        bodies = {"organisation", "country", "group"}
        known = [m for m in hits if self._type_of(m) in bodies]
        longest = max((m.char_end - m.char_start for m in known), default=0)
        return [m for m in known if m.char_end - m.char_start == longest][:1]

    def _type_of(self, mention: Mention) -> str | None:
        actor = self._actors.actor_by_key.get(mention.actor_id)
        return actor.type if actor is not None else None

    def _named_beside(self, token: Token) -> list[Mention]:
        """The name in apposition to a noun: "his counterpart Ana Ruiz", "its southern neighbour, Peru"."""
        if token.pos_ not in {"NOUN", "PROPN"} or token.tag_ in {"NNS", "NNPS"}:
            return []
        joined = (g for c in token.children if c.dep_ == "conj" and c.pos_ == "NOUN" for g in c.children)
        for child in (*token.children, *joined):  # also "director and finance officer, Ana Ruiz,"
            if child.dep_ == "appos" and child.i - token.i <= 6:
                hits = self._actors.mentions_of_token(child, self._sentence_no)
                names = [m for m in hits if m.kind == "name"]
                if names and (token.pos_ == "NOUN" or self._is_person(names[0])):
                    return names[:1]
        inside = (a for c in token.children if c.lower_ == "of" for o in c.children for a in o.children)
        for apposed in inside:  # the parser hangs "Ana Ruiz" on Lagos in "the governor of Lagos, Ana Ruiz"
            hits = self._actors.mentions_of_token(apposed, self._sentence_no)
            names = [m for m in hits if m.kind == "name" and self._is_person(m)]
            if apposed.dep_ == "appos" and names and _is_office(token):
                return names[:1]
        return self._named_after(token)

    def _named_after(self, token: Token) -> list[Mention]:
        """The person named between commas after an office: "the governor of Lagos State, Ana Ruiz, said"."""
        comma = token.right_edge.i + 1
        if comma + 1 >= token.sent.end or token.doc[comma].text != ",":
            return []
        if not _is_office(token):
            return []
        start = token.doc[comma + 1].idx
        named = self._actors.mentions_by_sentence.get(self._sentence_no, ())
        return [m for m in named if m.char_start == start and m.kind == "name" and self._is_person(m)][:1]

    def _is_person(self, mention: Mention) -> bool:
        return self._type_of(mention) == "person"

    def _named_body(self, token: Token, hits: tuple[Mention, ...]) -> Mention | None:
        """The organisation in "Boko Haram militants", where the phrase alone is just a group."""
        actor = self._actors.actor_by_key.get(hits[0].actor_id)
        if hits[0].kind != "nominal" or actor is None or actor.type != "group":
            return None
        for child in token.children:
            if child.dep_ in LEFT and child.i < token.i and list_stance(child) not in AGAINST:
                for mention in self._actors.mentions_of_token(child, self._sentence_no):
                    body = self._actors.actor_by_key.get(mention.actor_id)
                    if mention.kind == "name" and body is not None and body.type == "organisation":
                        return mention
        return None


def _list_subjects_above(pronoun: Token) -> Iterator[Token]:
    """Subjects before a pronoun, nearest first; for "it" only those of reporting and joined verbs."""
    for verb in (a for a in pronoun.ancestors if a.pos_ in {"VERB", "AUX"}):
        subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < pronoun.i]
        yield from (s for s in subjects if s.i < pronoun.left_edge.i)
        if pronoun.lower_ == "it" and verb.dep_ not in {"ccomp", "conj", "advcl"}:
            return


def _is_office(token: Token) -> bool:
    return bool(find_noun_classes(token, load_lexicon()) & OFFICES)


def _reporting_subject(pronoun: Token) -> Iterator[Token]:
    """Who speaks, for a pronoun in what is said: "Iraq said it would ..."."""
    verb = pronoun.head
    if (
        pronoun.lower_ in {"it", "he", "she", "they"}
        and pronoun.dep_ in {"nsubj", "nsubjpass"}
        and verb.dep_ == "ccomp"
    ):
        yield from (
            c for c in verb.head.children if c.dep_ == "nsubj" and c.i < pronoun.i and c.pos_ != "PRON"
        )
