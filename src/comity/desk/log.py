"""What is told to whoever runs the desk, on standard error: never what was asked, and no word of a study."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from comity.errors import ComityError
from comity.terms.names import sanitise

_ROOM = "comity"


def log(error: BaseException, *, private: bool = False) -> None:
    """One line: what went wrong and where. A fault of which nobody knows what its message quotes, or that met `private`
    rows, is told by its kind and place alone.
    """
    if private or not isinstance(error, (ComityError, OSError)):
        print(f"comity: {type(error).__name__} at {_place(error)}", file=sys.stderr, flush=True)
    else:
        print(f"comity: {sanitise(f'{type(error).__name__}: {error}', 500)}", file=sys.stderr, flush=True)


def _place(error: BaseException) -> str:
    """The innermost line of ours that the error passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _ROOM in Path(frame.filename).parts] or frames
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno} ({ours[-1].name})" if ours else "an unknown place"
