"""Places of a text where somebody is told, with what syntax says there."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.mentions import MentionKind
from transforms.actors.mention_spans import MentionSpan
from transforms.actors.words import Words

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative"})
QUOTES_OPEN = frozenset({"“", "``"})
QUOTES_CLOSE = frozenset({"”", "''"})
LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun: its token and class ("he", "she" or "they")."""

    at: int
    form: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens `first` to `last`, exclusive, with their head; `place` is 0 subject of a main clause, 1 other
    subject, 2 owner of a subject, 3 other owner, 4 object, 5 anything else.
    """

    first: int
    last: int
    head: int
    sentence: int
    kind: MentionKind
    place: int


def make_spot(words: Words, first: int, last: int, kind: MentionKind) -> Spot:
    """The spot of some tokens."""
    head = find_head(words, first, last)
    return Spot(first, last, head, words.sentence[first], kind, find_place(words, head))


def spot_mention(words: Words, m: MentionSpan) -> Spot:
    """The spot of a mention."""
    return make_spot(words, m.first, m.last, m.kind)


def find_head(words: Words, first: int, last: int) -> int:
    """The token of a span that hangs on something outside."""
    for i in range(first, last):
        if not first <= words.head[i] < last:
            return i
    return last - 1


def find_place(words: Words, head: int) -> int:
    """What a noun is in its clause; see `Spot`."""
    head = as_subject(words, head)
    dep = words.dep[head]
    if dep in SUBJECTS:
        return 0 if words.dep[words.head[head]] in {"ROOT", "conj"} else 1
    if dep == "poss":
        return 2 if words.dep[words.head[head]] in SUBJECTS else 3
    return 4 if dep in OBJECTS else 5


def as_subject(words: Words, head: int) -> int:
    """The subject to which a name stands in apposition ("The minister, Ana Ruiz, said"), else itself."""
    is_apposed = words.dep[head] == "appos" and words.dep[words.head[head]] in SUBJECTS
    return words.head[head] if is_apposed else head


def find_quoted(words: Words) -> list[bool]:
    """Whether each token stands inside quotation marks, as the ranker was taught.

    It reads on over paragraphs, which `transforms.language.quote_marks` does not.
    """
    out, inside, opened = [], False, 0
    for i, text in enumerate(words.text):
        if text in QUOTES_OPEN or (text == '"' and not inside):
            inside, opened = True, i
        elif text in QUOTES_CLOSE or (text == '"' and inside):
            inside = False
        if inside and i - opened > LONGEST_QUOTE:
            inside = False
        out.append(inside)
    return out
