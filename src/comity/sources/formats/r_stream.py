"""R's XDR serialisation, versions 2 and 3: bytes in, a tree of nodes out.

Closures, environments, promises and other state are stepped over and keep only their kind; byte code is
refused. Every length is checked against the bytes that remain, and nesting is bounded.

Layout: R Internals, section 1.8 "Serialization Formats" (R Core Team); ALTREP forms: `altclasses.c` of R.
"""

import struct

import numpy as np

from comity.sources.formats.r_text import check_string, decode, show_integer, show_real
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
    object_array,
)
from comity.tables.columns import Array

MAX_DEPTH = 180  # three Python frames a level stay below the interpreter's own limit of 1000
_HAS_ATTRIBUTES, _HAS_TAG = 1 << 9, 1 << 10
_ENVIRONMENT, _BYTECODE, _POINTER, _WEAKREF = 4, 21, 22, 23
_ALTREP, _REFERENCE = 238, 255
_NOTHING = {254, 252, 251}  # NULL, unbound value, missing argument
_KNOWN_ENVIRONMENTS = {253, 250, 242, 241}  # global, base namespace, empty, base
_NAMED_ENVIRONMENTS = {249, 248, 247}  # namespace, package, persistent name
_CELLS = {3, 5, 6, 17}  # closure, promise, language, dots: laid out like a cell of a pairlist
_BUILTINS = {7, 8}
_NUMBERS = {LOGICAL: (">i4", "i4"), INTEGER: (">i4", "i4"), REAL: (">f8", "f8"), COMPLEX: (">c16", "c16"),
            RAW: ("u1", "u1")}  # fmt: skip
_NIL = Node(NIL)


class Stream:
    """A position in the bytes, the table of references, and the strings already decoded."""

    def __init__(self, data: bytes, position: int, limit: int) -> None:
        self.data = data
        self.position = position
        self.references: list[Node] = []
        self.texts: dict[bytes, str] = {}
        self.room = limit

    def header(self) -> None:
        """Step over the header. Raises Malformed when it is not one of R's."""
        mark = self._take(2)
        if mark in (b"A\n", b"B\n") or self.data[:3] in (b"RDA", b"RDB"):
            raise Malformed("it is in R's ASCII or native form; save it in the XDR form")
        if mark != b"X\n":
            raise Malformed("it does not begin like one")
        version = self._integer()
        self._take(8)
        if version not in (2, 3):
            raise Malformed(f"serialisation version {version} is not supported (2 and 3 are)")
        if version == 3:
            self._take(self._integer())

    def _take(self, size: int) -> bytes:
        end = self.position + size
        if size < 0 or end > len(self.data):
            raise EOFError
        piece = self.data[self.position : end]
        self.position = end
        return piece

    def _integer(self) -> int:
        (value,) = struct.unpack_from(">i", self.data, self.position)
        self.position += 4
        return int(value)

    def _length(self, width: int) -> int:
        """A vector's length, refused when that many entries of at least `width` bytes cannot follow."""
        size = self._integer()
        if size == -1:
            high, low = struct.unpack(">II", self._take(8))
            size = (high << 32) + low
        if size < 0 or size * width > len(self.data) - self.position:
            raise EOFError
        return size

    def _spend(self, size: float) -> None:
        """Charge what a compact form expands to, which no bytes of the file stand for."""
        self.room -= int(size) if 0 <= size <= self.room else self.room + 1
        if self.room < 0:
            raise Malformed("a compact sequence grows beyond the limit")

    def item(self, depth: int = 0) -> Node:
        """The next object. Raises Malformed, EOFError or struct.error."""
        return self._item_of(self._integer(), depth)

    def _item_of(self, flags: int, depth: int) -> Node:  # noqa: PLR0911  (one return for each kind)
        if depth > MAX_DEPTH:
            raise Malformed(f"it nests deeper than {MAX_DEPTH} levels")
        kind = flags & 0xFF
        if kind in _NUMBERS:
            return self._attributed(Node(kind, self._numbers(kind)), flags, depth)
        if kind == TEXT:
            return self._attributed(Node(kind, self._strings()), flags, depth)
        if kind in (LIST, EXPRESSION):
            items = [self.item(depth + 1) for _ in range(self._length(4))]
            return self._attributed(Node(kind, items), flags, depth)
        if kind == PAIRLIST:
            return self._pairlist(flags, depth)
        if kind == NIL or kind in _NOTHING:
            return _NIL
        if kind == _REFERENCE:
            return self._reference(flags)
        if kind == SYMBOL:
            return self._remembered(Node(SYMBOL, self._char()))
        if kind == _ALTREP:
            return self._altrep(depth)
        return self._passed(kind, flags, depth)

    def _passed(self, kind: int, flags: int, depth: int) -> Node:
        """Code and a session's state: step over, keep only what it was."""
        if kind in _KNOWN_ENVIRONMENTS:
            return Node(_ENVIRONMENT)
        if kind == S4:
            return self._attributed(Node(S4), flags, depth)
        if kind in _CELLS:
            self._cell(flags, depth)
            self.item(depth + 1)
        elif kind in _BUILTINS:
            self._take(self._length(1))
        elif kind == _ENVIRONMENT:
            return self._environment(depth)
        elif kind in _NAMED_ENVIRONMENTS:
            self._integer()
            self._strings()
            return self._remembered(Node(_ENVIRONMENT))
        elif kind in (_POINTER, _WEAKREF):
            node = self._remembered(Node(kind))
            for _ in range(2 if kind == _POINTER else 0):
                self.item(depth + 1)
            return self._attributed(node, flags, depth)
        elif kind == _BYTECODE:
            raise Malformed("it holds compiled code, which is not data; save the data alone")
        else:
            raise Malformed(f"it holds an object of the unknown type {kind}")
        return Node(kind)

    def _remembered(self, node: Node) -> Node:
        self.references.append(node)
        return node

    def _reference(self, flags: int) -> Node:
        index = (flags >> 8) or self._integer()
        if not 1 <= index <= len(self.references):
            raise Malformed(f"reference {index} points nowhere")
        return self.references[index - 1]

    def _environment(self, depth: int) -> Node:
        node = self._remembered(Node(_ENVIRONMENT))
        self._integer()
        for _ in range(4):
            self.item(depth + 1)
        return node

    def _attributed(self, node: Node, flags: int, depth: int) -> Node:
        if flags & _HAS_ATTRIBUTES:
            node.attrs = _by_tag(self.item(depth + 1))
        return node

    def _cell(self, flags: int, depth: int) -> tuple[str, Node]:
        if flags & _HAS_ATTRIBUTES:
            self.item(depth + 1)
        tag = self.item(depth + 1) if flags & _HAS_TAG else _NIL
        return (tag.value if tag.kind == SYMBOL and tag.value else ""), self.item(depth + 1)

    def _pairlist(self, flags: int, depth: int) -> Node:
        cells: list[tuple[str, Node]] = []
        while flags & 0xFF == PAIRLIST:
            cells.append(self._cell(flags, depth))
            flags = self._integer()
        self._item_of(flags, depth + 1)
        return Node(PAIRLIST, cells)

    def _numbers(self, kind: int) -> Array:
        stored, native = (np.dtype(name) for name in _NUMBERS[kind])
        size = self._length(stored.itemsize)
        values = np.frombuffer(self.data, stored, size, self.position).astype(native)
        self.position += size * stored.itemsize
        return values

    def _char(self) -> str | None:
        (text,) = self._texts_of(1)
        return text

    def _strings(self) -> Array:
        return object_array(self._texts_of(self._length(8)))

    def _texts_of(self, size: int) -> list[str | None]:
        """The next `size` strings. The flags, length and bytes of an entry together are its key."""
        data, position, known = self.data, self.position, self.texts
        length_at = struct.Struct(">i").unpack_from
        found: list[str | None] = []
        append, entry, text, skip = found.append, b"\xff", "", 0
        for _ in range(size):
            if not data.startswith(entry, position):  # runs of one value are the rule in a panel
                (length,) = length_at(data, position + 4)
                if length < 0:
                    check_string(data[position : position + 8])
                    append(None)
                    position += 8
                    continue
                skip = 8 + length
                entry = data[position : position + skip]
                if entry not in known:
                    known[entry] = decode(entry, skip)
                text = known[entry]
            append(text)
            position += skip
        self.position = position
        return found

    def _altrep(self, depth: int) -> Node:
        """A vector in one of R's alternative representations: class, state, attributes."""
        info, state = self.item(depth + 1), self.item(depth + 1)
        attributes = _by_tag(self.item(depth + 1))
        symbol = info.value[0][1] if info.kind == PAIRLIST else _NIL
        name = symbol.value if symbol.kind == SYMBOL else None
        if name in ("compact_intseq", "compact_realseq"):
            return self._sequence(INTEGER if name == "compact_intseq" else REAL, state, attributes)
        if name == "deferred_string":
            return self._deferred(_first(state), attributes)
        if isinstance(name, str) and name.startswith("wrap_"):
            inner = _first(state)
            return Node(inner.kind, inner.value, attributes)
        raise Malformed(f"it holds the alternative form {name!r}, which is not supported")

    def _sequence(self, kind: int, state: Node, attributes: dict[str, Node]) -> Node:
        if state.kind != REAL or len(state.value) != 3 or not np.isfinite(state.value).all():
            raise Malformed("a compact sequence is not described by three numbers")
        size, first, step = state.value
        if size < 0 or size != int(size):
            raise Malformed(f"a compact sequence has the length {size}")
        self._spend(size * 8)
        values = first + step * np.arange(int(size), dtype=np.float64)
        if kind == INTEGER and size and not (np.abs(values[[0, -1]]) < 2**31).all():
            raise Malformed("a compact sequence leaves the range of integers")
        return Node(kind, values.astype(_NUMBERS[kind][1]), attributes)

    def _deferred(self, numbers: Node, attributes: dict[str, Node]) -> Node:
        if numbers.kind not in (INTEGER, REAL):
            raise Malformed("a deferred text does not come from numbers")
        self._spend(len(numbers.value) * 64)
        show = show_integer if numbers.kind == INTEGER else show_real
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
