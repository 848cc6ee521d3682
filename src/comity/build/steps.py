"""Which steps make an atlas: for each recipe the folder of the store whose name tells all that goes into it."""

from __future__ import annotations

from pathlib import Path

from comity.build.conduct import Plan, gather, home_of, read_by
from comity.measures.contract import Recipe
from comity.measures.recipes import RECIPES


def steps(plan: Plan) -> list[tuple[Recipe, Path]]:
    """Every recipe whose tables are at hand, with the folder of its results; computes none of them.

    Two plans with the same folder for a recipe give the same bytes for its measures. Tables are harmonised where they
    are not yet.
    """
    parts = gather(plan, {t for r in RECIPES for t in (*r.inputs, *r.optional)}, lambda line: None)
    able = [r for r in RECIPES if all(t in parts for t in r.inputs)]
    return [(r, home_of(plan, r, read_by(r, parts))) for r in able]
