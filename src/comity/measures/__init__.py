"""One idea per file: harmonised tables in, measurements out. Pure."""

from comity.measures.contract import Recipe

RECIPES: tuple[Recipe, ...] = ()
"""Everything that can be measured, in the order in which it is built."""
