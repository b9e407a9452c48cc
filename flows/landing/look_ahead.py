"""Look at the sources before anything is started: a mistyped path is told at once."""

from __future__ import annotations

import difflib
import mimetypes
import os
from collections.abc import Sequence

from flows.sources.declaration import SourceDeclaration, make_absolute, split_local
from flows.sources.files import NO_SUCH_PATH
from flows.sources.local_files import list_folder, list_matches, name_special_kind

# Files of these types hold no text, whatever reads them.
TEXTLESS = ("image/", "audio/", "video/", "font/")
MOST_LOOKED_AT = 2000


def find_problem(source: SourceDeclaration) -> str | None:
    """Why nothing at all can come of a local source, in a line; None where something may, or for the web."""
    if "://" in source.path:
        return None
    path = make_absolute(source.path)
    root, pattern = split_local(source.path)
    try:
        if pattern is not None:
            found = next(iter(list_matches(root, pattern, source.follow_links)), None)
            return None if found else f"{source.path}: {NO_SUCH_PATH}{_suggest(root)}"
        os.stat(path)
        if kind := name_special_kind(path):
            return f"{source.path}: {kind}, not a file"
        if os.path.isdir(path):
            return _look_into(source, path)
        return None if os.access(path, os.R_OK) else f"{source.path}: can't be read: Permission denied"
    except FileNotFoundError:
        return f"{source.path}: {NO_SUCH_PATH}{_suggest(path)}"
    except OSError as error:
        return f"{source.path}: can't be read: {error.strerror}"


def find_problems(sources: Sequence[SourceDeclaration]) -> list[str]:
    """The problems of the sources, if nothing can come of any of them; else none."""
    problems = [find_problem(source) for source in sources]
    return [] if None in problems else [problem for problem in problems if problem is not None]


def _look_into(source: SourceDeclaration, folder: str) -> str | None:
    reasons: dict[str, int] = {}
    for number, file in enumerate(list_folder(folder, source.follow_links)):
        if number >= MOST_LOOKED_AT:
            return None
        kind = mimetypes.guess_type(file.path)[0] or ""
        if file.problem is not None:
            reason = file.problem[1]
        elif not os.access(file.path, os.R_OK):
            reason = "can't be read: Permission denied"
        elif kind.startswith(TEXTLESS):
            reason = f"no text ({kind})"
        else:
            return None
        reasons[reason] = reasons.get(reason, 0) + 1
    listed = "; ".join(f"{count:,} {reason}" for reason, count in list(reasons.items())[:3])
    return f"{source.path}: the folder holds nothing that can be read" + (f": {listed}" if listed else "")


def _suggest(path: str) -> str:
    """The path that may have been meant."""
    slashed = path.replace("\\", "/")
    if slashed != path and os.path.exists(slashed):
        return f"; did you mean {os.path.relpath(slashed)}?"
    folder, name = os.path.split(path)
    try:
        near = difflib.get_close_matches(name, os.listdir(folder), 1, 0.75)
    except OSError:
        return ""
    return f"; did you mean {os.path.relpath(os.path.join(folder, near[0]))}?" if near else ""
