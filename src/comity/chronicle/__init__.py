"""Dated, cited facts about pairs of states, and the status of states: curated, in words of our own."""

import sys

import comity

# Python's users say `comity.chronicle(...)`, and the first import of this room takes the name.
sys.modules[__name__].__class__ = comity._Room
