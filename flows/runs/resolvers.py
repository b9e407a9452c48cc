"""The functions that decide what spans documents, as the warehouse takes them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flows.settings import SettingsError
from flows.text_file import NotUtf8Error, read_text_file
from schemas.identity import ActorCorrection
from warehouse.publishing.resolvers import Resolvers


def make_resolvers(corrections: Path | None = None) -> Resolvers:
    """The resolvers of the transforms, with the user's corrections of actors, if any.

    Raises:
        SettingsError: the corrections file can't be read or used.
    """
    from transforms.actors.identity.resolve import resolve_identities
    from transforms.documents.duplicates import find_copies
    from transforms.events.rows.grouping import group_events
    from transforms.events.rows.happenings import join_happenings
    from transforms.figures.series.name_indicators import name_indicators

    resolve = partial(resolve_identities, corrections=read_corrections(corrections))
    return Resolvers(resolve, group_events, find_copies, join_happenings, name_indicators)


def read_corrections(path: Path | None) -> tuple[ActorCorrection, ...]:
    """The user's corrections of actors; none without a file.

    Raises:
        SettingsError: the file can't be read, or lines of it can't be used; names file, lines and reasons.
    """
    from transforms.actors.identity.corrections import parse_corrections
    from transforms.correction_file import CorrectionError

    if path is None:
        return ()
    try:
        return parse_corrections(read_text_file(path))
    except OSError as error:
        raise SettingsError(f"the corrections file {path} can't be read: {error.strerror}") from error
    except NotUtf8Error as error:
        raise SettingsError(f"the corrections file {path} {error}") from error
    except CorrectionError as error:
        raise SettingsError(f"the corrections file {path}: {error}") from error
