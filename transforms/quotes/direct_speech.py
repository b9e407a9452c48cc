"""Speech in quotation marks and who says it.

Looks, in this order, at the clause after the closing mark ("...," he said), at the clause before
the opening mark (Putin said, "..."), at phrases that name a source, at a name on the line, and at the last
speaker, for a quotation that stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.cues import cue_text, is_direct_verb, load_cues
from transforms.quotes.grouping import find_group, settle_groups
from transforms.quotes.locate import MIN_WORDS, SENTENCE_ENDS, QuotedTokens
from transforms.quotes.name_lines import find_name_before_colon, find_name_behind
from transforms.quotes.scene import find_scene_speaker
from transforms.quotes.sources import find_put_it, find_source_phrase
from transforms.quotes.speakers import (
    UNKNOWN,
    Speaker,
    find_subject,
    noun_after,
    resolve_speaker,
    said_by_quoted,
)
from transforms.quotes.stretch import ALONE, FRAGMENT, Stretch

# How far from the marks a cue may stand, in tokens; for words that are no clause.
REACH = 28
NEAR_REACH = 8
# The tokens that a name and its verb right behind the marks take.
SHORT = 5
MANNER_TAGS = ("VBD", "VBZ")
# No subject of the clause that they stand in.
NO_SUBJECT = ("pobj", "dobj", "npadvmod", "compound", "poss")


def attribute_quotations(
    quotations: Sequence[QuotedTokens],
    parsed: ParsedDocument,
    actors: ActorFindings,
    reported: Sequence[Stretch] = (),
) -> list[Stretch]:
    """The quotations with their speakers; stretches of one quotation share its `group_start`.

    `reported` is the reported speech of the document: who spoke last may have been reported.
    """
    found: list[Stretch] = []
    for quoted in quotations:
        previous = last_speaker([*reported, *found], quoted.marks.start)
        stretch = _attribute(quoted, parsed, actors, previous)
        last = found[-1] if found else None
        group = find_group(parsed, last, stretch, quoted) if last is not None else None
        if group is not None and last is not None:
            known = stretch.speaker if stretch.speaker.mention_id else last.speaker
            method = "quote.interrupted" if stretch.cue_at is None else stretch.method
            stretch = replace(stretch, group_start=group, speaker=known, method=method)
            found[-1] = replace(last, group_start=group)
        found.append(stretch)
    return settle_groups(found)


def last_speaker(stretches: Sequence[Stretch], before: int) -> Speaker | None:
    """The speaker of the last attributed stretch that ends before an offset."""
    earlier = [s for s in stretches if s.end <= before and s.speaker.entity_key]
    return max(earlier, key=lambda s: s.end).speaker if earlier else None


def _attribute(
    quoted: QuotedTokens, parsed: ParsedDocument, actors: ActorFindings, previous: Speaker | None
) -> Stretch:
    marks = quoted.marks
    bare = Stretch(marks.inner_start, marks.inner_end, True, UNKNOWN, None, ALONE)
    told = _of_cue(quoted, parsed, actors, previous, bare) or _of_source(
        quoted, parsed, actors, previous, bare
    )
    if told is not None:
        return told
    ends = quoted.inside.text.rstrip()[-1:]
    if quoted.is_speech or not quoted.is_title or ends in SENTENCE_ENDS:
        behind = find_name_behind(quoted, parsed, actors) if quoted.is_speech else None
        for name, method in (
            (behind, "quote.name_behind"),
            (find_name_before_colon(quoted, parsed, actors), "quote.colon"),
        ):
            if name is not None:
                return replace(bare, speaker=name, method=method)
    stands_alone = not any(t.is_alpha for side in (quoted.before, quoted.after) for t in side)
    if quoted.is_speech and not any(t.is_alpha for t in quoted.before):
        speaking = find_scene_speaker(marks.start, parsed, actors)
        if speaking is not None:
            return replace(bare, speaker=speaking, method="quote.scene")
    if not quoted.is_speech or len(quoted.inside) < MIN_WORDS:
        return replace(bare, method="quote.title" if quoted.is_title else FRAGMENT)
    if previous is not None and stands_alone:
        return replace(bare, speaker=Speaker(previous.entity_key, None, 0.6), method="quote.continued")
    return bare


def _of_cue(
    quoted: QuotedTokens,
    parsed: ParsedDocument,
    actors: ActorFindings,
    previous: Speaker | None,
    bare: Stretch,
) -> Stretch | None:
    """The words with the speaker of the verb of saying after or before the marks."""
    for cue, method in (
        (_cue_after(quoted, parsed), "quote.cue_after"),
        (_cue_before(quoted), "quote.cue_before"),
    ):
        subject = _subject_of(cue, quoted) if cue is not None else None
        if cue is None or subject is None:
            continue
        speaker = resolve_speaker(subject, parsed, actors, previous, cue, method == "quote.cue_after")
        if speaker.entity_key is None and not is_direct_verb(cue):
            continue  # "For Ana Ruiz, it was a scandal: ..."
        return replace(bare, speaker=speaker, cue=cue_text(cue), method=method, cue_at=cue.idx)
    return None


def _of_source(
    quoted: QuotedTokens,
    parsed: ParsedDocument,
    actors: ActorFindings,
    previous: Speaker | None,
    bare: Stretch,
) -> Stretch | None:
    """The words with the source that the clause around them names."""
    for span in (quoted.after, quoted.before):
        put_it = find_put_it(span)
        if put_it is not None:
            speaker = resolve_speaker(put_it, parsed, actors, previous)
            return replace(bare, speaker=speaker, cue="put it", method="quote.put_it", cue_at=put_it.idx)
        for token in span:
            phrase = find_source_phrase(token)
            if phrase is not None:
                speaker = resolve_speaker(phrase.source, parsed, actors, previous)
                method = "quote.according_to" if phrase.words == "according to" else "quote.source_phrase"
                return replace(bare, speaker=speaker, cue=phrase.words, method=method, cue_at=token.idx)
    return None


def _cue_after(quoted: QuotedTokens, parsed: ParsedDocument) -> Token | None:
    """The verb of saying right after the closing mark."""
    closing = quoted.inside.text.rstrip()[-1:]
    if closing in ".":  # a full stop inside the marks ends the speech; what follows is a new sentence
        first = next((t for t in quoted.after if not t.is_punct), None)
        if first is not None and first.is_title and (quoted.before or _leads_on(quoted.after)):
            return None
    following = parsed.text[quoted.marks.end : quoted.marks.end + 1]
    inner = parsed.text[quoted.marks.inner_end - 1 : quoted.marks.end]
    if not quoted.is_speech:
        is_within = quoted.inside.text[:1].islower() and any(t.is_alpha for t in quoted.before)
        if is_within or (following != "," and not set(inner) & set(",!?")):
            return None
    for token in quoted.after[: REACH if quoted.is_speech else NEAR_REACH]:
        if token.text in {";", "—", ":"} and token.i > quoted.after.start + 1:
            return None
        if is_direct_verb(token) and token.tag_ != "VBG":
            return token
    return _verb_of_manner(quoted.after) if quoted.is_speech and set(inner) & set(",!?") else None


def _leads_on(after: Span) -> bool:
    """Whether the words behind a quotation lead to the next one: "'No.' Her rival smiled: 'We won.'"."""
    words = [t for t in after if not t.is_space and not t.is_quote]
    return bool(words) and words[-1].text == ":"


def _verb_of_manner(after: Span) -> Token | None:
    """The verb of a pronoun or name right behind words that stop with a comma: "'Nobody,' she shrugged"."""
    words = [t for t in after if not t.is_space and not t.is_quote][:SHORT]
    if len(words) > 1 and words[0].tag_ in MANNER_TAGS and words[1].ent_type_ == "PERSON":
        return words[0]
    if not words or not (words[0].lower_ in load_cues().personal or words[0].ent_type_ == "PERSON"):
        return None
    if not words[0].is_lower and words[0].pos_ == "PRON":
        return None
    verb = next((t for t in words if t.tag_ in MANNER_TAGS), None)
    return verb if verb is not None and find_subject(verb) in words else None


def _cue_before(quoted: QuotedTokens) -> Token | None:
    """The verb whose clause leads to the opening mark.

    A verb of saying counts wherever it stands in the clause; any other verb only when a comma or
    colon leads to the marks ("He was convinced, ..."). Words that are no clause need the comma or colon.
    """
    tokens = [t for t in quoted.before if not t.is_space]
    if not tokens:
        return None
    leads = [t for t in tokens if not t.is_quote][-1:]
    is_led = bool(leads) and leads[0].text in {",", ":", "—", "–"}
    if not quoted.is_speech and not is_led:
        return None
    passing = [t for t in tokens if is_direct_verb(t) and said_by_quoted(t) is not None]
    if passing:
        return passing[0]  # "quoted X as saying"
    verbs = [
        t
        for t in tokens
        if is_direct_verb(t) and (find_subject(t) is not None or noun_after(t, quoted.before.end) is not None)
    ]
    if verbs:
        return min(verbs, key=lambda t: (_depth(t), -t.i))
    return _leading_verb(tokens) if is_led and quoted.is_speech else None


def _leading_verb(tokens: Sequence[Token]) -> Token | None:
    """The first verb of a clause that has a subject."""
    for token in tokens:
        is_verb = token.pos_ in ("VERB", "AUX") and token.dep_ in ("ROOT", "conj", "ccomp")
        if is_verb and find_subject(token) is not None:
            return token
    return None


def _depth(token: Token) -> int:
    """How deep a verb stands under others: the main clause's verb is at 0, as are verbs joined to it."""
    depth = 0
    while token.head.i != token.i:
        if token.dep_ != "conj":
            depth += 1
        token = token.head
    return depth


def _subject_of(cue: Token, quoted: QuotedTokens) -> Token | None:
    """The subject of the cue outside of the marks, from the parse or else the nearest noun."""
    side = quoted.after if quoted.after.start <= cue.i < quoted.after.end else quoted.before
    inverted = noun_after(cue, side.end)
    opens = side is quoted.after and not any(t.is_alpha for t in side.doc[side.start : cue.i])
    if opens and inverted is not None and cue.lemma_.lower() not in load_cues().addressing:
        return inverted  # "...," chanted the crowd
    subject = said_by_quoted(cue) or find_subject(cue)
    if subject is not None and not (quoted.inside.start <= subject.i < quoted.inside.end):
        return subject
    nouns = [t for t in side if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ not in NO_SUBJECT]
    nouns = nouns or [t for t in side if t.pos_ in ("PROPN", "PRON")]
    if inverted is not None and not any(t.i < cue.i for t in nouns):
        return inverted
    return min(nouns, key=lambda t: abs(t.i - cue.i)) if nouns else inverted
