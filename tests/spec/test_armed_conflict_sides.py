"""Who stood with and against whom, from the lists of parties of a conflict-year."""

import duckdb
import pytest

from comity.sources.formats.sides import pairs_sql


def pairs(a="", a_2nd="", b="", b_2nd=""):
    """Pairs of one conflict-year as (one, other, relation, role of one, role of the other)."""
    lists = ", ".join(
        f"{parties.split()!r}::VARCHAR[] AS {name}"
        for name, parties in (("a", a), ("a_2nd", a_2nd), ("b", b), ("b_2nd", b_2nd))
    )
    text = f"(SELECT '7' AS conflict, 2000 AS year, {lists}, 'x' AS type, 'n' AS conflict_name, 1 AS intensity, "
    text += "NULL AS started, NULL AS episode, NULL AS ended, FALSE AS provisional, NULL AS seen_to)"
    with duckdb.connect() as con:
        found = con.sql(f"SELECT a, b, relation, role_a, role_b FROM ({pairs_sql(text)}) ORDER BY ALL").fetchall()
    return [" ".join(row) for row in found]


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ({"a": "A", "b": "B"}, ["A B opposed primary primary"]),
        ({"a": "A"}, []),
        ({"a": "A", "b": "B", "b_2nd": "C"},
         ["A B opposed primary primary", "A C opposed_secondary primary secondary", "B C same_side primary secondary"]),
        ({"a": "A", "b_2nd": "C"}, ["A C opposed_secondary primary rebels"]),
        ({"a": "A", "a_2nd": "D", "b_2nd": "C"},
         ["A C opposed_secondary primary rebels", "A D same_side primary secondary",
          "C D opposed_support rebels secondary"]),
        ({"a": "A B", "b": "C"}, ["A B same_side primary primary", "A C opposed primary primary",
                                  "B C opposed primary primary"]),
    ],
)  # fmt: skip
def test_relations_of_a_conflict(parties, expected):
    assert pairs(**parties) == expected


def test_two_who_supported_both_sides_together_were_never_opposed():
    found = pairs(a="A", a_2nd="D E", b_2nd="D E")
    assert "D E same_side rebels rebels" in found
    assert not [row for row in found if row.startswith("D E opposed")]
    # But each fought the government and then for it.
    assert {"A D opposed_secondary primary rebels", "A D same_side primary secondary"} <= set(found)


def test_a_first_party_named_among_the_second_ones_stays_a_first_party():
    assert pairs(a="A", a_2nd="A", b="B") == ["A B opposed primary primary"]
