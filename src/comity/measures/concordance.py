"""From one list of goods to another: what each code's value becomes in the other list.

Where a code has several counterparts its value is spread evenly over them, because nothing better is known. A value
without a counterpart is handed back, never dropped: what is carried and what is left add up to what there was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.measures.matrices import Matrix


@dataclass(frozen=True, slots=True)
class Parts:
    """What part of each code's value goes where: `share` (source, target), each row adding up to one."""

    source: NDArray[np.object_]
    target: NDArray[np.object_]
    share: Matrix


@dataclass(frozen=True, slots=True)
class Carried:
    """Values in the other list, `values` (rows, target), and what has no counterpart, `left` (rows, missing codes),
    a matrix of the kind that was given, dense or sparse.

    `least` and `most` bound `values`: what goes there whichever counterpart is right, and what can go there at all.
    """

    target: NDArray[np.object_]
    values: Matrix
    least: Matrix
    most: Matrix
    missing: NDArray[np.object_]
    left: Any


def evenly(source: Sequence[str], target: Sequence[str], counterparts: Sequence[float]) -> Parts:
    """Parts of 1 / `counterparts` each, one for every row; targets may be coarser than the list that was counted.

    Raises ValueError where a code does not have as many rows as counterparts: its value would be lost or doubled.
    """
    sources, i = np.unique(np.asarray(source, dtype=str), return_inverse=True)
    targets, k = np.unique(np.asarray(target, dtype=str), return_inverse=True)
    share = np.zeros((len(sources), len(targets)))
    np.add.at(share, (i, k), 1 / np.asarray(counterparts, dtype=float))
    total = share.sum(axis=1)
    if (wrong := np.flatnonzero(np.abs(total - 1) > 1e-9)).size:
        code = sources[wrong[0]]
        raise ValueError(f"the counterparts of {code} add up to {total[wrong[0]]:.3g} of it, not to 1; repair the list")
    return Parts(sources.astype(object), targets.astype(object), share)


def carry(codes: NDArray[Any], values: Any, parts: Parts) -> Carried:
    """Carry `values` (rows, codes), a dense or sparse matrix and not negative, into the list of `parts`."""
    place = np.searchsorted(parts.source.astype(str), codes.astype(str)) if len(parts.source) else np.zeros(len(codes))
    at = np.minimum(place, max(len(parts.source) - 1, 0)).astype(int)
    known = parts.source[at] == codes if len(parts.source) else np.zeros(len(codes), dtype=bool)
    share = np.zeros((len(codes), len(parts.target)))
    share[known] = parts.share[at[known]]
    return Carried(
        target=parts.target,
        values=np.asarray(values @ share),
        least=np.asarray(values @ (share >= 1 - 1e-9).astype(float)),
        most=np.asarray(values @ (share > 0).astype(float)),
        missing=codes[~known],
        left=values[:, ~known],
    )
