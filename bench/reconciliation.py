"""Time the reconciliation of one million pairs of mirror reports: `python bench/reconciliation.py`.

The reports are simulated (`comity.measures.simulated_reports`): 230 states, twenty years, the share of pairs that
makes a million flows with both reports. Timed is all that the measure does, from a table of two million rows
to reconciled values, weights, particular gaps and the reporters' errors. Held to 10 CPU seconds.
"""

from __future__ import annotations

import os
import resource
import sys
import time

import duckdb
import numpy as np

from comity.measures.reconciliation import reconciliation
from comity.measures.simulated_reports import simulated

FLOWS = 1_000_000
MOST = 10.0
STATES, YEARS = 230, 20


def main() -> int:
    """Print the figure. Exit code 1 if it is above what it is held to."""
    world = simulated(1, states=STATES, years=YEARS, share=FLOWS / (STATES * (STATES - 1) * YEARS))
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        _lay(con, world.both)
        begun, wall = time.process_time(), time.perf_counter()
        found = reconciliation.compute(con)
        cpu, wall = time.process_time() - begun, time.perf_counter() - wall
    value = found["exchange.exports_reconciled"]["value"]
    held = (np.abs(np.log(value / world.truth)) < np.log(1.1))[~np.isnan(value)].mean()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{len(value):,} flows: {cpu:.2f} CPU s, {wall:.2f} s wall, {memory:.2f} GB, load {os.getloadavg()[0]:.1f}; "
        f"held to {MOST:g} CPU s. {held:.0%} of values within a tenth of the truth."
    )
    return int(cpu > MOST)


def _lay(con: duckdb.DuckDBPyConnection, both: dict[str, np.ndarray]) -> None:
    con.register("reports", both)
    con.execute("""
        CREATE TABLE trade AS
        SELECT a AS exporter, b AS importer, period AS year, 'exporter' AS reported_by, 'total' AS commodity,
               x AS value, 'one' AS source FROM reports
        UNION ALL SELECT a, b, period, 'importer', 'total', m, 'two' FROM reports""")


if __name__ == "__main__":
    sys.exit(main())
