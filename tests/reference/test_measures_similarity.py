"""Similarity against published and peers' values."""

import csv
import itertools
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from comity.atlas.read import Atlas
from comity.build.conduct import Plan, gather
from comity.measures.portfolios import portfolio_similarity
from comity.measures.un_similarity import un_similarity
from comity.sources.formats.frame import read_frame
from comity.store.lay import lay
from comity.store.precedence import precedence
from comity.terms.crosswalk import to_state
from comity.terms.membership import system_members

pytestmark = pytest.mark.mirror

PUBLISHED = {
    "un.agreement": "agree",
    "un.s_abs": "S_abs",
    "un.s_sq": "S_sq",
    "un.kappa_linear": "k_lin",
    "un.kappa_squared": "k_sq",
    "un.pi_squared": "pi_sq",
    "un.kappa_nominal": "k_nom",
    "un.pi_linear": "pi_lin",
    "un.pi_nominal": "pi_nom",
}


POOL = """
    SELECT resolution, state, vote FROM (FROM votes UNION ALL BY NAME FROM votes_others)
    WHERE year >= 2022 AND source LIKE 'unga-votes@%'"""


@pytest.fixture(scope="module")
def atlas(built_atlas: Path) -> Atlas:
    return Atlas.open(built_atlas, date(2025, 12, 31))


@pytest.fixture(scope="module")
def tables(built_store: Path):
    parts = gather(Plan(built_store), {"votes", "alliances", "memberships"}, lambda line: None)
    with duckdb.connect() as con:
        for name in ("votes", "alliances", "memberships"):
            lay(con, name, [(snapshot.id, path) for _, snapshot, path in parts[name]], precedence())
        yield con


def published(reference: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((reference / "unga_similarity.csv").open()))


def test_every_published_score_of_a_year(atlas, reference):
    compared = 0
    for row in published(reference):
        if row["year"] == "2022":
            continue
        a, b = row["dyad"].split("-")
        for measure, column in PUBLISHED.items():
            found = atlas.at(measure, a, b, row["year"])
            assert found.value == pytest.approx(float(row[column]), abs=5.1e-5), (row, measure)
            compared += 1
        assert atlas.at("un.agreement", a, b, row["year"]).n == int(row["n"])
    assert compared == 9 * 44


def test_the_scores_published_for_2022_are_of_three_years_pooled(tables, reference):
    """The publisher files all votes of 2022 to 2024 as 2022; we date each by its day, and get the same pool.

    Of 2024 another account speaks, so that a part of the pool stands beside what measures read.
    """
    with duckdb.connect() as con:
        con.register("given", tables.sql(POOL).fetchnumpy())
        con.execute("CREATE VIEW votes AS SELECT *, 2022 AS year FROM given")
        pooled = un_similarity.compute(con)
    place = {}
    for measure, rows in pooled.items():
        for i, key in enumerate(zip(rows["a"], rows["b"], strict=True)):
            place[measure, *key] = float(rows["value"][i])
    compared = 0
    for row in published(reference):
        if row["year"] == "2022":
            a, b = sorted(row["dyad"].split("-"))
            for measure, column in PUBLISHED.items():
                assert place[measure, a, b] == pytest.approx(float(row[column]), abs=5.1e-5), (row, measure)
                compared += 1
    assert compared == 9 * 5


def test_usa_and_mexico_in_1946(atlas):
    """Observed distance 16.5 of 38 against an expected 1234 of 2888: linear kappa is -20/1234 exactly.

    The peer's pi of this pair is nominal, ours squared: they are different quantities.
    """
    expected = {
        "un.s_abs": 0.1315789474,
        "un.s_sq": 0.1973684211,
        "un.kappa_linear": -20 / 1234,
        "un.kappa_squared": -0.0122270742,
    }
    for measure, value in expected.items():
        assert atlas.at(measure, "USA", "MEX", "1946").value == pytest.approx(value, abs=1e-9)
    assert atlas.at("un.agreement", "USA", "MEX", "1946").n == 38


@pytest.mark.parametrize(
    ("pair", "year", "expected"),
    [
        ("KAZ-ISR", 2012, (67, -0.4179, -0.3209, 0.2910, -0.0192, -0.0371, -0.6257)),
        ("KAZ-IRN", 2012, (68, 0.7206, 0.7868, 0.8603, 0.1126, 0.1558, 0.1241)),
        ("KAZ-CHN", 2019, (89, 0.7640, 0.8258, 0.8820, 0.3444, 0.4232, 0.4052)),
        ("ISR-USA", 2019, (89, 0.9213, 0.9382, 0.9607, 0.8973, 0.9102, 0.9101)),
    ],
)
def test_two_who_share_the_majority_and_two_who_agree(atlas, pair, year, expected):
    """A high S beside a kappa near nil is shared habit, not friendship (Häge 2011)."""
    a, b = pair.split("-")
    names = ("s_abs", "s_sq", "agreement", "kappa_linear", "kappa_squared", "pi_squared")
    assert atlas.at("un.agreement", a, b, str(year)).n == expected[0]
    for name, value in zip(names, expected[1:], strict=True):
        assert atlas.at(f"un.{name}", a, b, str(year)).value == pytest.approx(value, abs=5.1e-5)


def test_kappa_equals_an_independent_one_to_nine_digits(atlas):
    assert atlas.at("un.kappa_linear", "KAZ", "ISR", "2012").value == pytest.approx(-0.019215, abs=5e-7)
    assert atlas.at("un.kappa_squared", "KAZ", "ISR", "2012").value == pytest.approx(-0.037079, abs=5e-7)


def test_kazakhstan_voted_most_with_china_and_least_with_the_usa(atlas):
    """Yuneman 2023, doi:10.31278/1810-6374-2023-21-2-141-162: the order for 2007 to 2022."""

    def mean(other, last):
        return np.mean([atlas.at("un.agreement", "KAZ", other, str(y)).value for y in range(2007, last + 1)])

    found = {other: mean(other, 2021) for other in ("CHN", "RUS", "DEU", "USA", "ISR", "TUR")}
    assert sorted(found, key=found.get, reverse=True) == ["CHN", "RUS", "TUR", "DEU", "ISR", "USA"]


def test_germany_and_russia_in_1914(reference):
    """Signorino and Ritter 1999, table 6: unweighted S is 0.4."""
    rows = list(csv.DictReader((reference / "sr1999_table6.csv").open()))
    portfolio = np.array([[int(row["GMY"]) for row in rows], [int(row["RUS"]) for row in rows]], dtype=np.int8)
    assert portfolio_similarity(portfolio, 3)[0, 1] == pytest.approx(0.4, abs=1e-12)
    # By hand: Σ w d = 2.19 of at most 3 (the weights of the table sum to 1).
    weight = np.array([float(row["Cap"]) for row in rows])
    assert weight.sum() == pytest.approx(1)
    assert portfolio_similarity(portfolio, 3, weight)[0, 1] == pytest.approx(-0.46, abs=1e-12)


def test_similarity_of_alliances_in_1914_by_a_plain_loop(atlas, tables):
    rows = tables.sql("FROM alliances WHERE year = 1914").fetchnumpy()
    level = {}
    for i, pair in enumerate(zip(rows["a"], rows["b"], strict=True)):
        level[pair] = (
            3 if rows["defence"][i] or rows["offence"][i]
            else 2 if rows["neutrality"][i] or rows["consultation"][i]
            else 1 if rows["nonaggression"][i] else 0
        )  # fmt: skip
    members = sorted({s for _, s in system_members("cow", 1914)})
    found = atlas.column("alliance.s_abs", "1914")
    assert len(found) == len(members) * (len(members) - 1) // 2
    for a, b in itertools.combinations(members, 2):
        distance = sum(
            abs((3 if a == k else level.get((a, k), 0)) - (3 if b == k else level.get((b, k), 0))) for k in members
        )
        assert found[a, b] == pytest.approx(1 - 2 * distance / (3 * len(members)), abs=1e-9)


@pytest.mark.parametrize("year", [1950, 1980, 2000, 2014])
def test_shared_organisations_against_a_peers_counts(tables, atlas, mirror, year):
    """The peer counts full and associate members and leaves observers out; with that rule every pair is equal."""
    path = mirror / "peacesciencer" / "cow_igo_ndy.rda"
    rows = read_frame(path, "cow_igo_ndy", ("ccode1", "ccode2", "year", "dyadigos"), ignore=None)
    here = rows["year"].astype(int) == year
    a, b = (to_state("cow", rows[c][here].astype(int), np.full(here.sum(), year)) for c in ("ccode1", "ccode2"))
    strict = {
        tuple(row[:2]): row[2]
        for row in tables.sql(f"""
            SELECT x.state, y.state, count(*) FROM memberships x JOIN memberships y USING (organisation, year)
            WHERE x.state < y.state AND year = {year} AND x.status <> 'observer' AND y.status <> 'observer'
            GROUP BY ALL""").fetchall()
    }
    ours = atlas.column("igo.shared", str(year))
    beyond = {1950: 0, 1980: 771, 2000: 1993, 2014: 8128}[year]
    differing = 0
    for one, other, count in zip(a, b, rows["dyadigos"][here], strict=True):
        key = (min(one, other), max(one, other))
        assert strict.get(key, 0) == count, key
        assert ours.get(key, 0) >= count
        differing += ours.get(key, 0) > count
    assert differing == beyond
