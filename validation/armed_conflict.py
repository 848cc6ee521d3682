"""Is armed conflict what other records of conflict say, and how long does fighting between states last?

Truth for the first: militarised disputes (to 2014), whose hostility 5 is war and 4 the use of force, and international
crises. Pairs are compared year by year; second parties apart, since most members of a coalition never met a foe.
The second gives the base rates that an outlook on fighting rests on, from all interstate conflicts since 1946.
"""

from __future__ import annotations

import duckdb
from figures import Figure, Material

from comity.measures.spells import Share, persistence, returned, spells

LAST_DISPUTE = 2014
RETURN = 5
_PAIRS = """
    CREATE TEMP TABLE fought AS SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b, year, relation, conflict, type,
        intensity FROM armed_conflicts WHERE relation <> 'same_side' AND a <> b AND NOT provisional;
    CREATE TEMP TABLE disputed AS SELECT least(a, b) AS a, greatest(a, b) AS b, year, max(hostility) AS hostility
        FROM disputes WHERE coded_by = 'cow' AND a <> b GROUP BY ALL"""
_SHARES = """
    SELECT count(*), count(*) FILTER (hostility >= 4), count(*) FILTER (hostility = 5) FROM (
        SELECT f.a, f.b, f.year, max(hostility) AS hostility FROM fought f LEFT JOIN disputed d USING (a, b, year)
        WHERE relation = ? AND intensity >= ? AND year BETWEEN 1990 AND ? GROUP BY ALL)"""
_KINDS = (
    ("both first parties", "opposed", 1),
    ("both first parties, in war (1,000 deaths)", "opposed", 2),
    ("one a second party of the other's foe", "opposed_secondary", 1),
    ("both second parties of foes: not counted as fighting", "opposed_support", 1),
)


def figures(material: Material) -> list[Figure]:
    """Shares of conflict-years with a dispute and a crisis, and how often fighting goes on and returns."""
    with duckdb.connect() as con:
        material.tables(con, "armed_conflicts", "disputes", "crises")
        con.execute(_PAIRS)
        return [*_disputes(con), _wars_of_crises(con), *_durations(con)]


def _disputes(con: duckdb.DuckDBPyConnection) -> list[Figure]:
    found = []
    for words, relation, least in _KINDS:
        ((n, force, war),) = con.execute(_SHARES, [relation, least, LAST_DISPUTE]).fetchall()
        found.append(
            Figure(
                f"pair-years 1990-{LAST_DISPUTE} on opposed sides with a dispute of force or war: {words}",
                f"{force} of {n} ({force / n:.0%}); {war} at war",
                "not measured",
            )
        )
    return found


def _wars_of_crises(con: duckdb.DuckDBPyConnection) -> Figure:
    rows = con.execute("""
        SELECT a, b, year, EXISTS (FROM fought f WHERE f.a = c.a AND f.b = c.b
            AND f.year BETWEEN c.year - 1 AND c.year + 1 AND relation <> 'opposed_support')
        FROM (SELECT least(a, b) AS a, greatest(a, b) AS b, min(year) AS year FROM crises
              WHERE violence = 4 AND year BETWEEN 1990 AND 2019 GROUP BY least(a, b), greatest(a, b), crisis) c
        ORDER BY year, a, b""").fetchall()
    n, fought = len(rows), sum(row[3] for row in rows)
    return Figure(
        "crises 1990-2019 in which either of two went to war, with an armed conflict of the two within a year",
        f"{fought} of {n} ({fought / n:.0%})",
        "not measured",
        "Without: " + ", ".join(f"{a} and {b} {year}" for a, b, year, found in rows if not found),
    )


def _durations(con: duckdb.DuckDBPyConnection) -> list[Figure]:
    rows = con.execute(
        "SELECT conflict, list(DISTINCT year) FROM fought WHERE type = 'interstate' GROUP BY 1"
    ).fetchall()
    ((last,),) = con.execute("SELECT max(year) FROM fought").fetchall()
    runs = [spells(years, last) for _, years in rows]
    shares = persistence((s for own in runs for s in own), ages=(1, 2, 3))
    lengths = sorted(s.last - s.first + 1 for own in runs for s in own if s.over)
    note = f"{len(runs)} interstate conflicts 1946-{last}; 80 % interval of Wilson"
    words = {1: "in the first year", 2: "in the second", 3: "in the third or later"}
    return [
        Figure(
            "spells of interstate conflict that are over: years",
            f"median {lengths[len(lengths) // 2]}; {lengths.count(1)} of {len(lengths)} within one calendar year, "
            f"longest {lengths[-1]}",
            "not measured",
            "A conflict-year counts from 25 deaths.",
        ),
        *(
            Figure(f"fighting {words[age]} that went on in the next", _said(share), "not measured", note)
            for age, share in shares.items()
        ),
        Figure(
            f"spells that were over and followed by another within {RETURN} years",
            _said(returned(runs, RETURN, last)),
            "not measured",
            note,
        ),
    ]


def _said(share: Share) -> str:
    value = "none" if share.value is None else f"{share.value:.2f} [{share.low:.2f}, {share.high:.2f}]"
    return f"{value}, {share.yes} of {share.of}"
