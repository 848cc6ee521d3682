"""What is true of Israel and Kazakhstan, and easy to get wrong, as the built atlas has it."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from comity.atlas.measurement import State
from comity.atlas.read import Atlas
from comity.build.conduct import Plan, gather
from comity.store.lay import lay
from comity.store.precedence import precedence
from comity.terms.treaty_details import InvestmentTreaty, Membership

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def atlas(built_atlas: Path) -> Atlas:
    return Atlas.open(built_atlas, date(2025, 12, 31))


@pytest.mark.parametrize(("year", "millions", "importers"), [("2008", 2226, 3), ("2012", 1536, 2)])
def test_the_exporter_reports_what_the_importer_suppresses(atlas, year, millions, importers):
    def at(name):
        return atlas.at(f"exchange.{name}", "KAZ", "ISR", year)

    assert round(at("exports_reported_by_exporter").value / 1e6) == millions
    assert round(at("exports_reported_by_importer").value / 1e6) == importers
    assert at("exports_compiled").value == pytest.approx(millions * 1e6, rel=0.05)
    reconciled = at("exports_reconciled")
    assert reconciled.value is None
    assert reconciled.state is State.NOT_REPORTED
    assert reconciled.high / reconciled.low > 100
    rank = atlas.at("dependence.supplier_rank", "ISR", "KAZ", year)
    assert rank.value is None
    assert rank.low <= 10
    assert rank.high > 50


def test_agreement_falls_by_the_count_of_equal_votes(built_store, atlas):
    """.44 and .17 are shares of equal votes among all joint votes; with half marks for half steps .55 and .24."""
    parts = gather(Plan(built_store), {"votes"}, lambda line: None)["votes"]
    with duckdb.connect() as con:
        lay(con, "votes", [(snapshot.id, path) for _, snapshot, path in parts], precedence())
        found = con.sql("""
            SELECT x.year, round(avg((x.vote = y.vote)::INT), 2) FROM votes x JOIN votes y USING (resolution)
            WHERE x.state = 'ISR' AND y.state = 'KAZ' AND x.year IN (1992, 2019) GROUP BY ALL ORDER BY ALL
        """).fetchall()
    graded = [round(atlas.at("un.agreement", "ISR", "KAZ", str(y)).value, 2) for y in (1992, 2019)]
    assert [row[1] for row in found] == [0.44, 0.17]
    assert graded == [0.55, 0.24]


@pytest.mark.parametrize(
    "measure", ["alliance.any", "conflict.dispute", "conflict.rivalry", "agreement.trade_in_force"]
)
def test_what_is_not_there_is_a_true_zero(atlas, measure):
    for one, other in (("ISR", "KAZ"), ("KAZ", "ISR")):
        assert atlas.series(measure, one, other) == []
        for year in range(1992, 2015):
            cell = atlas.at(measure, one, other, str(year))
            assert (cell.value, cell.state) == (0.0, State.TRUE_ZERO)


def test_silence_beyond_the_record_is_no_zero(atlas):
    assert atlas.at("conflict.dispute", "ISR", "KAZ", "2015").state is State.OUTSIDE_COVERAGE
    assert atlas.at("alliance.any", "ISR", "KAZ", "1990").state is State.NOT_APPLICABLE


def test_the_investment_treaty_counts_from_its_entry_into_force(atlas):
    found = atlas.series("agreement.investment_in_force", "ISR", "KAZ")
    assert found[0].period == "1997"
    (treaty,) = found[0].details
    assert isinstance(treaty, InvestmentTreaty) and treaty.ended is None
    assert (treaty.signed, treaty.in_force) == (date(1995, 12, 27), date(1997, 2, 19))
    assert {m.value for m in found} == {1.0}
    assert atlas.at("agreement.investment_in_force", "KAZ", "ISR", "1996").value == 0.0


def test_each_keeps_an_embassy_in_the_other(atlas):
    for pair in (("ISR", "KAZ"), ("KAZ", "ISR")):
        values = {m.period: m.value for m in atlas.series("representation.embassy", *pair)}
        assert values["2020"] == values["2022"] == 1.0, values


def test_forums_shared_and_not(atlas):
    forums = {"CICA", "OIC", "SCO", "CSTO", "CIS", "ECO"}
    lists = {s: atlas.at("igo.memberships", s, "-", "2014").details_of(Membership) for s in ("ISR", "KAZ")}
    of = {s: {held.organisation for held in found if held.full} & forums for s, found in lists.items()}
    assert of == {"ISR": {"CICA"}, "KAZ": forums}
    assert atlas.at("igo.shared", "ISR", "KAZ", "2014").value == 36


def test_unrest_at_home_is_no_quarrel_with_the_other(atlas):
    """January 2022: the pair's worst days, and its hostility stays below what prominence explains."""
    january = atlas.at("tenor.hostility", "ISR", "KAZ", "2022-01")
    assert january.value < 0
    assert january.high < 0
    standing = atlas.standing(january)
    assert standing.percentile < 50
