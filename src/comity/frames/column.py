"""One column of a frame: its values as they lie in memory, what is missing, and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["text", "texts", "whole", "number", "flag", "choice"]
Values = NDArray[Any] | Sequence[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one kind. `missing` marks those that are not there (None: none is).

    `text` and `texts` (a list in each row) hold Python strings; `whole`, `number` and `flag` NumPy arrays; a `choice`
    is an array of places in `choices`, and so may a `text` be, of which few differ. `words` says what it is: title,
    unit, interval, silence, reference, editions.
    """

    name: str
    kind: Kind
    values: Values = field(repr=False)
    missing: NDArray[np.bool_] | None = field(default=None, repr=False)
    choices: tuple[str, ...] = field(default=(), repr=False)
    words: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.values)

    def listed(self, most: int | None = None) -> list[Any]:
        """The first `most` values (all if None) as Python has them, None for what is missing."""
        n = len(self.values) if most is None else min(most, len(self.values))
        raw = self.values[:n]
        plain = raw.tolist() if isinstance(raw, np.ndarray) else list(raw)
        if self.choices:
            plain = [self.choices[i] for i in plain]
        gone = np.zeros(n, dtype=bool) if self.missing is None else self.missing[:n]
        return [None if no else value for value, no in zip(plain, gone.tolist(), strict=True)]


def column(name: str, kind: Kind, values: Iterable[Any], words: Mapping[str, str] | None = None) -> Column:
    """A column from Python values, None where one is missing."""
    given = list(values)
    gone = np.array([v is None for v in given], dtype=bool)
    missing = gone if gone.any() else None
    kept: Values
    if kind == "text":
        kept = ["" if v is None else str(v) for v in given]
    elif kind == "texts":
        kept = [() if v is None else tuple(v) for v in given]
    else:
        types = {"whole": np.int64, "number": np.float64, "flag": np.bool_}
        kept = np.array([0 if v is None else v for v in given], dtype=types[kind])
    return Column(name, kind, kept, missing, words=words or {})
