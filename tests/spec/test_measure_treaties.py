"""What binds two states by treaty: signed is not in force, an open end goes on, each pair once."""

from datetime import date

import pytest

from comity.measures.agreements import investment_treaties, trade_agreements
from comity.measures.alliances import alliances
from comity.measures.organisations import organisations
from comity.measures.portfolios import portfolio_similarity, portfolios
from comity.measures.scope import scope
from comity.measures.security import arms, exercises, nuclear
from tabled import computed

NAMING = ("a", "b", "period", "value", "details")
MORE = {"in_force_on": None, "kind": None}
UNION = {"title": "Union", "signed": 2000, "in_force": 2001} | MORE
PACT = {"title": "Pact", "signed": 2000, "in_force": 2002} | MORE


def test_a_trade_agreement_counts_from_force_to_its_end():
    found = computed(
        trade_agreements,
        {
            "trade_agreements": """
            a   b   treaty title    signed_year in_force_year ended_year
            BBB AAA 1      Union    2000        2001          2003
            AAA BBB 2      Pact     2000        2002          .
            AAA CCC 3      Paper    2000        .             .
            AAA AAA 4      Self     2000        2001          .
            CCC BBB 5      Late     2004        2004          .
            """
        },
        NAMING,
    )["agreement.trade_in_force"]
    assert found == [
        ("AAA", "BBB", 2001, 1, [UNION]),
        ("AAA", "BBB", 2002, 2, [PACT, UNION]),
        ("AAA", "BBB", 2003, 1, [PACT]),
        ("AAA", "BBB", 2004, 1, [PACT]),
        ("BBB", "CCC", 2004, 1, [{"title": "Late", "signed": 2004, "in_force": 2004} | MORE]),
    ]


def test_one_trade_agreement_listed_both_ways_is_one():
    text = """
        a   b   treaty title signed_year in_force_year ended_year
        AAA BBB 1      Union 2000        2000          .
        BBB AAA 1      Union 2000        2000          .
    """
    assert computed(trade_agreements, {"trade_agreements": text})["agreement.trade_in_force"] == [
        ("AAA", "BBB", 2000, 1)
    ]


def test_what_stands_beside_a_register_and_is_listed_too_is_one():
    text = """
        a   b   treaty title  signed_year in_force_year listing
        AAA BBB 1      Listed 2000        2000          listed
        BBB AAA 1      Beside 2000        2001          beside
        AAA BBB 2      Other  2001        2001          listed
    """
    columns = ("period", "value", "details")
    found = computed(trade_agreements, {"trade_agreements": text}, columns)["agreement.trade_in_force"]
    titles = {period: (value, [d["title"] for d in details]) for period, value, details in found}
    assert titles == {2000: (1, ["Listed"]), 2001: (2, ["Beside", "Other"])}


def test_a_treaty_of_a_state_that_became_another_binds_the_one_that_continues_it():
    trade = """
        a   b   treaty title signed_year in_force_year ended_year
        XDW FRA 1      Rome  1957        1988          .
        DEU FRA 2      Nice  2001        1992          .
        DEU ITA 3      Rome  1957        1988          1991
    """
    found = computed(trade_agreements, {"trade_agreements": trade})["agreement.trade_in_force"]
    french = [row for row in found if "FRA" in row]
    assert [row for row in french if row[2] in (1989, 1990)] == [("DEU", "FRA", 1990, 1), ("FRA", "XDW", 1989, 1)]
    assert french[2] == ("DEU", "FRA", 1992, 2)
    # Named by what it is called now: what bound it before was its predecessor's.
    assert [row for row in found if "ITA" in row] == [
        ("DEU", "ITA", 1990, 1), ("ITA", "XDW", 1988, 1), ("ITA", "XDW", 1989, 1),
    ]  # fmt: skip
    invested = "a b title signed in_force ended\nXYA DEU BIT 1974-01-01 1978-01-01 1992-01-01"
    found = computed(investment_treaties, {"investment_treaties": invested})["agreement.investment_in_force"]
    assert [row for row in found if row[2] >= 1990] == [
        ("DEU", "YEM", 1990, 1),
        ("DEU", "YEM", 1991, 1),
        ("DEU", "YEM", 1992, 0),
    ]


def treaty(signed, in_force, title="BIT", ended=None, replaced_by=None):
    days = (None if day is None else date.fromisoformat(day) for day in (signed, in_force, ended))
    return dict(zip(("signed", "in_force", "ended"), days, strict=True)) | {"replaced_by": replaced_by, "title": title}


def test_an_investment_treaty_counts_while_in_force_at_the_years_end():
    found = computed(
        investment_treaties,
        {
            "investment_treaties": """
            a   b   title signed     in_force   ended
            BBB AAA BIT   1995-12-27 1997-02-19 .
            AAA CCC BIT   1990-01-01 .          .
            CCC BBB BIT   1994-01-01 1995-06-01 1996-07-01
            DDD EEE BIT   1998-01-01 1998-05-05 .
            """
        },
        NAMING,
    )["agreement.investment_in_force"]
    first, third = [treaty("1995-12-27", "1997-02-19")], [treaty("1998-01-01", "1998-05-05")]
    # Ended in July 1996: not in force at the end of that year, and named from then on with its end.
    gone = [treaty("1994-01-01", "1995-06-01", ended="1996-07-01")]
    assert found == [
        ("AAA", "BBB", 1997, 1, first),
        ("AAA", "BBB", 1998, 1, first),
        ("BBB", "CCC", 1995, 1, [treaty("1994-01-01", "1995-06-01")]),
        ("BBB", "CCC", 1996, 0, gone),
        ("BBB", "CCC", 1997, 0, gone),
        ("BBB", "CCC", 1998, 0, gone),
        ("DDD", "EEE", 1998, 1, third),
    ]


def test_a_treaty_replaced_by_another_leaves_one_in_force():
    text = """
        a   b   title signed     in_force   ended      successor
        AAA BBB Old   2001-01-01 2002-01-01 2019-06-01 New
        AAA BBB New   2018-01-01 2019-06-01 .          .
        AAA CCC Lost  1990-01-01 .          1995-01-01 .
        AAA CCC Odd   1991-01-01 1999-01-01 1998-01-01 .
    """
    found = computed(investment_treaties, {"investment_treaties": text}, NAMING)["agreement.investment_in_force"]
    assert [row[2:4] for row in found] == [(year, 1) for year in range(2002, 2020)]
    assert found[-2][4] == [treaty("2001-01-01", "2002-01-01", "Old")]
    assert found[-1][4] == [
        treaty("2001-01-01", "2002-01-01", "Old", "2019-06-01", "New"),
        treaty("2018-01-01", "2019-06-01", "New"),
    ]


def test_one_investment_treaty_listed_both_ways_is_one():
    text = """
        a   b   title signed     in_force   ended
        AAA BBB BIT   1995-12-27 1997-02-19 .
        BBB AAA BIT   1995-12-27 1997-02-19 .
    """
    assert computed(investment_treaties, {"investment_treaties": text})["agreement.investment_in_force"] == [
        ("AAA", "BBB", 1997, 1)
    ]


ALLIES = """
    a   b   year defence offence neutrality nonaggression consultation
    FRA RUS 1900 true    false   false      false         false
    RUS FRA 1900 true    false   false      false         false
    ITA DEU 1900 false   false   true       false         false
    FRA FRA 1900 true    true    true       true          true
    USA GBR 1900 false   false   false      false         false
"""


def test_an_alliance_is_directed_and_never_with_oneself():
    found = computed(alliances, {"alliances": ALLIES}, NAMING)
    assert found["alliance.any"] == [
        ("FRA", "RUS", 1900, 1, [{"kind": "defence"}]),
        ("RUS", "FRA", 1900, 1, [{"kind": "defence"}]),
    ]
    assert found["alliance.pledge"] == [("ITA", "DEU", 1900, 1, [{"kind": "neutrality"}])]


def test_a_pledge_is_no_alliance_and_an_ally_may_have_pledged_besides():
    text = """
        a   b   year defence offence neutrality nonaggression consultation
        FRA RUS 1900 true    false   false      true          true
        FRA RUS 1900 false   true    false      false         false
        USA CHN 1900 false   false   false      true          true
    """
    found = computed(alliances, {"alliances": text}, NAMING)
    kinds = {measure: {row[:2]: [d["kind"] for d in row[4]] for row in rows} for measure, rows in found.items()}
    assert kinds == {
        "alliance.any": {("FRA", "RUS"): ["defence", "offence"]},
        "alliance.pledge": {
            ("FRA", "RUS"): ["non-aggression", "consultation"],
            ("USA", "CHN"): ["non-aggression", "consultation"],
        },
    }


def test_a_pledge_makes_no_kind_of_tie():
    pledged = "a b year nonaggression\nAAA BBB 2000 true\nAAA CCC 2000 true"
    rest = {
        "trade": "exporter importer year reported_by commodity value\nAAA BBB 2000 exporter total 2e6",
        "memberships": "state organisation year status\nAAA UN 2000 full",
    }
    found = computed(scope, {"alliances": pledged, **rest}, NAMING)["scope.breadth"]
    assert found == [("AAA", "BBB", 2000, 1, [{"kind": "trade"}])]


def test_alliance_portfolios_differ_by_levels_of_commitment():
    found = {(a, b): v for a, b, _, v in computed(portfolios, {"alliances": ALLIES})["alliance.s_abs"]}
    n = round(len({s for pair in found for s in pair}))
    assert len(found) == n * (n - 1) // 2
    # France and Russia each owe the other 3, and 3 themselves: no difference at all.
    assert found["FRA", "RUS"] == 1.0
    # Two states without allies differ in their self-ties only: 3 and 3.
    assert found["GBR", "USA"] == pytest.approx(1 - 2 * 6 / (3 * n))
    # Italy owes Germany 2, where Germany has its self-tie 3: 1, and Italy's own self-tie: 3.
    assert found["DEU", "ITA"] == pytest.approx(1 - 2 * 4 / (3 * n))


def test_portfolios_by_hand():
    import numpy as np

    ties = np.array([[3, 0, 1], [0, 3, 2], [3, 0, 1]], dtype=np.int8)
    found = portfolio_similarity(ties, 3)
    assert found[0, 1] == pytest.approx(1 - 2 * (3 + 3 + 1) / 9)
    assert found[0, 2] == 1.0


MEMBERS = """
    state organisation year status
    AAA   UN           2000 full
    BBB   UN           2000 full
    CCC   UN           2000 full
    AAA   CLUB         2000 observer
    BBB   CLUB         2000 associate
    AAA   ALONE        2000 full
    CCC   CLUB         2000 none
    AAA   UN           2001 full
"""


def full(organisation):
    return {"organisation": organisation, "status": "full"}


def test_membership_of_any_status_is_shared_and_none_is_not():
    found = computed(organisations, {"memberships": MEMBERS}, NAMING)
    assert [row[:4] for row in found["igo.shared"]] == [
        ("AAA", "BBB", 2000, 2),
        ("AAA", "CCC", 2000, 1),
        ("BBB", "CCC", 2000, 1),
    ]
    assert found["igo.memberships"] == [
        ("AAA", "-", 2000, 3, [full("ALONE"), {"organisation": "CLUB", "status": "observer"}, full("UN")]),
        ("AAA", "-", 2001, 1, [full("UN")]),
        ("BBB", "-", 2000, 2, [{"organisation": "CLUB", "status": "associate"}, full("UN")]),
        ("CCC", "-", 2000, 1, [full("UN")]),
    ]


def test_states_that_share_nothing_share_zero_where_both_are_coded():
    text = "state organisation year status\nAAA X 2000 full\nBBB Y 2000 full"
    assert computed(organisations, {"memberships": text})["igo.shared"] == [("AAA", "BBB", 2000, 0)]


def test_joint_exercises_count_each_exercise_once():
    text = """
        exercise state year
        E1 AAA 2001
        E1 BBB 2001
        E1 CCC 2001
        E2 BBB 2001
        E2 AAA 2001
        E3 AAA 2002
    """
    assert computed(exercises, {"exercises": text})["defence.joint_exercises"] == [
        ("AAA", "BBB", 2001, 2),
        ("AAA", "CCC", 2001, 1),
        ("BBB", "CCC", 2001, 1),
    ]


def test_arms_keep_their_direction_and_an_announced_nil_stays():
    text = "supplier recipient year tiv\nAAA BBB 2001 5.5\nBBB AAA 2001 1\nAAA AAA 2001 9\nAAA CCC 2001 0"
    assert computed(arms, {"arms_transfers": text})["defence.arms_transfers"] == [
        ("AAA", "BBB", 2001, 5.5),
        ("AAA", "CCC", 2001, 0.0),
        ("BBB", "AAA", 2001, 1.0),
    ]


def test_nuclear_agreements_accumulate_and_a_repeated_line_is_one():
    text = """
        a b year kind
        AAA BBB 1960 power
        BBB AAA 1960 power
        BBB AAA 1962 safety
        AAA CCC 1962 power
    """
    assert computed(nuclear, {"nuclear_agreements": text})["defence.nuclear_agreements"] == [
        ("AAA", "BBB", 1960, 1),
        ("AAA", "BBB", 1961, 1),
        ("AAA", "BBB", 1962, 2),
        ("AAA", "CCC", 1962, 1),
    ]


def test_breadth_counts_kinds_of_tie_not_ties():
    members = "state organisation year status\n" + "\n".join(
        f"{s} O{i} 2000 full" for s, count in (("AAA", 12), ("BBB", 10), ("CCC", 9)) for i in range(count)
    )
    found = computed(
        scope,
        {
            "alliances": """
                a b year defence
                AAA BBB 2000 true
                BBB AAA 2000 true
                CCC CCC 2000 true
            """,
            "trade_agreements": """
                a b treaty title signed_year in_force_year ended_year
                AAA BBB 1 X 1990 1991 .
                AAA BBB 2 Y 1990 1991 .
                AAA CCC 3 Z 1990 .    .
            """,
            "investment_treaties": "a b title signed in_force ended\nAAA CCC BIT 1995-01-01 1996-01-01 .",
            "trade": """
                exporter importer year reported_by commodity price_basis scope value
                AAA BBB 2000 exporter total current goods 2e6
                BBB AAA 2000 importer total current goods 3e6
                AAA CCC 2000 exporter total current goods 9e5
                CCC BBB 2000 exporter 27    current goods 9e9
            """,
            "memberships": members,
        },
        NAMING,
    )["scope.breadth"]
    many = [{"kind": kind} for kind in ("alliance", "organisations", "trade", "trade agreement")]
    assert found == [("AAA", "BBB", 2000, 4, many), ("AAA", "CCC", 2000, 1, [{"kind": "investment treaty"}])]


def test_breadth_leaves_out_an_organisation_to_which_one_does_not_belong():
    members = "state organisation year status\n" + "\n".join(
        f"{s} O{i} 2000 {'none' if s == 'BBB' and i == 9 else 'full'}" for s in ("AAA", "BBB") for i in range(10)
    )
    rest = {
        "alliances": "a b year defence\nAAA CCC 2000 true",
        "trade": "exporter importer year reported_by commodity value\nAAA CCC 2000 exporter total 5",
    }
    found = computed(scope, {"memberships": members, **rest})["scope.breadth"]
    assert found == [("AAA", "CCC", 2000, 1)]
