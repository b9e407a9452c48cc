"""What a run would do with its sources: they are read, and nothing is kept."""

from __future__ import annotations

from flows.corrections.event_corrections import read_event_corrections
from flows.landing.landing import KnownState, Lander, Landing
from flows.landing.planning import land_source, read_known
from flows.landing.raw_store import LandedDocument, RawStore
from flows.landing.retractions import Retractions
from flows.landing.run_request import RunRequest


class TrialStore(RawStore):
    """A raw store that takes nothing in."""

    def land(self, landed: LandedDocument, content: bytes) -> None:
        """Take nothing in."""


def try_sources(request: RunRequest) -> Landing:
    """Read the sources and compare them with what is known; writes no file, not even what servers said.

    Raises:
        SettingsError: the file of event corrections can't be used.
    """
    settings = request.settings
    corrections = read_event_corrections(settings.event_corrections)
    known = KnownState({}, {}, corrections, Retractions(settings.raw_place))
    if settings.warehouse_path.exists():
        known = read_known(settings, request.sources, corrections, is_retrying=False, read_only=True)
    lander = Lander(TrialStore(settings.raw_place), known, request.redo != "nothing")
    for source in request.sources:
        land_source(lander, source, settings, is_trial=True)
    return lander.finish()
