"""Two folders change places in one step, so that no moment exists at which a kill leaves neither in its place."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Linux, renameat2(2)."""
_RENAME_SWAP = 2
"""macOS, renamex_np(2)."""
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)
"""What a kernel or a file system answers that has no such step."""


def exchange(one: Path, other: Path) -> bool:
    """Let two paths that both exist change places. False where this machine cannot; then nothing happened.

    Raises OSError for what went wrong otherwise.
    """
    call = _call()
    if call is None:
        return False
    failed = call(os.fsencode(one), os.fsencode(other))
    if failed in _CANNOT:
        return False
    if failed:
        raise OSError(failed, os.strerror(failed), str(other))
    return True


@cache
def _call() -> Callable[[bytes, bytes], int] | None:
    """The system's own exchange as a function that gives an error number, 0 when it was done; None without one."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            renameat2 = library.renameat2
            return lambda a, b: (
                ctypes.get_errno() if renameat2(_AT_FDCWD, a, _AT_FDCWD, b, ctypes.c_uint(_RENAME_EXCHANGE)) else 0
            )
        if sys.platform == "darwin":
            renamex = library.renamex_np
            return lambda a, b: ctypes.get_errno() if renamex(a, b, ctypes.c_uint(_RENAME_SWAP)) else 0
    except (OSError, AttributeError, TypeError):
        pass
    return None
