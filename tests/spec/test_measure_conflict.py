"""Disputes, rivalries, hostile neighbours, and ties with opposed pairs, by hand."""

import pytest

from comity.measures.conflict import conflict
from comity.measures.neighbourhood import neighbourhood, opposed
from tabled import computed


def test_a_dispute_listed_both_ways_is_one():
    found = computed(
        conflict,
        {
            "disputes": """
            a   b   year dispute coded_by onset hostility
            AAA BBB 1990 7       cow      true  4
            BBB AAA 1990 7       cow      true  4
            AAA BBB 1990 8       cow      true  2
            BBB AAA 1991 7       cow      false 4
            AAA BBB 1992 7       gml      true  4
            AAA AAA 1990 9       cow      true  1
            """
        },
    )
    assert found["conflict.dispute"] == [("AAA", "BBB", 1990, 2), ("AAA", "BBB", 1991, 1)]


def test_a_rivalry_without_end_runs_to_the_end_of_its_data():
    found = computed(
        conflict,
        {
            "rivalries": """
            a   b   first_year last_year coded_by covered_to
            BBB AAA 1990       .         tss      1992
            AAA CCC 1989       1992      tss      1992
            AAA CCC 1992       1992      tss      1992
            AAA DDD 1990       .         td       1992
            """
        },
    )
    assert found["conflict.rivalry"] == [
        ("AAA", "BBB", 1990, 1), ("AAA", "BBB", 1991, 1), ("AAA", "BBB", 1992, 1),
        ("AAA", "CCC", 1989, 1), ("AAA", "CCC", 1990, 1), ("AAA", "CCC", 1991, 1), ("AAA", "CCC", 1992, 1),
    ]  # fmt: skip


AROUND = {
    "contiguities": """
        a   b   kind first_year first_month last_year last_month
        AAA BBB 1    1990       1           1991      12
        BBB AAA 1    1990       1           1991      12
        AAA CCC 1    1990       1           1991      12
        CCC AAA 1    1990       1           1991      12
        AAA DDD 2    1990       1           1991      12
        AAA EEE 1    1990       1           1991      12
    """,
    "capabilities": """
        state year cinc
        AAA   1990 0.5
        BBB   1990 0.1
        CCC   1990 0.3
        DDD   1990 0.2
        EEE   1990 .
        AAA   1991 0.5
        BBB   1991 0.1
    """,
    "rivalries": """
        a   b   first_year last_year coded_by
        BBB AAA 1980       1990      tss
        AAA DDD 1980       1991      tss
        CCC AAA 1980       1991      td
    """,
}


def test_hostility_of_neighbours_is_weighed_by_their_capability():
    found = computed(neighbourhood, AROUND, ("a", "b", "period", "value", "n"))["access.hostile_neighbourhood"]
    # DDD lies across water; EEE's weight is unknown and counts on neither side.
    assert found == [
        ("AAA", "-", 1990, pytest.approx(0.1 / 0.4), 2),
        ("AAA", "-", 1991, 0.0, 1),
        ("BBB", "-", 1990, 1.0, 1),
        ("BBB", "-", 1991, 0.0, 1),
        ("CCC", "-", 1990, 0.0, 1),
        ("CCC", "-", 1991, 0.0, 1),
        ("EEE", "-", 1990, 0.0, 1),
        ("EEE", "-", 1991, 0.0, 1),
    ]


def test_ties_with_both_sides_of_a_rivalry():
    found = computed(
        opposed,
        {
            "rivalries": """
                a   b   first_year last_year coded_by
                BBB AAA 1999       2000      tss
                CCC DDD 1999       2000      tss
                EEE FFF 1999       2000      td
            """,
            "alliances": """
                a   b   year defence offence neutrality nonaggression consultation
                KKK AAA 2000 false   true    false      false         false
                KKK DDD 2000 false   false   false      true          true
                CCC KKK 2000 true    false   false      false         false
                MMM AAA 2000 false   false   false      false         false
            """,
            "trade_agreements": """
                a   b   treaty title signed_year in_force_year ended_year
                BBB KKK 1      X     1995        1996          .
                KKK DDD 2      Y     2000        .             .
                MMM BBB 3      Z     1995        1996          2000
            """,
            "investment_treaties": """
                a   b   title signed     in_force   ended
                BBB CCC BIT   1995-01-01 1998-01-01 .
                DDD BBB BIT   1995-01-01 1998-01-01 .
            """,
        },
        ("a", "b", "period", "value", "n", "details"),
    )["balance.opposed_ties"]
    rows = {row[0]: row[3:] for row in found if row[2] == 2000}
    # KKK is tied with AAA and BBB, but its treaty with DDD is not in force: one of two rivalries.
    assert rows["KKK"] == (0.5, 2, [{"one": "AAA", "other": "BBB"}])
    # BBB's own rivalry does not count; it keeps treaties with CCC and DDD.
    assert rows["BBB"] == (1.0, 1, [{"one": "CCC", "other": "DDD"}])
    assert rows["AAA"] == (0.0, 1, None)
    # Owing nothing is no tie, and a treaty that ended is none.
    assert "MMM" not in rows
