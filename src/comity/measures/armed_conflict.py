"""Do two states fight each other, or on one side?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.terms.conflict_details import ConflictRoles
from comity.terms.detail import packed
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

_REFERENCE = "doi:10.1177/0022343302039005007; https://ucdp.uu.se/downloads/"

ARMED = Measure(
    id="conflict.armed",
    question="tenor",
    title="Armed conflict between them",
    unit="conflict_level",
    interval=Interval.BOUNDS,
    formula="highest level in the year of the armed conflicts in which a is a first party and b a first or second "
    "party of the other side, or the reverse: 1 from 25 deaths in battle, 2 from 1,000; the ends are bounds where "
    "deaths are not given or not final",
    more="more deaths in the conflict in which they stand on opposed sides",
    reference=_REFERENCE,
    not_when="Deaths are the whole conflict's, not the pair's: a second party supports a first with troops and may "
    "have lost and killed no one, as most members of a coalition do. Help without troops makes no party. Where both "
    "support foes in a third state's war, whether they fought is not known. Which of two governments stands for a "
    "state is the publisher's choice. Below 25 deaths a year there is no conflict.",
    inputs=("armed_conflicts",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    high=2,
    details=ConflictRoles,
    among="all pairs on opposed sides of an armed conflict in the same year",
)
SAME_SIDE = Measure(
    id="conflict.same_side",
    question="defence",
    title="Armed conflicts fought on the same side",
    unit="conflicts",
    interval=None,
    formula="number of armed conflicts of the year in which a and b are parties on one side, as first parties or with "
    "troops as second parties",
    more="they stand on one side in more armed conflicts",
    reference=_REFERENCE,
    not_when="Common service in a mission of the United Nations or against one foe is no alliance: members of a "
    "coalition may have sent a handful, and may be opposed elsewhere in the same war.",
    inputs=("armed_conflicts",),
    direction="undirected",
    silence="true_zero",
    decimals=0,
    low=0,
    details=ConflictRoles,
    among="all pairs on one side of an armed conflict in the same year",
)

# What of a pair is known in a year must not rest on later ones: the first year, the first of the unbroken run, and the
# year before are all earlier. A year in which only fewer than 25 deaths are known so far begins no conflict.
_STOOD = """
    WITH sorted AS (
        SELECT least(a, b) AS a, greatest(a, b) AS b, year, conflict, relation, relation = 'same_side' AS together,
               CASE WHEN a < b THEN role_a ELSE role_b END AS role_a,
               CASE WHEN a < b THEN role_b ELSE role_a END AS role_b,
               type, conflict_name, intensity, CASE WHEN year(ended) = year THEN ended END AS ended,
               provisional, CASE WHEN provisional AND year(seen_to) = year THEN seen_to END AS seen_to, source
        FROM armed_conflicts WHERE a <> b
    ), single AS (
        SELECT * FROM sorted
        QUALIFY row_number() OVER (PARTITION BY a, b, year, conflict, together
                                   ORDER BY relation, intensity DESC NULLS LAST, provisional, ended, type,
                                            conflict_name, source, role_a, role_b) = 1
    ), counted AS (
        SELECT *, coalesce(intensity, CASE WHEN provisional THEN 0 ELSE 1 END) > 0 AS counts FROM single
    ), dated AS (
        SELECT *, min(year) FILTER (counts) OVER so_far AS counted_first,
               year - count(*) OVER so_far AS run
        FROM counted
        WINDOW so_far AS (PARTITION BY a, b, conflict, together ORDER BY year)
    )
    SELECT d.*, least(coalesce(counted_first, year), year) AS first,
           min(year) OVER (PARTITION BY a, b, conflict, together, run) AS since,
           lag(CASE WHEN NOT provisional AND relation <> 'opposed_support' THEN nullif(coalesce(intensity, 1), 0) END)
               OVER before AS level_before,
           lag(year) OVER before AS year_before
    FROM dated d WINDOW before AS (PARTITION BY a, b, conflict, together ORDER BY year)
"""
_DETAIL = packed(
    ConflictRoles,
    number="conflict",
    name="conflict_name",
    kind="type",
    one="a",
    one_role="role_a",
    other="b",
    other_role="role_b",
    intensity="nullif(intensity, 0)",
    first="first",
    since="since",
    ended="ended",
    provisional="provisional",
    seen_to="seen_to",
)
# Of a year that is not over, a conflict that was one the year before and was seen to go on counts as it was, within
# bounds; one that was none is not known to be any.
_LEVELS = """
    SELECT *, CASE WHEN relation = 'opposed_support' THEN NULL
                   WHEN intensity > 0 THEN intensity
                   WHEN intensity IS NULL AND NOT provisional THEN 1
                   WHEN intensity IS NULL AND year_before = year - 1 THEN level_before END AS level,
           CASE WHEN relation = 'opposed_support' THEN 0 WHEN intensity > 0 THEN intensity
                WHEN provisional OR intensity = 0 THEN 0 ELSE 1 END AS least_level,
           CASE WHEN intensity > 0 AND NOT provisional THEN intensity ELSE 2 END AS most_level
    FROM stood WHERE NOT together
"""


@gives(ARMED, SAME_SIDE)
def armed_conflict(con: duckdb.DuckDBPyConnection) -> Rows:
    """Pairs on opposed sides with the level of their conflicts, and pairs on one side with their number."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE stood AS {_STOOD}")
    listed = f"list({_DETAIL} ORDER BY conflict, {_DETAIL}) AS details"
    armed = f"""
        SELECT a, b, year AS period, value, n, details, basis,
               CASE WHEN value IS NULL OR bottom < top THEN bottom END AS low,
               CASE WHEN value IS NULL OR bottom < top THEN top END AS high, through
        FROM (SELECT a, b, year, max(level) AS value, count(DISTINCT conflict) AS n, {listed}, max(source) AS basis,
                     max(seen_to) AS through, max(least_level) AS bottom, max(most_level) AS top
              FROM ({_LEVELS}) GROUP BY a, b, year)"""
    same_side = f"""
        SELECT a, b, year AS period, count(DISTINCT conflict) AS value, {listed}, max(source) AS basis,
               max(seen_to) AS through
        FROM stood WHERE together GROUP BY a, b, year"""
    return {ARMED.id: con.sql(armed), SAME_SIDE.id: con.sql(same_side)}
