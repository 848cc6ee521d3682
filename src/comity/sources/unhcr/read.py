"""Refugees and asylum seekers at the end of each year.

Rows that count neither tell of other groups (displaced within their state, stateless, returned) and are left
out, and so are rows whose origin and asylum are one. The publisher writes UNK for an unknown origin or
asylum, which elsewhere is a code of Kosovo; it is spelt out here so that it matches no state.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.check import expect_columns
from comity.sources.formats.frame import read_frame, register
from comity.sources.registry import source
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

REISSUED = "population.rda"
_COLUMNS = ("year", "coo_iso", "coa_iso", "refugees", "asylum_seekers")
_ROWS = """
    SELECT if(coo_iso = 'UNK', 'unknown', coo_iso) AS origin,
           if(coa_iso = 'UNK', 'unknown', coa_iso) AS asylum,
           year::SMALLINT AS year, refugees, asylum_seekers
    FROM {population}
    WHERE coo_iso <> coa_iso AND (refugees > 0 OR asylum_seekers > 0)
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Persons by pair and year, keyed by the ISO 3166 codes, of the interface's pages or else of the re-issue.

    Raises BadFile on other columns, a page of which more follow, a number that is none, and a pair and year that two
    pages give.
    """
    pages = sorted(folder.glob("population-*.json"))
    ignore = source("unhcr").ignore
    population = _of_pages(pages) if pages else read_frame(folder / REISSUED, "population", _COLUMNS, ignore=ignore)
    return {"refugees": con.sql(_ROWS.format(population=register(con, population)))}


def _of_pages(pages: list[Path]) -> Columns:
    rows = [row for path in pages for row in _items(path)]
    cells = zip(*rows, strict=True) if rows else ((),) * len(_COLUMNS)
    found = {name: np.array(values, dtype=object) for name, values in zip(_COLUMNS, cells, strict=True)}
    found |= {name: found[name].astype(float) for name in ("refugees", "asylum_seekers")}
    return found | {"year": found["year"].astype(np.int64)}


def _items(path: Path) -> Iterator[tuple[int, str, str, float, float]]:
    try:
        page = json.loads(path.read_bytes())
        more, items = page["maxPages"], page["items"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise BadFile(f"{path}: no page of the interface ({error!r}); ask again") from error
    if more not in (0, 1):
        raise BadFile(f"{path}: page 1 of {more}; ask for fewer years at a time")
    for number, item in enumerate(items, 1):
        where = f"{path}: item {number}"
        if not isinstance(item, dict):
            raise BadFile(f"{where} is no object; ask again")
        expect_columns(item, _COLUMNS, ignore=source("unhcr").ignore, path=path)
        yield (
            int(_number(item["year"], where)),
            str(item["coo_iso"]),
            str(item["coa_iso"]),
            _number(item["refugees"], where),
            _number(item["asylum_seekers"], where),
        )


def _number(value: object, where: str) -> float:
    """A count, which the interface writes as a number or as text."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return float(value)
    if isinstance(value, str) and value.isdecimal():
        return float(value)
    raise BadFile(f"{where}: {value!r} is no count; ask again")
