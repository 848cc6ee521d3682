"""What in the tables tells how two states stand to each other, for every pair and year, as one DuckDB table.

Each sign is 0 (nothing of it) to 1. Memories fade by half over a span of years and are told as x / (x + s): the tenth
dispute says less than the first. Nothing of a year rests on later rows. Tables end: what they last said is carried on,
and how many years ago that was stands beside it (`rival_gap`, `dispute_gap`), so that the reader of the signs can judge
what it is still worth.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.measures.breaks import BREAKS, KNOWN
from comity.measures.rivalry_years import RIVAL_YEARS
from comity.measures.succession import trade_years
from comity.terms.membership import states_as_of

if TYPE_CHECKING:
    import duckdb

FIRST = 1946
"""First year told of: armed conflict between states is covered from then on."""
INPUTS = ("armed_conflicts", "disputes", "rivalries", "crises", "alliances", "memberships", "trade_agreements",
          "regimes", "contiguities")  # fmt: skip
OPTIONAL = ("relation_events", "relation_dates")
HALF_LIFE = {"fought": 10, "disputed": 10, "crisis": 10}
"""Years after which a memory counts half."""
HALF_AT = {"fought": 0.5, "disputed": 3.0, "crisis": 1.0}
"""Size of a memory at which its sign is one half: a year of armed conflict, three disputes of force, a grave crisis."""
CARRIED = 3
"""Years for which the index of a state's regime is carried on where it ends."""

_PAIR = "least(a, b) AS a, greatest(a, b) AS b"
_FOUGHT = f"""
    SELECT {_PAIR}, year, max((CASE relation WHEN 'opposed' THEN 1 ELSE 0.5 END)
                              * (CASE coalesce(intensity, 1) WHEN 0 THEN 0 WHEN 1 THEN 0.5 ELSE 1 END)) AS size
    FROM armed_conflicts WHERE relation IN ('opposed', 'opposed_secondary') AND a <> b GROUP BY ALL"""
_FIGHTING = f"""
    SELECT a, b, year, max(size) AS value FROM (
        SELECT {_PAIR}, y.year, (CASE WHEN intensity = 2 THEN 1 ELSE 0.7 END) / (1 + y.year - c.year) AS size
        FROM armed_conflicts c, unnest([c.year, c.year + 1]) AS y(year)
        WHERE relation = 'opposed' AND coalesce(intensity, 1) > 0 AND a <> b) GROUP BY ALL"""
"""Both first parties, by the level of the conflict; half of it in the year after."""
_DISPUTED = f"""
    SELECT a, b, year, sum(size ORDER BY dispute) AS size FROM (
        SELECT {_PAIR}, year, dispute,
               max(CASE hostility WHEN 5 THEN 2 WHEN 4 THEN 1 WHEN 3 THEN 0.7 ELSE 0.4 END) AS size
        FROM disputes WHERE coded_by = 'cow' AND a <> b GROUP BY ALL
        UNION ALL
        SELECT a, b, year, '' AS dispute, 2 * size FROM ({_FOUGHT})
        WHERE year > (SELECT max(year) FROM disputes WHERE coded_by = 'cow') AND size > 0) GROUP BY ALL"""
"""Disputes, and after their last year armed conflict in their stead: seven in eight of its years were disputes."""
_CRISIS = f"""
    SELECT {_PAIR}, year, max(CASE WHEN violence >= 3 THEN 1 ELSE 0.5 END) AS size
    FROM crises WHERE a <> b GROUP BY ALL"""
_PACT = f"SELECT DISTINCT {_PAIR}, year FROM alliances WHERE defence AND a <> b"
_UNION = """
    SELECT a, b, period AS year, max((coalesce(kind, '') = 'customs union')::INT) AS customs_union,
           max((coalesce(kind, '') = 'free trade area')::INT) AS free_trade
    FROM {years} WHERE kind IN ('customs union', 'free trade area') GROUP BY ALL"""
_PEACE = f"""
    SELECT {_PAIR}, year({KNOWN}) AS year FROM relation_events
    WHERE kind = 'peace_treaty' AND a <> b"""
_BEGUN = f"""
    SELECT a, b, min(year) AS since FROM (
        SELECT least(state, partner) AS a, greatest(state, partner) AS b, year(begun) AS year FROM relation_dates
        UNION ALL SELECT {_PAIR}, year({KNOWN}) FROM relation_events
        WHERE kind IN ('relations_begun', 'relations_restored')) WHERE a <> b GROUP BY ALL"""


def _pairs_last(con: duckdb.DuckDBPyConnection) -> int:
    """The last year of which any table says something."""
    found = con.execute("""
        SELECT max(y) FROM (
            SELECT max(year) AS y FROM armed_conflicts UNION ALL SELECT max(year) FROM disputes
            UNION ALL SELECT max(coalesce(covered_to, first_year)) FROM rivalries
            UNION ALL SELECT max(year) FROM crises UNION ALL SELECT max(year) FROM alliances
            UNION ALL SELECT max(year) FROM memberships UNION ALL SELECT max(signed_year) FROM trade_agreements
            UNION ALL SELECT max(year) FROM regimes UNION ALL SELECT max(year(date)) FROM relation_events
        )""").fetchall()
    return FIRST - 1 if found[0][0] is None else int(found[0][0])


def signs(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `signs`: a < b, year, and a column for each sign; pairs that the tables know of."""
    last = _pairs_last(con)
    _members(con, last)
    _communities(con)
    for name, rows in {
        "fought": _remembered(_FOUGHT, "fought", last),
        "fighting": _FIGHTING,
        "crisis": _remembered(_CRISIS, "crisis", last),
        "disputed": _remembered(_DISPUTED, "disputed", last, "(SELECT max(year) FROM disputes WHERE coded_by = 'cow')"),
        "rival": _rivals(last),
        "pact": _carried(_PACT, "alliances", last),
        "community": _at_home(last),
        "trade_union": _UNION.format(years=trade_years(str(last))),
        "broken": _broken(last),
        "begun": _BEGUN,
        "peace": _at_peace(last),
        "open_regimes": _regimes(last),
        "contact": _CONTACT,
    }.items():
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {rows}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE signs AS {_SIGNS}")


def _members(con: duckdb.DuckDBPyConnection, last: int) -> None:
    rows = [(state.id, year) for year in range(FIRST, last + 1) for state in states_as_of(date(year, 12, 31))]
    columns = {"state": np.array([r[0] for r in rows], dtype=object), "year": np.array([r[1] for r in rows], dtype=int)}
    con.register("given_members", columns)
    con.execute("CREATE OR REPLACE TEMP TABLE members AS SELECT state::VARCHAR AS state, year FROM given_members")
    con.unregister("given_members")


@cache
def communities() -> dict[str, np.ndarray[tuple[int], np.dtype[np.object_]]]:
    """Whose citizens are at home in each other's state, apart from any customs union: organisations, and pairs."""
    with Path(__file__).with_name("state_communities.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    text = {name: np.array([row[name] for row in rows], dtype=object) for name in ("organisation", "a", "b")}
    return {**text, "since": np.array([int(row["since"]) for row in rows], dtype=object)}


def _communities(con: duckdb.DuckDBPyConnection) -> None:
    con.register("given_names", communities())
    con.execute("""CREATE OR REPLACE TEMP TABLE communities AS
                   SELECT nullif(organisation::VARCHAR, '') AS organisation, nullif(least(a, b)::VARCHAR, '') AS a,
                          nullif(greatest(a, b)::VARCHAR, '') AS b, since::INT AS since FROM given_names""")
    con.unregister("given_names")


_COMMUNITY = """
    SELECT DISTINCT x.state AS a, y.state AS b, x.year FROM memberships x JOIN memberships y
    ON x.organisation = y.organisation AND x.year = y.year AND x.state < y.state
    JOIN communities c ON c.organisation = x.organisation AND x.year >= c.since
    WHERE x.status = 'full' AND y.status = 'full'"""


def _at_home(last: int) -> str:
    """SQL for members of a community by year, the pairs of the file among them."""
    return f"""
        SELECT DISTINCT a, b, year FROM ({_carried(_COMMUNITY, "memberships", last)})
        UNION SELECT a, b, y.year FROM communities, unnest(range(greatest(since, {FIRST}), {last} + 1)) AS y(year)
        WHERE a IS NOT NULL"""


def _remembered(events: str, name: str, last: int, end: str = "NULL") -> str:
    """SQL for a memory of events by year: `value` as it fades, `held` as it stood at the end of the table."""
    half, at = HALF_LIFE[name], HALF_AT[name]
    stands = f"CASE WHEN e.year <= {end} THEN least(y.year, {end}) ELSE y.year END"
    return f"""
        WITH e AS ({events}), faded AS (
            SELECT a, b, y.year, sum(size * pow(2.0, (e.year - y.year) / {half}) ORDER BY e.year) AS size_now,
                   sum(size * pow(2.0, (e.year - {stands}) / {half}) ORDER BY e.year) AS size_held
            FROM e, unnest(range(greatest(e.year, {FIRST}), least(e.year + 60, {last} + 1))) AS y(year) GROUP BY ALL)
        SELECT a, b, year, size_now / (size_now + {at}) AS value, size_held / (size_held + {at}) AS held FROM faded"""


def _carried(rows: str, table: str, last: int) -> str:
    """SQL for rows by year, of which those of the table's last year are carried on."""
    return f"""
        WITH r AS ({rows}), t AS (SELECT max(year) AS ended FROM {table})
        SELECT a, b, year, 0 AS gap FROM r
        UNION ALL SELECT a, b, y.year, y.year - ended FROM r JOIN t ON year = ended,
            unnest(range(ended + 1, {last} + 1)) AS y(year)"""


def _rivals(last: int) -> str:
    return f"""
        WITH r AS ({RIVAL_YEARS}), t AS (SELECT max(coalesce(covered_to, last_year, first_year)) AS ended
                                         FROM rivalries WHERE coded_by = 'tss')
        SELECT a, b, year FROM r WHERE year BETWEEN {FIRST} AND {last}
        UNION ALL SELECT a, b, y.year FROM r JOIN t ON year = ended, unnest(range(ended + 1, {last} + 1)) AS y(year)"""


def _broken(last: int) -> str:
    return f"""
        WITH turns AS ({BREAKS}), pairs AS (SELECT DISTINCT a, b, year(known) AS first FROM turns)
        SELECT a, b, y.year FROM (SELECT a, b, min(first) AS first FROM pairs GROUP BY ALL) p
        JOIN turns USING (a, b), unnest(range(greatest(first, {FIRST}), {last} + 1)) AS y(year)
        WHERE year(known) <= y.year GROUP BY ALL
        HAVING arg_max(fact, (known, date, event)) = 'broken'"""


def _at_peace(last: int) -> str:
    return f"""
        WITH p AS ({_PEACE}), w AS (SELECT {_PAIR}, year FROM armed_conflicts
                                    WHERE relation = 'opposed' AND coalesce(intensity, 1) > 0),
        spans AS (
            SELECT p.a, p.b, p.year, min(w.year) AS ended
            FROM p LEFT JOIN w ON w.a = p.a AND w.b = p.b AND w.year > p.year GROUP BY ALL)
        SELECT DISTINCT a, b, y.year
        FROM spans, unnest(range(greatest(year, {FIRST}), least(coalesce(ended, {last} + 1), {last} + 1))) AS y(year)"""


def _regimes(last: int) -> str:
    return f"""
        WITH r AS (SELECT state, year, max(value) AS value FROM regimes WHERE index = 'polyarchy' GROUP BY ALL)
        SELECT state, y.year, arg_max(value, r.year) AS value, max(r.year) AS known_to
        FROM r, unnest(range(r.year, least(r.year + {CARRIED}, {last}) + 1)) AS y(year)
        WHERE y.year >= {FIRST} GROUP BY ALL"""


_CONTACT = f"""
    SELECT a, b, min(year) AS since FROM (
        SELECT {_PAIR}, first_year AS year FROM contiguities
        UNION ALL SELECT least(state, partner), greatest(state, partner), year(begun) FROM relation_dates
        UNION ALL SELECT {_PAIR}, year({KNOWN}) FROM relation_events
        UNION ALL SELECT a, b, year FROM fought UNION ALL SELECT a, b, year FROM disputed
        UNION ALL SELECT a, b, year FROM crisis UNION ALL SELECT a, b, year FROM rival
        UNION ALL SELECT a, b, year FROM pact
        UNION ALL SELECT a, b, year FROM trade_union) WHERE a <> b GROUP BY ALL"""
_SIGNS = """
    WITH ends AS (
        SELECT (SELECT max(coalesce(covered_to, last_year, first_year)) FROM rivalries
                WHERE coded_by = 'tss') AS rivals,
               (SELECT max(year) FROM disputes WHERE coded_by = 'cow') AS disputes),
    raw AS (
        SELECT c.a, c.b, x.year, coalesce(f.value, 0) AS fought, coalesce(i.value, 0) AS fighting,
               coalesce(d.value, 0) AS disputed,
               coalesce(d.held, 0) AS disputed_held, coalesce(k.value, 0) AS crisis, (r.a IS NOT NULL)::INT AS rival,
               (n.a IS NOT NULL OR w.a IS NULL)::INT AS broken, (p.a IS NOT NULL)::INT AS pact,
               (m.a IS NOT NULL)::INT AS community, (e.a IS NOT NULL)::INT AS peace,
               coalesce(t.customs_union, 0) AS customs_union,
               CASE WHEN t.customs_union = 1 THEN 0 ELSE coalesce(t.free_trade, 0) END AS free_trade,
               least(g.value, h.value) AS open, g.value IS NOT NULL AND h.value IS NOT NULL AS open_known,
               greatest(x.year - rivals, 0) AS rival_gap, greatest(x.year - disputes, 0) AS dispute_gap
        FROM contact c JOIN members x ON x.state = c.a AND x.year >= c.since
        JOIN members z ON z.state = c.b AND z.year = x.year CROSS JOIN ends
        LEFT JOIN fought f ON f.a = c.a AND f.b = c.b AND f.year = x.year
        LEFT JOIN fighting i ON i.a = c.a AND i.b = c.b AND i.year = x.year
        LEFT JOIN disputed d ON d.a = c.a AND d.b = c.b AND d.year = x.year
        LEFT JOIN crisis k ON k.a = c.a AND k.b = c.b AND k.year = x.year
        LEFT JOIN rival r ON r.a = c.a AND r.b = c.b AND r.year = x.year
        LEFT JOIN broken n ON n.a = c.a AND n.b = c.b AND n.year = x.year
        LEFT JOIN begun w ON w.a = c.a AND w.b = c.b AND w.since <= x.year
        LEFT JOIN pact p ON p.a = c.a AND p.b = c.b AND p.year = x.year
        LEFT JOIN community m ON m.a = c.a AND m.b = c.b AND m.year = x.year
        LEFT JOIN peace e ON e.a = c.a AND e.b = c.b AND e.year = x.year
        LEFT JOIN trade_union t ON t.a = c.a AND t.b = c.b AND t.year = x.year
        LEFT JOIN open_regimes g ON g.state = c.a AND g.year = x.year
        LEFT JOIN open_regimes h ON h.state = c.b AND h.year = x.year)
    SELECT * REPLACE (CASE WHEN open_known THEN open END AS open) FROM raw ORDER BY year, a, b"""
