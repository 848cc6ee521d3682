"""Relationships of whose state nobody disputes, from the publishers' own files, and agreement with historians."""

import sys
from pathlib import Path

import duckdb
import pytest

from comity.build.conduct import Plan, gather
from comity.measures.relations_state import relations_state
from comity.store.lay import lay
from comity.store.precedence import precedence

pytestmark = pytest.mark.mirror

AGREED = {
    ("RUS", "UKR"): {2005: (0.5, 0.5), 2014: (0, 0.25), 2018: (0, 0.25), 2022: (0, 0), 2024: (0, 0), 2025: (0, 0)},
    ("IND", "PAK"): {1990: (0, 0.25), 2000: (0, 0.25), 2010: (0, 0.25), 2020: (0, 0.25), 2025: (0, 0.25)},
    ("DEU", "FRA"): {2000: (1, 1), 2010: (1, 1), 2020: (1, 1), 2025: (1, 1)},
    ("CAN", "USA"): {1995: (1, 1), 2010: (1, 1), 2020: (1, 1), 2024: (1, 1)},
    ("NOR", "SWE"): {1995: (1, 1), 2010: (1, 1), 2020: (1, 1), 2024: (1, 1)},
    ("EGY", "ISR"): {1970: (0, 0), 2000: (0.25, 0.5), 2010: (0.5, 0.5), 2020: (0.5, 0.5), 2024: (0.5, 0.5)},
    ("CHN", "USA"): {1960: (0, 0), 2020: (0, 0.25), 2024: (0, 0.25)},
    ("KOR", "PRK"): {1960: (0, 0), 1990: (0, 0), 2010: (0, 0), 2020: (0, 0), 2024: (0, 0)},
    ("ARG", "BRA"): {2000: (0.75, 1), 2010: (0.75, 1), 2020: (0.75, 1), 2024: (0.75, 1)},
    ("IRN", "SAU"): {2000: (0, 0.25), 2016: (0, 0), 2020: (0, 0)},
    ("ARM", "AZE"): {2010: (0, 0), 2020: (0, 0)},
    ("IRN", "ISR"): {2024: (0, 0), 2025: (0, 0)},
    ("ISR", "KAZ"): {2000: (0.5, 0.5), 2024: (0.5, 0.5)},
    ("JOR", "ISR"): {1970: (0, 0.25), 2010: (0.5, 0.5)},
    ("BEL", "NLD"): {1990: (0.75, 1), 2020: (1, 1)},
}
"""By pair and year the lowest and highest grade that nobody would call wrong."""


@pytest.fixture(scope="module")
def graded(mirror: Path, tmp_path_factory):
    tables = (*relations_state.inputs, *relations_state.optional)
    parts = gather(Plan(tmp_path_factory.mktemp("store"), mirror), tables, lambda line: None)
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        for table, held in parts.items():
            lay(con, table, [(snapshot.id, path) for _, snapshot, path in held], precedence())
        for rows in relations_state.compute(con).values():
            rows.create_view("made", replace=True)
            con.execute("CREATE TABLE states_of AS FROM made")
        yield con


def at(con, a, b, year, column="value"):
    a, b = sorted((a, b))
    rows = con.execute(f"SELECT {column} FROM states_of WHERE a = ? AND b = ? AND period = ?", [a, b, year]).fetchall()
    return rows[0][0] if rows else None


@pytest.mark.parametrize("pair", AGREED, ids="-".join)
def test_undisputed_pairs_have_their_grade(graded, pair):
    found = {year: at(graded, *pair, year) for year in AGREED[pair]}
    wrong = {y: found[y] for y, (low, high) in AGREED[pair].items() if found[y] is None or not low <= found[y] <= high}
    assert not wrong


def test_saudi_arabia_and_iran_fall_when_relations_break(graded):
    def enmity(year):
        return sum(r["points"] for r in at(graded, "SAU", "IRN", year, "details") if r["points"] < 0)

    assert at(graded, "SAU", "IRN", 2015, "high") > at(graded, "SAU", "IRN", 2017, "high")
    assert enmity(2017) < enmity(2015)


def test_severe_rivals_of_the_last_year_of_disputes_have_wider_intervals_ten_years_on(graded):
    def width(year):
        return graded.execute(
            """SELECT avg(high - low) FROM states_of s WHERE s.period = ? AND EXISTS (
                   FROM states_of x WHERE x.a = s.a AND x.b = s.b AND x.period = 2014 AND x.value = 0)""",
            [year],
        ).fetchall()[0][0]

    assert width(2025) > 1.5 * width(2014)


def test_what_fights_now_is_no_negative_peace(graded):
    ((wrong,),) = graded.execute("""
        SELECT count(*) FROM states_of g JOIN (
            SELECT least(a, b) AS a, greatest(a, b) AS b, year FROM armed_conflicts
            WHERE relation = 'opposed' AND intensity = 2) w ON w.a = g.a AND w.b = g.b AND w.year = g.period
        WHERE g.value > 0.25""").fetchall()
    assert wrong == 0


def test_historians_agree_by_what_the_project_asks(mirror: Path, graded, monkeypatch):
    """Quadratic-weighted kappa over the dyads of 2020 that fitted nothing, and over all at hand."""
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "validation"))
    import relations_state as script

    files = list((mirror / "peace-data").glob("peacedata*.csv"))
    if not files:
        pytest.skip(f"no peace-data in {mirror}")
    graded.register("truth", script._peace_data(files[0]))
    rows = graded.execute("""SELECT a, b, grade, (4 * value)::INT FROM truth JOIN states_of USING (a, b)
                             WHERE year = 2020 AND period = 2020""").fetchall()
    unseen = [(truth, said) for a, b, truth, said in rows if script._half(a, b) == 1]
    assert (len(unseen), len(rows)) == (535, 1074)
    for pairs in (unseen, [(truth, said) for *_, truth, said in rows]):
        truth, said = (script.np.array(column) for column in zip(*pairs, strict=True))
        assert script.kappa(truth, said) >= 0.80
    sys.modules.pop("relations_state")
