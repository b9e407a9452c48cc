"""Which sources a command means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from flows.settings import Settings, SettingsError, refuse_name_clash
from flows.sources.declaration import SOURCE_KINDS, SourceDeclaration, name_source
from transforms.documents.decoding.raw_document import BoilerplatePolicy

SAMPLE_FOLDER = Path(__file__).parents[1] / "sample"


def choose_sources(
    settings: Settings,
    paths: Sequence[str],
    source_name: str | None = None,
    boilerplate: str | None = None,
    kind: str = "auto",
) -> tuple[SourceDeclaration, ...]:
    """The paths given as sources, or the configured sources when there are none.

    A path that is the name of a configured source means that source.

    Raises:
        SettingsError: neither a path nor a configured source; a policy or kind that is none; a name twice.
    """
    if boilerplate not in (None, "strip", "keep"):
        raise SettingsError(f"boilerplate is {boilerplate!r}; it can be strip or keep")
    if kind not in SOURCE_KINDS:
        raise SettingsError(f"kind is {kind!r}; it can be {', '.join(sorted(SOURCE_KINDS))}")
    if not paths:
        if not settings.sources:
            raise SettingsError("name a path, or declare sources in wiremill.toml")
        return settings.sources
    configured = {source.name: source for source in settings.sources}
    chosen = tuple(
        configured[path]
        if path in configured
        else SourceDeclaration(
            source_name or name_source(path),
            path,
            kind,
            cast(BoilerplatePolicy, boilerplate or "strip"),
            is_named=source_name is not None,
        )
        for path in paths
    )
    refuse_name_clash(chosen)
    return chosen


def sample_source() -> SourceDeclaration:
    """The bundled sample."""
    return SourceDeclaration("sample", str(SAMPLE_FOLDER))
