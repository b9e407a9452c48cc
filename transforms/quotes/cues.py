"""The cue lexicon: which words introduce speech."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from transforms.lexicon.yaml_data import read_yaml


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Word sets of `cues.yaml`, as lemmas."""

    reporting: frozenset[str]
    direct: frozenset[str]
    reporting_thing: frozenset[str]
    only_quoted: frozenset[str]
    judging: frozenset[str]
    own_words: frozenset[str]
    addressing: frozenset[str]
    particles: dict[str, str]
    document_nouns: frozenset[str]
    spokes_nouns: frozenset[str]
    unnamed_nouns: frozenset[str]
    body_nouns: frozenset[str]
    state_nouns: frozenset[str]
    speaking_nouns: frozenset[str]
    media_nouns: frozenset[str]
    leading_nouns: frozenset[str]


@lru_cache(maxsize=1)
def load_cues() -> CueLexicon:
    """Load the cue lexicon once."""
    raw = read_yaml(Path(__file__).with_name("cues.yaml"))
    return CueLexicon(
        reporting=frozenset(raw["verbs_reporting"]),
        direct=frozenset(raw["verbs_direct"]) | frozenset(raw["verbs_reporting"]),
        reporting_thing=frozenset(raw["verbs_reporting_thing"]),
        only_quoted=frozenset(raw["verbs_clause_only_quoted"]),
        judging=frozenset(raw["verbs_judging"]),
        addressing=frozenset(raw["verbs_addressing"]),
        own_words=frozenset(raw["own_words"]),
        particles=dict(raw["particles"]),
        document_nouns=frozenset(raw["document_nouns"]),
        spokes_nouns=frozenset(raw["spokes_nouns"]),
        unnamed_nouns=frozenset(raw["unnamed_nouns"]),
        body_nouns=frozenset(raw["body_nouns"]),
        state_nouns=frozenset(raw["state_nouns"]),
        media_nouns=frozenset(raw["media_nouns"]),
        leading_nouns=frozenset(raw["leading_nouns"]),
        speaking_nouns=frozenset(
            raw["speaking_nouns"] + raw["body_nouns"] + raw["spokes_nouns"] + raw["unnamed_nouns"]
        ),
    )


def is_reporting_verb(token: Token) -> bool:
    """Whether a verb introduces reported speech with a clause."""
    cues = load_cues()
    if token.pos_ not in ("VERB", "AUX") or token.lemma_.lower() not in cues.reporting:
        return False
    lemma = token.lemma_.lower()
    if lemma in cues.particles:
        return any(c.dep_ == "prt" and c.lower_ == cues.particles[lemma] for c in token.children)
    return lemma not in cues.only_quoted


def is_direct_verb(token: Token) -> bool:
    """Whether a verb may introduce or close words in quotation marks."""
    return token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in load_cues().direct


def cue_text(token: Token) -> str:
    """The cue as it stands, with its particle: `said`, `pointed out`."""
    particle = next((c for c in token.children if c.dep_ == "prt" and c.i == token.i + 1), None)
    return f"{token.text} {particle.text}" if particle is not None else token.text
