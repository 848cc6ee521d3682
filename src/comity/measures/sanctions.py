"""Has one state sanctions in force on another, and through what?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.measures.contract import Measure, Rows, gives
from comity.terms.country import states
from comity.terms.detail import packed
from comity.terms.treaty_details import SanctionCase, SanctionProgramme

if TYPE_CHECKING:
    import duckdb

_PROGRAMS = "https://www.opensanctions.org/programs/"

IN_FORCE = Measure(
    id="sanctions.in_force",
    question="tenor",
    title="Sanctions of a on b in force",
    unit="programmes",
    interval=None,
    formula="number of programmes of sanctions directed at b that a imposes by itself or through a union of states, on "
    "the day of a list; the details name them, through what they are imposed, and what they restrict",
    more="a has more programmes of sanctions in force on b",
    reference=_PROGRAMS,
    not_when="A list of one day, without beginnings. A programme that lists a few persons counts like an embargo: read "
    "what it restricts. Programmes by theme (terrorism, corruption, human rights, export control) aim at persons of "
    "any state and are not counted, nor are blocking statutes and lists of armed groups. What the United Nations "
    "impose binds every state and is a measure of the target alone. Zero is said only of senders whose programmes are "
    "listed whole; of all others silence says nothing.",
    inputs=("sanctions", "sanction_senders"),
    grain="month",
    decimals=0,
    low=0,
    details=SanctionProgramme,
    among="all ordered pairs whose sender's programmes are listed, on the same day",
)
UN = Measure(
    id="sanctions.un_in_force",
    question="context",
    title="Sanctions of the United Nations in force on a state",
    unit="programmes",
    interval=None,
    formula="number of programmes of the Security Council directed at the state on the day of a list",
    more="the Security Council restricts it more",
    reference=_PROGRAMS,
    not_when="Binds all members alike, so it says nothing of two states. Programmes by theme are not counted.",
    inputs=("un_sanctions",),
    direction="state",
    grain="month",
    silence="true_zero",
    decimals=0,
    low=0,
    details=SanctionProgramme,
    among="all states under such a programme on the same day",
)
CASES = Measure(
    id="sanctions.cases",
    question="tenor",
    title="Cases of sanctions of a on b",
    unit="cases",
    interval=None,
    formula="number of coded cases in which a, by itself or through a union of states, had sanctions on b in some part "
    "of the year; the details say what was restricted and since when",
    more="a had more sanctions on b",
    reference="doi:10.1016/j.euroecorev.2020.103561",
    not_when="Another account than the list of programmes in force: cases as scholars coded them from the press and "
    "from documents, by year. What was in force in the last year of the data has no end yet. Sanctions of the United "
    "Nations and of groups other than the European Union are left out, so silence is not zero.",
    inputs=("sanction_cases",),
    decimals=0,
    low=0,
    details=SanctionCase,
    among="all ordered pairs with a case in the same year",
)

_MONTH = "year(listed) * 12 + month(listed) - 1"
_PROGRAMME = packed(SanctionProgramme, programme="programme", title="title", through="through", measures="measures")
_CASE = packed(SanctionCase, case='"case"', through="through", kinds="kinds", since="first_year")


@gives(IN_FORCE)
def sanctions(con: duckdb.DuckDBPyConnection) -> Rows:
    """Programmes counted by ordered pair; zero toward all others by those who are listed whole, none by the rest."""
    con.register("sanction_states", _everyone())
    # Of several lists in a month the last one speaks.
    return {
        IN_FORCE.id: con.sql(f"""
            WITH newest AS (
                SELECT listed FROM (SELECT listed FROM sanctions UNION SELECT listed FROM sanction_senders)
                QUALIFY listed = max(listed) OVER (PARTITION BY {_MONTH})),
            found AS (
                SELECT sender, target, listed, count(DISTINCT programme) AS value,
                       list(DISTINCT {_PROGRAMME} ORDER BY {_PROGRAMME}) AS details
                FROM sanctions WHERE sender <> target GROUP BY ALL),
            senders AS (
                SELECT state FROM sanction_states WHERE sends UNION SELECT sender FROM sanctions
                UNION SELECT sender FROM sanction_senders)
            SELECT a.state AS a, b.state AS b, {_MONTH.replace("listed", "n.listed")} AS period,
                   CASE WHEN f.value IS NOT NULL THEN f.value WHEN s.sender IS NOT NULL THEN 0 END AS value,
                   CASE WHEN f.value IS NOT NULL THEN 'value' WHEN s.sender IS NOT NULL THEN 'true_zero'
                        ELSE 'outside_coverage' END AS state,
                   f.details AS details
            FROM newest n CROSS JOIN senders a JOIN sanction_states b ON a.state <> b.state
            LEFT JOIN found f ON f.sender = a.state AND f.target = b.state AND f.listed = n.listed
            LEFT JOIN sanction_senders s ON s.sender = a.state AND s.listed = n.listed""")
    }


def _everyone() -> dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]]:
    """Whom a programme can be directed at today: states and territories; only states send by themselves."""
    found = [each for each in states() if each.kind != "historic"]
    state = np.empty(len(found), dtype=object)
    state[:] = [each.id for each in found]
    return {"state": state, "sends": np.array([each.kind == "state" for each in found])}


@gives(UN)
def un_sanctions(con: duckdb.DuckDBPyConnection) -> Rows:
    """Programmes of the Security Council by target; of several lists in a month the last one speaks."""
    one = packed(
        SanctionProgramme, programme="programme", title="title", through="'United Nations'", measures="measures"
    )
    return {
        UN.id: con.sql(f"""
            SELECT target AS a, '-' AS b, {_MONTH} AS period, count(DISTINCT programme) AS value,
                   list(DISTINCT {one} ORDER BY {one}) AS details
            FROM (FROM un_sanctions QUALIFY listed = max(listed) OVER (PARTITION BY {_MONTH}))
            GROUP BY target, period""")
    }


@gives(CASES)
def sanction_cases(con: duckdb.DuckDBPyConnection) -> Rows:
    """Cases written out from their first to their last year."""
    return {
        CASES.id: con.sql(f"""
            SELECT sender AS a, target AS b, period, count(DISTINCT "case") AS value,
                   list(DISTINCT {_CASE} ORDER BY {_CASE}) AS details
            FROM sanction_cases, unnest(range(first_year, last_year + 1)) AS y(period)
            WHERE sender <> target GROUP BY ALL""")
    }
