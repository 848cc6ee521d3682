"""The conductor: sources, store, measures, atlas."""
