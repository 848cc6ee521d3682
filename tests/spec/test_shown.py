"""What is shown where: each line names a quantity that some measure gives, in a way that its role can take."""

import csv
from pathlib import Path
from typing import get_args

import pytest

from comity import quantities
from comity.measures.recipes import RECIPES
from comity.quantities.shown import Role, Ways, shown

QUANTITIES = {m.id: m for recipe in RECIPES for m in recipe.measures}
ROLES = get_args(Role)
WITH_CAPTION = {"facts", "indicator", "relations"}


@pytest.mark.parametrize("role", ROLES)
def test_each_line_names_a_quantity_and_says_why(role):
    lines = shown(role)
    assert lines
    for line in lines:
        assert line.quantity in QUANTITIES and line.reason.strip() and line.ways in get_args(Ways), line
        assert bool(line.caption) == (role in WITH_CAPTION), line
        assert bool(line.word) == (role == "lead"), line
        assert bool(line.warmer) == bool(line.colder) == (role == "indicator"), line
        assert bool(line.ways) == (role == "facts"), line
    keys = [(line.word, line.quantity, line.ways) for line in lines]
    assert len(set(keys)) == len(keys)


def test_only_what_has_a_direction_is_shown_both_ways():
    for line in shown("facts"):
        directed = QUANTITIES[line.quantity].direction == "directed"
        assert directed or line.ways in ("ab", "one"), line


def test_no_line_is_of_an_unknown_role():
    with (Path(quantities.__file__).parent / "shown.csv").open(newline="") as stream:
        assert {row["role"] for row in csv.DictReader(stream)} == set(ROLES)
