"""A release with its report: made in its folder, and sent to object storage where settings say so."""

from __future__ import annotations

from flows.clock import read_clock
from flows.runs.release_report import add_report
from flows.settings import Settings
from flows.storage.addresses import SCHEME
from flows.storage.object_store import ObjectStore
from flows.storage.release_pointer import read_pointer
from flows.storage.release_sending import begin_purge, send_release
from warehouse.release.export import Release, export_release


def make_release(
    settings: Settings,
    force: bool = False,
    allow_shrink: bool = False,
    full: bool = False,
    keep: int | None = None,
) -> Release:
    """Export the published state to the folder of releases, unless the newest one there shows it already.

    Raises:
        ReleaseShrunkError: it would be far smaller than the newest one (unless `allow_shrink`).
        StorageError: object storage that the settings name can't be read.
    """
    shared = _open_shared(settings)
    pointer = None if shared is None else read_pointer(shared)[0]
    release = export_release(
        settings.warehouse_path,
        settings.releases_path,
        read_clock(),
        keep or settings.keep_releases,
        force,
        allow_shrink,
        full,
        0 if pointer is None else pointer.release_no,
    )
    add_report(settings, release.folder)
    return release


def send_shared(settings: Settings, release: Release, allow_shrink: bool = False) -> None:
    """Send a release to object storage, unless it is there or the settings name none.

    Raises:
        ReleaseShrunkError: it is far smaller than the release there (unless `allow_shrink`).
        StorageError: it can't be sent; the release there stays, and the next export tries again.
    """
    if (shared := _open_shared(settings)) is not None:
        send_release(shared, release.folder, settings.keep_releases, read_clock(), allow_shrink)


def begin_shared_purge(settings: Settings) -> None:
    """Have the next release that is sent be the only one there.

    Raises:
        StorageError: object storage can't be written.
    """
    if (shared := _open_shared(settings)) is not None:
        begin_purge(shared)


def check_places(settings: Settings) -> None:
    """See that object storage that the settings name can be reached and read, before anything is done.

    Raises:
        StorageError: no such bucket, no permission, no network, the extra `s3` is not installed.
    """
    exchange = settings.exchange if settings.engine == "dask" else ""
    for address in (settings.raw, settings.releases_address, exchange):
        if address.startswith(SCHEME):
            ObjectStore(address).check()


def _open_shared(settings: Settings) -> ObjectStore | None:
    return ObjectStore(settings.releases_address) if settings.releases_address else None
