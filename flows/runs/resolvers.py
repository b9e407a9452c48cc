"""The functions that decide what spans documents, as the warehouse takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from flows.runs.known_actors import read_known_actors
from flows.settings import SettingsError
from flows.text_file import NotUtf8Error, read_text_file
from schemas.identity import ActorCorrection, KnownActor
from warehouse.publishing.resolvers import MentionPairing, NameReach, Resolvers

if TYPE_CHECKING:
    from transforms.link_corrections import LinkCorrections

Parsed = TypeVar("Parsed")


def make_resolvers(corrections: Path | None = None, knowledge_base: Path | None = None) -> Resolvers:
    """The resolvers of the transforms, with the user's corrections of actors and list of known ones, if any.

    Raises:
        SettingsError: one of the files can't be read or used.
    """
    from flows.workers.extractor_version import hash_rules
    from transforms.actors.identity.knowledge_base import KnowledgeBase
    from transforms.actors.identity.resolve import resolve_identities
    from transforms.documents.duplicates import find_copies
    from transforms.events.rows.alike_pairs import find_alike
    from transforms.events.rows.grouping import group_events
    from transforms.events.rows.happenings import join_mentions
    from transforms.events.rows.packed_signs import pack_signs
    from transforms.events.rows.rejoining import rejoin_mentions
    from transforms.figures.series.link_series import link_series
    from transforms.figures.series.name_indicators import name_indicators

    corrected, known = read_corrections(corrections), read_known_actors(knowledge_base)
    resolve = partial(resolve_identities, corrections=corrected, knowledge_base=KnowledgeBase(known))
    links = read_link_corrections(corrections)
    return Resolvers(
        resolve,
        group_events,
        find_copies,
        partial(join_mentions, corrections=links),
        partial(name_indicators, corrections=links),
        None if links.merges or links.moves else rejoin_mentions,
        link_series,
        None if corrected else _make_name_reach(known),  # a correction may tie any two names
        MentionPairing(hash_rules(), pack_signs, find_alike),
    )


def _make_name_reach(known: Sequence[KnownActor]) -> NameReach:
    from flows.workers.extractor_version import hash_rules
    from transforms.actors.identity.knowledge_base import KnowledgeBase
    from transforms.actors.identity.name_blocks import choose_hosts, find_near_names, list_name_keys
    from transforms.actors.identity.resolve import resolve_names

    rules = sha256(f"{hash_rules()} {known}".encode()).hexdigest()
    resolve = partial(resolve_names, knowledge_base=KnowledgeBase(known))
    return NameReach(rules, resolve, list_name_keys, find_near_names, choose_hosts)


def read_corrections(path: Path | None) -> tuple[ActorCorrection, ...]:
    """The user's corrections of actors; none without a file.

    Raises:
        SettingsError: the file can't be read, or lines of it can't be used; names file, lines and reasons.
    """
    if path is None:
        return ()
    from transforms.actors.identity.corrections import parse_corrections

    return _read_with(path, parse_corrections)


def read_link_corrections(path: Path | None) -> LinkCorrections:
    """The user's corrections of happenings and indicators, out of the same file.

    Raises:
        SettingsError: the file can't be read, or lines of it can't be used; names file, lines and reasons.
    """
    if path is None:
        from transforms.link_corrections import LinkCorrections

        return LinkCorrections()
    from transforms.actors.identity.corrections import parse_links

    return _read_with(path, parse_links)


def _read_with(path: Path, parse: Callable[[str], Parsed]) -> Parsed:
    from transforms.correction_file import CorrectionError

    try:
        return parse(read_text_file(path))
    except OSError as error:
        raise SettingsError(f"the corrections file {path} can't be read: {error.strerror}") from error
    except NotUtf8Error as error:
        raise SettingsError(f"the corrections file {path} {error}") from error
    except CorrectionError as error:
        raise SettingsError(f"the corrections file {path}: {error}") from error
