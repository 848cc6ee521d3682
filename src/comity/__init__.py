"""Comity: the state of relations between any two countries, measured and sourced."""

__version__ = "0.1.0"
