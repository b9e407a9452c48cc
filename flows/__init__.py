"""When and in what order: sources, raw store, flows, run report and command line."""

from schemas.moved_modules import tell_new_names

tell_new_names()
