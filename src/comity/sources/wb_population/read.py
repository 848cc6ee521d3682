"""One indicator's table as it lies in the archive that the World Bank's interface gives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadFile
from comity.sources.wdi.read import POPULATION, inhabitants, values_of
from comity.tables.columns import Columns

if TYPE_CHECKING:
    import duckdb

FILE = "Total_population.csv"


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Columns]:
    """The table `populations`, keyed by the publisher's codes. Raises BadFile when the file is not as described."""
    path = folder / FILE
    try:
        found = values_of(path.read_bytes(), POPULATION, path, FILE)
    except OSError as error:
        raise BadFile(f"{path}: cannot be read: {error}; fetch it again") from error
    if not found:
        raise BadFile(f"{path}: no values; fetch it again")
    return {"populations": inhabitants(found)}
