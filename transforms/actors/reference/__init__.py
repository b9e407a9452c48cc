"""Reference tables of countries, persons, bodies, offices and places, with their look-ups."""
