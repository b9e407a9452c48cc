"""Lines that end in a colon and a name, as headlines give a view: "Mine will stay shut: Tomas Rask"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.speakers import Speaker
from transforms.quotes.stretch import Stretch

LONGEST = 120
LEAST_WORDS = 3


def find_headline_speech(
    parsed: ParsedDocument, actors: ActorFindings, known: Sequence[Stretch]
) -> Iterator[Stretch]:
    """The clauses before a colon and the name of a person or body that ends the line, as reported speech."""
    ends = {m.char_end: m for m in actors.mentions if m.kind == "name"}
    offset = 0
    for line in parsed.text.split("\n"):
        start, end = offset, offset + len(line)
        offset = end + 1
        colon = line.find(": ")
        mention = ends.get(end)
        if mention is None or colon < 0 or len(line) > LONGEST:
            continue
        if mention.char_start != start + colon + 2 or len(line[:colon].split()) < LEAST_WORDS:
            continue
        clause = parsed.doc.char_span(start, start + colon, alignment_mode="contract")
        if clause is None or not any(t.pos_ in ("VERB", "AUX") for t in clause):
            continue
        if actors.actor_by_key[mention.actor_id].type not in {"person", "organisation"}:
            continue
        if any(s.start < start + colon and start < s.end for s in known):
            continue
        speaker = Speaker(mention.actor_id, mention.mention_id, 0.7, mention.sentence_no)
        yield Stretch(start, start + colon, False, speaker, None, "quote.headline")
