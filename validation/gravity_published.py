"""Published gravity estimates and the regressions that should give them, to the printed digits.

Used by the section `replication` and by tests/reference. Standard errors follow the convention of Stata's
ppmlhdfe; where the publisher's software charges for estimated effects too (R's fixest), the case says for how many.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.measures.ppml.covariance import clustered, robust
from comity.measures.ppml.fit import Fit, ppml

Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient as printed, with its standard error; `a + b` names the sum of two coefficients."""

    name: str
    printed: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A published regression: where it stands, how many rows, what was printed, and how it is run.

    `charged`: how many parameters the publisher's standard errors charge for, where they do.
    """

    name: str
    source: str
    rows: int
    estimates: tuple[Estimate, ...]
    run: Callable[[Path], tuple[Fit, NDArray[np.float64]]]
    charged: int = 1


def agrees(value: float, printed: str) -> bool:
    """Whether a value rounds to what was printed, give or take half a unit of the last digit."""
    decimals = len(printed.partition(".")[2])
    return abs(value - float(printed)) <= 0.5 * 10**-decimals * (1 + 1e-9)


def digits(value: float, printed: str) -> str:
    """A value with as many decimals as were printed."""
    return f"{value:.{len(printed.partition('.')[2])}f}"


def group(*labels: NDArray[Any]) -> NDArray[np.intp]:
    """One number for each combination of labels."""
    code = np.zeros(len(labels[0]), dtype=np.intp)
    for label in labels:
        values, place = np.unique(label, return_inverse=True)
        code = code * len(values) + place
    return np.unique(code, return_inverse=True)[1]


def all_years(mirror: Path) -> Columns:
    """The panel of the WTO's guide to structural gravity: 69 countries, 1986 to 2006, domestic trade included."""
    from comity.sources.formats.r_data import read_r

    data: Any = read_r(mirror / "gravity" / "agtpa_applications.rda")["agtpa_applications"]
    data = {name: np.asarray(values) for name, values in data.items()}
    data["exporter"], data["importer"] = data["exporter"].astype(str), data["importer"].astype(str)
    return dict(data)


def guide(mirror: Path) -> Columns:
    """The same in steps of four years, as the guide estimates it."""
    data = all_years(mirror)
    kept = np.isin(data["year"], np.arange(1986, 2007, 4))
    data = {name: values[kept] for name, values in data.items()}
    data["ln_dist"] = np.log(data["dist"])
    return data | {
        "home": data["exporter"] == data["importer"],
        "exporter_year": group(data["exporter"], data["year"]),
        "importer_year": group(data["importer"], data["year"]),
    }


def stata(mirror: Path, *parts: str) -> Columns:
    """A Stata file as columns."""
    import pandas as pd

    frame = pd.read_stata(mirror.joinpath("gravity", *parts))
    return {str(n): frame[n].to_numpy(str if frame[n].dtype.kind not in "biuf" else float) for n in frame.columns}


def _guide_run(names: list[str], *, pair: bool, home: bool) -> Callable[[Path], tuple[Fit, NDArray[np.float64]]]:
    def run(mirror: Path) -> tuple[Fit, NDArray[np.float64]]:
        data = guide(mirror)
        for year in range(1986, 2003, 4):
            data[f"border_{year}"] = (~data["home"] & (data["year"] == year)).astype(float)
        if not home:
            data = {n: v[~data["home"]] for n, v in data.items()}
        effects = [data["exporter_year"], data["importer_year"]]
        effects += [data["pair_id"]] if pair else []
        if home and not pair:
            effects.append(np.where(data["home"], data["exporter"], ""))
        fit = ppml(data["trade"], {n: data[n] for n in names}, effects)
        return fit, clustered(fit, data["pair_id"])

    return run


def _cross_section(mirror: Path) -> tuple[Fit, NDArray[np.float64]]:
    data = guide(mirror)
    data = {n: v[data["year"] == 2006] for n, v in data.items()}
    names = {"ln_dist": data["ln_dist"], "cntg": data["cntg"], "border": (~data["home"]).astype(float)}
    fit = ppml(data["trade"], names, [data["exporter"], data["importer"]])
    return fit, robust(fit)


def manufactures(mirror: Path) -> Columns:
    """Example data of Weidner and Zylkin: manufactures among 65 countries, 1988 to 2004."""
    data = stata(mirror, "weidner-zylkin", "PPMLFEBIAS_EXAMPLE_DATA.dta")
    kept = data["category"] == "MANUF"
    return {n: v[kept] for n, v in data.items()}


def three_way(mirror: Path) -> tuple[Fit, NDArray[np.float64]]:
    """Their three-way model of trade agreements."""
    d = manufactures(mirror)
    pair = group(d["isoexp"], d["isoimp"])
    sides = [group(d["isoexp"], d["year"]), group(d["isoimp"], d["year"])]
    fit = ppml(d["trade"], {"fta": d["fta"]}, [*sides, pair])
    return fit, clustered(fit, pair)


def _two_way(mirror: Path) -> tuple[Fit, NDArray[np.float64]]:
    d = manufactures(mirror)
    names = ("ln_distw", "contig", "colony", "comlang_off", "comleg", "fta")
    sides = [group(d["isoexp"], d["year"]), group(d["isoimp"], d["year"])]
    fit = ppml(d["trade"], {n: d[n] for n in names}, sides)
    return fit, clustered(fit, group(d["isoexp"], d["isoimp"]))


def _log_of_gravity(names: str, *, effects: bool) -> Callable[[Path], tuple[Fit, NDArray[np.float64]]]:
    def run(mirror: Path) -> tuple[Fit, NDArray[np.float64]]:
        d = stata(mirror, "log_of_gravity.dta")
        sides = [d["ex_feenstra"], d["im_feenstra"]] if effects else []
        fit = ppml(d["trade"], {n: d[n] for n in names.split()}, sides)
        return fit, robust(fit)

    return run


def _walkthrough(mirror: Path) -> tuple[Fit, NDArray[np.float64]]:
    from comity.sources.formats.r_data import read_r

    data: Any = read_r(mirror / "gravity" / "fixest_trade.RData")["trade"]
    d = {name: np.asarray(values) for name, values in data.items()}
    origin, destination = d["Origin"].astype(str), d["Destination"].astype(str)
    effects = [origin, destination, d["Product"], d["Year"]]
    fit = ppml(d["Euros"], {"ln_dist": np.log(d["dist_km"])}, effects)
    return fit, clustered(fit, origin)


_GUIDE = "WTO (2016), Advanced Guide to Trade Policy Analysis"
_RTA = ["rta"]
_LAGS = [*_RTA, "rta_lag4", "rta_lag8", "rta_lag12"]
_BORDERS = [f"border_{year}" for year in range(1986, 2003, 4)]
_COSTS = ["ln_dist", "cntg", "lang", "clny"]
_SSOLD = "Santos Silva and Tenreyro (2006), The Log of Gravity"
_WZ = "Weidner and Zylkin (2021), published example output"

CASES = (
    Case(
        "WTO guide, agreements, pair effects",
        f"{_GUIDE}, ch. 1, application 3; Stata log of ch. 2",
        28482,
        (Estimate("rta", "0.5571853", "0.102"),),
        _guide_run(_RTA, pair=True, home=True),
    ),
    Case(
        "the same with a lead",
        f"{_GUIDE}, ch. 1, application 3",
        28482,
        (Estimate("rta", "0.520", "0.086"), Estimate("rta_lead4", "0.077", "0.092")),
        _guide_run([*_RTA, "rta_lead4"], pair=True, home=True),
    ),
    Case(
        "the same with lags",
        f"{_GUIDE}, ch. 1, application 3",
        28482,
        (
            *(Estimate(n, v) for n, v in zip(_LAGS, ("0.291", "0.414", "0.169", "0.119"), strict=True)),
            Estimate(" + ".join(_LAGS), "0.993", "0.094"),
        ),
        _guide_run(_LAGS, pair=True, home=True),
    ),
    Case(
        "the same with globalisation",
        f"{_GUIDE}, ch. 1, application 3",
        28482,
        (
            *(Estimate(n, v) for n, v in zip(_LAGS, ("0.116", "0.288", "0.069", "0.002"), strict=True)),
            Estimate("border_1986", "-0.706", "0.048"),
        ),
        _guide_run([*_LAGS, *_BORDERS], pair=True, home=True),
    ),
    Case(
        "WTO guide, table 1, traditional gravity",
        f"{_GUIDE}, ch. 1, application 1",
        28152,
        (
            Estimate("ln_dist", "-0.841", "0.032"),
            Estimate("cntg", "0.437"),
            Estimate("lang", "0.247"),
            Estimate("clny", "-0.222"),
        ),
        _guide_run(_COSTS, pair=False, home=False),
    ),
    Case(
        "WTO guide, agreements with domestic trade",
        f"{_GUIDE}, ch. 1, application 3",
        28566,
        (Estimate("rta", "0.409", "0.069"),),
        _guide_run([*_COSTS, *_RTA], pair=False, home=True),
    ),
    Case(
        "WTO guide, world of 2006",
        f"{_GUIDE}, ch. 2, application 1, Stata log",
        4761,
        (
            Estimate("ln_dist", "-0.7912879", "0.0501494"),
            Estimate("cntg", "0.6736456", "0.1073719"),
            Estimate("border", "-2.47445", "0.1193816"),
        ),
        _cross_section,
    ),
    Case("Weidner and Zylkin, three-way", _WZ, 20600, (Estimate("fta", "0.1780290", "0.0350079"),), three_way),
    Case(
        "Weidner and Zylkin, two-way",
        _WZ,
        20800,
        (Estimate("ln_distw", "-0.5826890", "0.0372778"), Estimate("fta", "0.8540740", "0.0748473")),
        _two_way,
    ),
    Case(
        "The Log of Gravity, table 5",
        _SSOLD,
        18360,
        (
            Estimate("ldist", "-0.750", "0.041"),
            Estimate("border", "0.370"),
            Estimate("comlang", "0.383"),
            Estimate("colony", "0.079"),
            Estimate("comfrt_wto", "0.376"),
        ),
        _log_of_gravity("ldist border comlang colony comfrt_wto", effects=True),
    ),
    Case(
        "The Log of Gravity, table 3",
        _SSOLD,
        18360,
        (Estimate("ldist", "-0.784", "0.055"),),
        _log_of_gravity(
            "lypex lypim lyex lyim ldist border comlang colony landl_ex landl_im lremot_ex lremot_im "
            "comfrt_wto open_wto",
            effects=False,
        ),
    ),
    Case(
        "fixest, walkthrough",
        "Bergé (2018), walkthrough of the R package fixest",
        38325,
        (Estimate("ln_dist", "-1.52787", "0.115678"),),
        _walkthrough,
        charged=44,
    ),
)
"""Every published regression whose data the mirror carries."""

CORRECTED = {"bias": "0.0076568", "error": "0.0419559", "beta": "0.1703722"}
"""Weidner and Zylkin's analytical correction of their three-way model, as printed in their example output."""


RESET_P = "0.6416"
"""Published p-value of the RESET test of the guide's table 1, Poisson column."""


def report(case: Case, mirror: Path) -> tuple[Fit, list[tuple[Estimate, float, float]]]:
    """The fit, and each estimate with the coefficient and standard error found, to the publisher's convention."""
    fit, covariance = case.run(mirror)
    n = len(fit.sample.y)
    charge = np.sqrt((n - 1) / (n - case.charged))
    found = []
    for estimate in case.estimates:
        chosen = np.array([float(name in estimate.name.split(" + ")) for name in fit.names])
        error = float(np.sqrt(chosen @ covariance @ chosen) * charge)
        found.append((estimate, float(chosen @ fit.beta), error))
    return fit, found
