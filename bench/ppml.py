"""Three-way Poisson regression, ours beside pyfixest, on the same data: `python bench/ppml.py`, writes `ppml.md`.

Each fit runs in a fresh process: load or make the panel, fit once with errors clustered by pair. CPU seconds are of
the fit alone, user and system of all threads, without imports and without making the data, and the highest resident
memory is of the process. Ours searches for separated observations as well; the peer is told to look for fixed-effect
separation only, its default. The peer is fitted a second time in the same process too ("warm"), since its first call
compiles. The publishers' panels are measured only where the mirror is; the synthetic one everywhere.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from machine import made_by

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "ppml.md"
PANELS = ("published", "guide", "yearly", "synthetic")
RUNS = 3
R_FIXEST = (
    "R's fixest 0.12.2 needed 7.9 CPU s and 465 MB, and pyfixest 33.5 CPU s, on another panel of 993,075 rows when "
    "measured elsewhere; R is not run here. Our panel of a million rows is easier, so these columns compare only with "
    "each other."
)


def main() -> int:
    """Fit every panel with both, print and write the table; exit code 1 if the coefficients differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--mirror", type=Path, default=Path(os.environ.get("COMITY_MIRROR") or ROOT.parent / "shared/mirror")
    )
    parser.add_argument("--fit", nargs=2, metavar=("PANEL", "WHO"), help="one fit in this process, result as JSON")
    options = parser.parse_args()
    if options.fit:
        print(json.dumps(_fit(*options.fit, options.mirror)))
        return 0
    if find_spec("pyfixest") is None:
        print("pyfixest is not installed; run: pip install '.[econ]'", file=sys.stderr)
        return 2
    lines, faults = [], 0
    for name in PANELS if options.mirror.is_dir() else PANELS[-1:]:
        found = {who: [_run(name, who, options.mirror) for _ in range(RUNS)] for who in ("comity", "pyfixest")}
        faults += not _same(found)
        lines.append(_line(name, found))
        print(lines[-1], flush=True)
    RESULTS.write_text(_page(lines), encoding="utf-8")
    return 1 if faults else 0


def _run(name: str, who: str, mirror: Path) -> dict[str, Any]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "validation"), str(HERE)])}
    words = [sys.executable, str(Path(__file__)), "--mirror", str(mirror), "--fit", name, who]
    said = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(said.strip().splitlines()[-1]))


def _panel(name: str, mirror: Path) -> dict[str, Any]:
    """Columns trade, x, exporter_year, importer_year and pair."""
    if name == "synthetic":
        from ppml_panel import panel

        made = panel(200, 25)
        return made | {"x": made["agreement"]}
    import gravity_published as published

    if name == "published":
        d = published.manufactures(mirror)
        sides = [published.group(d["isoexp"], d["year"]), published.group(d["isoimp"], d["year"])]
        found = {"trade": d["trade"], "x": d["fta"], "pair": published.group(d["isoexp"], d["isoimp"])}
    else:
        d = published.guide(mirror) if name == "guide" else published.all_years(mirror)
        sides = [published.group(d["exporter"], d["year"]), published.group(d["importer"], d["year"])]
        found = {"trade": d["trade"], "x": d["rta"], "pair": published.group(d["pair_id"])}
    return found | {"exporter_year": sides[0], "importer_year": sides[1]}


def _fit(name: str, who: str, mirror: Path) -> dict[str, Any]:
    data = _panel(name, mirror)
    fit = _ours if who == "comity" else _peer
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    prepared = _prepared(who, data)
    begun = time.process_time()
    beta, error, rows = fit(prepared)
    cold = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    fit(prepared)
    warm = time.process_time() - begun
    return {"beta": beta, "error": error, "rows": rows, "cold": cold, "warm": warm, "memory": memory, "data": before}


def _prepared(who: str, data: dict[str, Any]) -> Any:
    """Imports and the form that each program takes its data in, outside the clock."""
    if who == "comity":
        import comity.measures.ppml.covariance
        import comity.measures.ppml.fit  # noqa: F401

        return data
    import pandas as pd
    import pyfixest  # noqa: F401

    return pd.DataFrame({n: data[n] for n in ("trade", "x", "exporter_year", "importer_year", "pair")})


def _ours(data: dict[str, Any]) -> tuple[float, float, int]:
    from comity.measures.ppml.covariance import clustered, errors
    from comity.measures.ppml.fit import ppml

    fit = ppml(data["trade"], {"x": data["x"]}, [data["exporter_year"], data["importer_year"], data["pair"]])
    return float(fit.beta[0]), float(errors(clustered(fit, data["pair"]))[0]), len(fit.sample.y)


def _peer(frame: Any) -> tuple[float, float, int]:
    import pyfixest as pf

    formula = "trade ~ x | exporter_year + importer_year + pair"
    fit = pf.fepois(formula, frame, vcov={"CRV1": "pair"}, ssc=pf.ssc(k_adj=False))
    return float(fit.coef().iloc[0]), float(fit.se().iloc[0]), int(fit._N)


def _same(found: dict[str, list[dict[str, Any]]]) -> bool:
    ours, peer = found["comity"][0], found["pyfixest"][0]
    return abs(ours["beta"] - peer["beta"]) < 1e-5 * abs(peer["beta"]) + 1e-7


def _line(name: str, found: dict[str, list[dict[str, Any]]]) -> str:
    ours, peer = found["comity"], found["pyfixest"]
    cells = [name, f"{ours[0]['rows']:,}", f"{ours[0]['beta']:.7f} ({ours[0]['error']:.5f})"]
    cells.append(f"{peer[0]['beta']:.7f} ({peer[0]['error']:.5f})")
    for runs in (ours, peer):
        cold, warm = (f"{min(r[k] for r in runs):.2f}" for k in ("cold", "warm"))
        cells.append(f"{cold} / {warm}")
        cells.append(f"{max(r['memory'] for r in runs) / 1024:.0f}")
    return "| " + " | ".join(cells) + " |"


def _page(lines: list[str]) -> str:
    from importlib import metadata

    beside = f"numpy {np.__version__}", f"pyfixest {metadata.version('pyfixest')}"
    return "\n".join(
        [
            "# Three-way Poisson regression",
            "",
            f"{made_by('python bench/ppml.py', *beside)} One regressor, exporter-year, importer-year and "
            "pair effects, errors clustered by pair. CPU seconds of the fit, first and second time "
            f"in a process, least of {RUNS} processes; MB are the highest resident memory, data included. "
            "Ours searches for separation by regressors too.",
            "",
            "| panel | rows | comity | pyfixest | comity, CPU s | MB | pyfixest, CPU s | MB |",
            "|---|---|---|---|---|---|---|---|",
            *lines,
            "",
            R_FIXEST,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
