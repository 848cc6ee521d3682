"""Heads of state and of government as Wikidata lists them, with days of taking and leaving office."""
