"""Two indicators of the World Bank in the archives that its interface gives: one row a country, one column a year."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.archive import members
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

_HEAD = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"]
_PREAMBLE = 4
GDP, POPULATION = "NY.GDP.MKTP.CD", "SP.POP.TOTL"


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """Products and populations, keyed by the publisher's codes. Raises BadFile when an archive is not as described."""
    gdp = indicator(folder / f"{GDP}.zip", GDP)
    population = indicator(folder / f"{POPULATION}.zip", POPULATION)
    keys = sorted(gdp)
    if not keys:
        raise BadFile(f"{folder / f'{GDP}.zip'}: no values; fetch it again")
    return {
        "products": {
            "state": np.array([code for code, _ in keys], dtype=object),
            "year": np.array([year for _, year in keys], dtype=np.int16),
            "gdp": np.array([gdp[key] for key in keys]),
            "gdp_basis": np.full(len(keys), "current", dtype=object),
            "population": np.array([population.get(key, np.nan) for key in keys]),
        },
        "populations": inhabitants(population),
    }


def inhabitants(population: dict[tuple[str, int], float]) -> Columns:
    """The table `populations` out of persons by country code and year."""
    keys = sorted(population)
    return {
        "state": np.array([code for code, _ in keys], dtype=object),
        "year": np.array([year for _, year in keys], dtype=np.int16),
        "population": np.array([population[key] for key in keys]),
    }


def released(folder: Path) -> date:
    """The later of the days on which the two archives say that they were last updated. Raises BadFile without one."""
    return max(_updated(folder / f"{code}.zip") for code in (GDP, POPULATION))


def _updated(path: Path) -> date:
    name, rows = _table(path)
    said = next((row[1] for row in rows[:_PREAMBLE] if row[:1] == ["Last Updated Date"] and len(row) > 1), "")
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise BadFile(f"{path}: {name} does not say when it was last updated ({said[:40]!r}); fetch it again") from None


def _table(path: Path) -> tuple[str, list[list[str]]]:
    """The name of the archive's table and its rows. Raises BadFile."""
    found = list(members(path, wanted=lambda name: name.startswith("API_") and name.endswith(".csv")))
    if len(found) != 1:
        raise BadFile(f"{path}: {len(found)} members are named API_*.csv, one was expected; fetch it again")
    name, body = found[0]
    return name, _rows(body, path, name)


def _rows(body: bytes, path: Path, name: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadFile(f"{path}: {name} is no CSV in UTF-8: {error}; fetch it again") from error


def indicator(path: Path, code: str) -> dict[tuple[str, int], float]:
    """Values of one indicator by country code and year; blanks are left out. Raises BadFile with the row."""
    name, rows = _table(path)
    return _values(rows, code, path, name)


def values_of(body: bytes, code: str, path: Path, name: str) -> dict[tuple[str, int], float]:
    """Values out of the bytes of one indicator's table; `path` and `name` are for errors, which are BadFile."""
    return _values(_rows(body, path, name), code, path, name)


def _values(rows: list[list[str]], code: str, path: Path, name: str) -> dict[tuple[str, int], float]:
    # Blank lines of the preamble are rows without fields.
    if len(rows) <= _PREAMBLE or rows[_PREAMBLE][:4] != _HEAD:
        raise BadFile(f"{path}: {name} has no header {', '.join(_HEAD)} in row {_PREAMBLE + 1}; fetch it again")
    years = [(place, int(text)) for place, text in enumerate(rows[_PREAMBLE]) if re.fullmatch(r"\d{4}", text)]
    if not years:
        raise BadFile(f"{path}: {name} has no columns of years; fetch it again")
    values: dict[tuple[str, int], float] = {}
    for number, row in enumerate(rows[_PREAMBLE + 1 :], _PREAMBLE + 2):
        if row[3:4] != [code] or len(row) <= years[-1][0]:
            raise BadFile(f"{path}: {name}, row {number}: not a whole row of {code}; fetch it again")
        for place, year in years:
            if row[place]:
                values[row[1], year] = _number(row[place], f"{path}: {name}, row {number}, year {year}")
    return values


def _number(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadFile(f"{where}: {text[:40]!r} is no number; fetch it again") from None
