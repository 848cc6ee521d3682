"""Armed conflict between two, service on one side, crises and territory, by hand."""

from datetime import date

import pytest

from comity.measures.armed_conflict import armed_conflict
from comity.measures.crises import crises
from comity.measures.territory import territory
from tabled import computed

ALL = ("a", "b", "period", "value", "low", "high", "n")
HEAD = "a b year conflict relation role_a role_b type intensity provisional seen_to"


def fought(*rows, columns=ALL):
    return computed(armed_conflict, {"armed_conflicts": "\n".join([HEAD, *rows])}, columns)


def test_the_level_is_the_highest_of_the_conflicts_in_which_they_are_opposed():
    found = fought(
        "AAA BBB 2000 1 opposed           primary primary interstate        1 false .",
        "BBB AAA 2000 2 opposed_secondary primary rebels  internationalised 2 false .",
        "AAA BBB 2000 3 same_side         primary rebels  internationalised 2 false .",
        "AAA CCC 2000 2 opposed_secondary rebels  primary internationalised 1 false .",
        "AAA AAA 2000 2 opposed           primary primary interstate        2 false .",
    )
    assert found["conflict.armed"] == [
        ("AAA", "BBB", 2000, 2, None, None, 2),
        ("AAA", "CCC", 2000, 1, None, None, 1),
    ]
    assert found["conflict.same_side"] == [("AAA", "BBB", 2000, 1, None, None, None)]


def test_two_supporters_of_foes_may_have_fought_or_not():
    found = fought("AAA BBB 2000 1 opposed_support rebels secondary internationalised 1 false .")
    assert found["conflict.armed"] == [("AAA", "BBB", 2000, None, 0, 1, 1)]


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        # A year that counted, without its deaths: at least an armed conflict.
        (["AAA BBB 2001 1 opposed primary primary interstate . false ."], (1, 1, 2)),
        # Seen in a year that is not over, after a year of war: as it was, within bounds.
        (["AAA BBB 2000 1 opposed primary primary interstate 2 false .",
          "AAA BBB 2001 1 opposed primary primary interstate . true 2001-05-06"], (2, 0, 2)),
        (["AAA BBB 2000 1 opposed primary primary interstate . false .",
          "AAA BBB 2001 1 opposed primary primary interstate . true 2001-05-06"], (1, 0, 2)),
        # Seen once, of a conflict that was none the year before, or was another.
        (["AAA BBB 2001 1 opposed primary primary interstate . true 2001-05-06"], (None, 0, 2)),
        (["AAA BBB 1999 1 opposed primary primary interstate 2 false .",
          "AAA BBB 2001 1 opposed primary primary interstate . true 2001-05-06"], (None, 0, 2)),
        (["AAA BBB 2000 2 opposed primary primary interstate 2 false .",
          "AAA BBB 2001 1 opposed primary primary interstate . true 2001-05-06"], (None, 0, 2)),
        (["AAA BBB 2000 1 opposed_support rebels secondary internationalised 2 false .",
          "AAA BBB 2001 1 opposed primary primary interstate . true 2001-05-06"], (None, 0, 2)),
        # Deaths counted so far are the least that there will be.
        (["AAA BBB 2000 1 opposed primary primary interstate 2 false .",
          "AAA BBB 2001 1 opposed primary primary interstate 0 true 2001-05-06"], (None, 0, 2)),
        (["AAA BBB 2001 1 opposed primary primary interstate 1 true 2001-05-06"], (1, 1, 2)),
        (["AAA BBB 2001 1 opposed primary primary interstate 2 true 2001-05-06"], (2, None, None)),
        # What is certain of one conflict holds beside what is not of another.
        (["AAA BBB 2001 1 opposed primary primary interstate 1 false .",
          "AAA BBB 2001 2 opposed primary primary interstate . true 2001-05-06"], (1, 1, 2)),
    ],
)  # fmt: skip
def test_what_is_not_counted_yet_has_bounds(rows, level):
    (row,) = (r for r in fought(*rows)["conflict.armed"] if r[2] == 2001)
    assert row[3:6] == level


def test_details_name_both_roles_and_when_it_began_and_went_on():
    found = fought(
        "BBB AAA 2000 1 opposed_secondary primary rebels internationalised 1 false .",
        "BBB AAA 2002 1 opposed_secondary primary rebels internationalised 1 false .",
        "BBB AAA 2003 1 opposed_secondary primary rebels internationalised 2 false .",
        columns=("a", "b", "period", "details"),
    )
    (detail,) = found["conflict.armed"][2][3]
    assert (detail["one"], detail["one_role"], detail["other"], detail["other_role"]) == (
        "AAA", "rebels", "BBB", "primary",
    )  # fmt: skip
    assert (detail["first"], detail["since"], detail["intensity"]) == (2000, 2002, 2)


def test_a_sighting_begins_no_conflict():
    found = fought(
        "AAA BBB 2000 1 opposed primary primary interstate 0 true 2000-05-06",
        "AAA BBB 2001 1 opposed primary primary interstate 1 false .",
        columns=("a", "b", "period", "details", "through"),
    )["conflict.armed"]
    assert [(row[2], row[3][0]["first"], row[4]) for row in found] == [
        (2000, 2000, date(2000, 5, 6)),
        (2001, 2001, None),
    ]


def test_an_end_that_came_later_is_not_told():
    rows = [
        {"a": "AAA", "b": "BBB", "year": year, "crisis": "1", "title": "QUARREL", "edition": "15",
         "began": "1999-12-01", "began_precision": "day", "ended": "2000-02-01", "ended_precision": "month"}
        for year in (1999, 2000)
    ]  # fmt: skip
    found = computed(crises, {"crises": rows}, ("a", "b", "period", "value", "details"))["conflict.crisis"]
    assert [(row[2], row[3], row[4][0]["ended"]) for row in found] == [(1999, 1, None), (2000, 1, date(2000, 2, 1))]


def test_territory_goes_from_one_to_the_other():
    found = computed(
        territory,
        {
            "territorial_changes": """
            gainer loser year change month procedure square_km
            AAA    BBB   1990 1      7     cession   12.5
            AAA    BBB   1990 2      .     .         .
            BBB    AAA   1990 3      7     cession   3
            CCC    CCC   1990 4      7     cession   3
            """
        },
        ("a", "b", "period", "value", "details"),
    )["conflict.territory"]
    assert [row[:4] for row in found] == [("AAA", "BBB", 1990, 2), ("BBB", "AAA", 1990, 1)]
    assert {(d["number"], d["procedure"], d["area"]) for d in found[0][4]} == {
        ("1", "cession", 12.5),
        ("2", None, None),
    }
