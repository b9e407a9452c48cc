"""Who speaks: from the subject of a cue to the mention of an actor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from schemas.mentions import Mention
from transforms.actors.findings import ActorFindings
from transforms.actors.reference.tables import read_words
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.cues import load_cues

SPEAKING_TYPES = {"person", "organisation", "country", "group", "location"}
BEFORE_NOUN = ("DET", "ADJ", "NUM", "PRON", "VERB", "PART", "ADP")
QUOTES = frozenset({"'", "’", "”", '"', "''"})
# How many tokens after a cue the comma may stand that ends its clause: "X said in an interview, ...".
ASIDE = 7
# How many sentences back the speaker of "the official said" or "he added" may stand.
NEAR = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker: the mention (null when only inferred), the entity and how sure it is."""

    entity_key: str | None
    mention_id: str | None
    confidence: float
    sentence_no: int = -1


UNKNOWN = Speaker(None, None, 0.4)
TITLE_BETWEEN = re.compile(r"(?: \([A-Z][\w.&-]{1,9}\)|\))?(?: [A-Z][\w-]+){1,4} ")
ABBREVIATED = re.compile(r" \(")


def find_subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, the agent of a passive, or that of the verb it is joined to.

    Of two before the verb the nearer one is its own: "The concern, Kim said, is that ...".
    """
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")]
    if own:
        return own[1] if interrupts(verb) else own[0]
    if (
        verb.dep_ in ("conj", "advcl", "xcomp")
        and verb.head.i != verb.i
        and verb.head.pos_ in ("VERB", "AUX")
    ):
        return find_subject(verb.head)
    if verb.dep_ in ("acl",) and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    if verb.dep_ == "relcl":
        return verb.head
    return None


def said_by_quoted(verb: Token) -> Token | None:
    """Who is quoted: X of "quoted X as saying" and "X was cited as saying"; None for other verbs."""
    if verb.tag_ != "VBG" or not verb.i or verb.nbor(-1).lower_ != "as":
        return None
    quoting = verb.nbor(-1).head
    while quoting.pos_ not in ("VERB", "AUX") and quoting.head.i != quoting.i:
        quoting = quoting.head
    passive = next((c for c in quoting.children if c.dep_ == "nsubjpass"), None)
    objects = [c for c in quoting.children if c.dep_ in ("dobj", "nsubj") and quoting.i < c.i < verb.i]
    return passive or next(iter(objects), None)


def interrupts(verb: Token) -> bool:
    """Whether a cue with its subject stands between commas inside what is said."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]
    if len(subjects) < 2 or verb.doc[subjects[1].left_edge.i - 1].text != ",":
        return False
    return any(t.text == "," for t in verb.doc[verb.i + 1 : verb.i + 1 + ASIDE])


def noun_after(cue: Token, end: int) -> Token | None:
    """The head of the noun phrase between a cue and token `end`: "chanted the protesters in the square"."""
    head = None
    for token in cue.doc[cue.i + 1 : end]:
        if token.is_quote or token.text in {"'", "‘", "’"}:
            continue
        if token.pos_ in ("NOUN", "PROPN"):
            head = token
        elif head is not None or token.pos_ not in BEFORE_NOUN:
            break
    return head


def resolve_speaker(
    subject: Token,
    parsed: ParsedDocument,
    actors: ActorFindings,
    previous: Speaker | None,
    cue: Token | None = None,
    after_quote: bool = False,
) -> Speaker:
    """The actor behind the subject of a cue; `previous` is who spoke last.

    A pronoun without a mention of its own, "the statement" and "the official" fall back to the last
    speaker, as does the pronoun of "he added"; a spokesperson without a name speaks for the body after
    "of" or "for".
    """
    if subject.lower_ in ("who", "which", "that") and subject.head.dep_ == "relcl":
        subject = subject.head.head
    sentence_no = parsed.sentence_no_of(subject)
    if cue is not None and subject.lower_ in load_cues().personal:
        continued = _go_on(previous, sentence_no, actors, {"person"})
        goes_on = cue.lemma_.lower() in load_cues().continuing or (
            (after_quote or subject.is_sent_start) and _speaks_on(sentence_no, previous, parsed, actors)
        )
        if continued is not None and goes_on and _may_be(continued, subject.lower_, actors):
            return continued
    return _find_speaker(subject, parsed, actors, previous, cue)


def _find_speaker(
    subject: Token, parsed: ParsedDocument, actors: ActorFindings, previous: Speaker | None, cue: Token | None
) -> Speaker:
    """Whom a subject names: the body of a spokesperson, a name or noun beside it, or who spoke last."""
    sentence_no = parsed.sentence_no_of(subject)
    body = _body_before(subject, sentence_no, actors, previous)
    if body is not None:
        return body
    for candidate in [*_named_beside(subject, cue, actors, sentence_no), *_candidates(subject)]:
        mention = _best_mention(candidate, sentence_no, actors)
        if mention is not None and _speaks_for(subject, candidate, mention, actors):
            mention = _holder_of_title(mention, sentence_no, actors, parsed)
            sure = 0.9 if mention.kind == "name" else 0.8 if mention.kind == "nominal" else 0.75
            sure *= 1 if candidate.i == subject.i else 0.9
            return Speaker(mention.actor_id, mention.mention_id, sure, sentence_no)
    return _fall_back(subject, sentence_no, actors, previous)


def _body_before(
    subject: Token, sentence_no: int, actors: ActorFindings, previous: Speaker | None
) -> Speaker | None:
    """The body that spoke just before "a spokesman" of whom nothing else is said: he speaks for it."""
    if not subject.lower_.startswith("spokes") or {c.lower_ for c in subject.children} - {"a"}:
        return None
    if previous is None or not 0 < sentence_no - previous.sentence_no <= NEAR:
        return None
    return _go_on(previous, sentence_no, actors, {"organisation"})


def _speaks_on(
    sentence_no: int, previous: Speaker | None, parsed: ParsedDocument, actors: ActorFindings
) -> bool:
    """Whether a pronoun beside a cue follows speech closely, with no other subject in between."""
    if previous is None or not 0 < sentence_no - previous.sentence_no <= 2:
        return False
    for number in range(previous.sentence_no + 1, sentence_no):
        for m in actors.mentions_by_sentence.get(number, ()):
            if m.kind != "name" or _type_of(m, actors) != "person" or m.actor_id == previous.entity_key:
                continue
            span = parsed.doc.char_span(m.char_start, m.char_end)
            if span is None or _heads_clause(span.root):
                return False
    return True


def _heads_clause(noun: Token) -> bool:
    """Whether a noun, or the one that it stands beside ("the minister, Ana Ruiz"), is a subject."""
    while noun.dep_ == "appos" and noun.head.i != noun.i:
        noun = noun.head
    return noun.dep_ in ("nsubj", "nsubjpass")


def _may_be(speaker: Speaker, pronoun: str, actors: ActorFindings) -> bool:
    """Whether a person's given name does not speak against a pronoun."""
    actor = actors.actor_by_key.get(speaker.entity_key or "")
    given = actor.name.split()[0].lower() if actor is not None else ""
    return given not in read_words("male_names.txt" if pronoun == "she" else "female_names.txt")


def _go_on(
    previous: Speaker | None, sentence_no: int, actors: ActorFindings, types: set[str]
) -> Speaker | None:
    """The last speaker once more, if near and of one of the types."""
    if previous is None or not previous.entity_key or sentence_no - previous.sentence_no > NEAR:
        return None
    actor = actors.actor_by_key.get(previous.entity_key)
    if actor is None or actor.type not in types:
        return None
    return Speaker(previous.entity_key, None, 0.6, sentence_no)


def _fall_back(subject: Token, sentence_no: int, actors: ActorFindings, previous: Speaker | None) -> Speaker:
    """The last speaker where the subject can mean it; else nobody."""
    cues, lemma = load_cues(), subject.lemma_.lower()
    if previous is None or not previous.entity_key:
        return UNKNOWN
    if lemma in cues.own_words and sentence_no - previous.sentence_no <= NEAR:
        return Speaker(previous.entity_key, None, 0.6, sentence_no)
    actor = actors.actor_by_key.get(previous.entity_key)
    is_person = actor is not None and actor.type == "person"
    if is_person if subject.lower_ in load_cues().personal else not is_person and subject.lower_ == "it":
        return Speaker(previous.entity_key, None, 0.6, sentence_no)
    definite = any(c.lower_ in {"the", "this"} for c in subject.children if c.dep_ == "det")
    if lemma == "authority" and any(c.dep_ == "compound" for c in subject.children):
        return UNKNOWN  # the port authority: a body that was not named
    if definite and (lemma in cues.speaking_nouns or subject.lower_ in cues.unnamed_nouns):
        bodies = {"organisation", "group", "country"}
        types = bodies | {"person"} if subject.lower_ in cues.unnamed_nouns else bodies
        if lemma == "source":
            types = {"group"}
        if lemma not in cues.body_nouns and subject.lower_ not in cues.unnamed_nouns:
            types = {"person", "group"}
        return _go_on(previous, sentence_no, actors, types) or UNKNOWN
    return UNKNOWN


def _holder_of_title(
    mention: Mention, sentence_no: int, actors: ActorFindings, parsed: ParsedDocument
) -> Mention:
    """The person whose title a body opens ("says World Bank (WB) President X"), else the mention itself."""
    if mention.kind != "name" or _type_of(mention, actors) == "person":
        return mention
    for later in actors.mentions_by_sentence.get(sentence_no, ()):
        if later.char_start <= mention.char_end or later.kind != "name":
            continue
        between = parsed.text[mention.char_end : later.char_start]
        if _type_of(later, actors) == "person":
            return later if TITLE_BETWEEN.fullmatch(between) else mention
        if not ABBREVIATED.fullmatch(between):
            return mention
    return mention


def _named_beside(subject: Token, cue: Token | None, actors: ActorFindings, sentence_no: int) -> list[Token]:
    """The name between a title and its cue: "the minister for trade, Ana Ruiz, says ..."."""
    if cue is None or subject.i >= cue.i - 2 or subject.ent_type_ == "PERSON":
        return []
    words = [t for t in subject.doc[subject.i + 1 : cue.i] if t.pos_ != "AUX" and t.dep_ != "advmod"]
    if len(words) > 1 and words[-1].text == ",":
        words.pop()
    elif not words or words[-1].dep_ != "appos":  # "News of the Day editor Ana Ruiz says ..."
        return []
    mention = _best_mention(words[-1], sentence_no, actors) if words[-1].pos_ == "PROPN" else None
    is_person = mention is not None and mention.kind == "name" and _type_of(mention, actors) == "person"
    return [words[-1]] if is_person else []


def _some_of(subject: Token) -> list[Token]:
    """The noun of "one of the workers"."""
    if subject.lower_ not in load_cues().some:
        return []
    of = (c for c in subject.children if c.dep_ == "prep" and c.lower_ == "of")
    return [whom for preposition in of for whom in preposition.children if whom.dep_ == "pobj"]


def _candidates(subject: Token) -> list[Token]:
    """Tokens that may carry the speaker's name: the head, its apposition, whom it speaks for."""
    if subject.dep_ == "appos" and subject.head.pos_ == "PROPN":
        subject = subject.head
    found = [subject]
    if subject.i > 2 and subject.nbor(-1).text in QUOTES:  # the ‘Clean Water Now’ movement
        found.append(subject.nbor(-2))
    found += [c for c in subject.children if c.dep_ in ("appos", "flat", "compound") and c.pos_ == "PROPN"]
    cues = load_cues()
    lemma = subject.lemma_.lower()
    found += _some_of(subject)
    if lemma in cues.spokes_nouns | cues.document_nouns | cues.body_nouns or (
        subject.lower_ in cues.unnamed_nouns
    ):
        found += _list_represented(subject)
    if lemma in cues.document_nouns:  # "a letter signed by Ana Ruiz"
        agents = (t for c in subject.children if c.dep_ == "acl" for t in c.children if t.dep_ == "agent")
        found += [whom for agent in agents for whom in agent.children if whom.dep_ == "pobj"]
    return found


def _list_represented(subject: Token) -> list[Token]:
    """Whom a spokesman or a paper speaks for: behind its preposition, or beside it."""
    found: list[Token] = []
    of_whom = load_cues().of_whom
    for preposition in (c for c in subject.children if c.dep_ == "prep" and c.lower_ in of_whom):
        for whom in (c for c in preposition.children if c.dep_ == "pobj"):
            found += [whom, *(c for c in whom.children if c.dep_ in ("compound", "poss", "amod"))]
    return [*found, *(c for c in subject.children if c.dep_ in ("poss", "compound", "nmod", "amod"))]


def _speaks_for(subject: Token, candidate: Token, mention: Mention, actors: ActorFindings) -> bool:
    """Whether a body is that of the actor it is told by: a state's company doesn't speak for the state."""
    cues, lemma = load_cues(), subject.lemma_.lower()
    if candidate.i == subject.i:
        return True
    if _type_of(mention, actors) in {"country", "location"} and (
        lemma in cues.media_nouns or (lemma in cues.leading_nouns and _is_indefinite(subject))
    ):
        return False  # US television; a British community leader
    if _type_of(mention, actors) == "location" and subject.lower_ not in cues.unnamed_nouns:
        return lemma in cues.state_nouns
    if lemma not in cues.body_nouns or lemma in cues.state_nouns:
        return True
    return _type_of(mention, actors) not in {"country", "location"}


def _is_indefinite(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in {"a", "an", "one", "another"} for c in noun.children)


def _best_mention(token: Token, sentence_no: int, actors: ActorFindings) -> Mention | None:
    """The longest mention that covers the token; none when the phrase stands for several actors."""
    mentions = actors.mentions_of_token(token, sentence_no)
    mentions = tuple(m for m in mentions if _type_of(m, actors) in SPEAKING_TYPES)
    if not mentions:
        return None
    first = mentions[0]
    same_span = {
        m.actor_id for m in mentions if (m.char_start, m.char_end) == (first.char_start, first.char_end)
    }
    return first if len(same_span) == 1 else None


def _type_of(mention: Mention, actors: ActorFindings) -> str | None:
    actor = actors.actor_by_key.get(mention.actor_id)
    return actor.type if actor is not None else None


def _tells(verb: Token) -> bool:
    """Whether a verb is a cue whose subject can only be somebody."""
    is_active = verb.tag_ != "VBN" or any(c.dep_ == "aux" for c in verb.children)
    return is_active and verb.pos_ == "VERB" and verb.lemma_.lower() in load_cues().telling


def may_speak(subject: Token) -> bool:
    """Whether an unresolved subject is somebody: a name, a pronoun, a noun for people and bodies."""
    named = subject.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}
    if subject.pos_ == "NOUN" and subject.dep_ == "nsubj" and _tells(subject.head):
        return subject.lemma_.lower() not in load_cues().silent_nouns
    if subject.lower_ in load_cues().some and subject.i + 1 < len(subject.doc):
        return subject.nbor(1).lower_ == "of"
    return (
        named
        or subject.lower_ in load_cues().personal
        or subject.lemma_.lower() in load_cues().speaking_nouns
    )
