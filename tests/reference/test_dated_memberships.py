"""The dated memberships that ship, beside the yearly record of the Correlates of War project to 2014."""

import duckdb
import pytest

from comity.measures.dated_memberships import dated_memberships
from comity.sources.chronicle_members.read import read as dated
from comity.sources.download import shipped
from comity.sources.igo.read import read as yearly
from comity.sources.registry import source
from comity.tables.relation import as_view
from comity.terms.crosswalk import to_state

pytestmark = pytest.mark.mirror

SAME = {
    "eu": "EU",
    "nato": "NATO",
    "opec": "OPEC",
    "oecd": "OECD",
    "ecowas": "ECOWAS",
    "asean": "ASEAN",
    "sco": "SCO",
    "gcc": "GCC",
    "efta": "EFTA",
    "saarc": "SAARC",
    "caricom": "CARICOM",
    "arab": "LOAS",
}
FIRST, LAST = 1995, 2014
BEFORE = {"sco": 2001}
"""Year before which the yearly record counts what came before the body: the five who met at Shanghai from 1996."""


@pytest.fixture(scope="module")
def both(mirror):
    """State, body and year of either record."""
    con = duckdb.connect()
    spells = dated(shipped(source("chronicle-members").files[0]), con)["membership_spells"]
    spells.project("*, 'ours@1' AS source").create_view("membership_spells")
    as_view(con, "made", dated_memberships.compute(con)["igo.dated_memberships"])
    ours = con.execute(f"""
        SELECT a, d.organisation, period FROM (SELECT a, period, unnest(details) AS d FROM made)
        WHERE d.until IS NULL AND period BETWEEN {FIRST} AND {LAST}""").fetchall()
    as_view(con, "listed", yearly(mirror / "igo", con)["memberships"])
    rows = con.execute(f"""
        SELECT state, organisation, year FROM listed
        WHERE status = 'full' AND year BETWEEN {FIRST} AND {LAST}""").fetchall()
    states = to_state("cow", [r[0] for r in rows], [r[2] for r in rows])
    back = {theirs: own for own, theirs in SAME.items()}
    theirs = {(s, back[o], y) for s, (_, o, y) in zip(states, rows, strict=True) if o in back}
    theirs = {row for row in theirs if row[2] >= BEFORE.get(row[1], FIRST)}
    return {row for row in ours if row[1] in SAME}, theirs


@pytest.mark.parametrize("body", sorted(SAME))
def test_where_both_speak_they_agree(both, body):
    ours, theirs = ({row for row in rows if row[1] == body} for rows in both)
    assert theirs and len(ours & theirs) / len(ours | theirs) > 0.93, sorted(ours ^ theirs)


def test_of_all_of_them_hardly_any_year_differs(both):
    ours, theirs = both
    assert len(ours & theirs) / len(ours | theirs) > 0.98
