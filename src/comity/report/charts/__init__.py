"""Figures drawn: one Vega-Lite spec per figure (a plain dict), one file per kind."""
