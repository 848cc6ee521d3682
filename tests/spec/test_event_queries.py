"""The queries of the warehouse, worked by hand; and as far as they speak other engines' dialects."""

import importlib.util
import math
from datetime import date

import duckdb
import pytest

from comity.errors import UserError
from comity.events.queries import (
    DAYS,
    DOCUMENTS,
    EVENTS,
    MENTIONED,
    MONTHS,
    Choice,
    code_rows,
    small_tables,
    text,
)
from comity.terms.event import event_codes

MARCH = 2020 * 12 + 2


@pytest.fixture
def con():
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE events ({', '.join(f'{name} {kind}' for name, kind in EVENTS.items())})")
        yield con


def _events(con, table, choice=None, coverage=()):
    """Rows of day, a, b, code, story and, where given, lead, official, confidence, mentions."""
    for n, line in enumerate(table.strip().splitlines()):
        day, a, b, code, story, *rest = line.split()
        lead, official, confidence, mentions = [*rest, *("yes", "yes", "-", "1")[len(rest) :]]
        con.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, 1, ?, ?, ?, ?)",
            [
                str(n), a, b, date(2020, 3, int(day)), code, lead == "yes", official == "yes", int(mentions),
                None if confidence == "-" else float(confidence), int(story), f"https://p{story}.example/x",
                f"p{story}.example",
            ],
        )  # fmt: skip
    small_tables(con, choice or Choice(), coverage)


def _of(con, query, columns):
    return con.sql(f"SELECT {columns} FROM ({query}) ORDER BY ALL").fetchall()


def test_a_story_counts_once_a_day_for_each_kind_of_act_with_its_furthest_score(con):
    # 040 consult 2.5; 043 visit 4; 190 use of force -9; 010 statement: none in PLOVER
    _events(
        con,
        """
        1 FRA DEU 040 1
        1 FRA DEU 043 1
        1 FRA DEU 043 1
        1 FRA DEU 190 1
        1 FRA DEU 043 2
        1 DEU FRA 043 1
        2 FRA DEU 010 3
        """,
    )
    columns = "a, b, date, acts, documents, verbal_cooperation, material_conflict, warm_tenths, cold_tenths"
    scores = {code: tenths for code, _, _, tenths in code_rows(Choice())}
    assert (scores["040"], scores["043"], scores["190"], scores["010"]) == (25, 40, -90, None)
    assert _of(con, text(DAYS), columns) == [
        ("DEU", "FRA", date(2020, 3, 1), 1, 1, 1, 0, 40, 0),
        ("FRA", "DEU", date(2020, 3, 1), 3, 2, 2, 1, 80, 90),
        ("FRA", "DEU", date(2020, 3, 2), 1, 1, 1, 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("choice", "stories"),
    [
        (Choice(), 3),
        (Choice(least_confidence=101), 2),
        (Choice(least_confidence=0), 5),
        (Choice(official_only=False), 4),
        (Choice(official_only=False, least_confidence=0), 6),
    ],
)
def test_what_counts_is_a_choice(con, choice, stories):
    _events(
        con,
        """
        1 FRA DEU 040 1 yes yes -
        1 FRA DEU 040 2 yes yes 20
        1 FRA DEU 040 3 no  yes 50
        1 FRA DEU 040 4 no  yes 49
        1 FRA DEU 040 5 no  yes -
        1 FRA DEU 040 6 yes no  -
        """,
        choice,
    )
    assert _of(con, text(DAYS), "documents") == [(stories,)]


def test_a_month_sums_compressed_days_that_were_delivered_and_nothing_else(con):
    _events(
        con,
        """
        1 FRA DEU 043 1
        1 FRA DEU 190 2
        2 FRA DEU 043 3
        2 FRA DEU 043 4
        3 FRA DEU 043 5
        """,
        coverage=[(date(2020, 3, 1), 1.0), (date(2020, 3, 2), 0.5), (date(2020, 3, 4), 1.0)],
    )
    con.execute(f"CREATE VIEW dyad_days AS {text(DAYS)}")
    [row] = _of(
        con,
        text(MONTHS),
        "period, delivered_days, active_days, cooperative_days, hostile_days, acts, documents, cooperation, hostility, "
        "cooperation_log, hostility_log, cooperation_squares, tone_log, tone_squares",
    )
    one, two, cold = math.log(5), math.log(9), math.log(10)
    assert row[:9] == (MARCH, 2.5, 2, 2, 1, 4, 4, 12.0, 9.0)
    expected = (one + two, cold, one**2 + two**2, one - cold + two, (one - cold) ** 2 + two**2)
    assert row[9:] == pytest.approx(expected, abs=2e-9)


def test_behind_a_month_stand_documents_of_different_outlets_the_furthest_score_first(con):
    _events(
        con,
        """
        1 FRA DEU 040 1 yes yes - 9
        1 FRA DEU 043 1 yes yes - 1
        2 FRA DEU 040 2 yes yes - 7
        3 FRA DEU 057 3 yes yes - 1
        3 FRA DEU 040 4 yes yes - 8
        4 FRA DEU 190 1 yes yes - 1
        5 FRA DEU 010 5 yes yes - 1
        """,
        coverage=[(date(2020, 3, d), 1.0) for d in range(1, 6)],
    )
    assert _of(con, text(DOCUMENTS), "side, place, outlet, code, score") == [
        ("cold", 1, "p1.example", "190", -9.0),
        ("warm", 1, "p3.example", "057", 5.0),
        ("warm", 2, "p1.example", "043", 4.0),
        ("warm", 3, "p4.example", "040", 2.5),
    ]


def test_the_class_of_sanctions_and_the_scale_are_choices():
    def sanction(choice):
        return next((quad, tenths) for code, _, quad, tenths in code_rows(choice) if code == "SANCTION")

    assert sanction(Choice()) == (4, -60)
    assert sanction(Choice(sanction="verbal_conflict")) == (3, -60)
    assert sanction(Choice(scale="goldstein_gdelt")) == (4, None)
    with pytest.raises(UserError, match="choose one of"):
        Choice(scale="feelings")
    with pytest.raises(UserError, match="choose material_conflict"):
        Choice(sanction="none")


@pytest.mark.parametrize("scale", ["plover", "goldstein_gdelt", "goldstein_icews"])
def test_scores_are_whole_tenths(scale):
    for code, each in event_codes().items():
        score = getattr(each, scale)
        assert score is None or score * 10 == pytest.approx(round(score * 10), abs=1e-9), code


ELSEWHERE = {
    "spark": (DAYS, MONTHS, DOCUMENTS, MENTIONED),
    "trino": (DAYS, MONTHS, DOCUMENTS, MENTIONED),
    "clickhouse": (DAYS, MONTHS, DOCUMENTS, MENTIONED),
    "bigquery": (DAYS, MONTHS, DOCUMENTS, MENTIONED),
}


@pytest.mark.skipif(
    importlib.util.find_spec("sqlglot") is None, reason='needs the extra scale: pip install "comity[scale]"'
)
@pytest.mark.parametrize(("dialect", "query"), [(d, q) for d, queries in ELSEWHERE.items() for q in queries])
def test_the_texts_transpile_without_loss(dialect, query):
    import sqlglot

    [found] = sqlglot.transpile(text(query), read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert "SELECT" in found
    # What comes out is a sentence of that dialect, and says the same thing when it is read back.
    sqlglot.parse_one(found, read=dialect)
