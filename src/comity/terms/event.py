"""What states do to each other: CAMEO event codes, with their Goldstein and PLOVER scores.

Codes are strings: `010` (make a statement) is not `10` (demand). Scores run from -10 (most hostile) to +10.
Sources: Gerner, Schrodt & Yilmaz, CAMEO; Goldstein 1992, doi:10.1177/0022002792036002007, as the GDELT and
the ICEWS tables extend it to CAMEO; PLOVER, Open Event Data Alliance. See `SOURCES.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from comity.errors import UserError
from comity.terms.lookup import read_lookup
from comity.terms.names import sanitise

Scale = Literal["goldstein_gdelt", "goldstein_icews", "plover"]
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]

SCALES: tuple[Scale, ...] = ("goldstein_gdelt", "goldstein_icews", "plover")
QUADS: tuple[Quad, ...] = (
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
)


@dataclass(frozen=True, slots=True)
class EventCode:
    """A CAMEO code of two digits (root), three or four, and its scores, None where a scale has none.

    `quad` is GDELT's class of the root. PLOVER drops roots 01 and 02: `plover_event` is then empty.
    """

    code: str
    name: str
    quad: Quad
    goldstein_gdelt: float | None
    goldstein_icews: float | None
    plover: float | None
    plover_event: str
    plover_mode: str
    plover_context: str
    plover_quad: Quad | None

    @property
    def root(self) -> str:
        """The two-digit root."""
        return self.code[:2]


@cache
def event_codes() -> dict[str, EventCode]:
    """Every CAMEO code, by code."""
    return {row["code"]: _event(row) for row in read_lookup("cameo")}


def _event(row: dict[str, str]) -> EventCode:
    return EventCode(
        code=row["code"],
        name=row["name"],
        quad=cast(Quad, row["quad"]),
        goldstein_gdelt=_number(row["goldstein_gdelt"]),
        goldstein_icews=_number(row["goldstein_icews"]),
        plover=_number(row["plover"]),
        plover_event=row["plover_event"],
        plover_mode=row["plover_mode"],
        plover_context=row["plover_context"],
        plover_quad=QUADS[int(row["plover_quad"]) - 1] if row["plover_quad"] else None,
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def event(code: str, *, root: bool = False) -> EventCode:
    """The event of a code; `root` says that the code comes from a column of two-digit roots.

    A code that lost its leading zero is mended where only one reading is left (`43` is `043`) and refused
    where two are (`10` may be `010`). Raises `UserError`; also for a code that is a number, not a string.
    """
    if not isinstance(code, str):
        raise UserError(f"event code {code!r} is a number; read the column as text to keep its leading zeros")
    found = _read(code.strip(), root)
    if found is None:
        raise UserError(f"no CAMEO event code '{sanitise(code)}'; codes are strings such as '010' or '1823'")
    return found


def lost_zero(code: str) -> bool:
    """Whether a code can only be read with a zero before it, which a spreadsheet has taken away (`43`, `841`)."""
    return code not in event_codes() and f"0{code}" in event_codes()


def doubtful(code: str) -> bool:
    """Whether a code is a root as it stands and another event with a zero before it: `10` is `10` or `010`."""
    return len(code) == 2 and code in event_codes() and f"0{code}" in event_codes()


def _read(code: str, root: bool) -> EventCode | None:
    table = event_codes()
    if not root and doubtful(code):
        raise UserError(f"event code '{code}' may be root {code} or 0{code}; read the column as text, or say root=True")
    return table.get(code) or (table.get(f"0{code}") if code else None)


def score(code: str, scale: Scale, *, root: bool = False) -> float | None:
    """Score of an event, -10 to +10; None where the scale has none for it."""
    if scale not in SCALES:
        raise UserError(f"no event scale called '{sanitise(scale)}'; choose one of {', '.join(SCALES)}")
    return cast(float | None, getattr(event(code, root=root), scale))


def scores(codes: Sequence[str] | NDArray[np.object_], scale: Scale, *, root: bool = False) -> NDArray[np.float64]:
    """Scores of a column of codes; NaN for codes that are not CAMEO's and where the scale has no value."""
    column = np.asarray(codes, dtype=object)
    known: dict[object, float] = {}
    for code in dict.fromkeys(column.tolist()):
        try:
            found = None if _is_missing(code) else score(code, scale, root=root)
        except UserError:
            if not isinstance(code, str) or f"0{code.strip()}" in event_codes():
                raise
            found = None
        known[code] = np.nan if found is None else found
    return np.array([known[code] for code in column.tolist()], dtype=np.float64)


def _is_missing(code: object) -> bool:
    return code is None or (isinstance(code, float) and np.isnan(code))


@dataclass(frozen=True, slots=True)
class PloverEvent:
    """One of PLOVER's sixteen event types: its base score, -10 to +10, and its quad class."""

    event: str
    score: float
    quad: Quad


@cache
def plover_events() -> dict[str, PloverEvent]:
    """PLOVER's event types, by their name in capitals."""
    rows = read_lookup("plover")
    return {r["event"]: PloverEvent(r["event"], float(r["score"]), QUADS[int(r["quad"]) - 1]) for r in rows}


@cache
def plover_scores() -> dict[str, float]:
    """Scores by PLOVER type (`CONSULT`) and by type with mode (`CONSULT:visit`), -10 to +10.

    Modes have the score that the manual prints, else the one that the CAMEO map gives them throughout; a mode
    that the map scores in several ways, or not at all, has none of its own and takes its type's.
    """
    found = {name: each.score for name, each in plover_events().items()}
    mapped: dict[str, set[float]] = {}
    for each in event_codes().values():
        if each.plover_mode and each.plover is not None:
            mapped.setdefault(f"{each.plover_event}:{each.plover_mode}", set()).add(each.plover)
    found |= {key: next(iter(values)) for key, values in mapped.items() if len(values) == 1}
    return found | {f"{r['event']}:{r['mode']}": float(r["score"]) for r in read_lookup("plover_modes")}
