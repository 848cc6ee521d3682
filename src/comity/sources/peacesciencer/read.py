"""Alliances, disputes, rivalries, contiguity, distance, capabilities, armed conflicts and leaders.

Each table is one SQL text over one data frame; disputes and rivalries stack two of them, and of armed conflicts the
pairs of parties are read (`formats.sides`). Spells that run to
the last day or year of the publisher's data are ongoing as far as it knows and have no end here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.sources.formats.frame import check_values, read_frame, register
from comity.sources.formats.sides import pairs_sql
from comity.sources.registry import source
from comity.terms.country import state
from comity.terms.crosswalk import to_state

if TYPE_CHECKING:
    import duckdb

ID = "peacesciencer"

COLUMNS: dict[str, tuple[str, ...]] = {
    "atop_alliance": (
        "ccode1", "ccode2", "year",
        "atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul",
    ),
    "cow_mid_ddydisps": ("dispnum", "ccode1", "ccode2", "year", "cowmidonset", "hostlev"),
    "gml_mid_ddydisps": ("dispnum", "ccode1", "ccode2", "year", "gmlmidonset", "hostlev"),
    "tss_rivalries": (
        "ccode1", "ccode2", "start", "end", "positional", "spatial", "ideological", "interventionary",
    ),
    "td_rivalries": ("ccode1", "ccode2", "styear", "endyear", "type1", "type2", "type3"),
    "cow_contdir": ("ccode1", "ccode2", "conttype", "stdate", "enddate"),
    "cow_mindist": ("ccode1", "ccode2", "year", "mindist"),
    "cow_nmc": ("ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "cinc"),
    "ucdp_acd": (
        "conflict_id", "year", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "intensity_level", "type_of_conflict",
        "start_date", "start_date2", "ep_end", "ep_end_date", "incompatibility",
    ),
    "archigos": ("gwcode", "leader", "startdate", "enddate", "exit"),
}  # fmt: skip
"""The columns that are read, by object; each object `x` is in the file `x.rda`."""

KINDS = ("positional", "spatial", "ideological", "interventionary")

CATEGORIES: dict[str, dict[str, tuple[object, ...]]] = {
    "atop_alliance": {
        name: (0, 1) for name in COLUMNS["atop_alliance"] if name.startswith("atop_")
    },
    "cow_mid_ddydisps": {"cowmidonset": (0, 1), "hostlev": (1, 2, 3, 4, 5)},
    "gml_mid_ddydisps": {"gmlmidonset": (0, 1), "hostlev": (1, 2, 3, 4, 5)},
    "td_rivalries": dict.fromkeys(("type1", "type2", "type3"), KINDS),
    "cow_contdir": {"conttype": (0, 1, 2, 3, 4, 5)},
    "ucdp_acd": {
        "intensity_level": (1, 2),
        "type_of_conflict": ("interstate", "intrastate", "extrasystemic", "II"),
        "ep_end": (0, 1),
        "incompatibility": ("territory", "government", "both"),
    },
    "archigos": {
        "exit": (
            "Regular", "Irregular", "Natural Death", "Retired Due to Ill Health", "Foreign", "Suicide",
            "Still in Office", "Unknown",
        )
    },
}  # fmt: skip
"""Values that a column may hold; any other is a BadFile."""

_PAIR = "ccode1::INTEGER AS a, ccode2::INTEGER AS b"

_CONFLICT_YEARS = """(
    SELECT conflict_id::INTEGER::VARCHAR AS conflict, year::SMALLINT AS year,
        list(DISTINCT gwno_a::INTEGER::VARCHAR) FILTER (gwno_a IS NOT NULL) AS a,
        coalesce(list(DISTINCT gwno_a_2nd::INTEGER::VARCHAR) FILTER (gwno_a_2nd IS NOT NULL), []) AS a_2nd,
        coalesce(list(DISTINCT gwno_b::INTEGER::VARCHAR) FILTER (gwno_b IS NOT NULL), []) AS b,
        coalesce(list(DISTINCT gwno_b_2nd::INTEGER::VARCHAR) FILTER (gwno_b_2nd IS NOT NULL), []) AS b_2nd,
        replace(any_value(type_of_conflict), 'II', 'internationalised') AS type,
        CASE any_value(type_of_conflict)
            WHEN 'interstate' THEN string_agg(DISTINCT one.name, ', ' ORDER BY one.name)
                || ' - ' || string_agg(DISTINCT two.name, ', ' ORDER BY two.name)
            ELSE string_agg(DISTINCT one.name, ', ' ORDER BY one.name)
                || ': ' || replace(any_value(incompatibility), 'both', 'territory and government')
        END AS conflict_name,
        max(intensity_level)::TINYINT AS intensity,
        min(start_date)::DATE AS started, min(start_date2)::DATE AS episode,
        CASE WHEN max(ep_end) = 1 THEN max(ep_end_date)::DATE END AS ended, FALSE AS provisional,
        NULL::DATE AS seen_to
    FROM {ucdp_acd} c LEFT JOIN {gw_names} one ON one.code = c.gwno_a LEFT JOIN {gw_names} two ON two.code = c.gwno_b
    GROUP BY conflict_id, year)"""
"""One row per conflict and year: the frame has one for each combination of the parties, and no names of conflicts."""

SQL = {
    "alliances": f"""
        SELECT {_PAIR}, year::SMALLINT AS year, atop_defense = 1 AS defence, atop_offense = 1 AS offence,
            atop_neutral = 1 AS neutrality, atop_nonagg = 1 AS nonaggression, atop_consul = 1 AS consultation
        FROM {{atop_alliance}}""",
    "disputes": f"""
        SELECT {_PAIR}, year::SMALLINT AS year, dispnum::INTEGER::VARCHAR AS dispute, 'cow' AS coded_by,
            cowmidonset = 1 AS onset, hostlev::TINYINT AS hostility
        FROM {{cow_mid_ddydisps}}
        UNION ALL
        SELECT {_PAIR}, year::SMALLINT, dispnum::INTEGER::VARCHAR, 'gml', gmlmidonset = 1, hostlev::TINYINT
        FROM {{gml_mid_ddydisps}}""",
    "rivalries": f"""
        SELECT {_PAIR}, "start"::SMALLINT AS first_year,
            nullif("end", max("end") OVER ())::SMALLINT AS last_year,
            (max("end") OVER ())::SMALLINT AS covered_to, 'tss' AS coded_by,
            nullif(concat_ws('|', CASE WHEN "positional" = 1 THEN 'positional' END,
                CASE WHEN spatial = 1 THEN 'spatial' END,
                CASE WHEN ideological = 1 THEN 'ideological' END,
                CASE WHEN interventionary = 1 THEN 'interventionary' END), '') AS kind
        FROM {{tss_rivalries}}
        UNION ALL
        SELECT {_PAIR}, styear::SMALLINT, nullif(endyear, max(endyear) OVER ())::SMALLINT,
            (max(endyear) OVER ())::SMALLINT, 'td',
            concat_ws('|', type1, type2, type3)
        FROM {{td_rivalries}}""",
    "contiguities": f"""
        SELECT {_PAIR}, conttype::TINYINT AS kind,
            year(stdate)::SMALLINT AS first_year, month(stdate)::TINYINT AS first_month,
            year(enddate)::SMALLINT AS last_year, month(enddate)::TINYINT AS last_month
        FROM {{cow_contdir}}
        WHERE conttype > 0 AND ccode1 < ccode2""",
    "minimum_distances": f"SELECT {_PAIR}, year::SMALLINT AS year, mindist AS km FROM {{cow_mindist}}",
    "capabilities": """
        SELECT ccode::INTEGER AS state, year::SMALLINT AS year, milex AS military_expenditure,
            milper AS military_personnel, irst AS iron_and_steel, pec AS energy, tpop AS population,
            upop AS urban_population, cinc
        FROM {cow_nmc}""",
    "armed_conflicts": pairs_sql(_CONFLICT_YEARS),
    "leaders": """
        SELECT gwcode::INTEGER AS state, leader, startdate::DATE AS start,
            CASE exit WHEN 'Still in Office' THEN NULL ELSE enddate::DATE END AS "end"
        FROM {archigos}""",
}


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Eight tables, each a relation on `con`. Raises BadFile on other columns or unknown categories."""
    views = {name: _view(folder / f"{name}.rda", name, con) for name in COLUMNS}
    views["gw_names"] = _names(con, views["ucdp_acd"])
    return {table: con.sql(text.format(**views)) for table, text in SQL.items()}


def _names(con: duckdb.DuckDBPyConnection, view: str) -> str:
    """A view of the names of the states that are first parties, by number; numbers of no state have none."""
    rows = con.sql(f"SELECT gwno_a FROM {view} UNION SELECT gwno_b FROM {view} ORDER BY ALL").fetchall()
    codes = [code for (code,) in rows if code is not None]
    named = [None if id is None else state(id).name for id in to_state("gw", codes)]
    return register(con, {"code": np.asarray(codes, dtype=float), "name": np.asarray(named, dtype=object)})


def _view(path: Path, name: str, con: duckdb.DuckDBPyConnection) -> str:
    view = register(con, read_frame(path, name, COLUMNS[name], ignore=source(ID).ignore))
    for column, known in CATEGORIES.get(name, {}).items():
        check_values(con, view, column, known, path)
    return view
