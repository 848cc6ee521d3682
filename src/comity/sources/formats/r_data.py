"""Files of R: `.rds`, `.rda` and `.RData` in the XDR serialisation, versions 2 and 3.

Data only: nothing is evaluated, the decompressed size is bounded, and whatever is wrong is a `BadFile` that
names the file.
"""

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from comity.errors import BadFile
from comity.sources.formats.r_stream import Stream
from comity.sources.formats.r_values import (
    NIL,
    PAIRLIST,
    Malformed,
    RArray,
    RList,
    RObject,
    RValue,
    to_value,
)

__all__ = ["DEFAULT_LIMIT", "RArray", "RList", "RObject", "RValue", "read_r"]

DEFAULT_LIMIT = 2 * 1024**3
_XZ_MEMORY = 1024**3
_COMPRESSED: list[tuple[bytes, Callable[[], Any]]] = [
    (b"\x1f\x8b", lambda: zlib.decompressobj(wbits=31)),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\x00", lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY)),
]
_DAMAGE = (
    struct.error,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    Malformed,
    RecursionError,
    MemoryError,
)


def read_r(path: Path, *, limit: int = DEFAULT_LIMIT) -> dict[str, RValue]:
    """The objects of an R file by name; the one object of an `.rds` file has the name "".

    A data frame becomes `Columns`: double -> float64 (NA is NaN); integer, logical -> int32, bool (masked
    only where NA occurs); character, factor -> object array of str (NA is None); Date -> datetime64[D];
    POSIXct -> datetime64[s] in UTC; list -> object array. Row names that are text become the column
    `row.names`; a second column of the same name gets the suffix `.1`. An array becomes `RArray`, a list
    `RList`, a vector or list with further attributes `RObject`. Text is UTF-8, or Latin-1 where marked so or
    where it is not valid UTF-8. `limit` bounds the decompressed size in bytes.

    Raises BadFile when the file is truncated, too large, or not an R file.
    """
    try:
        if path.stat().st_size > limit:
            raise Malformed(f"it is larger than {limit} bytes; raise the limit if it is trusted")
        return _objects(_inflate(path.read_bytes(), limit), limit)
    except FileNotFoundError as error:
        raise BadFile(f"{path}: no such file") from error
    except _DAMAGE as error:
        reason = "it ends early" if isinstance(error, struct.error | EOFError) else error
        raise BadFile(f"{path}: cannot be read as an R file: {reason}; fetch it again") from error


def _inflate(raw: bytes, limit: int) -> bytes:
    start = next((start for start, _ in _COMPRESSED if raw.startswith(start)), None)
    if start is None:
        return raw
    new = dict(_COMPRESSED)[start]
    parts: list[bytes] = []
    room = limit
    while raw:
        stream = new()
        parts.append(stream.decompress(raw, room + 1))
        room -= len(parts[-1])
        if room < 0:
            raise Malformed(f"it grows beyond {limit} bytes; raise the limit if it is trusted")
        if not stream.eof:
            raise EOFError
        raw = stream.unused_data
    return b"".join(parts)


def _objects(data: bytes, limit: int) -> dict[str, RValue]:
    workspace = data[:5] in (b"RDX2\n", b"RDX3\n")
    stream = Stream(data, 5 if workspace else 0, limit)
    stream.header()
    root = stream.item()
    if not workspace:
        return {"": to_value(root)}
    if root.kind not in (PAIRLIST, NIL):
        raise Malformed("it does not hold named objects")
    return {tag: to_value(node) for tag, node in root.value or []}
