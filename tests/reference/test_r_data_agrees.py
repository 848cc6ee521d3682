"""Our reader of R files against `rdata`, an independent one, value by value on publishers' files."""

import datetime as dt
import math
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from comity.sources.formats.r_data import RArray, RList, RObject, read_r

FILES = [
    "democracy/bti.rda",
    "fao/agri_trade.rda",
    "igo/states2016.rda",
    "isard/gw_system.rda",
    "itpde/country_list.RData",
    "nca/nca_df.rda",
    "peacesciencer/archigos.rda",
    "peacesciencer/cow_trade_sy.rda",
    "peacesciencer/terrthreat.rda",
    "peacesciencer/ucdp_acd.rda",
    "unhcr/countries.rda",
    "trade-indices/world_gdp_avg_1998_to_2000.rda",
]
MUST_READ = [
    "democracy/extended_uds.rda",
    "itpde/itpd_aggregated.rds",
    "manytreaties/agreements.rda",
    "signed-networks/cowList.rda",
    "signed-networks/tribes.rda",
    "troopdata/basedata.rda",
]


def plain(value: Any) -> Any:
    """One entry in a form both readers share: missing is None, a time is its count since 1970."""
    if value is None or value is np.ma.masked:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=dt.UTC).timestamp()
    if isinstance(value, dt.date):
        return (value - dt.date(1970, 1, 1)).days
    if type(value).__name__ in ("NAType", "NaTType", "NA"):
        return None
    return value


def entries(values: Any) -> list[Any]:
    if np.ma.isMaskedArray(values):
        return [plain(value) for value in values.tolist()]
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        unit = np.datetime_data(values.dtype)[0]
        counts = values.astype(np.int64) if unit in ("D", "s") else values.astype("M8[s]").astype(np.int64)
        return [None if missing else int(n) for n, missing in zip(counts, np.isnat(values), strict=True)]
    return [plain(value) for value in (values.tolist() if hasattr(values, "tolist") else list(values))]


def differences(ours: Any, theirs: Any, where: str) -> list[str]:  # noqa: PLR0911
    """What differs, as readable lines; empty when the two readers agree."""
    if isinstance(ours, RObject):
        return differences(ours.value, theirs, where) if ours.value is not None else []
    if isinstance(ours, dict):
        return frame_differences(ours, theirs, where)
    if isinstance(ours, RList):
        items = list(theirs.values()) if isinstance(theirs, dict) else list(theirs)
        if isinstance(theirs, dict) and list(theirs) != list(ours.names):
            return [f"{where}: names {ours.names} against {list(theirs)}"]
        if len(items) != len(ours.items):
            return [f"{where}: {len(ours.items)} items against {len(items)}"]
        pairs = enumerate(zip(ours.items, items, strict=True))
        return [line for n, (a, b) in pairs for line in differences(a, b, f"{where}[{n}]")]
    if isinstance(ours, RArray):
        shaped = np.asarray(getattr(theirs, "values", theirs))
        if shaped.shape != ours.dims:
            return [f"{where}: dims {ours.dims} against {shaped.shape}"]
        return entry_differences(ours.values.ravel(), shaped.ravel(), where)
    if ours is None:
        return [] if theirs is None else [f"{where}: nothing against {type(theirs)}"]
    return entry_differences(ours, theirs, where)


def frame_differences(ours: dict[str, Any], theirs: Any, where: str) -> list[str]:
    names = [name for name in ours if name != "row.names"]
    if names != [str(name) for name in theirs.columns]:
        return [f"{where}: columns {names} against {list(theirs.columns)}"]
    lines = [entry_differences(ours[name], theirs[name], f"{where}${name}") for name in names]
    return [line for group in lines for line in group]


def entry_differences(ours: Any, theirs: Any, where: str) -> list[str]:
    left, right = entries(ours), entries(theirs)
    if isinstance(ours, np.ndarray) and ours.dtype.kind == "M":
        right = [None if value is None else math.floor(value) for value in right]
    if len(left) != len(right):
        return [f"{where}: {len(left)} values against {len(right)}"]
    for row, (a, b) in enumerate(zip(left, right, strict=True)):
        if isinstance(a, np.ndarray | RList | RObject | RArray | dict):
            if found := differences(a, b, f"{where}[{row}]"):
                return found
        elif a != b:
            return [f"{where}[{row}]: {a!r} against {b!r}"]
    return []


def agreement(path: Path) -> list[str]:
    import rdata

    ours = read_r(path)
    if path.suffix == ".rds":
        return differences(ours[""], rdata.read_rds(path), path.name)
    theirs = rdata.read_rda(path)
    if list(ours) != list(theirs):
        return [f"{path.name}: objects {list(ours)} against {list(theirs)}"]
    return [line for name in ours for line in differences(ours[name], theirs[name], f"{path.name}:{name}")]


@pytest.mark.mirror
@pytest.mark.skipif(find_spec("rdata") is None, reason="rdata is not installed")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FILES)
def test_agrees_with_an_independent_reader(mirror: Path, name: str) -> None:
    assert agreement(mirror / name) == []


@pytest.mark.mirror
@pytest.mark.parametrize("name", MUST_READ)
def test_reads_files_of_unusual_make(mirror: Path, name: str) -> None:
    found = read_r(mirror / name)
    assert found
    assert all(value is not None for value in found.values())
