"""The Parquet data set of measurements: written whole, read by dyad, ranked, compared."""

import sys

import comity

# Python's users say `comity.atlas(...)`, and the first import of this room takes the name.
sys.modules[__name__].__class__ = comity._Room
