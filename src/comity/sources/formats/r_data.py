"""Files of R: `.rds`, `.rda` and `.RData` in the XDR serialisation, versions 2 and 3.

Data only. Closures, environments, promises and byte code are stepped over and appear as `RObject` without a
value; nothing is evaluated. Every length is checked against the bytes that remain, nesting and the
decompressed size are bounded, and whatever is wrong is a `BadFile` that names the file.

Layout: R Internals, section 1.8 "Serialization Formats" (R Core Team); ALTREP forms: `altclasses.c` of R.
"""

import bz2
import lzma
import math
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from comity.errors import BadFile
from comity.sources.formats.r_values import (
    COMPLEX,
    EXPRESSION,
    INTEGER,
    LIST,
    LOGICAL,
    NIL,
    PAIRLIST,
    RAW,
    REAL,
    S4,
    SYMBOL,
    TEXT,
    Malformed,
    Node,
    RArray,
    RList,
    RObject,
    RValue,
    object_array,
    to_value,
)
from comity.tables.columns import Array

__all__ = ["DEFAULT_LIMIT", "RArray", "RList", "RObject", "RValue", "read_r"]

DEFAULT_LIMIT = 2 * 1024**3
MAX_DEPTH = 180  # three Python frames a level stay below the interpreter's own limit of 1000
_XZ_MEMORY = 1024**3
_HAS_ATTRIBUTES, _HAS_TAG = 1 << 9, 1 << 10
_BYTES, _LATIN1 = 1 << 13, 1 << 14
_CHAR, _ENVIRONMENT, _BYTECODE, _POINTER, _WEAKREF = 9, 4, 21, 22, 23
_ALTREP, _REFERENCE = 238, 255
_NOTHING = {254, 252, 251}  # NULL, unbound value, missing argument
_KNOWN_ENVIRONMENTS = {253, 250, 242, 241}  # global, base namespace, empty, base
_NAMED_ENVIRONMENTS = {249, 248, 247}  # namespace, package, persistent name
_CELLS = {3, 5, 6, 17}  # closure, promise, language, dots: laid out like a cell of a pairlist
_BUILTINS = {7, 8}
_NUMBERS = {LOGICAL: (">i4", "i4"), INTEGER: (">i4", "i4"), REAL: (">f8", "f8"), COMPLEX: (">c16", "c16"),
            RAW: ("u1", "u1")}  # fmt: skip
_COMPRESSED: list[tuple[bytes, Callable[[], Any]]] = [
    (b"\x1f\x8b", lambda: zlib.decompressobj(wbits=31)),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\x00", lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY)),
]
_DAMAGE = (struct.error, zlib.error, lzma.LZMAError, EOFError, OSError, Malformed, RecursionError)
_NIL = Node(NIL)


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
    stream = _Stream(data, 5 if workspace else 0, limit)
    stream.header()
    root = stream.item(0)
    if not workspace:
        return {"": to_value(root)}
    if root.kind not in (PAIRLIST, NIL):
        raise Malformed("it does not hold named objects")
    return {tag: to_value(node) for tag, node in root.value or []}


class _Stream:
    """A position in the bytes, the table of references, and the strings already decoded."""

    def __init__(self, data: bytes, position: int, limit: int) -> None:
        self.data = data
        self.position = position
        self.references: list[Node] = []
        self.texts: dict[bytes, str] = {}
        self.room = limit

    def header(self) -> None:
        mark = self.take(2)
        if mark in (b"A\n", b"B\n") or self.data[:3] in (b"RDA", b"RDB"):
            raise Malformed("it is in R's ASCII or native form; save it in the XDR form")
        if mark != b"X\n":
            raise Malformed("it does not begin like one")
        version = self.integer()
        self.take(8)
        if version not in (2, 3):
            raise Malformed(f"serialisation version {version} is not supported (2 and 3 are)")
        if version == 3:
            self.take(self.integer())

    def take(self, size: int) -> bytes:
        end = self.position + size
        if size < 0 or end > len(self.data):
            raise EOFError
        piece = self.data[self.position : end]
        self.position = end
        return piece

    def integer(self) -> int:
        (value,) = struct.unpack_from(">i", self.data, self.position)
        self.position += 4
        return int(value)

    def length(self, width: int) -> int:
        """A vector's length, refused when that many entries of at least `width` bytes cannot follow."""
        size = self.integer()
        if size == -1:
            high, low = struct.unpack(">II", self.take(8))
            size = (high << 32) + low
        if size < 0 or size * width > len(self.data) - self.position:
            raise EOFError
        return size

    def spend(self, size: float) -> None:
        """Charge what a compact form expands to, which no bytes of the file stand for."""
        self.room -= int(size) if 0 <= size <= self.room else self.room + 1
        if self.room < 0:
            raise Malformed("a compact sequence grows beyond the limit")

    def item(self, depth: int) -> Node:
        return self.item_of(self.integer(), depth)

    def item_of(self, flags: int, depth: int) -> Node:  # noqa: PLR0911  (one return for each kind)
        if depth > MAX_DEPTH:
            raise Malformed(f"it nests deeper than {MAX_DEPTH} levels")
        kind = flags & 0xFF
        if kind in _NUMBERS:
            return self.attributed(Node(kind, self.numbers(kind)), flags, depth)
        if kind == TEXT:
            return self.attributed(Node(kind, self.strings()), flags, depth)
        if kind in (LIST, EXPRESSION):
            items = [self.item(depth + 1) for _ in range(self.length(4))]
            return self.attributed(Node(kind, items), flags, depth)
        if kind == PAIRLIST:
            return self.pairlist(flags, depth)
        if kind == NIL or kind in _NOTHING:
            return _NIL
        if kind == _REFERENCE:
            return self.reference(flags)
        if kind == SYMBOL:
            return self.remembered(Node(SYMBOL, self.char()))
        if kind == _ALTREP:
            return self.altrep(depth)
        return self.passed(kind, flags, depth)

    def passed(self, kind: int, flags: int, depth: int) -> Node:
        """Code and a session's state: step over, keep only what it was."""
        if kind in _KNOWN_ENVIRONMENTS:
            return Node(_ENVIRONMENT)
        if kind == S4:
            return self.attributed(Node(S4), flags, depth)
        if kind in _CELLS:
            self.cell(flags, depth)
            self.item(depth + 1)
        elif kind in _BUILTINS:
            self.take(self.length(1))
        elif kind == _ENVIRONMENT:
            return self.environment(depth)
        elif kind in _NAMED_ENVIRONMENTS:
            self.integer()
            self.strings()
            return self.remembered(Node(_ENVIRONMENT))
        elif kind in (_POINTER, _WEAKREF):
            node = self.remembered(Node(kind))
            for _ in range(2 if kind == _POINTER else 0):
                self.item(depth + 1)
            return self.attributed(node, flags, depth)
        elif kind == _BYTECODE:
            raise Malformed("it holds compiled code, which is not data; save the data alone")
        else:
            raise Malformed(f"it holds an object of the unknown type {kind}")
        return Node(kind)

    def remembered(self, node: Node) -> Node:
        self.references.append(node)
        return node

    def reference(self, flags: int) -> Node:
        index = (flags >> 8) or self.integer()
        if not 1 <= index <= len(self.references):
            raise Malformed(f"reference {index} points nowhere")
        return self.references[index - 1]

    def environment(self, depth: int) -> Node:
        node = self.remembered(Node(_ENVIRONMENT))
        self.integer()
        for _ in range(4):
            self.item(depth + 1)
        return node

    def attributed(self, node: Node, flags: int, depth: int) -> Node:
        if flags & _HAS_ATTRIBUTES:
            node.attrs = _by_tag(self.item(depth + 1))
        return node

    def cell(self, flags: int, depth: int) -> tuple[str, Node]:
        if flags & _HAS_ATTRIBUTES:
            self.item(depth + 1)
        tag = self.item(depth + 1) if flags & _HAS_TAG else _NIL
        return (tag.value if tag.kind == SYMBOL and tag.value else ""), self.item(depth + 1)

    def pairlist(self, flags: int, depth: int) -> Node:
        cells: list[tuple[str, Node]] = []
        while flags & 0xFF == PAIRLIST:
            cells.append(self.cell(flags, depth))
            flags = self.integer()
        self.item_of(flags, depth + 1)
        return Node(PAIRLIST, cells)

    def numbers(self, kind: int) -> Array:
        stored, native = (np.dtype(name) for name in _NUMBERS[kind])
        size = self.length(stored.itemsize)
        values = np.frombuffer(self.data, stored, size, self.position).astype(native)
        self.position += size * stored.itemsize
        return values

    def char(self) -> str | None:
        (text,) = self.texts_of(1)
        return text

    def strings(self) -> Array:
        return object_array(self.texts_of(self.length(8)))

    def texts_of(self, size: int) -> list[str | None]:
        """The next `size` strings. The flags, length and bytes of an entry together are its key."""
        data, position, known = self.data, self.position, self.texts
        length_at = struct.Struct(">i").unpack_from
        found: list[str | None] = []
        append, entry, text, skip = found.append, b"\xff", "", 0
        for _ in range(size):
            if not data.startswith(entry, position):  # runs of one value are the rule in a panel
                (length,) = length_at(data, position + 4)
                if length < 0:
                    _check_char(data[position : position + 8])
                    append(None)
                    position += 8
                    continue
                skip = 8 + length
                entry = data[position : position + skip]
                if entry not in known:
                    known[entry] = _decode(entry, skip)
                text = known[entry]
            append(text)
            position += skip
        self.position = position
        return found

    def altrep(self, depth: int) -> Node:
        """A vector in one of R's alternative representations: class, state, attributes."""
        info, state = self.item(depth + 1), self.item(depth + 1)
        attributes = _by_tag(self.item(depth + 1))
        name = info.value[0][1].value if info.kind == PAIRLIST else None
        if name in ("compact_intseq", "compact_realseq"):
            return self.sequence(INTEGER if name == "compact_intseq" else REAL, state, attributes)
        if name == "deferred_string":
            return self.deferred(_first(state), attributes)
        if isinstance(name, str) and name.startswith("wrap_"):
            inner = _first(state)
            return Node(inner.kind, inner.value, attributes)
        raise Malformed(f"it holds the alternative form {name!r}, which is not supported")

    def sequence(self, kind: int, state: Node, attributes: dict[str, Node]) -> Node:
        if state.kind != REAL or len(state.value) != 3 or not np.isfinite(state.value).all():
            raise Malformed("a compact sequence is not described by three numbers")
        size, first, step = state.value
        self.spend(size * 8)
        values = first + step * np.arange(int(size), dtype=np.float64)
        if kind == INTEGER and size and not (np.abs(values[[0, -1]]) < 2**31).all():
            raise Malformed("a compact sequence leaves the range of integers")
        return Node(kind, values.astype(_NUMBERS[kind][1]), attributes)

    def deferred(self, numbers: Node, attributes: dict[str, Node]) -> Node:
        if numbers.kind not in (INTEGER, REAL):
            raise Malformed("a deferred text does not come from numbers")
        self.spend(len(numbers.value) * 64)
        show = _show_integer if numbers.kind == INTEGER else _show_real
        return Node(TEXT, object_array([show(number) for number in numbers.value.tolist()]), attributes)


def _by_tag(node: Node) -> dict[str, Node]:
    if node.kind not in (PAIRLIST, NIL):
        raise Malformed("attributes are not a list of pairs")
    return dict(node.value or [])


def _first(state: Node) -> Node:
    if state.kind == PAIRLIST:
        found: Node = state.value[0][1]
        return found
    if state.kind == LIST and state.value:
        inner: Node = state.value[0]
        return inner
    raise Malformed("an alternative form has no state")


def _check_char(entry: bytes) -> None:
    if len(entry) < 8:
        raise EOFError
    if entry[3] != _CHAR:
        raise Malformed("a character vector holds something else than strings")


def _decode(entry: bytes, size: int) -> str:
    if len(entry) < size:
        raise EOFError
    _check_char(entry)
    flags = int.from_bytes(entry[:4], "big")
    if flags & _LATIN1:
        return entry[8:].decode("latin-1")
    if flags & _BYTES:
        return entry[8:].decode("ascii", "backslashreplace")
    try:
        return entry[8:].decode("utf-8")
    except UnicodeDecodeError:  # also where the file says UTF-8: publishers' marks are sometimes wrong
        return entry[8:].decode("latin-1")


def _show_integer(number: int) -> str | None:
    return None if number == -(2**31) else str(number)


def _show_real(number: float) -> str | None:
    """As R's `as.character` writes a double: 15 significant digits, the shorter of fixed and scientific."""
    if math.isnan(number):
        return "NaN" if struct.pack(">d", number)[4:] != b"\x00\x00\x07\xa2" else None
    if math.isinf(number):
        return "Inf" if number > 0 else "-Inf"
    mantissa, _, exponent = f"{number:.14e}".partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    digits = len(mantissa.lstrip("-").replace(".", ""))
    power = int(exponent)
    scientific = f"{mantissa}e{power:+03d}"
    fixed = f"{number:.{max(0, digits - 1 - power)}f}"
    return fixed if len(fixed) <= len(scientific) else scientific
