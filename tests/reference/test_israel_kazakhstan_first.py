"""What is known of one pair and of its two states, as the released files have it."""

from pathlib import Path
from typing import Any

import pytest

from first_sources import harvested

pytestmark = pytest.mark.mirror

PAIR = "((a = 666 AND b = 705) OR (a = 705 AND b = 666))"
SHARED = """
    SELECT count(*) FROM memberships AS x JOIN memberships AS y USING (organisation, year, status)
    WHERE x.state = 666 AND y.state = 705 AND year = 2014 AND status = 'full'
"""
ONE_SIDED = """
    SELECT list(organisation ORDER BY organisation) FROM memberships AS x
    WHERE state = 705 AND year = 2014 AND status = 'full'
        AND organisation IN ('OIC', 'SCO', 'CSTO', 'CIS', 'OSCE', 'ECO', 'IsDB', 'ISDB', 'CICA')
        AND organisation NOT IN (SELECT organisation FROM memberships WHERE state = 666 AND year = 2014)
"""

AGREEMENT = """
    SELECT x.year, round(avg((x.vote = y.vote)::INTEGER), 2)
    FROM votes AS x JOIN votes AS y USING (resolution)
    WHERE x.state = 'Israel' AND y.state = 'Kazakhstan' AND x.year IN (1992, 2012, 2019)
    GROUP BY 1 ORDER BY 1
"""

FACTS: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    ("peacesciencer", f"SELECT count(*) FROM alliances WHERE {PAIR}", [(0,)]),
    ("peacesciencer", f"SELECT count(*) FROM disputes WHERE {PAIR}", [(0,)]),
    ("peacesciencer", f"SELECT count(*) FROM rivalries WHERE {PAIR}", [(0,)]),
    ("peacesciencer", f"SELECT count(*) FROM contiguities WHERE {PAIR}", [(0,)]),
    (
        "peacesciencer",
        f"SELECT count(*), min(round(km, 1)), max(round(km, 1)) FROM minimum_distances WHERE {PAIR}",
        [(28, 1732.8, 1732.8)],
    ),
    ("igo", SHARED, [(36,)]),
    ("igo", ONE_SIDED, [(["CIS", "CSTO", "ECO", "ISDB", "OIC", "OSCE", "SCO"],)]),
    (
        "gdelt-dyad-day",
        """SELECT count(*), count(*) FILTER (year(date) = 2023),
            round(sum(net) FILTER (year(date) = 2023)), round(min(net)), arg_min(date, net)::VARCHAR
        FROM event_days WHERE a = 'ISR' AND b = 'KAZ'""",
        [(152, 44, 680.0, -149.0, "2022-01-08")],
    ),
    (
        "democracy",
        "SELECT state, value FROM regimes WHERE index = 'polyarchy' AND year = 2024 AND state IN (666, 705) ORDER BY 1",
        [(666, 0.715), (705, 0.272)],
    ),
    (
        "isard",
        "SELECT state, round(gdp / 1e9), round(population / 1e6, 1) FROM products "
        "WHERE year = 2011 AND state IN (666, 705) ORDER BY 1",
        [(666, 277.0, 7.7), (705, 368.0, 16.8)],
    ),
    ("unvotes", AGREEMENT, [(1992, 0.44), (2012, 0.23), (2019, 0.17)]),
    (
        "unvotes",
        "SELECT count(*) FROM votes AS x JOIN votes AS y USING (resolution) "
        "WHERE x.state = 'Israel' AND y.state = 'Kazakhstan'",
        [(2340,)],
    ),
    (
        "unga-votes",
        "SELECT count(*) FROM votes AS x JOIN votes AS y USING (resolution) WHERE x.state = 666 AND y.state = 705",
        [(2290,)],
    ),
    (
        "icews-dyad-year",
        "SELECT source, verbal_cooperation FROM event_counts "
        "WHERE year = 2009 AND source IN ('ISR', 'KAZ') AND target IN ('ISR', 'KAZ') ORDER BY 1",
        [("ISR", 88.0), ("KAZ", 74.0)],
    ),
    ("nca", f"SELECT count(*) FROM nuclear_agreements WHERE {PAIR}", [(0,)]),
    (
        "troopdata",
        "SELECT state, count(*) FROM exercises WHERE state IN ('Israel', 'Kazakhstan') GROUP BY 1 ORDER BY 1",
        [("Israel", 63), ("Kazakhstan", 113)],
    ),
    (
        "troopdata",
        "SELECT x.title, year FROM exercises AS x JOIN exercises AS y USING (exercise, year) "
        "WHERE x.state = 'Israel' AND y.state = 'Kazakhstan'",
        [("Cooperative Best Effort 2005", 2005)],
    ),
    (
        "reign",
        'SELECT leader, "end" IS NULL FROM leaders WHERE state = 705 ORDER BY start',
        [("Nazarbaev", False), ("Tokayev", True)],
    ),
    (
        "religion",
        "SELECT state, share FROM religions WHERE religion = 'muslim' AND year = 2010 "
        "AND state IN (666, 705) ORDER BY 1",
        [(666, 0.1999), (705, 0.5932)],
    ),
]


@pytest.mark.parametrize(("source_id", "sql", "expected"), FACTS)
def test_a_known_fact(mirror: Path, source_id: str, sql: str, expected: list[tuple[Any, ...]]) -> None:
    with harvested(source_id, mirror / source_id) as con:
        assert con.sql(sql).fetchall() == expected
