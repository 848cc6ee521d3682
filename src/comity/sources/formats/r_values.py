"""What an R object becomes in Python: nodes of the serialised tree in, arrays and columns out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from comity.tables.columns import Array, Columns

NIL, SYMBOL, PAIRLIST, LOGICAL, INTEGER, REAL, COMPLEX, TEXT = 0, 1, 2, 10, 13, 14, 15, 16
LIST, EXPRESSION, RAW, S4 = 19, 20, 24, 25
OPAQUE = {3: "closure", 4: "environment", 5: "promise", 6: "language", 7: "special", 8: "builtin",
          17: "dots", 21: "bytecode", 22: "pointer", 23: "weakref"}  # fmt: skip
VECTORS = {LOGICAL: "logical", INTEGER: "integer", REAL: "double", COMPLEX: "complex", TEXT: "character",
           RAW: "raw"}  # fmt: skip
NA_INTEGER = -(2**31)
NA_INTEGER64 = -(2**63)
_FARTHEST = {"D": 1e9, "s": 1e14}


@dataclass(slots=True, eq=False)
class Node:
    """One object as it lies in the file: its type number, its payload, its attributes by name."""

    kind: int
    value: Any = None
    attrs: "dict[str, Node]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class RArray:
    """`values` has shape `dims`; `dimnames[k]` labels the places on axis k or is None; `axes` names axes."""

    values: Array
    dims: tuple[int, ...]
    dimnames: tuple[tuple[str | None, ...] | None, ...]
    axes: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RList:
    """A list: `names` has one entry per item, or is empty when the list has no names."""

    names: tuple[str | None, ...]
    items: "tuple[RValue, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class RObject:
    """Anything else: R's type name, the value (None for code and a session's state), the other attributes."""

    kind: str
    value: "RValue"
    attributes: "dict[str, RValue]"


RValue = Array | Columns | RArray | RList | RObject | None


class Malformed(ValueError):
    """The objects contradict themselves; the reader of the file adds the file's name."""


def to_value(node: Node) -> RValue:  # noqa: PLR0911  (one return for each kind)
    """The Python value of a node, by its class and type. Raises Malformed."""
    classes = strings(node.attrs.get("class"))
    if node.kind == NIL:
        return None
    if node.kind in OPAQUE:
        return RObject(OPAQUE[node.kind], None, {})
    if node.kind in VECTORS:
        return _vector(node, classes)
    if node.kind in (LIST, EXPRESSION):
        if "data.frame" in classes:
            return _data_frame(node)
        return _with_rest(node, _list(node), {"names"} | ({"dim", "dimnames"} & set(node.attrs)))
    if node.kind == PAIRLIST:
        return RList(tuple(tag for tag, _ in node.value), tuple(to_value(item) for _, item in node.value))
    if node.kind == SYMBOL:
        return RObject("symbol", np.array([node.value], dtype=object), {})
    return RObject("S4", None, _attributes(node, set()))


def strings(node: Node | None) -> tuple[str | None, ...]:
    """The entries of a character vector; none when there is no such node."""
    if node is None or node.kind != TEXT:
        return ()
    return tuple(node.value)


def _attributes(node: Node, known: set[str]) -> dict[str, RValue]:
    return {name: to_value(value) for name, value in node.attrs.items() if name not in known}


def _with_rest(node: Node, value: RValue, known: set[str]) -> RValue:
    rest = _attributes(node, known)
    return RObject(VECTORS.get(node.kind, "list"), value, rest) if rest else value


def _list(node: Node) -> RValue:
    items = tuple(to_value(item) for item in node.value)
    if "dim" in node.attrs:
        return _array(node, object_array(items))
    names = strings(node.attrs.get("names"))
    if names and len(names) != len(items):
        raise Malformed(f"a list of {len(items)} has {len(names)} names")
    return RList(names, items)


def _vector(node: Node, classes: Sequence[str | None]) -> RValue:
    values = _typed(node, classes)
    if "dim" in node.attrs:
        return _with_rest(node, _array(node, values), {"dim", "dimnames"})
    return _with_rest(node, values, _spent(classes))


def _spent(classes: Sequence[str | None]) -> set[str]:
    """Attributes that the array already expresses."""
    if "factor" in classes:
        return {"class", "levels"}
    if "Date" in classes or "integer64" in classes:
        return {"class"}
    return {"class", "tzone"} if "POSIXct" in classes else set()


def _typed(node: Node, classes: Sequence[str | None]) -> Array:  # noqa: PLR0911
    values: Array = node.value
    number = node.kind in (INTEGER, REAL)
    if "factor" in classes and number:
        return _factor(node)
    if "Date" in classes and number:
        return _times(node, "D")
    if "POSIXct" in classes and number:
        return _times(node, "s")
    if "integer64" in classes and node.kind == REAL:
        return _masked(values.view(np.int64), NA_INTEGER64)
    if node.kind == INTEGER:
        return _masked(values, NA_INTEGER)
    if node.kind == LOGICAL:
        found = _masked(values, NA_INTEGER)
        truth: Array = found.astype(np.bool_)
        return truth
    return values


def _masked(values: Array, missing: int) -> Array:
    absent = values == missing
    if not absent.any():
        return values
    masked: Array = np.ma.MaskedArray(np.where(absent, 0, values).astype(values.dtype), mask=absent)
    return masked


def _as_float(node: Node) -> Array:
    if node.kind == REAL:
        real: Array = node.value
        return real
    return np.where(node.value == NA_INTEGER, np.nan, node.value)


def _factor(node: Node) -> Array:
    labels = np.array([None, *strings(node.attrs.get("levels"))], dtype=object)
    codes = _as_float(node)
    codes = np.where(np.isnan(codes), 0, codes)
    inside = (codes >= 0) & (codes < len(labels))
    if not inside.all():
        raise Malformed(f"a factor of {len(labels) - 1} levels has the code {codes[~inside][0]:.0f}")
    labelled: Array = labels[codes.astype(np.intp)]
    return labelled


def _times(node: Node, unit: str) -> Array:
    counts = _as_float(node)
    known = np.isfinite(counts)
    if (np.abs(counts[known]) > _FARTHEST[unit]).any():
        raise Malformed("a date is out of every calendar's range")
    whole = np.floor(np.where(known, counts, 0)).astype(np.int64)
    times = whole.astype(f"datetime64[{unit}]")
    times[~known] = np.datetime64("NaT")
    return times


def _array(node: Node, values: Array) -> RArray:
    dim = node.attrs["dim"]
    if dim.kind not in (INTEGER, REAL) or not np.isfinite(dim.value).all():
        raise Malformed("an array's dimensions are not numbers")
    dims = tuple(int(size) for size in dim.value)
    if any(size < 0 for size in dims) or math.prod(dims) != len(values):
        raise Malformed(f"an array of {len(values)} values has the dimensions {dims}")
    labels = node.attrs.get("dimnames")
    if labels is None or labels.kind != LIST:
        return RArray(values.reshape(dims, order="F"), dims, (None,) * len(dims))
    dimnames = tuple(strings(label) if label.kind == TEXT else None for label in labels.value)
    shaped = values.reshape(dims, order="F")
    return RArray(shaped, dims, dimnames, strings(labels.attrs.get("names")))


def object_array(items: Sequence[Any]) -> Array:
    """A one-dimensional object array, whatever the items are."""
    array = np.empty(len(items), dtype=object)
    for position, item in enumerate(items):
        array[position] = item
    return array


def _data_frame(node: Node) -> Columns:
    names = strings(node.attrs.get("names"))
    if len(names) != len(node.value):
        raise Malformed(f"a data frame of {len(node.value)} columns has {len(names)} names")
    columns: Columns = {}
    labels = node.attrs.get("row.names")
    if labels is not None and labels.kind == TEXT and "row.names" not in names:
        columns["row.names"] = labels.value
    for name, column in zip(names, node.value, strict=True):
        for suffix, values in _column(column).items():
            _add(columns, f"{name}{suffix}", values)
    _check_rows(columns, labels)
    return columns


def _column(node: Node) -> dict[str, Array]:
    """One column, or several by suffix where the frame holds a matrix or a frame within."""
    value = to_value(node)
    if isinstance(value, RObject):
        value = value.value
    if isinstance(value, RList):
        return {"": object_array(value.items)}
    if isinstance(value, dict):
        return {f".{name}": values for name, values in value.items()}
    if isinstance(value, RArray):
        if len(value.dims) != 2:
            return {"": value.values}
        return {f".{number + 1}": value.values[:, number] for number in range(value.dims[1])}
    if not isinstance(value, np.ndarray):
        raise Malformed("a data frame has a column without values")
    return {"": value}


def _add(columns: Columns, name: str, values: Array) -> None:
    unique, number = name, 0
    while unique in columns:
        number += 1
        unique = f"{name}.{number}"
    columns[unique] = values


def _check_rows(columns: Columns, labels: Node | None) -> None:
    sizes = {name: values.shape[0] for name, values in columns.items()}
    rows = next(iter(sizes.values()), 0)
    if sizes and labels is not None and labels.kind in (INTEGER, REAL):
        compact = len(labels.value) == 2 and np.isnan(_as_float(labels)[0])
        rows = abs(int(labels.value[1])) if compact else len(labels.value)
    for name, size in sizes.items():
        if size != rows:
            raise Malformed(f"column {name!r} has {size} values in a data frame of {rows} rows")
