"""Counts of the released files, held exactly: rows of each table, rows without a state, broken rules."""

from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from comity.sources.registry import source
from comity.tables import TABLES
from first_sources import faults, harvested, unmatched

pytestmark = pytest.mark.mirror

HELD = {
    "unga-votes": {"votes": (855_840, 0)},
    "peacesciencer": {
        "alliances": (273_296, 0),
        "disputes": (10_234 + 9_284, 0),
        "rivalries": (264 + 197, 4),
        "contiguities": (847, 0),
        "minimum_distances": (952_244, 0),
        "capabilities": (17_121, 0),
        "armed_conflicts": (56_189, 1),
        "leaders": (3_409, 0),
    },
    "igo": {"memberships": (535_772 + 861 + 2_332, 0), "organisations": (534, 0)},
    "gdelt-dyad-day": {"event_days": (2_706_008, 0)},
    "isard": {"products": (16_493, 0), "regimes": (48_776, 0)},
    "democracy": {"regimes": (109_676, 4)},
    "unvotes": {"votes": (870_109, 0), "filed_votes": (870_109, 0), "roll_calls": (6_203, 0)},
    "icews-dyad-year": {"event_counts": (298_376, 0)},
    "nca": {"nuclear_agreements": (2_790, 0)},
    "troopdata": {"exercises": (13_583, 4), "deployments": (13_425, 775)},
    "reign": {"leaders": (2_524, 0), "elections": (2_637, 0)},
    "religion": {"religions": (1_995 * 16, 0)},
}
"""Rows and rows without a state, by source and table."""


@pytest.mark.parametrize("source_id", HELD)
def test_a_source_gives_the_rows_that_it_gave(source_id: str, mirror: Path) -> None:
    with harvested(source_id, mirror / source_id) as con:
        found = {
            table: (con.table(table).count("*").fetchall()[0][0], unmatched(con, source_id, table))
            for table in source(source_id).provides
        }
        broken = {table: rules for table in found if (rules := faults(con, table))}
        years = {table: _years(con, table) for table in found if TABLES[table].dated_by}
    assert found == HELD[source_id]
    assert broken == {}
    for table, (first, last) in years.items():
        provision = source(source_id).provides[table]
        assert first == provision.first_year, table
        assert last <= provision.last_year, table


def _years(con: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    column = f'"{TABLES[table].dated_by}"'
    year = f"year({column})" if TABLES[table].fields()[TABLES[table].dated_by].type == "DATE" else column
    (first, last), *_ = con.sql(f"SELECT min({year}), max({year}) FROM {table}").fetchall()
    return first, last


@pytest.mark.parametrize("source_id", HELD)
def test_the_declaration_expects_what_there_is(source_id: str) -> None:
    for table, (rows, lost) in HELD[source_id].items():
        expected = source(source_id).provides[table].expect
        assert 0.9 * rows <= expected.rows <= rows, table
        assert lost / rows <= expected.unmatched_share <= lost / rows + 0.01, table


@pytest.mark.parametrize("source_id", HELD)
def test_the_declared_files_are_the_ones_that_were_read(source_id: str, mirror: Path) -> None:
    spec = source(source_id)
    for file in spec.reissued or spec.files:
        raw = (mirror / source_id / file.name).read_bytes()
        assert (len(raw), sha256(raw).hexdigest()) == (file.bytes, file.sha256), file.name
