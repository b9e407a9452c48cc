"""Reported speech: what somebody says, without quotation marks, with its cue and speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Span, Token

from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.language.syntax import is_infinitive, is_negated, list_auxiliaries
from transforms.language.token_words import WordFinder
from transforms.quotes.cues import cue_text, is_reporting_verb, load_cues
from transforms.quotes.locate import FINITE
from transforms.quotes.sources import SourcePhrase, find_source_phrase, list_openings
from transforms.quotes.speakers import (
    UNKNOWN,
    Speaker,
    find_subject,
    interrupts,
    may_speak,
    noun_after,
    resolve_speaker,
    said_by_quoted,
)
from transforms.quotes.stretch import Stretch

# No clause that somebody says is longer; in a chain of clauses without end each would hold all behind it.
MOST_TOKENS = 400


def find_reported_speech(
    parsed: ParsedDocument, actors: ActorFindings, quoted: Sequence[Stretch] = ()
) -> list[Stretch]:
    """Every clause that is reported as somebody's words, in text order.

    `quoted` are the quotations whose speakers are named beside them: who spoke last may be one of these.
    """
    found: list[Stretch] = []
    previous: Speaker | None = None
    waiting = sorted(quoted, key=lambda s: s.end, reverse=True)
    openers = _list_openers(parsed)
    for number in range(len(parsed.sentences)):
        start = parsed.sentences[number].char_start
        while waiting and waiting[-1].end <= start:
            speaker = waiting.pop().speaker
            if previous is None or speaker.sentence_no >= previous.sentence_no:
                previous = speaker
        for token in openers[number]:
            stretch = _of_verb(token, parsed, actors, previous) or _of_source(token, parsed, actors, previous)
            if stretch is None:
                continue
            if found and _passes_on(stretch, found[-1], actors):
                continue
            if stretch.speaker.entity_key:
                previous = stretch.speaker
            found.append(stretch)
    return found


@lru_cache(maxsize=1)
def _make_finders() -> tuple[WordFinder, WordFinder]:
    return WordFinder("lemma", load_cues().reporting), WordFinder("lower", list_openings())


def _list_openers(parsed: ParsedDocument) -> dict[int, list[Token]]:
    """By number of the sentence, the tokens that may be a verb of saying or open a source's phrase."""
    doc = parsed.doc
    numbers = {n for finder in _make_finders() for n in finder.number_tokens(doc)}
    openers: dict[int, list[Token]] = defaultdict(list)
    for token in (doc[i] for i in sorted(numbers)):
        openers[parsed.sentence_no_of(token)].append(token)
    return openers


def _passes_on(outer: Stretch, inner: Stretch, actors: ActorFindings) -> bool:
    """Whether the media only pass on somebody's words: "X noted that ..., agency Y reported"."""
    contains = outer.start <= inner.start and inner.end <= outer.end
    speaker = actors.actor_by_key.get(outer.speaker.entity_key or "")
    return (
        contains and inner.speaker.entity_key is not None and speaker is not None and speaker.sector == "MED"
    )


def _of_verb(
    verb: Token, parsed: ParsedDocument, actors: ActorFindings, previous: Speaker | None
) -> Stretch | None:
    if not is_reporting_verb(verb) or _is_not_said(verb):
        return None
    subject = _subject(verb)
    if subject is None:
        return None
    if subject.dep_ in ("nsubjpass", "expl") and said_by_quoted(verb) is None:
        return None
    bounds = _content(verb) or _content_by_position(verb, subject, parsed)
    if bounds is None:
        return None
    speaker = resolve_speaker(subject, parsed, actors, previous, verb)
    if speaker.entity_key is None and not may_speak(subject):
        return None
    return Stretch(*bounds, False, speaker, cue_text(verb), f"quote.reported.{verb.lemma_.lower()}", verb.idx)


def _subject(verb: Token) -> Token | None:
    """Who says it; a trailing participle (", saying that ...") belongs to the main clause's subject."""
    quoted = said_by_quoted(verb)
    if quoted is not None:
        return quoted
    trails = verb.tag_ == "VBG" and verb.i > verb.sent.start and not verb.nbor(-1).is_alpha
    if trails and verb.dep_ in ("advcl", "acl"):
        subject = _subject_of_speech_around(verb) or _outside_marks(find_subject(verb.sent.root), verb)
        if subject is not None and subject.i < verb.i:
            return subject
    subject = find_subject(verb)
    if subject is None and verb.i and verb.nbor(-1).text == "," and verb.tag_ in ("VBD", "VBZ"):
        return noun_after(verb, verb.sent.end)  # "The harvest is at risk, warns the ministry."
    return subject


def _subject_of_speech_around(verb: Token) -> Token | None:
    """Who says the clause that a trailing participle stands in: "X said Y lost, adding that ..."."""
    outer = verb.head
    while outer.head.i != outer.i and not (is_reporting_verb(outer) and outer.tag_ != "VBG"):
        outer = outer.head
    return find_subject(outer) if is_reporting_verb(outer) else None


def _outside_marks(subject: Token | None, verb: Token) -> Token | None:
    """The main subject; for one inside quotation marks, who said the quoted words."""
    if subject is None or not sum(t.is_quote for t in subject.doc[verb.sent.start : subject.i]) % 2:
        return subject
    cue = next((t for t in subject.doc[verb.sent.start : subject.i] if is_reporting_verb(t)), None)
    return find_subject(cue) if cue is not None else None


def _is_not_said(verb: Token) -> bool:
    """Negated, asked for, or supposed: "did not say that", "should say", "to say that ..."."""
    if is_negated(verb):
        return True
    if (
        verb.dep_ == "advcl"
        and verb.tag_ in ("VBP", "VBZ")
        and any(c.lower_ in load_cues().supposing for c in verb.children)
    ):
        return True
    modal = any(t.lower_ in load_cues().unsaid_modals for t in list_auxiliaries(verb))
    refused = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in load_cues().refusing
    return modal or (is_infinitive(verb) and (refused or verb.dep_ not in ("conj", "xcomp")))


def _content(verb: Token) -> tuple[int, int] | None:
    """Offsets of what is said: the complement clause, or the stressed thing."""
    if verb.dep_ == "parataxis" and verb.head.i > verb.i and verb.head.left_edge.i < verb.left_edge.i:
        around = verb.doc[verb.head.left_edge.i : verb.head.right_edge.i + 1]
        return _edges(list(around)) if not any(t.is_quote for t in around) else None
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if clause is not None and is_infinitive(clause):
        return None
    is_thing = clause is None and verb.lemma_.lower() in load_cues().reporting_thing
    if is_thing:
        clause = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if clause is None or clause.right_edge.i - clause.left_edge.i >= MOST_TOKENS:
        return None
    if (is_thing and len(list(clause.subtree)) < 5) or _has_no_subject(clause, verb):
        return None
    return _around(clause, verb) or _bounds(clause, verb)


def _has_no_subject(clause: Token, verb: Token) -> bool:
    """Whether the subject of a clause was asked for before: "what he said was ..."."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in clause.children)
    return not own and verb.dep_ in ("pcomp", "ccomp", "csubj") and clause.i == verb.i + 1


def _around(clause: Token, verb: Token) -> tuple[int, int] | None:
    """A clause that its cue interrupts: "The worry, Kim said in an interview, is that few will vote"."""
    if verb.i > clause.i or not interrupts(verb):
        return None
    opens = next(c for c in verb.children if c.dep_ == "nsubj")
    return _edges(list(clause.doc[opens.left_edge.i : clause.right_edge.i + 1]))


def _content_by_position(verb: Token, subject: Token, parsed: ParsedDocument) -> tuple[int, int] | None:
    """What is said where the parse shows no clause: "Clause, X said." and "X said at Y that clause"."""
    kinds = ("attr", "ccomp") if verb.lemma_.lower() in load_cues().addressing else ("dobj", "attr", "ccomp")
    if any(c.dep_ in kinds for c in verb.children):
        return None
    sentence = parsed.sentence_span(parsed.sentence_no_of(verb))
    that = next((t for t in sentence if t.i > verb.i + 1 and t.lower_ == "that" and t.dep_ == "mark"), None)
    if that is not None:
        return _edges([t for t in sentence if t.i > that.i])
    start = min(t.i for t in subject.subtree)
    closes = sentence.end - verb.i <= 3 or verb.nbor(1).text in {",", "."}
    if closes and start > sentence.start + 4 and parsed.doc[start - 1].text == ",":
        return _edges([t for t in sentence if t.i < start])
    return None


def _bounds(clause: Token, verb: Token) -> tuple[int, int] | None:
    """The clause's words on its own side of the cue, without the conjunction and edge punctuation."""
    tokens = [t for t in clause.subtree if not t.is_space]
    tokens = [t for t in tokens if (t.i < verb.i) == (clause.i < verb.i)]
    if clause.i > verb.i:
        tokens = [*_condition_before(clause, verb), *_without_day(tokens, clause, verb)]
        first = next((n for n, t in enumerate(tokens) if t.i > verb.i and t.dep_ not in ("punct",)), None)
    else:
        first = 0
    if first is None or not tokens:
        return None
    return _edges(tokens[first:])


def _without_day(tokens: list[Token], clause: Token, verb: Token) -> list[Token]:
    """The words without the day on which they were said: "said on Tuesday it had not sent any"."""
    opens = next((c for c in clause.lefts if c.i > verb.i and c.dep_ in ("prep", "npadvmod")), None)
    if opens is None or opens.left_edge.i != verb.i + 1 or opens.right_edge.i + 1 >= clause.i:
        return tokens
    following = opens.doc[opens.right_edge.i + 1]
    is_date = all(t.ent_type_ in ("DATE", "TIME") or t.i == opens.i for t in opens.subtree)
    dated = is_date and any(t.ent_type_ in ("DATE", "TIME") for t in opens.subtree)
    return tokens if not dated or following.is_punct else [t for t in tokens if t.i > opens.right_edge.i]


def _condition_before(clause: Token, verb: Token) -> list[Token]:
    """An adverbial clause before the clause is said too: "said four years after it began, it is time ..."."""
    for child in verb.children:
        opens = child.left_edge
        if opens.i != verb.i + 1 or opens.lower_ in load_cues().telling_when:
            continue
        if child.dep_ != "advcl" and not (
            child.dep_ in ("prep", "advmod") and opens.lower_ in load_cues().conceding
        ):
            continue
        between = verb.doc[child.right_edge.i + 1 : clause.left_edge.i]
        if child.right_edge.i < clause.left_edge.i and all(t.text == "," for t in between):
            return [t for t in verb.doc[opens.i : clause.left_edge.i] if not t.is_space]
    return []


def _is_conjunction(token: Token) -> bool:
    if token.lower_ == "that":
        said = token.dep_ == "det" and not token.is_sent_start  # "says that time will tell"
        opens_phrase = token.i + 1 < len(token.doc) and token.nbor(1).pos_ in ("DET", "PRON")
        return said or opens_phrase or token.dep_ not in ("nsubj", "nsubjpass", "det", "dobj")
    return token.lower_ in {"and", "but"}


def _edges(tokens: list[Token]) -> tuple[int, int] | None:
    """Offsets of the tokens without a leading conjunction and edge punctuation; none if too few."""
    while tokens and (_is_conjunction(tokens[0]) or tokens[0].is_punct) and not tokens[0].is_quote:
        tokens = tokens[1:]
    while tokens and tokens[-1].is_punct and not tokens[-1].is_quote:
        tokens = tokens[:-1]
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if _says_enough(tokens) else None


def _says_enough(tokens: list[Token]) -> bool:
    """Whether words are enough to be somebody's: four of them, or a whole clause ("talks had failed")."""
    has_subject = any(t.dep_ in ("nsubj", "nsubjpass") and t.pos_ != "PRON" for t in tokens)
    is_clause = has_subject and any(t.tag_ in FINITE for t in tokens)  # unlike "the strike illegal"
    return len(tokens) > 3 or (len(tokens) == 3 and is_clause)


def _of_source(
    token: Token, parsed: ParsedDocument, actors: ActorFindings, previous: Speaker | None
) -> Stretch | None:
    """Take the sentence that a phrase such as `according to X` opens or closes as the words of X."""
    phrase = find_source_phrase(token)
    if phrase is None or phrase.words in load_cues().quoting_phrases:
        return None
    sentence = parsed.sentence_span(parsed.sentence_no_of(token))
    if token.i - sentence.start <= 2:
        content = [t for t in sentence if t.i >= phrase.end]
    elif _stands_between(phrase, sentence):
        content = list(sentence)
    else:
        content = [t for t in sentence if t.i < token.i]
    content = list(_trimmed(content))
    if not _says_enough(content):
        return None
    speaker = resolve_speaker(phrase.source, parsed, actors, previous)
    if phrase.source.lemma_.lower() in load_cues().own_words and speaker.mention_id is None:
        speaker = _issuer(content, parsed, actors) or speaker
    is_document = phrase.source.lemma_.lower() in load_cues().document_nouns
    if speaker.entity_key is None and not is_document and not may_speak(phrase.source):
        return None
    end = content[-1].idx + len(content[-1])
    method = "quote.reported." + phrase.words.replace(" ", "_")
    return Stretch(content[0].idx, end, False, speaker, phrase.words, method, token.idx)


def _stands_between(phrase: SourcePhrase, sentence: Span) -> bool:
    """Whether a phrase parts a subject from its verb: "The bridge, according to engineers, will hold"."""
    doc = sentence.doc
    behind = doc[phrase.end : phrase.end + 3]
    if doc[phrase.first - 1].text != "," or len(behind) < 3 or behind[0].text != ",":
        return False
    subject = next((t for t in sentence if t.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.i < phrase.first and subject.head.i > phrase.end


def _issuer(content: list[Token], parsed: ParsedDocument, actors: ActorFindings) -> Speaker | None:
    """The body that a clause is about, for "a statement" of which nothing else is said.

    A body that nobody named leaves nobody, rather than who spoke last; None where the clause is about
    something else.
    """
    subjects = [t for t in content if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"]
    for subject in subjects[:1]:
        speaker = resolve_speaker(subject, parsed, actors, None)
        actor = actors.actor_by_key.get(speaker.entity_key or "")
        # Quoted words of how somebody is are that person's own: "Ruiz was “disappointed”".
        types = {"organisation", "country", "group"} | (
            {"person"} if any(t.is_quote for t in content) else set()
        )
        if actor is not None and actor.type in types:
            return replace(speaker, confidence=0.6)
        if subject.lemma_.lower() in load_cues().body_nouns:
            return UNKNOWN
    return None


def _trimmed(tokens: list[Token]) -> Iterator[Token]:
    while tokens and (tokens[0].is_punct or tokens[0].is_space) and not tokens[0].is_quote:
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space) and not tokens[-1].is_quote:
        tokens = tokens[:-1]
    return iter(tokens)
