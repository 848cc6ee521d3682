"""The structures of the Arrow C data interface, and who keeps alive what they point to.

A consumer takes a structure by copying it and calls its `release` once, from any thread, when it has done. What a
structure points to is held here under a number until then; a child that was moved out of its parent is held by itself.
Source: https://arrow.apache.org/docs/format/CDataInterface.html and CStreamInterface.html
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from itertools import count
from typing import Any

NULLABLE = 2
"""Flag of a field that may be missing."""

_HELD: dict[int, Any] = {}
_NUMBERS = count(1)


class Schema(Structure):
    """`ArrowSchema`: the type, the name and the metadata of a column or of a whole table."""


class Array(Structure):
    """`ArrowArray`: the buffers of a column, or the columns of a table."""


class Stream(Structure):
    """`ArrowArrayStream`: a table, a batch of rows at a time."""


_RELEASE_SCHEMA = CFUNCTYPE(None, POINTER(Schema))
_RELEASE_ARRAY = CFUNCTYPE(None, POINTER(Array))
_RELEASE_STREAM = CFUNCTYPE(None, POINTER(Stream))
_GET_SCHEMA = CFUNCTYPE(c_int, POINTER(Stream), POINTER(Schema))
_GET_NEXT = CFUNCTYPE(c_int, POINTER(Stream), POINTER(Array))
_LAST_ERROR = CFUNCTYPE(c_char_p, POINTER(Stream))

Fields = list[tuple[str, Any]]
_SCHEMA_FIELDS: Fields = [
    ("format", c_char_p),
    ("name", c_char_p),
    ("metadata", c_void_p),
    ("flags", c_int64),
    ("n_children", c_int64),
    ("children", POINTER(POINTER(Schema))),
    ("dictionary", POINTER(Schema)),
    ("release", _RELEASE_SCHEMA),
    ("private_data", c_void_p),
]
_ARRAY_FIELDS: Fields = [
    ("length", c_int64),
    ("null_count", c_int64),
    ("offset", c_int64),
    ("n_buffers", c_int64),
    ("n_children", c_int64),
    ("buffers", POINTER(c_void_p)),
    ("children", POINTER(POINTER(Array))),
    ("dictionary", POINTER(Array)),
    ("release", _RELEASE_ARRAY),
    ("private_data", c_void_p),
]
_STREAM_FIELDS: Fields = [
    ("get_schema", _GET_SCHEMA),
    ("get_next", _GET_NEXT),
    ("get_last_error", _LAST_ERROR),
    ("release", _RELEASE_STREAM),
    ("private_data", c_void_p),
]
Schema._fields_ = _SCHEMA_FIELDS
Array._fields_ = _ARRAY_FIELDS
Stream._fields_ = _STREAM_FIELDS


def _hold(*things: Any) -> int:
    number = next(_NUMBERS)
    _HELD[number] = things
    return number


def held() -> int:
    """How many structures consumers have not released yet."""
    return len(_HELD)


# The callbacks take what they need as arguments: at the end of a process the module's names may be gone before them.
def _released(it: Any, held: dict[int, Any] = _HELD) -> None:
    """Release a schema or an array: its children and dictionary where they were not moved away, then itself."""
    one = it.contents
    for n in range(one.n_children):
        child = one.children[n]
        if child.contents.release:
            child.contents.release(child)
    if one.dictionary and one.dictionary.contents.release:
        one.dictionary.contents.release(one.dictionary)
    number = one.private_data
    one.release = type(one.release)()
    held.pop(number, None)


_schema_released = _RELEASE_SCHEMA(_released)
_array_released = _RELEASE_ARRAY(_released)


def metadata(words: Mapping[str, str]) -> bytes:
    """Pairs of words as a schema carries them: their number, then each with its length before it."""

    def sized(text: str) -> bytes:
        raw = text.encode()
        return len(raw).to_bytes(4, "little") + raw

    return len(words).to_bytes(4, "little") + b"".join(sized(k) + sized(v) for k, v in words.items())


def schema(
    format: str,
    name: str = "",
    words: Mapping[str, str] | None = None,
    children: Sequence[Schema] = (),
    dictionary: Schema | None = None,
) -> Schema:
    """A schema that owns itself until its consumer releases it."""
    raw = ctypes.create_string_buffer(metadata(words)) if words else None
    pointers = (POINTER(Schema) * max(len(children), 1))(*(ctypes.pointer(c) for c in children))
    made = Schema(
        format=format.encode(),
        name=name.encode(),
        metadata=ctypes.addressof(raw) if raw is not None else None,
        flags=NULLABLE,
        n_children=len(children),
        children=ctypes.cast(pointers, POINTER(POINTER(Schema))),
        release=_schema_released,
    )
    if dictionary is not None:
        made.dictionary = ctypes.pointer(dictionary)
    # What the bytes of format and name stand in is held by the structure that they were given to: it is held too.
    made.private_data = _hold(raw, pointers, children, dictionary, made)
    return made


def array(
    length: int,
    missing: int,
    buffers: Sequence[Any],
    children: Sequence[Array] = (),
    dictionary: Array | None = None,
) -> Array:
    """An array over buffers (NumPy arrays, or None for no bitmap) that are held until its consumer releases it."""
    places = [None if b is None else b.ctypes.data for b in buffers]
    addresses = (c_void_p * max(len(places), 1))(*places)
    pointers = (POINTER(Array) * max(len(children), 1))(*(ctypes.pointer(c) for c in children))
    made = Array(
        length=length,
        null_count=missing,
        offset=0,
        n_buffers=len(buffers),
        n_children=len(children),
        buffers=ctypes.cast(addresses, POINTER(c_void_p)),
        children=ctypes.cast(pointers, POINTER(POINTER(Array))),
        release=_array_released,
    )
    if dictionary is not None:
        made.dictionary = ctypes.pointer(dictionary)
    made.private_data = _hold(tuple(buffers), addresses, pointers, children, dictionary, made)
    return made


class _Source:
    """What a stream gives: its schema as often as it is asked for, its one batch of rows once."""

    def __init__(self, schema: Callable[[], Schema], batch: Callable[[], Array]) -> None:
        self._schema, self._batch = schema, batch
        self._given = False
        self._error = b""
        # The functions live as long as the stream that holds them.
        self.calls = (
            _GET_SCHEMA(self._get_schema),
            _GET_NEXT(self._get_next),
            _LAST_ERROR(lambda _: self._error),
        )

    def _get_schema(self, _: Any, out: Any) -> int:
        return self._put(out, self._schema)

    def _get_next(self, _: Any, out: Any) -> int:
        if self._given:
            ctypes.memset(out, 0, ctypes.sizeof(Array))
            return 0
        self._given = True
        return self._put(out, self._batch)

    def _put(self, out: Any, make: Callable[[], Any]) -> int:
        try:
            made = make()
        except Exception as error:
            # A mistake in C is a number and a message: an exception would be lost on the way.
            self._error = str(error).encode()
            return 5
        ctypes.memmove(out, ctypes.byref(made), ctypes.sizeof(made))
        return 0


def _stream_over(it: Any, held: dict[int, Any] = _HELD) -> None:
    one = it.contents
    number = one.private_data
    one.release = type(one.release)()
    held.pop(number, None)


_stream_released = _RELEASE_STREAM(_stream_over)
_NAME = b"arrow_array_stream"
_DESTRUCTOR = ctypes.PYFUNCTYPE(None, c_void_p)
_new_capsule = ctypes.PYFUNCTYPE(ctypes.py_object, c_void_p, c_char_p, c_void_p)(("PyCapsule_New", ctypes.pythonapi))
_pointer_of = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))
_CAPSULES: dict[int, Stream] = {}


def _capsule_over(
    capsule: int,
    pointer_of: Any = _pointer_of,
    kept: dict[int, Stream] = _CAPSULES,
    name: bytes = _NAME,
) -> None:
    """The capsule is gone: if nobody took the stream out of it, the stream goes too."""
    place = pointer_of(capsule, name)
    stream = kept.pop(place, None)
    if stream is not None and stream.release:
        stream.release(ctypes.pointer(stream))


_capsule_destroyed = _DESTRUCTOR(_capsule_over)


def capsule(schema: Callable[[], Schema], batch: Callable[[], Array]) -> object:
    """A stream of one batch as the PyCapsule that `__arrow_c_stream__` gives: nothing is made before its time."""
    source = _Source(schema, batch)
    get_schema, get_next, last_error = source.calls
    stream = Stream(get_schema=get_schema, get_next=get_next, get_last_error=last_error, release=_stream_released)
    stream.private_data = _hold(source)
    place = ctypes.addressof(stream)
    _CAPSULES[place] = stream
    made: object = _new_capsule(place, _NAME, ctypes.cast(_capsule_destroyed, c_void_p))
    return made
