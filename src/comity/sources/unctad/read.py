"""Bilateral investment treaties and direct investment flows, as collected from UNCTAD."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.unctad.flows import read_flows
from comity.sources.unctad.treaties import read_treaties

if TYPE_CHECKING:
    import duckdb


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Treaties keyed by name, flows keyed by ISO 3166 code where `codes` of the declaration says so."""
    return {
        "investment_treaties": read_treaties(folder / "bit.csv", con),
        "investment_flows": read_flows(folder / "fdi_flows_unctad_2001_2012.csv", con),
    }
