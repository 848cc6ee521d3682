"""Between two poles: how near, how evenly, how much.

Pure numbers for any two poles, given as arguments; nothing here knows which states are poles. A portfolio is a row of
ties of one kind (exports, arms, agreements) with each pole; missing ties are NaN and stay missing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def position(own: float, west: float, east: float, *, apart: float = 0.25) -> float | None:
    """Where `own` lies between two poles on one scale: 1 at the first, 0 at the second, beyond them outside 0 to 1.

    None where the poles are less than `apart` from each other: then the scale does not tell them apart.
    """
    return None if abs(west - east) < apart else (own - east) / (west - east)


def shares(ties: Sequence[float | None]) -> tuple[float, ...] | None:
    """Each pole's part of all ties with the poles; None where a tie is missing or all are nil."""
    known = [tie for tie in ties if tie is not None and not math.isnan(tie)]
    if len(known) < len(ties) or any(tie < 0 for tie in known) or sum(known) <= 0:
        return None
    return tuple(tie / sum(known) for tie in known)


def evenness(ties: Sequence[float | None]) -> float | None:
    """H = −Σ s ln s / ln P: 0 all with one pole, 1 the same with each. None with fewer than two poles."""
    parts = shares(ties)
    if parts is None or len(parts) < 2:
        return None
    return abs(-sum(s * math.log(s) for s in parts if s > 0) / math.log(len(parts)))


def percentile(value: float, among: Sequence[float]) -> float | None:
    """Share of `among` that lies below, ties counting half; None without any."""
    if not among:
        return None
    below = sum(other < value for other in among)
    same = sum(other == value for other in among)
    return (below + same / 2) / len(among)


def hedge(balance: float | None, engagement: float | None) -> float | None:
    """b · e: high only for a state that deals much with both poles, and about as much with each."""
    return None if balance is None or engagement is None else balance * engagement


def incongruence(layers: Mapping[str, Sequence[float | None]]) -> tuple[float, str, str] | None:
    """Largest total variation ½ Σ |s_pl − s_pm| between two layers, and which two: 0 the same, 1 opposed.

    Layers whose shares are not known are left out; None with fewer than two.
    """
    known = {name: parts for name, ties in layers.items() if (parts := shares(ties)) is not None}
    names = list(known)
    found = [
        (sum(abs(x - y) for x, y in zip(known[one], known[two], strict=True)) / 2, one, two)
        for i, one in enumerate(names)
        for two in names[i + 1 :]
    ]
    return max(found, key=lambda each: each[0]) if found else None
