"""What a figure counts or measures, as a short phrase that an analyst would give the series."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from transforms.figures.anchored_quantity import AnchoredQuantity
from transforms.figures.clauses import RELATIVE, find_object, find_subject
from transforms.figures.durations import describe_duration, describe_occasions
from transforms.figures.inflection import form_participle
from transforms.figures.lexicon import load_change_words, read_rows
from transforms.figures.noun_phrases import WORD_LIMIT, collect_preposition, describe_noun, join_tokens
from transforms.figures.references import find_series_before, is_reference, load_indicator_nouns, strip_change

PERSON_NOUNS = {"people", "person", "persons", "men", "women", "children", "civilians", "soldiers", "troops", "members", "officers", "students", "workers", "migrants", "refugees", "residents", "patients", "girls", "boys", "protesters", "passengers", "militants", "prisoners", "victims", "fighters", "voters", "others", "man", "woman", "child", "leaders", "defendants", "suspects", "policemen", "players", "employees", "staff", "schoolgirls", "hostages"}  # fmt: skip
CASUALTY_VERBS = {"kill", "wound", "injure", "hurt", "die", "arrest", "detain", "displace", "evacuate", "rescue", "miss", "hospitalize", "hospitalise", "infect", "test", "shoot", "behead", "execute", "abduct", "kidnap", "deport", "free", "charge", "sentence", "jail", "convict", "survive", "drown", "perish", "recover", "vaccinate", "trap", "attend"}  # fmt: skip
EMPTY_HEADS = {"number", "group", "total", "one", "list", "set", "series", "kind", "type", "part", "some", "one", "leader", "member", "number", "rest", "most", "majority", "country", "people", "record", "average", "estimate", "maximum", "minimum", "half", "third", "quarter", "dozen", "hundred", "thousand", "scene", "city", "capital", "sort", "each", "all", "many", "course", "case", "midst", "presence", "help", "behalf", "front", "middle", "delegation"}  # fmt: skip
HOLDING = {"have", "post", "report", "record", "book", "register", "make", "earn", "hold", "boast", "own", "run", "suffer", "expect", "project", "forecast", "declare", "announce", "face", "reach", "set"}  # fmt: skip
REPORTING = {"say", "tell", "report", "show", "claim", "estimate", "expect", "believe", "think", "know", "add", "note", "announce", "warn", "find", "suggest", "see", "forecast", "predict", "project", "confirm", "reveal", "indicate"}  # fmt: skip


@lru_cache(maxsize=1)
def load_measured_verbs() -> dict[str, tuple[str, str]]:
    """Kind and noun of verbs that take figures, by lemma."""
    return {row["lemma"]: (row["kind"], row["noun"]) for row in read_rows("measured_verbs.csv")}


@dataclass
class ItemReader:
    """Describes the figures of one document; figures may take over the item of another one."""

    anchored: Sequence[AnchoredQuantity]
    dates: frozenset[int]
    text: str
    owner: dict[int, int] = field(init=False)
    _done: dict[int, str | None] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)
    _current: list[int] = field(default_factory=list)
    focus: dict[int, Token] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.owner = {i: n for n, a in enumerate(self.anchored) for i in range(a.first, a.last + 1)}

    def describe(self, number: int) -> str | None:
        """The item of a figure, None where the text does not say."""
        if number in self._done:
            return self._done[number]
        if number in self._open:
            return None
        self._open.add(number)
        self._current.append(number)
        item = self._describe(self.anchored[number], number) or None
        self._current.pop()
        self._open.discard(number)
        if self._current and number in self.focus:
            self.focus.setdefault(self._current[-1], self.focus[number])
        self._done[number] = item
        return item

    def _phrase(self, noun: Token, own: Collection[int], limit: int = WORD_LIMIT) -> str:
        """The phrase of a noun; the first one of a figure is kept as its focus."""
        if self._current:
            self.focus.setdefault(self._current[-1], noun)
        return describe_noun(noun, own, self.dates, limit)

    def _own(self, a: AnchoredQuantity) -> frozenset[int]:
        return frozenset(range(a.first, a.last + 1))

    def _describe(self, a: AnchoredQuantity, number: int) -> str | None:
        if a.noun is not None and not (a.quantity.unit.code != "count" and is_reference(a.noun)):
            return self._describe_modified(a, a.noun)
        of_thing = self._of_thing(a)
        if of_thing is not None:
            return self._describe_part(a, of_thing)
        clause = next((t for t in a.root.rights if t.dep_ == "acl" and t.tag_ == "VBN" and t.i - a.last <= 2), None)
        if clause is not None and a.quantity.unit.dimension == "money":
            return self._append(f"amount {clause.text}", "", clause, own=self._own(a)).replace("  ", " ")
        beside = self._beside(a)
        if beside is not None:
            return beside
        bracketed = self._paired(a, number)
        if bracketed is not None:
            return self.describe(bracketed)
        if a.quantity.unit.dimension == "duration":
            described = describe_duration(a, self._own(a), self.dates)
            if described:
                return described
        if a.is_count and a.quantity.number.kind != "multiplier":
            return self._describe_elided(a, number)
        return self._climb(a, a.root, number)

    # ---- a noun behind the number ------------------------------------------------------------------
    def _describe_modified(self, a: AnchoredQuantity, noun: Token) -> str | None:
        own = self._own(a)
        if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "NOUN" and 0 < noun.head.i - noun.i < 4 and a.is_count:
            return self._phrase(noun.head, own)
        if noun.lower_ in ("times", "occasions") and noun.head.pos_ == "VERB":
            return describe_occasions(noun.head, own, self.dates)
        base = self._phrase(noun, own)
        if not a.is_count:
            if noun.lemma_ in load_change_words("noun") and len(base.split()) < 3:
                return self._change_thing(noun, own) or base
            return base
        if noun.dep_ == "attr" and noun.head.lemma_ == "be" and (subject := find_subject(noun.head)) is not None:
            if subject.lower_ in load_indicator_nouns() and subject.i not in own:
                return self._phrase(subject, own)
        if noun.dep_ == "pobj":
            governor = noun.head.head
            if governor.lemma_ in EMPTY_HEADS and noun.head.lower_ == "of" and governor.dep_ in ("nsubj", "nsubjpass", "dobj"):
                return self._with_verb_of(governor, base, own)
            return self._governed(noun, base, own)
        return self._with_verb(noun, base, own)

    def _with_verb(self, noun: Token, base: str, own: frozenset[int]) -> str:
        """Add what happened to the counted things, where the phrase alone is short."""
        verb = noun.head
        if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
            verb = noun.head.head
            dep = noun.head.dep_
        else:
            dep = noun.dep_
        if verb.pos_ != "VERB" or len(base.split()) > 7 or verb.lemma_ in REPORTING:
            return base
        kind = load_measured_verbs().get(verb.lemma_, ("", ""))[0]
        if kind == "light":
            return self._with_holder(base, verb, own) if dep == "dobj" else base
        if dep == "nsubjpass":
            return self._append(base, form_participle(verb), verb, own)
        if dep == "nsubj" and any(t.dep_ in ("auxpass",) for t in verb.children):
            return self._append(base, form_participle(verb), verb, own)
        if dep == "nsubj":
            link = "who" if noun.lower_ in PERSON_NOUNS else "that"
            return self._append(base, f"{link} {_plain_verb(verb)}", verb, own)
        if dep == "dobj" and verb.lemma_ not in REPORTING:
            return self._append(base, self._done_by(verb, own), verb, own)
        return base

    def _with_holder(self, base: str, verb: Token, own: frozenset[int]) -> str:
        """ "The case involves 25 defendants": defendants in the case."""
        link = {"have": "of", "include": "in", "involve": "in", "contain": "in", "feature": "in"}.get(verb.lemma_)
        subject = find_subject(verb)
        if link is None or subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.i in own or subject.i in self.owner:
            return base
        return f"{base} {link} {self._phrase(subject, own, 5)}"

    def _done_by(self, verb: Token, own: frozenset[int]) -> str:
        """ "delivered by Russia" for "Russia delivered"."""
        particle = "".join(f" {t.text}" for t in verb.rights if t.dep_ == "prt")
        participle, subject = form_participle(verb) + particle, find_subject(verb)
        if subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.i in own or subject.i in self.owner:
            return participle
        return f"{participle} by {self._phrase(subject, own, 4)}"

    def _where(self, verb: Token, base: str, link: str, own: frozenset[int]) -> str:
        """ "carried out in 14 polygons": polygons where the exercises are carried out."""
        if verb.lemma_ in ("agree", "decide", "vote", "work"):
            return f"{base} {form_participle(verb)}"
        subject = find_subject(verb)
        if link == "on" or subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.i in own or verb.lemma_ in REPORTING:
            return base
        particle = "".join(f" {t.text}" for t in verb.rights if t.dep_ == "prt")
        auxiliary = " ".join(t.text for t in verb.lefts if t.dep_ in ("aux", "auxpass"))
        who = self._phrase(subject, own, 3)
        return " ".join(f"{base} where {who} {auxiliary} {verb.text}{particle}".split())

    def _governed(self, noun: Token, base: str, own: frozenset[int]) -> str:
        """ "production of eight million bottles" is about the production of bottles."""
        if noun.dep_ != "pobj" or len(base.split()) > 5:
            return base
        if noun.head.lower_ in ("in", "at", "on") and noun.head.head.pos_ == "VERB":
            return self._where(noun.head.head, base, noun.head.lower_, own)
        if noun.head.lower_ != "of":
            return base
        governor = noun.head.head
        if governor.pos_ != "NOUN" or governor.i in self.owner or governor.lemma_ in EMPTY_HEADS or governor.i in own:
            return base
        left = self._phrase(governor, own | {t.i for t in noun.head.subtree}, 4)
        if governor.lemma_.lower() in load_change_words("noun"):
            return f"{governor.lemma_} in {base}"
        return f"{left} of {base}"

    def _append(self, base: str, words: str, verb: Token, own: frozenset[int]) -> str:
        text = f"{base} {words}"
        for child in verb.rights:
            room = 10 - len(text.split())
            if child.dep_ in ("dobj", "prt") and child.i not in own and child.i not in self.owner and room > 2 and "who " in words + " that ":
                if child.dep_ == "prt":
                    text += f" {child.text}" if not text.endswith(child.text) and child.text not in words.split() else ""
                elif not any(i.i in own for i in child.subtree) and child.pos_ in ("NOUN", "PROPN"):
                    text += f" {self._phrase(child, own, 4)}"
            if child.dep_ in ("prep", "agent") and room > 2:
                picked = collect_preposition(child, own, self.dates, min(room, 7))
                if picked:
                    text += " " + join_tokens(child, picked)
                    break
        return text

    # ---- a part of something -----------------------------------------------------------------------
    def _of_thing(self, a: AnchoredQuantity) -> Token | None:
        """X in "60 percent of X", "five of the defendants"."""
        last = a.root.doc[a.last]
        for token in {a.root.i: a.root, last.i: last}.values():
            for child in token.rights:
                if child.dep_ == "prep" and child.lower_ in ("of", "off") and child.i > a.last:
                    for thing in child.rights:
                        if thing.dep_ == "pobj" or thing.pos_ in ("NOUN", "PRON"):
                            return thing
        return None

    def _describe_part(self, a: AnchoredQuantity, thing: Token) -> str | None:
        own = self._own(a)
        if thing.lower_ in RELATIVE or thing.lower_ in ("them", "these", "those", "us") and not list(thing.rights):
            base = self._antecedent(thing, own)
        else:
            base = self._phrase(thing, own)
        verb = a.root.head
        if a.root.dep_ == "pobj":
            verb = a.root.head.head
        if a.quantity.unit.dimension in ("share", "mass", "volume", "energy", "money", "count") and a.root.dep_ in ("pobj", "dobj", "attr", "conj"):
            if a.root.dep_ == "conj":
                verb = _lift(a.root)
            share = self._share_holder(verb, own)
            if share and a.quantity.unit.dimension == "share" and base:
                return f"{_possessive(share)} share of {base}"
        if a.root.dep_ in ("nsubj", "nsubjpass", "dobj") and base and verb.pos_ == "VERB" and len(base.split()) <= 7:
            return self._with_verb_of(a.root, base, own)
        return base

    def _with_verb_of(self, root: Token, base: str, own: frozenset[int]) -> str:
        verb = root.head
        if verb.lemma_ in REPORTING or load_measured_verbs().get(verb.lemma_, ("", ""))[0] == "light":
            return base
        if root.dep_ == "nsubjpass" or root.dep_ == "dobj" or any(t.dep_ == "auxpass" for t in verb.children):
            return self._append(base, form_participle(verb), verb, own)
        return self._append(base, f"that {_plain_verb(verb)}", verb, own)

    def _share_holder(self, verb: Token, own: frozenset[int]) -> str | None:
        particle = next((t.lower_ for t in verb.children if t.dep_ == "prt"), "")
        kind = load_measured_verbs().get(f"{verb.lemma_} {particle}".strip(), ("", ""))[0]
        if kind != "share":
            return None
        subject = find_subject(verb)
        return self._resolve(subject, own, keep_name=True) if subject is not None else None

    def _beside(self, a: AnchoredQuantity) -> str | None:
        """The thing right before ", down 5%" or "by 2.6%" where the verb is left unsaid."""
        doc, at = a.root.doc, a.first - 1
        if at < 2 or a.is_count or a.start < a.quantity.start:
            return None
        if doc[at].lower_ in ("up", "down") and doc[at - 1].text in (",", "—", "–"):
            at -= 2
        elif doc[at].lower_ == "by" and doc[at - 1].pos_ in ("PROPN", "NOUN"):
            at -= 1
        else:
            return None
        before = doc[at]
        if before.i in self.owner:
            return self.describe(self.owner[before.i])
        if before.i in self.dates or before.pos_ not in ("PROPN", "NOUN") or doc[at].is_sent_start:
            return None
        return self._phrase(before, self._own(a), 6)

    # ---- pairs -------------------------------------------------------------------------------------
    def _paired(self, a: AnchoredQuantity, number: int) -> int | None:
        """The figure before that this one restates: "(£10bn)", ", or 0.6%"."""
        if number == 0:
            return None
        before = self.anchored[number - 1]
        between = self.text[before.end : a.start].strip()
        if before.sentence_no != a.sentence_no:
            return None
        if between in ("(", "[", "( about", "or", ", or", "/", "( or") or (between in ("—", "–", "-", ",") and a.quantity.unit.code != before.quantity.unit.code and a.noun is None):
            return number - 1 if not a.is_count or between in ("(", "[") else None
        return None

    # ---- a bare number -----------------------------------------------------------------------------
    def _describe_elided(self, a: AnchoredQuantity, number: int) -> str | None:
        own = self._own(a)
        root, head = a.root, a.root.head
        extra = self._right_places(a)
        if root.dep_ in ("nsubj", "nsubjpass", "dobj") and head.pos_ == "VERB" and (head.lemma_ in CASUALTY_VERBS):
            noun = self._counted_before(a, number) if head.lemma_ not in ("kill", "wound", "injure", "die", "hurt") else "people"
            return self._with_verb_of(root, noun or "people", own)
        if root.dep_ == "nsubj" and any(t.lemma_ in CASUALTY_VERBS for t in head.children):
            return self._with_verb_of(root, "people", own)
        if root.dep_ in ("pobj", "attr", "npadvmod", "dobj") and (climbed := self._climb(a, root, number)):
            if root.dep_ in ("pobj", "attr") or head.lemma_ in load_change_words("verb"):
                return climbed
        noun = self._counted_before(a, number)
        if noun:
            return f"{noun} {extra}".strip()
        return self._climb(a, root, number) or extra or None

    def _right_places(self, a: AnchoredQuantity) -> str:
        for child in a.root.rights:
            if child.dep_ == "prep" and child.i > a.last:
                picked = collect_preposition(child, self._own(a), self.dates, 7)
                if picked:
                    return join_tokens(child, picked)
        return ""

    def _counted_before(self, a: AnchoredQuantity, number: int) -> str | None:
        """The noun of the nearest count before, in this sentence or the last ("14 polygons, nine in Russia")."""
        for n in range(number - 1, max(-1, number - 6), -1):
            other = self.anchored[n]
            if other.is_count and other.noun is not None and a.sentence_no - other.sentence_no <= 1:
                return self._phrase(other.noun, self._own(other), 3)
        return None

    def _antecedent(self, pronoun: Token, own: frozenset[int]) -> str:
        verb = pronoun
        for _ in range(5):
            if verb.dep_ == "relcl":
                break
            verb = verb.head
        if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):
            return self._phrase(verb.head, own | set(range(verb.left_edge.i, verb.right_edge.i + 1)), 6)
        for token in reversed(pronoun.doc[max(0, pronoun.i - 40) : own and min(own) or pronoun.i]):
            if token.tag_ in ("NNS", "NNPS") and token.i not in own:
                return self._phrase(token, own, 5)
        return ""

    # ---- measures: climb to what governs the figure ------------------------------------------------
    def _climb(self, a: AnchoredQuantity, start: Token, number: int) -> str | None:
        own = self._own(a)
        token = start
        for _ in range(9):
            head, dep = token.head, token.dep_
            if head.i == token.i:
                return self._describe_top(a, token, own)
            linked = self.owner.get(head.i)
            if linked is not None and linked != number and dep in ("conj", "appos", "dep", "npadvmod", "advmod", "amod", "prep", "relcl", "acl", "advcl", "nmod", "quantmod", "nummod"):
                if dep == "conj" and self.anchored[linked].noun is not None and a.is_count:
                    return self.describe(linked)
                return self.describe(linked)
            if dep == "pobj" and head.dep_ in ("prep", "agent", "dative", "advmod", "pcomp", "acl", "conj", "advcl", "amod"):
                governor = head.head
                if governor.pos_ in ("NOUN", "PROPN") and governor.i not in own and self.owner.get(governor.i) is None:
                    return self._describe_governor(a, governor, own | {t.i for t in head.subtree})
                token = head
                continue
            if dep in ("predet", "det") or (a.quantity.number.kind == "multiplier" and dep in ("amod", "nummod", "advmod")):
                token = head
                continue
            if head.pos_ in ("NOUN", "PROPN") and dep in ("nummod", "compound", "amod", "nmod", "npadvmod", "appos", "advmod", "acl", "relcl"):
                return self._describe_governor(a, head, own)
            if head.pos_ in ("VERB", "AUX") and dep not in ("prep", "agent") and token.pos_ not in ("VERB", "AUX"):
                return self._describe_clause(a, head, token, own)
            if token.dep_ in ("prep", "agent", "advmod", "advcl", "acl") and head.pos_ in ("VERB", "AUX"):
                if token.pos_ in ("VERB", "AUX"):
                    return self._describe_clause(a, token, start, own)
                return self._describe_clause(a, head, token, own)
            if token.pos_ == "VERB":
                return self._describe_clause(a, token, start, own)
            token = head
        return None

    def _describe_top(self, a: AnchoredQuantity, token: Token, own: frozenset[int]) -> str | None:
        """A fragment: the first noun that stands before the figure."""
        if token.pos_ == "VERB" and (subject := find_subject(token)) is not None and subject.i not in own:
            return self._resolve(subject, own)
        for child in token.lefts:
            if child.pos_ in ("NOUN", "PROPN") and child.i not in own:
                return self._phrase(child, own)
        for other in reversed(token.doc[max(0, a.first - 12) : a.first]):
            if other.pos_ in ("NOUN", "PROPN") and other.i not in self.owner and other.i not in self.dates:
                return self._phrase(other, own)
        return None

    def _describe_governor(self, a: AnchoredQuantity, noun: Token, own: frozenset[int] | set[int]) -> str | None:
        if noun.lemma_.lower() in load_change_words("noun"):
            inner = next((t for p in a.root.rights if p.lower_ == "in" for t in p.rights if t.dep_ == "pobj"), None)
            if inner is not None and inner.i not in self.dates and inner.pos_ in ("NOUN", "PROPN"):
                return self._phrase(inner, frozenset())
            return self._change_thing(noun, frozenset(own)) or self._phrase(noun, own)
        if is_reference(noun) and not (noun.dep_ == "dobj" and noun.head.lemma_ == "have"):
            return self._resolve(noun, frozenset(own))
        base = self._phrase(noun, own)
        if noun.dep_ == "dobj" and len(base.split()) == 1 and noun.head.lemma_ in HOLDING:
            holder = find_subject(noun.head)
            if holder is not None and holder.pos_ in ("NOUN", "PROPN") and holder.i not in own and holder.i not in self.owner:
                return f"{base} of {self._phrase(holder, own, 5)}"
        return base

    def _change_thing(self, noun: Token, own: frozenset[int]) -> str | None:
        """What changes, for "an increase in X of 5%", "a 7% share price increase", "posted a 4% rise"."""
        thing = strip_change(noun)
        if thing.i != noun.i and thing.i not in own:
            return self._phrase(thing, own)
        modifiers = [t for t in noun.lefts if t.dep_ in ("compound", "nmod", "amod", "poss") and t.i not in own and t.pos_ in ("NOUN", "PROPN") and t.tag_ != "PRP$"]
        if modifiers:
            return self._phrase(noun, own)
        verb = noun.head if noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass") else noun.head.head if noun.dep_ == "pobj" else None
        if verb is not None and verb.pos_ in ("VERB", "AUX") and noun.dep_ != "nsubj":
            subject = find_subject(verb)
            if subject is not None and subject.i != noun.i:
                return self._resolve(subject, own)
        return None

    def _describe_clause(self, a: AnchoredQuantity, verb: Token, via: Token, own: frozenset[int]) -> str | None:
        subject, obj = find_subject(verb), find_object(verb, self._with_subtree(via, own))
        kind, noun = load_measured_verbs().get(verb.lemma_, ("", ""))
        is_object = via.dep_ in ("dobj", "obj") or (via.dep_ in ("oprd", "attr", "npadvmod") and kind == "amount")
        if kind == "amount" and is_object and a.quantity.unit.dimension == "money":
            return self._amount(verb, subject, noun, own)
        if obj is not None and obj.i not in own and self.owner.get(obj.i) is None and not is_object:
            if not (verb.lemma_ in ("cost", "fine", "charge") and obj.pos_ == "PRON"):
                return self._resolve(obj, own)
        if subject is None or subject.i in own:
            if is_object and verb.pos_ == "VERB":
                return self._append(noun or form_participle(verb), "", verb, own).strip()
            return None
        described = self._resolve(subject, own)
        if described and kind == "share" and a.quantity.unit.dimension == "share":
            return f"{_possessive(described)} share"
        return described

    def _amount(self, verb: Token, subject: Token | None, noun: str, own: frozenset[int]) -> str:
        if subject is not None and any(t.dep_ == "nsubjpass" for t in verb.children):
            receiver = self._resolve(subject, own, keep_name=True) if subject.i not in own else None
            return f"{noun} {'for' if noun == 'fine' else 'to'} {receiver}" if receiver else noun
        holder = self._resolve(subject, own, keep_name=True) if subject is not None and subject.i not in own else None
        text = f"{noun} by {holder}" if holder else noun
        return self._append(text, "", verb, own).replace("  ", " ").strip()

    def _with_subtree(self, via: Token, own: frozenset[int]) -> set[int]:
        return own | {via.i}

    def _resolve(self, token: Token, own: frozenset[int], keep_name: bool = False) -> str | None:
        """The words for a subject or object: a noun phrase, the item of another figure, or what a pronoun stands for."""
        linked = self.owner.get(token.i)
        if linked is not None and not own & {token.i}:
            return self.describe(linked)
        if token.pos_ in ("VERB", "AUX"):
            obj = find_object(token, own)
            if token.dep_ in ("csubj", "nsubj") and obj is not None:
                return f"{token.lower_} {self._phrase(obj, own)}"
            subject = find_subject(token)
            return self._phrase(subject, own) if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None
        if is_reference(token):
            return self._resolve_reference(token, own, keep_name)
        if token.pos_ == "PRON":
            return self._pronoun(token, own)
        return self._phrase(strip_change(token), own)

    def _resolve_reference(self, token: Token, own: frozenset[int], keep_name: bool) -> str | None:
        """ "this figure", "it", "that of its assets"."""
        of = next((t for t in token.rights if t.dep_ == "prep" and t.lower_ == "of"), None)
        if of is not None and token.pos_ == "PRON":
            parallel = next((t for t in reversed(token.doc[max(0, token.i - 30) : token.i]) if t.dep_ == token.dep_ and t.pos_ == "NOUN"), None)
            complement = join_tokens(of, collect_preposition(of, own, self.dates, 8))
            return f"{parallel.text} {complement}" if parallel is not None else complement
        found = None if keep_name else find_series_before(token, own, self.dates)
        if found:
            return found
        return self._pronoun(token, own) if token.pos_ == "PRON" else self._phrase(token, own)

    def _pronoun(self, token: Token, own: frozenset[int]) -> str | None:
        """The subject before a pronoun, in this sentence or the last."""
        doc = token.doc
        wants_plural = token.lower_ in ("they", "them", "those", "these")
        for other in reversed(doc[max(0, token.i - 50) : token.i]):
            if other.dep_ in ("nsubj", "nsubjpass") and other.pos_ in ("NOUN", "PROPN") and other.i not in own:
                if wants_plural and other.tag_ not in ("NNS", "NNPS"):
                    continue
                if other.head.lemma_ in REPORTING and token.lower_ in ("it", "they") and other.pos_ == "PROPN":
                    continue
                return self._phrase(other, own, 7)
        return None


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _lift(token: Token) -> Token:
    """The verb above a chain of conjuncts."""
    while token.dep_ == "conj":
        token = token.head
    return token.head.head if token.dep_ == "pobj" else token.head


def _plain_verb(verb: Token) -> str:
    """The verb of a clause as it reads in a relative clause: "died" for "have died"."""
    if verb.tag_ == "VBN":
        return verb.lower_ if verb.lower_.endswith("ed") else f"have {verb.lower_}"
    return verb.lower_ if verb.tag_ != "VBG" else f"are {verb.lower_}"
