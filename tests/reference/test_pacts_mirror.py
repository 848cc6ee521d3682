"""Membership of pacts that a register was opened for, held against that register."""

import re
from collections import defaultdict

import duckdb
import pytest

from comity.chronicle.pacts import members
from comity.sources.igo.read import read
from comity.terms.country import states

SOURCE = "Correlates of War, Intergovernmental Organizations"
OPENED = [m for m in members() if m.source == SOURCE]


@pytest.fixture(scope="module")
def first_years(mirror):
    """By organisation and state id, the years of full membership."""
    held = read(mirror / "igo", duckdb.connect())["memberships"]
    codes = defaultdict(list)
    for s in states():
        for spell in s.spells:
            if spell.system == "cow":
                codes[int(spell.code)].append((s.id, spell.start.year, 9999 if spell.end is None else spell.end.year))
    found = defaultdict(set)
    columns = (held[c].tolist() for c in ("state", "organisation", "year", "status"))
    for code, organisation, year, status in zip(*columns, strict=True):
        if status == "full":
            for id, first, last in codes.get(code, ()):
                if first <= year <= last:
                    found[organisation, id].add(year)
    return found


def test_many_spells_rest_on_the_register():
    assert len(OPENED) > 150 and all(m.opened for m in OPENED)


def test_each_begins_in_the_year_that_the_register_has(first_years):
    wrong = []
    for m in OPENED:
        organisation, year = re.fullmatch(r"(\w+), full member from (\d{4})", m.locator).groups()
        years = first_years[organisation, m.member]
        if int(year) != m.since.year or int(year) not in years or int(year) - 1 in years:
            wrong.append((m.pact, m.member, str(m.since), sorted(years)[:2]))
    assert wrong == []
