"""Which bodies does a state belong to by a record that dates its memberships, and how many do two states share?

A second account beside the yearly record of organisations (`organisations.py`), which holds all bodies and ends. This
one holds the bodies that somebody dated, to the day of the record, and is never added to the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.succession import continued
from comity.terms.detail import packed
from comity.terms.treaty_details import DatedMembership

if TYPE_CHECKING:
    import duckdb

_REFERENCE = "https://www.wikidata.org/wiki/Property:P463; doi:10.1177/0022343319881175 for the yearly record"
_NOT_WHEN = (
    "Not as one series with igo.memberships or igo.shared: those count every organisation and end earlier, this counts "
    "the bodies that somebody dated, unions and groups without a treaty among them. Of a body that volunteers dated, "
    "members may be missing, so a low number is no isolation."
)

DATED = Measure(
    id="igo.dated_memberships",
    question="access",
    title="Bodies to which a state belongs by a dated record",
    unit="organisations",
    interval=None,
    formula="number of bodies with a membership that lasts on 31 December, in the record's last year on the day to "
    "which it was kept up; the details name each with its days, by whose record, and those that ended in the year",
    more="it belongs to more of the bodies whose members are dated",
    reference=_REFERENCE,
    not_when=_NOT_WHEN,
    inputs=("membership_spells",),
    direction="state",
    decimals=0,
    low=0,
    details=DatedMembership,
    among="all states on the record in the same year",
)
SHARED = Measure(
    id="igo.dated_shared",
    question="access",
    title="Bodies to which both belong by a dated record",
    unit="organisations",
    interval=None,
    formula="number of bodies with a membership of a and one of b that last on 31 December, in the record's last year "
    "on the day to which it was kept up",
    more="they sit together in more of the bodies whose members are dated",
    reference=_REFERENCE,
    not_when=_NOT_WHEN,
    inputs=("membership_spells",),
    direction="undirected",
    decimals=0,
    low=0,
    among="all pairs that share such a body in the same year",
)

_DETAIL = packed(
    DatedMembership,
    organisation="organisation",
    title="title",
    since="start",
    since_precision="start_precision",
    until="known_end",
    until_precision="CASE WHEN known_end IS NOT NULL THEN end_precision END",
    account="split_part(source, '@', 1)",
)
_YEARS = f"""
    SELECT * REPLACE ({continued("state", "period")} AS state), CASE WHEN "end" < day THEN "end" END AS known_end
    FROM (
        SELECT s.*, y.period, least(make_date(y.period::INTEGER, 12, 31), l.last) AS day,
               l.last AS through
        FROM membership_spells s, (
                SELECT min(kept) AS last FROM (SELECT max(listed) AS kept FROM membership_spells GROUP BY source)) l,
             unnest(range(year(s.start), least(year(coalesce(s."end", l.last)), year(l.last)) + 1)) AS y(period))
    WHERE start <= day"""
"""Each membership in every year of it, seen from the year's last day or the day to which all records were kept up."""


@gives(DATED, SHARED)
def dated_memberships(con: duckdb.DuckDBPyConnection) -> Rows:
    """Memberships by year, told as they stood at its end; an end of a later year is not known yet."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE member_years AS {_YEARS}")
    return {
        DATED.id: con.sql(f"""
            SELECT state AS a, '-' AS b, period, max(through) AS through,
                   count(DISTINCT CASE WHEN known_end IS NULL THEN organisation END) AS value,
                   list(DISTINCT {_DETAIL} ORDER BY {_DETAIL}) AS details
            FROM member_years GROUP BY state, period"""),
        SHARED.id: con.sql("""
            WITH lasting AS (SELECT DISTINCT state, organisation, period, through FROM member_years
                             WHERE known_end IS NULL)
            SELECT x.state AS a, y.state AS b, x.period, max(x.through) AS through, count(*) AS value
            FROM lasting x JOIN lasting y USING (organisation, period) WHERE x.state < y.state GROUP BY ALL"""),
    }
