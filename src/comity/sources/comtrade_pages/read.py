"""Pages of the publisher's interface, as `client` keeps them: one reporter and one period each, JSON under gzip.

Every page is whole: it holds all partners and all goods that the reporter gave for the period, so that shares of
a total can be taken. Months are added up to years, and how many there were is kept; so are areas that share an
ISO code.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from comity.errors import BadFile
from comity.sources.comtrade.read import flows

if TYPE_CHECKING:
    import duckdb

NAME = re.compile(r"(A|M)-HS-([0-9]{1,3})-([0-9]{4}(?:[0-9]{2})?)\.json\.gz")
LARGEST = 2 << 30
"""Bytes of an unpacked page beyond which it is refused."""

NOMENCLATURES = {"H0": "HS92", "H1": "HS96", "H2": "HS02", "H3": "HS07", "H4": "HS12", "H5": "HS17", "H6": "HS22"}
_TEXT = ("reporterISO", "partnerISO", "flowCode", "cmdCode", "classificationCode")
_NUMBERS = ("primaryValue", "cifvalue", "fobvalue", "netWgt")
_DETAIL = {"partner2Code": (0, None), "motCode": (0, None), "customsCode": ("C00", None)}
"""Rows below these totals split the same flow by second partner, mode of transport and customs procedure."""

_SUMMED = {"primaryValue": "primary_value", "cifvalue": "cif_value", "fobvalue": "fob_value", "netWgt": "net_weight_kg"}
_SUMS = """
    CREATE OR REPLACE TEMP TABLE comtrade_file AS
    SELECT year, reporterISO AS reporter_iso, partnerISO AS partner_iso, flowCode AS flow_code, cmdCode AS cmd_code,
           {sums}, CASE WHEN min(month) = 0 THEN 12 ELSE count(DISTINCT month) END AS months,
           any_value(nomenclature) AS nomenclature, trim(reporterISO) AS reporter, trim(partnerISO) AS partner,
           min(place) AS place
    FROM comtrade_pages GROUP BY year, reporterISO, partnerISO, flowCode, cmdCode"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Both reporters' flows between states, and what names an area instead of a state, as for the source comtrade.

    Raises BadFile that names page and row.
    """
    _load(con, folder)
    return flows(con, folder)


def held(folder: Path) -> list[Path]:
    """The pages in a folder, in order of name."""
    return sorted(path for path in folder.glob("*.json.gz") if NAME.fullmatch(path.name))


def _load(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """All pages of a folder as the table `comtrade_file`.

    Raises BadFile that names page and row on what is no page, rows of another reporter or period, a repeated flow,
    and a year that is there both whole and by months.
    """
    pages = held(folder)
    _expect_one_grain(pages)
    rows = [row for path in pages for row in _rows(path)]
    names = ("year", "month", *_TEXT[:4], "nomenclature", *_NUMBERS, "place")
    columns = {name: np.array([row[i] for row in rows], dtype=object) for i, name in enumerate(names)}
    con.register("comtrade_rows_read", columns)
    kinds = dict.fromkeys(_NUMBERS, "DOUBLE") | dict.fromkeys(("year", "month", "place"), "INTEGER")
    typed = ", ".join(f'CAST("{name}" AS {kinds.get(name, "VARCHAR")}) AS "{name}"' for name in names)
    con.execute(f"CREATE OR REPLACE TEMP TABLE comtrade_pages AS SELECT {typed} FROM comtrade_rows_read")
    con.unregister("comtrade_rows_read")
    # Months of a year, and areas that share an ISO code (Sudan before and after 2011), add up: a sum of which a part is
    # missing is missing.
    sums = (f"CASE WHEN count({name}) = count(*) THEN sum({name}) END AS {to}" for name, to in _SUMMED.items())
    con.execute(_SUMS.format(sums=", ".join(sums)))


def _expect_one_grain(pages: list[Path]) -> None:
    matched = [match for path in pages if (match := NAME.fullmatch(path.name))]
    whole = {(m[2], m[3]) for m in matched if m[1] == "A"}
    for m in matched:
        if m[1] == "M" and (m[2], m[3][:4]) in whole:
            raise BadFile(f"{m[0]}: the same reporter's year is there whole too; keep the year or its months")


def parse(body: bytes, where: str) -> list[dict[str, Any]]:
    """The rows of one answer of the interface. Raises BadFile on an error that it reports and on another shape."""
    try:
        answer = json.loads(body)
    except (UnicodeDecodeError, ValueError) as error:
        raise BadFile(f"{where}: no JSON ({error}); fetch it again") from None
    if not isinstance(answer, dict) or not isinstance(answer.get("data"), list):
        raise BadFile(f"{where}: no list of data in the answer; fetch it again")
    if answer.get("error"):
        raise BadFile(f"{where}: the publisher says: {str(answer['error'])[:200]!r}")
    if not all(isinstance(row, dict) for row in answer["data"]):
        raise BadFile(f"{where}: a row that is no object; fetch it again")
    return list(answer["data"])


def _rows(path: Path) -> Iterator[tuple[Any, ...]]:
    match = NAME.fullmatch(path.name)
    assert match is not None
    reporter, period = int(match[2]), match[3]
    seen: set[tuple[Any, ...]] = set()
    for number, row in enumerate(parse(_unpacked(path), str(path)), 1):
        where = f"{path}: row {number}"
        if missing := [name for name in (*_TEXT, *_NUMBERS, "reporterCode", "period") if name not in row]:
            raise BadFile(f"{where}: no field {missing[0]}; fetch it again")
        if row["reporterCode"] != reporter or str(row["period"]) != period:
            raise BadFile(f"{where}: is of reporter {row['reporterCode']} and period {row['period']}; fetch it again")
        if any(row.get(name) not in total for name, total in _DETAIL.items()):
            continue
        # Several areas of the publisher may bear one ISO code: its own number, where a page gives it, tells them apart.
        partner = row.get("partnerCode", row["partnerISO"])
        key = tuple(str(part) for part in (partner, row["flowCode"], row["cmdCode"]))
        if key in seen:
            raise BadFile(f"{where}: repeats the flow {key}; fetch it again")
        seen.add(key)
        if row["classificationCode"] not in NOMENCLATURES:
            raise BadFile(f"{where}: list of goods {row['classificationCode']!r} is no edition of HS; fetch it again")
        numbers = [_number(row[name], f"{where}, {name}") for name in _NUMBERS]
        names = [None if row[name] is None else str(row[name]) for name in _TEXT[:4]]
        yield (
            int(period[:4]),
            int(period[4:] or 0),
            *names,
            NOMENCLATURES[row["classificationCode"]],
            *numbers,
            number,
        )


def _number(value: Any, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        raise BadFile(f"{where}: {str(value)[:40]!r} is no number; fetch it again")
    return float(value)


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path) as stream:
            body = stream.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadFile(
            f"{path}: cannot be unpacked ({str(error) or 'it ends early'}); remove it and fetch it again"
        ) from None
    if len(body) > LARGEST:
        raise BadFile(f"{path}: larger than {LARGEST} bytes unpacked; do not use this file")
    return body
