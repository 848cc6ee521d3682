"""Interstate conflicts by pair and year, from a summary of editions 26.1 and 26.01 to 26.08, and rows of 26.1 itself.

The summary says in which years a conflict counted and when events of it were first and last seen, no intensity and no
second parties; where the row of the yearly edition is at hand, that row speaks. An event seen in a year after the last
yearly edition gives a provisional row of that year.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.acd import read_acd
from comity.sources.formats.check import expect_categories
from comity.sources.formats.sides import pairs_sql
from comity.sources.formats.text import read_delimited
from comity.sources.registry import source

if TYPE_CHECKING:
    import duckdb

ID = "ucdp-interstate"

_COLUMNS = (
    "ucdp_conflict_id", "conflict_name_en", "scope_status", "annual_interstate_years", "participant_country_ids",
    "first_observed_date", "last_observed_date",
)  # fmt: skip
_STATUS = ("acd_interstate", "state_pair_candidate")
_RULES = {
    "a conflict number": "regexp_full_match(coalesce(ucdp_conflict_id, ''), '\\d+')",
    "years": "coalesce(regexp_full_match(annual_interstate_years, '\\d{4}(\\|\\d{4})*'), TRUE)",
    "two states or more": "regexp_full_match(coalesce(participant_country_ids, ''), '\\d+(\\|\\d+)+')",
    "a first day": "(first_observed_date IS NULL OR try_cast(first_observed_date AS DATE) IS NOT NULL)",
    "a last day": "(last_observed_date IS NULL OR try_cast(last_observed_date AS DATE) IS NOT NULL)",
}
_SUMMED = """
    WITH counted AS (
        SELECT *, unnest(string_split(annual_interstate_years, '|'))::SMALLINT AS year, FALSE AS provisional
        FROM ucdp_summary
    ), seen AS (
        SELECT *, year(last_observed_date::DATE)::SMALLINT AS year, TRUE AS provisional FROM ucdp_summary
        WHERE year(last_observed_date::DATE) > (SELECT max(year) FROM counted)
    )
    SELECT ucdp_conflict_id AS conflict, year, string_split(participant_country_ids, '|') AS states,
           nullif(conflict_name_en, regexp_extract(conflict_name_en, '^XXX.*$')) AS conflict_name, provisional,
           CASE WHEN provisional THEN last_observed_date::DATE END AS seen_to
    FROM (FROM counted UNION ALL FROM seen) s
    WHERE NOT EXISTS (FROM ucdp_rows r WHERE r.conflict = s.ucdp_conflict_id AND r.year = s.year)
"""
_YEARS = """(
    SELECT conflict, year, a, a_2nd, b, b_2nd, type, conflict_name, intensity, started, episode, ended, provisional,
           seen_to
    FROM ucdp_rows UNION ALL
    SELECT conflict, year, [states[1]], []::VARCHAR[], [states[2]], []::VARCHAR[], 'interstate', conflict_name,
           NULL::TINYINT, NULL::DATE, NULL::DATE, NULL::DATE, provisional, seen_to FROM ucdp_summed)"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Pairs of parties keyed by Gleditsch-Ward numbers. Raises BadFile on other columns and values.

    And on a conflict of more than two states of which no row of the yearly edition says who was opposed.
    """
    ignore = source(ID).ignore
    con.execute(
        "CREATE OR REPLACE TEMP TABLE ucdp_rows AS FROM "
        + read_acd(folder / "acd_26_1_rows_interstate_read.csv", con, ignore)
    )
    path = folder / "interstate_conflicts_2016_2026.csv"
    read_delimited(con, path, dict.fromkeys(_COLUMNS, "VARCHAR"), ignore=ignore).create_view(
        "ucdp_summary", replace=True
    )
    _expect_sound(con, path)
    con.execute(f"CREATE OR REPLACE TEMP TABLE ucdp_summed AS {_SUMMED}")
    crowded = con.execute("SELECT conflict, year FROM ucdp_summed WHERE len(states) > 2 ORDER BY ALL").fetchone()
    if crowded is not None:
        raise BadFile(
            f"{path}: conflict {crowded[0]} has more than two parties in {crowded[1]}; "
            "add its row of the yearly edition"
        )
    return {"armed_conflicts": con.sql(pairs_sql(_YEARS))}


def _expect_sound(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    found = con.execute("SELECT DISTINCT scope_status FROM ucdp_summary").fetchall()
    expect_categories((row[0] for row in found), _STATUS, "scope_status", path)
    for rule, condition in _RULES.items():
        bad = con.execute(f"SELECT ucdp_conflict_id FROM ucdp_summary WHERE NOT ({condition}) LIMIT 1").fetchone()
        if bad is not None:
            raise BadFile(f"{path}: conflict {bad[0]} has not {rule}; fetch it again or mend the row")
