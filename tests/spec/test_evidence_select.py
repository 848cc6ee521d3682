"""Which statements answer what, on a table that a reader can check by hand."""

import pytest

from comity.evidence.select import between, by_question, by_sector_and_instrument, timeline, visits
from comity.evidence.statement import Statement
from comity.terms.question import QUESTIONS

# id  date        a    b    question  kind       sector       status
TABLE = """
1   2014-05     NOR  NZL  scope     agreement  agriculture  signed
2   2014        NZL  NOR  scope     agreement  agriculture  in_force
3   2013-01-02  NOR  NZL  scope     visit      agriculture  delivered
4   2012        NZL  NOR  evolution visit      -            reported
5   2015        NOR  NZL  potential visit      energy       plan
6   2011        NOR  -    context   flow       energy       reported
7   2010        NOR  NZL  tenor     vote       -            delivered
8   2016        RUS  NOR  context   visit      energy       delivered
9   2009        NZL  NOR  tenor     statement  energy       delivered
10  2013-01     NZL  NOR  exchange  flow       energy       delivered
"""


@pytest.fixture(scope="module")
def statements():
    made = []
    for line in TABLE.strip().splitlines():
        id, date, a, b, question, kind, sector, status = (w.replace("-", "", w == "-") for w in line.split())
        made.append(
            Statement(
                id=id,
                date=date,
                published="",
                a=a,
                b=b,
                question=question,
                kind=kind,
                sector=sector,
                claim="It is so.",
                value="",
                unit="",
                status=status,
                source="A source",
                url="",
                source_type="primary",
                reliability="F",
                credibility="6",
                note="",
                origin="",
            )
        )
    return tuple(made)


def _ids(statements):
    return [int(s.id) for s in statements]


def test_between_leaves_out_third_states_and_claims_about_one(statements):
    assert _ids(between(statements, "NZL", "NOR")) == [1, 2, 3, 4, 5, 7, 9, 10]


def test_every_question_has_its_place_even_without_evidence(statements):
    found = by_question(statements)
    assert list(found) == [question.id for question in QUESTIONS]
    assert {q: _ids(held) for q, held in found.items() if held} == {
        "scope": [1, 2, 3],
        "tenor": [7, 9],
        "evolution": [4],
        "exchange": [10],
        "context": [6, 8],
        "potential": [5],
    }


def test_the_scope_matrix_counts_what_is_real_and_says_what_it_left_out(statements):
    counts = by_sector_and_instrument(statements)
    assert counts.cells == {
        ("agriculture", "agreement"): 2,
        ("agriculture", "visit"): 1,
        ("energy", "flow"): 2,
        ("energy", "visit"): 1,
    }
    assert (counts.planned, counts.without_sector) == (1, 1)


def test_visits_are_parted_by_guest_and_ordered_by_date(statements):
    there = visits(statements, "NOR", "NZL")
    assert (_ids(there.from_a), _ids(there.from_b)) == ([3], [4])
    back = visits(statements, "NZL", "NOR")
    assert (back.from_a, back.from_b) == (there.from_b, there.from_a)


def test_the_timeline_holds_what_came_to_pass(statements):
    assert _ids(timeline(statements)) == [7, 3, 2, 1, 8]
