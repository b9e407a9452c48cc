"""When and in what order: sources, raw store, flows, run report and command line."""
