"""Dated memberships by year: as they stood at its end, by whose record, and never later than the record was kept."""

import duckdb

import tabled
from comity.measures.dated_memberships import dated_memberships
from comity.store.lay import lay
from comity.store.precedence import precedence
from tabled import computed

SPELLS = """
    state organisation title start      start_precision end        end_precision listed     source
    AAA   rivers       R     1990-05-01 day             2020-01-31 day           2026-03-28 ours@1
    AAA   orchards     O     2001-01-01 year            .          .             2026-03-28 ours@1
    BBB   rivers       R     1995-01-01 year            .          .             2026-03-28 ours@1
    BBB   rivers       R     1980-01-01 day             1985-12-31 day           2026-03-28 ours@1
    CCC   Q9           W     2024-06-01 month           .          .             2027-02-01 theirs@1
"""


def told(columns=("a", "b", "period", "value"), text=SPELLS):
    return computed(dated_memberships, {"membership_spells": text}, columns)


def test_a_membership_counts_to_the_last_year_at_whose_end_it_lasts():
    held = {(a, p): v for a, _, p, v in told()["igo.dated_memberships"]}
    assert [held[("AAA", y)] for y in (1990, 2001, 2019, 2020, 2026)] == [1, 2, 2, 1, 1]
    assert [held.get(("BBB", y)) for y in (1984, 1985, 1986, 1994, 1995)] == [1, 1, None, None, 1]


def test_the_year_goes_on_to_the_day_to_which_every_record_was_kept_up():
    """A later record alone would make all bodies of the other vanish."""
    rows = told(("a", "period", "through"))["igo.dated_memberships"]
    assert max(p for _, p, _ in rows) == 2026 and {str(t) for *_, t in rows} == {"2026-03-28"}


def test_an_end_is_told_from_its_year_on_and_not_before():
    of = {
        p: [(d["organisation"], str(d["since"]), str(d["until"]), d["account"]) for d in details]
        for a, p, details in told(("a", "period", "details"))["igo.dated_memberships"]
        if a == "AAA"
    }
    assert of[2019] == [("orchards", "2001-01-01", "None", "ours"), ("rivers", "1990-05-01", "None", "ours")]
    assert of[2020] == [("orchards", "2001-01-01", "None", "ours"), ("rivers", "1990-05-01", "2020-01-31", "ours")]
    assert [o for o, *_ in of[2021]] == ["orchards"]


def test_two_share_what_both_belong_to_at_the_years_end():
    shared = {(a, b, p): v for a, b, p, v in told()["igo.dated_shared"]}
    assert [shared.get(("AAA", "BBB", y)) for y in (1994, 1995, 2019, 2020)] == [None, 1, 1, None]
    assert not [pair for pair in shared if "CCC" in pair]


def test_a_membership_of_the_former_state_is_its_own_until_it_ended():
    text = SPELLS.replace("AAA   rivers       R     1990", "DEU   rivers       R     1955")
    states = {p: a for a, _, p, _ in told(text=text)["igo.dated_memberships"] if a not in ("AAA", "BBB", "CCC")}
    assert states[1995] == "DEU" and states[1960] != "DEU"


OURS = """
    state organisation title start      start_precision end        end_precision listed
    QAT   opec         OPEC  1961-01-01 year            2019-01-01 day           2026-03-28
    SAU   opec         OPEC  1960-09-14 day             .          .             2026-03-28
"""
THEIRS = """
    state organisation title start      start_precision end        end_precision listed
    QAT   opec         OPEC  1961-01-01 year            .          .             2026-11-01
    USA   opec         OPEC  1999-01-01 year            .          .             2026-11-01
    QAT   Q9           W     2001-01-01 year            .          .             2026-11-01
"""


def test_of_a_body_that_the_chronicle_lists_it_alone_speaks(tmp_path):
    """What volunteers say of it otherwise, or of further members, changes nothing; bodies that it lacks are theirs."""
    with duckdb.connect() as con:
        parts = []
        for edition, rows in (("chronicle-members@1", OURS), ("wikidata-memberships@2", THEIRS)):
            tabled.lay(con, "written", tabled.records(rows), contract="membership_spells")
            path = tmp_path / f"{edition}.parquet"
            con.execute(f"COPY (SELECT * EXCLUDE (source) FROM written) TO '{path}' (FORMAT parquet)")
            parts.append((edition, path))
        lay(con, "membership_spells", parts, precedence())
        rows = dated_memberships.compute(con)["igo.dated_memberships"]
        told = tabled.rows_of(con, rows, ("a", "period", "value", "details"))
    last = {
        a: (value, {d["organisation"]: d["account"] for d in details}) for a, p, value, details in told if p == 2026
    }
    assert last == {"QAT": (1, {"Q9": "wikidata-memberships"}), "SAU": (1, {"opec": "chronicle-members"})}
