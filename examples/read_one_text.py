"""Read one text in memory: who did what to whom and when, and which figures stand in it."""

from __future__ import annotations

import wiremill

TEXT = (
    "Finland accused Belarus on Monday of shelling a border village. "
    "Its budget is two million euros, 15 percent more than in 2023."
)


def main() -> None:
    """Print events and figures."""
    extraction = wiremill.extract(TEXT, title="Finland accuses Belarus", published="2024-05-24")
    for event in extraction.events:
        actors, recipients = (extraction.name_parties(event, role) for role in ("actor", "recipient"))
        print(event.deed_type, event.trigger, actors, recipients, event.date_start)
    for figure in extraction.figures:
        print(figure.text, figure.value, figure.unit)
    frame = extraction.to_pandas()["events"]
    print(f"as a frame: {len(frame)} rows of {len(frame.columns)} columns")


if __name__ == "__main__":
    main()
