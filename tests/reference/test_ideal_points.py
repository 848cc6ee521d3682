"""Ideal points against the published estimates of April 2020 (doi:10.1177/0022002715595700).

Ours are filtered: they never look ahead. The published ones do so a little (see `measures/ideal_points.py`).
"""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from comity.atlas.read import Atlas
from comity.terms.crosswalk import to_state

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def atlas(built_atlas: Path) -> Atlas:
    return Atlas.open(built_atlas, date(2025, 12, 31))


@pytest.fixture(scope="module")
def pairs(atlas: Atlas, mirror: Path) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Ours and theirs by year, for every state that both have."""
    path = mirror / "unga-ideal-points" / "IdealpointestimatesAll_Apr2020.csv"
    with path.open(encoding="latin-1") as file:
        rows = list(csv.DictReader(file))
    years = np.array([int(row["session"]) + 1945 for row in rows])
    states = to_state("cow", np.array([int(row["ccode"]) for row in rows]), years)
    theirs = {(s, int(y)): float(row["IdealPoint"]) for s, y, row in zip(states, years, rows, strict=True)}
    found = {}
    for year in sorted(set(years.tolist())):
        ours = {a: v for (a, _), v in atlas.column("un.ideal_point", str(year)).items() if (a, year) in theirs}
        found[year] = (np.array(list(ours.values())), np.array([theirs[a, year] for a in ours]))
    return found


def test_over_all_sessions(pairs):
    ours, theirs = (np.concatenate([pair[i] for pair in pairs.values()]) for i in (0, 1))
    assert len(ours) > 10_300
    assert np.corrcoef(ours, theirs)[0, 1] >= 0.99
    assert np.sqrt(np.mean((ours - theirs) ** 2)) <= 0.12


def test_every_session_and_none_reflected(pairs):
    by_year = {year: np.corrcoef(ours, theirs)[0, 1] for year, (ours, theirs) in pairs.items()}
    assert len(by_year) == 73
    assert min(by_year.values()) >= 0.95, min(by_year, key=by_year.get)


@pytest.mark.parametrize(("state", "published"), [("USA", 2.695), ("ISR", 2.587), ("KAZ", -0.610), ("IRN", -1.704)])
def test_of_the_year_2019(atlas, state, published):
    assert atlas.at("un.ideal_point", state, "-", "2019").value == pytest.approx(published, abs=0.3)


def test_distance_is_that_of_the_points(atlas):
    one, two = (atlas.at("un.ideal_point", s, "-", "2019").value for s in ("ISR", "KAZ"))
    found = atlas.at("un.ideal_distance", "KAZ", "ISR", "2019")
    assert found.value == pytest.approx(abs(one - two), abs=1e-9)
    assert found.low < found.value < found.high


def test_years_without_votes_have_none(atlas):
    assert atlas.at("un.ideal_point", "USA", "-", "1964").value is None
    assert atlas.at("un.ideal_point", "KAZ", "-", "1985").state == "not_applicable"
