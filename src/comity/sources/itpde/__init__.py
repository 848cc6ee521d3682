"""Bilateral trade in goods and services compiled by the US International Trade Commission."""
