"""Year files as CEPII publishes them, `BACI_HS92_Y2020_V202401b.csv`, loose or in the archive of a release and list of
goods, `BACI_HS22_V202601.zip`; or the same columns as an R object.

Values are in thousands of current US$, free on board; quantities in tonnes. Codes of goods and countries lose
their leading zeros wherever software takes them for numbers. A year file is sorted by exporter, so one that
was cut off at the end of a line shows it: importers' codes go on where exporters' end.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.formats.archive import members
from comity.sources.formats.frame import read_frame, register
from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

_NAME = re.compile(r"BACI_(HS(?:92|96|02|07|12|17|22))_Y(\d{4})_V(\d{6}[a-z]?)\.csv")
_WANTED = re.compile(r"(?:BACI_HS\d\d_Y\d{4}|country_codes)_V\d{6}[a-z]?\.csv")
"""Members of an archive that are read; the list of products and the notes are not."""
_COLUMNS = {"t": "SMALLINT", "i": "SMALLINT", "j": "SMALLINT", "k": "INTEGER", "v": "DOUBLE", "q": "VARCHAR"}
_OBJECT = "ExampleTradeData"
_OBJECT_NOMENCLATURE = "HS17"

MOST = 1e9
"""Thousands of US$ that no flow of one product in one year reaches: a trillion."""

_FAULTS = {
    "a year that is not the file's": "t IS DISTINCT FROM {year}",
    "no code of a country": "i IS NULL OR j IS NULL OR i NOT BETWEEN 1 AND 999 OR j NOT BETWEEN 1 AND 999",
    "no HS code of six digits": "k IS NULL OR k NOT BETWEEN 10000 AND 999999",
    "no value, or a negative one": "v IS NULL OR v < 0",
    f"a value above {MOST:g} thousand US$ (values are in thousands, not in dollars)": f"v > {MOST:g}",
    "a quantity that is no number of tonnes": "tonnes < 0 OR (tonnes IS NULL AND trim(q) NOT IN ('', 'NA'))",
}
_ROWS = """
    SELECT i AS exporter, j AS importer, t AS year, 'compiler' AS reported_by, '{nomenclature}' AS nomenclature,
           lpad(CAST(k AS VARCHAR), 6, '0') AS commodity, 'fob' AS valuation, v * 1000 AS value,
           CAST(NULL AS DOUBLE) AS value_fob, tonnes * 1000 AS net_weight, CAST(NULL AS DOUBLE) AS months
    FROM {table}"""


_TOTALS = """
    SELECT i AS exporter, j AS importer, t AS year, 'baci' AS account, sum(v ORDER BY k) * 1000 AS value,
           CAST(NULL AS DOUBLE) AS rounding
    FROM {table} WHERE i <> j GROUP BY i, j, t"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Flows of all year files in the folder and its archives, or of the R object where there is none; and sums over
    products.

    The R object is an extract, of whose sums no account of the world is made.

    Raises BadFile that names file and row on an edition mixed with another, a row that repeats another, a value
    that cannot be, a country that the publisher's list of codes lacks, and a file that ends early.
    """
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        for archive in sorted(folder.glob("BACI_HS*_V*.zip")):
            _unpacked(archive, home)
        try:
            return _read(folder, home, con)
        except BadFile as error:
            raise BadFile(str(error).replace(str(home), str(folder))) from error


def _read(folder: Path, unpacked: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    years = _editions(folder, unpacked)
    if not years:
        table = _frame(con, folder / f"{_OBJECT}.rda")
        rows = con.sql(_ROWS.format(table=table, nomenclature=_OBJECT_NOMENCLATURE))
        return {"commodity_trade": rows, "goods_accounts": con.sql(_TOTALS.format(table=table)).limit(0)}
    tables = [(_year_file(con, path, year), nomenclature) for path, nomenclature, year in years]
    _expect_listed(
        con, (folder, unpacked), [(path, table) for (path, _, _), (table, _) in zip(years, tables, strict=True)]
    )
    parts = [_ROWS.format(table=table, nomenclature=nomenclature) for table, nomenclature in tables]
    totals = [_TOTALS.format(table=table) for table, _ in tables]
    return {
        "commodity_trade": con.sql(" UNION ALL ".join(parts)),
        "goods_accounts": con.sql(" UNION ALL ".join(totals)),
    }


def _unpacked(archive: Path, home: Path) -> None:
    """Write the year files of an archive, and its list of countries, to a folder. Raises BadFile where it has none."""
    found = 0
    for name, content in members(archive, wanted=lambda name: _WANTED.fullmatch(PurePosixPath(name).name) is not None):
        target = home / PurePosixPath(name).name
        if target.exists():
            raise BadFile(f"{archive}: {target.name} comes twice; keep one release of each list of goods")
        target.write_bytes(content)
        found += target.name.startswith("BACI_")
    if not found:
        raise BadFile(f"{archive}: holds no year file; fetch it again")


def _editions(*folders: Path) -> list[tuple[Path, str, int]]:
    """Path, nomenclature and year of every year file; one file per year."""
    found: dict[int, tuple[Path, str, int]] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("BACI_*_Y*.csv"))):
        match = _NAME.fullmatch(path.name)
        if match is None:
            raise BadFile(f"{path}: not a name that the publisher gives, as BACI_HS92_Y2020_V202401b.csv; rename it")
        year = int(match[2])
        if year in found:
            raise BadFile(f"{path}: {found[year][0].name} is of {year} too; keep one edition of each year")
        found[year] = path, match[1], year
    return [found[year] for year in sorted(found)]


def _year_file(con: duckdb.DuckDBPyConnection, path: Path, year: int) -> str:
    rows = read_delimited(con, path, _COLUMNS)
    table = _numbered(con, rows.alias)
    _check(con, path, table, year, first_row=2)
    [ends] = con.execute(
        f"SELECT max(i), count(DISTINCT j) FILTER (j > (SELECT max(i) FROM {table})), max(j) FROM {table}"
    ).fetchall()
    if ends[0] is None:
        raise BadFile(f"{path}: no rows; fetch it again")
    if ends[1] >= _MISSING_EXPORTERS:
        raise BadFile(
            f"{path}: the last exporter is {ends[0]}, while {ends[1]} importers have higher codes, up to {ends[2]}: "
            "the file ends early; fetch it again"
        )
    return table


_MISSING_EXPORTERS = 3
"""Importers beyond the last exporter from which a sorted file counts as cut off; small islands sell nothing."""


def _frame(con: duckdb.DuckDBPyConnection, path: Path) -> str:
    view = register(con, read_frame(path, _OBJECT, _COLUMNS))
    table = _numbered(con, view)
    years = con.execute(f"SELECT DISTINCT t FROM {table}").fetchall()
    if len(years) != 1:
        raise BadFile(f"{path}: {len(years)} years in one object, one was expected; fetch the release of the source")
    _check(con, path, table, int(years[0][0]), first_row=1)
    return table


def _numbered(con: duckdb.DuckDBPyConnection, relation: str) -> str:
    """The rows with their place in the file and with quantities as numbers, as a table whose name is returned."""
    table = f"{relation}_rows"
    con.execute(
        f"CREATE TEMP TABLE {table} AS SELECT CAST(t AS SMALLINT) AS t, CAST(i AS SMALLINT) AS i, "
        "CAST(j AS SMALLINT) AS j, CAST(k AS INTEGER) AS k, CAST(v AS DOUBLE) AS v, CAST(q AS VARCHAR) AS q, "
        "TRY_CAST(trim(CAST(q AS VARCHAR)) AS DOUBLE) AS tonnes, row_number() OVER () AS place "
        f"FROM {relation}"
    )
    return table


def _check(con: duckdb.DuckDBPyConnection, path: Path, table: str, year: int, *, first_row: int) -> None:
    for fault, condition in _FAULTS.items():
        found = con.execute(
            f"SELECT place, t, i, j, k, v, q FROM {table} WHERE {condition.format(year=year)} ORDER BY place LIMIT 1"
        ).fetchall()
        for bad in found:
            raise BadFile(f"{path}: row {bad[0] - 1 + first_row} {bad[1:]} has {fault}; fetch the file again")
    repeated = con.execute(
        f"SELECT max(place), i, j, k FROM {table} GROUP BY i, j, k HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    ).fetchall()
    for twice in repeated:
        raise BadFile(
            f"{path}: row {twice[0] - 1 + first_row} repeats the flow {twice[1]} to {twice[2]} of {twice[3]}; "
            "fetch the file again"
        )


def _expect_listed(con: duckdb.DuckDBPyConnection, folders: tuple[Path, ...], tables: list[tuple[Path, str]]) -> None:
    """Every code of a country stands in the publisher's list, where the list is in a folder."""
    lists = sorted((path for folder in folders for path in folder.glob("country_codes_V*.csv")), key=lambda p: p.name)
    if not lists:
        return
    columns = {"country_code": "SMALLINT", "country_name": "VARCHAR", "country_iso2": "VARCHAR",
               "country_iso3": "VARCHAR"}  # fmt: skip
    known = read_delimited(con, lists[-1], columns).alias
    for path, table in tables:
        for side in ("i", "j"):
            found = con.execute(
                f"SELECT place, {side} FROM {table} ANTI JOIN {known} ON country_code = {side} ORDER BY 1 LIMIT 1"
            ).fetchall()
            for bad in found:
                raise BadFile(
                    f"{path}: row {bad[0] + 1} names country {bad[1]}, which {lists[-1].name} lacks; "
                    "take both from one release"
                )
