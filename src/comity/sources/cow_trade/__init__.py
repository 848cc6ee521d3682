"""Bilateral trade of the Correlates of War project, as the importer reports it."""
