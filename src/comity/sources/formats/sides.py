"""Who stood with and against whom in an armed conflict, from the lists of its parties.

The Uppsala programme names up to four groups of a conflict-year: the first parties of side A and of side B, and the
second parties that support each with troops. A side without a state among its first parties is rebels'.
"""

from __future__ import annotations

SIDES = ("a", "a_2nd", "b", "b_2nd")
"""The four lists of parties that `pairs_sql` reads, as columns of codes."""

CARRIED = ("type", "conflict_name", "intensity", "started", "episode", "ended", "provisional", "seen_to")
"""What is said of a conflict-year as a whole and stands in each of its pairs."""

# A pair of second parties that both supported both sides (a state that fought a government and then for its
# successor, together with another) stood together all along.
_PAIRS = """
    WITH listed AS (SELECT * FROM {years}),
    parties AS (
        SELECT conflict, year, 'a' AS side, unnest(a) AS state, 'primary' AS role FROM listed UNION
        SELECT conflict, year, 'b', unnest(b), 'primary' FROM listed UNION
        SELECT conflict, year, 'a', unnest(list_filter(a_2nd, lambda s: NOT list_contains(a, s))),
               CASE WHEN len(a) > 0 THEN 'secondary' ELSE 'rebels' END FROM listed UNION
        SELECT conflict, year, 'b', unnest(list_filter(b_2nd, lambda s: NOT list_contains(b, s))),
               CASE WHEN len(b) > 0 THEN 'secondary' ELSE 'rebels' END FROM listed
    ), met AS (
        SELECT p.conflict, p.year, p.state AS a, q.state AS b, p.role AS role_a, q.role AS role_b,
               CASE WHEN p.side = q.side THEN 'same_side' WHEN p.role = 'primary' AND q.role = 'primary' THEN 'opposed'
                    WHEN 'primary' IN (p.role, q.role) THEN 'opposed_secondary' ELSE 'opposed_support' END AS relation
        FROM parties p JOIN parties q ON p.conflict = q.conflict AND p.year = q.year AND p.state < q.state
    ), told AS (
        SELECT *, count(*) FILTER (relation = 'same_side') OVER pair = 2 AS together FROM met
        WINDOW pair AS (PARTITION BY conflict, year, a, b)
    ), single AS (
        SELECT * FROM told WHERE NOT (together AND relation = 'opposed_support')
        QUALIFY row_number() OVER (PARTITION BY conflict, year, a, b, relation ORDER BY role_a, role_b) = 1
    )
    SELECT s.a, s.b, s.year, s.conflict, s.relation, s.role_a, s.role_b, {carried}
    FROM single s JOIN listed l ON l.conflict = s.conflict AND l.year = s.year
"""


def pairs_sql(years: str) -> str:
    """SQL for the pairs of states of each conflict-year, in the columns of the table `armed_conflicts`.

    `years` is a view or subquery with one row per conflict and year: `conflict`, `year`, the lists `SIDES` (text codes
    of states, empty where there are none) and the columns `CARRIED`.
    """
    return _PAIRS.format(years=years, carried=", ".join(f"l.{name}" for name in CARRIED))
