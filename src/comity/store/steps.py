"""Steps of measures on disk: made once for each pair of code and what the step was given.

The address is the hash of both. A file that was cut off or altered does not pass its own checksum and is made anew.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.store.fingerprint import fingerprint
from comity.store.place import whole_file

Arrays = dict[str, NDArray[Any]]


def keeper(root: Path) -> Callable[[Callable[..., Arrays], tuple[Any, ...]], Arrays]:
    """Takes steps by looking into the store at `root` first; what is not there is computed and kept."""

    def take(function: Callable[..., Arrays], given: tuple[Any, ...]) -> Arrays:
        path = root / "steps" / f"{function.__name__.strip('_')}-{_address(function, given)}.npz"
        if (held := _read(path)) is not None:
            return held
        found = function(*given)
        with whole_file(path) as temporary, temporary.open("wb") as stream:
            np.savez_compressed(stream, allow_pickle=False, **found)
        return found

    return take


def _read(path: Path) -> Arrays | None:
    try:
        with np.load(path, allow_pickle=False) as held:
            return {name: held[name] for name in held.files}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None  # cut off or altered


def _address(function: Callable[..., Arrays], given: tuple[Any, ...]) -> str:
    hasher = hashlib.sha256(fingerprint(f"{function.__module__}:{function.__name__}").encode())
    for value in given:
        if isinstance(value, np.ndarray):
            if value.dtype.hasobject:
                raise TypeError(f"{function.__name__}: a step is given numbers, not objects")
            hasher.update(f"{value.dtype.str} {value.shape};".encode())
            hasher.update(np.ascontiguousarray(value).tobytes())
        else:
            hasher.update(f"{value!r};".encode())
    return hasher.hexdigest()[:24]
