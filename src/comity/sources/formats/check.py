"""Columns and categories against what the reader of a source was written for."""

from collections.abc import Collection, Iterable
from pathlib import Path

from comity.errors import BadFile

_SHOWN = 8


def expect_columns(found: Iterable[str], expected: Iterable[str], *, ignore: Collection[str] = (), path: Path) -> None:
    """Raise BadFile unless `found` is `expected`, in any order; columns in `ignore` may be there or not."""
    found, expected = list(found), list(expected)
    repeated = sorted({name for name in found if found.count(name) > 1})
    missing = [name for name in expected if name not in found]
    unknown = [name for name in found if name not in expected and name not in ignore]
    faults = [f"{word}: {listed(names)}" for word, names in
              (("missing", missing), ("unknown", unknown), ("repeated", repeated)) if names]  # fmt: skip
    if faults:
        detail = f"{'; '.join(faults)} (found: {listed(found)}; expected: {listed(expected)})"
        raise BadFile(f"{path}: columns differ: {detail}; compare the release with the source's notes")


def expect_categories(values: Iterable[str | None], known: Collection[str], column: str, path: Path) -> None:
    """Raise BadFile when a value that is not missing is outside `known`."""
    unknown = sorted({value for value in values if value is not None and value not in known})
    if unknown:
        detail = f"column {column!r} has unknown values {listed(unknown)}"
        raise BadFile(f"{path}: {detail}; add them to the source's categories or fetch the release they belong to")


def listed(names: Iterable[str]) -> str:
    """The names in one line, the first few of them when they are many."""
    names = list(names)
    rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return (", ".join(repr(name) for name in names[:_SHOWN]) or "none") + rest
