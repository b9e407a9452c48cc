"""Events: PLOVER types with participants, date, place, status and claim."""
