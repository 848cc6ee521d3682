"""Memberships of states in bodies of every kind with their days, as Wikidata has them on the day of asking."""
