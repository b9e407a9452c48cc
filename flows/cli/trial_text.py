"""What a trial found, as text."""

from __future__ import annotations

from flows.landing.landing import Landing

MAX_LISTED = 20


def format_trial(landing: Landing) -> str:
    """Counts of what a run would do, and the first documents that it would process or refuse."""
    counts = landing.counts
    lines = [
        "a run would find (nothing was written)",
        f"documents in    {counts.in_count:>8,}",
        f"  new           {counts.new_count:>8,}",
        f"  changed       {counts.changed_count:>8,}",
        f"  unchanged     {counts.unchanged_count:>8,}",
        f"  again         {counts.retried_count:>8,}",
        f"  retracted     {counts.retracted_count:>8,}",
        f"  failed        {counts.unreadable_count + counts.known_failure_count:>8,}",
    ]
    pending = [f"  {landed.source}: {landed.uri}" for landed, _ in landing.pending]
    failures = [f"  {letter.source}: {letter.uri}: {letter.message}" for letter in landing.failures]
    for title, entries in (("would be processed", pending), ("could not be read", failures)):
        if entries:
            lines += ["", title, *entries[:MAX_LISTED]]
            lines += [f"  {len(entries) - MAX_LISTED:,} more"] if len(entries) > MAX_LISTED else []
    return "\n".join(lines)
