"""Alliances, disputes, rivalries, distances, capabilities and leaders out of the R package peacesciencer."""
