"""The mirror's signed networks (igraph objects in R files) as matrices of signs."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import rdata
from numpy.typing import NDArray


def tribes(folder: Path) -> NDArray[np.int8]:
    """Read's sixteen tribes of the Eastern Central Highlands."""
    return _matrix(_read(folder / "tribes.rda")["tribes"])


def war_years(folder: Path) -> dict[str, NDArray[np.int8]]:
    """Doreian and Mrvar's 51 three-year windows, by name such as '46-49'."""
    return {str(name): _matrix(graph) for name, graph in _read(folder / "cowList.rda")["cowList"].items()}


def _read(path: Path) -> dict[str, Any]:
    with warnings.catch_warnings():
        # R's class `igraph` has no constructor in rdata; its plain list is what is wanted.
        warnings.simplefilter("ignore")
        return rdata.conversion.convert(rdata.parser.parse_file(path), default_encoding="utf8")


def _matrix(graph: list[Any]) -> NDArray[np.int8]:
    """The old igraph format: number of vertices, directed, from, to, four indexes, attributes."""
    n, one, two = int(graph[0][0]), graph[2].astype(int), graph[3].astype(int)
    assert not graph[1][0], "the networks are undirected"
    sign = np.zeros((n, n), np.int8)
    sign[one, two] = sign[two, one] = graph[8][3]["sign"]
    return sign
