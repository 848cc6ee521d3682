"""The chronicle that ships with Comity, as a source: what happened to the relations of two states."""
