"""The cue lexicon: which words introduce speech."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from transforms.lexicon.saying_verbs import load_saying_verbs
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
    source_phrases: frozenset[str]
    quoting_phrases: frozenset[str]
    opinion_words: frozenset[str]
    refusing: frozenset[str]
    channel_prepositions: frozenset[str]
    supposing: frozenset[str]
    conceding: frozenset[str]
    telling_when: frozenset[str]
    unsaid_modals: frozenset[str]
    personal: frozenset[str]
    of_whom: frozenset[str]
    continuing: frozenset[str]
    some: frozenset[str]
    telling: frozenset[str]
    silent_nouns: frozenset[str]
    scene_verbs: frozenset[str]
    asking_roles: frozenset[str]


@lru_cache(maxsize=1)
def load_cues() -> CueLexicon:
    """Load the cue lexicon once."""
    raw = read_yaml(Path(__file__).with_name("cues.yaml"))
    saying = load_saying_verbs("clause")
    return CueLexicon(
        reporting=saying,
        direct=saying | frozenset(raw["verbs_direct"]),
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
        source_phrases=frozenset(raw["source_phrases"] + raw["quoting_phrases"]),
        quoting_phrases=frozenset(raw["quoting_phrases"]),
        opinion_words=frozenset(raw["opinion_words"]),
        channel_prepositions=frozenset(raw["channel_prepositions"]),
        refusing=frozenset(raw["verbs_refusing"]),
        supposing=frozenset(raw["supposing"]),
        conceding=frozenset(raw["conceding"]),
        telling_when=frozenset(raw["telling_when"]),
        unsaid_modals=frozenset(raw["unsaid_modals"]),
        personal=frozenset(raw["personal"]),
        of_whom=frozenset(raw["of_whom"]),
        scene_verbs=frozenset(raw["verbs_scene"]),
        asking_roles=frozenset(raw["asking_roles"]),
        some=frozenset(raw["some"]),
        telling=frozenset(raw["verbs_telling"]),
        silent_nouns=frozenset(raw["silent_nouns"]),
        continuing=frozenset(raw["verbs_continuing"]),
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
