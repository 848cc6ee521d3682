"""Published similarity scores hold only for the votes that they were computed from."""

import csv
from pathlib import Path

import pytest

from first_sources import harvested

pytestmark = pytest.mark.mirror

COW = {"RUS": 365, "USA": 2, "CHN": 710, "ISR": 666, "IRN": 630, "KAZ": 705, "TUR": 640, "OMN": 698}
POOLED = 2022
"""The scores of this label are of the whole pool, which the day splits into 2022 to 2024."""

SHARED = """
    WITH divided AS (
        SELECT * FROM votes SEMI JOIN (
            SELECT resolution FROM votes GROUP BY ALL HAVING count(DISTINCT vote) > 1
        ) USING (resolution)
    )
    SELECT count(*), avg(1 - abs(x.vote - y.vote)) FROM divided AS x JOIN divided AS y USING (resolution)
    WHERE x.state = ? AND y.state = ? AND x.year BETWEEN ? AND ?
"""


def test_the_years_reproduce_published_scores(mirror: Path, reference: Path) -> None:
    published = list(csv.DictReader((reference / "unga_similarity.csv").open()))
    with harvested("unga-votes", mirror / "unga-votes") as con:
        con.execute("CREATE TABLE held AS FROM votes")
        for row in published:
            a, b = row["dyad"].split("-")
            first = int(row["year"])
            last = 2024 if first == POOLED else first
            sql = SHARED.replace("votes", "held")
            (n, score), *_ = con.execute(sql, [COW[a], COW[b], first, last]).fetchall()
            assert (n, round(score, 4)) == (int(row["n"]), float(row["S_abs"])), row["dyad"] + row["year"]


def test_the_pool_is_split_by_day(mirror: Path) -> None:
    """Three votes of the pool are given twice, and nine are of a state's half-recorded year."""
    with harvested("unga-votes", mirror / "unga-votes") as con:
        counts = "SELECT year, count(*), count(DISTINCT resolution) FROM votes GROUP BY year"
        years = {year: (votes, rolls) for year, votes, rolls in con.sql(counts).fetchall()}
        apart = "SELECT year, count(*) FROM votes WHERE year(date) <> year GROUP BY ALL ORDER BY ALL"
        late = con.sql(apart).fetchall()
    assert sum(votes for year, (votes, _) in years.items() if year >= POOLED) == 30_388 - 3 - 9
    assert sum(rolls for year, (_, rolls) in years.items() if year >= POOLED) == 175
    assert late == [(2019, 172), (2020, 267)]
