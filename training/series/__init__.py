"""Training of the trees that say whether two figures are of one series."""
