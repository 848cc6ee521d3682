"""Delimited text, read strictly: every column declared, every row well-formed, or `BadFile` with the row."""

import csv
import gzip
import lzma
import re
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from comity.errors import BadFile
from comity.sources.formats.check import expect_columns

if TYPE_CHECKING:
    import duckdb

_ENCODINGS = {"utf-8": "utf-8-sig", "latin-1": "latin-1", "windows-1252": "cp1252"}
_LINE = re.compile(r"CSV Error on Line: (\d+)")
_HEADER_LIMIT = 1 << 20
_BLOCK = 1 << 22
_WIDTH = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
_UNUSED = "\x01"
"""A field that no file has."""
_PLAIN_LIMIT = 8 << 30
"""Bytes of a file once it is unpacked; a small packed file may hold any number of them."""


def read_delimited(  # noqa: PLR0913  (each names one trait of the file)
    con: "duckdb.DuckDBPyConnection",
    path: Path,
    columns: dict[str, str],
    *,
    delimiter: str = ",",
    header: bool = True,
    encoding: str = "utf-8",
    quote: str = '"',
    missing: Collection[str] = ("",),
    ignore: Collection[str] = (),
    keep: str = "",
) -> "duckdb.DuckDBPyRelation":
    """The rows of a CSV or TSV file (plain, `.gz` or `.xz`) as a temporary table of `con`.

    `columns` gives each column's DuckDB type; the result has them in that order. With a header the file's
    own order is free, a column without a name is "unnamed 1" and so on by its place, and columns in `ignore`
    are left out; without one the order is that of `columns`. A field equal to one of `missing` is NULL.
    `encoding` is "utf-8", "latin-1" or "windows-1252". `keep` is a condition in SQL on the columns: rows that do not
    meet it are checked like all others and left out, so that not all of a large table need be held. The whole file is
    read before this returns, so no fault of the file shows up later.

    Raises BadFile on an empty file, missing or unknown columns, a ragged or broken row, a value that is
    not of its type, and bytes that are not in the encoding; the message names the row.
    """
    if encoding not in _ENCODINGS:
        raise ValueError(f"encoding {encoding!r} is not one of {sorted(_ENCODINGS)}")
    first = _first_row(path, delimiter, quote, encoding)
    if header:
        first = [name or f"unnamed {place}" for place, name in enumerate(first, 1)]
    if header:
        expect_columns(first, columns, ignore=ignore, path=path)
    elif len(first) != len(columns):
        raise BadFile(f"{path}: row 1 has {len(first)} fields, expected {len(columns)}: {', '.join(columns)}")
    # DuckDB's names ignore case: a column that is left out may be named like one that is read but for its case.
    found = [name if name in columns else f"unread {place}" for place, name in enumerate(first, 1)]
    order = {name: columns.get(name, "VARCHAR") for name in (found if header else columns)}
    options: dict[str, Any] = {
        "columns": order,
        "auto_detect": False,
        "strict_mode": True,
        "header": header,
        "delimiter": delimiter,
        "quotechar": quote,
        "escapechar": quote,
        "na_values": list(missing),
    }
    if encoding == "utf-8" and path.suffix != ".xz":
        return _load(con, path, path, list(columns), options, keep)
    with tempfile.TemporaryDirectory() as folder:
        return _load(con, path, _as_utf8(path, _ENCODINGS[encoding], Path(folder)), list(columns), options, keep)


def header_of(path: Path, *, delimiter: str = ",", encoding: str = "utf-8", quote: str = '"') -> list[str]:
    """The fields of a file's first row. Raises BadFile when there is none."""
    return _first_row(path, delimiter, quote, encoding)


def _first_row(path: Path, delimiter: str, quote: str, encoding: str) -> list[str]:
    try:
        with _open(path) as stream:
            start = stream.read(_HEADER_LIMIT)
    except FileNotFoundError as error:
        raise BadFile(f"{path}: no such file") from error
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise BadFile(f"{path}: cannot be read: {error}; fetch it again") from error
    if not start.strip():
        raise BadFile(f"{path}: the file is empty; fetch it again")
    # A character may be cut at the end of the block, and a wrong byte further down is reported with its row.
    lines = start.decode(_ENCODINGS[encoding], "replace").splitlines(keepends=True)
    if quote:
        return next(csv.reader(lines, delimiter=delimiter, quotechar=quote))
    return next(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))


def _open(path: Path) -> Any:
    if path.suffix == ".xz":
        return lzma.open(path)
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _as_utf8(path: Path, encoding: str, folder: Path) -> Path:
    copy, size = folder / "utf8.csv", 0
    try:
        with _open(path) as source, copy.open("wb") as target:
            while block := source.read(_BLOCK):
                if (size := size + len(block)) > _PLAIN_LIMIT:
                    raise BadFile(f"{path}: larger than {_PLAIN_LIMIT} bytes; do not use this file")
                target.write(block if encoding.startswith("utf-8") else block.decode(encoding).encode())
    except (EOFError, lzma.LZMAError) as error:
        raise BadFile(f"{path}: cannot be read: {error}; fetch it again") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: not in {encoding}: {error.reason}; fetch it again") from error
    return copy


def _load(
    con: "duckdb.DuckDBPyConnection", path: Path, readable: Path, names: list[str], options: dict[str, Any], keep: str
) -> "duckdb.DuckDBPyRelation":
    import duckdb

    table = f"delimited_{uuid4().hex}"
    quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
    try:
        rows = con.read_csv(str(readable), **options)
        con.execute(f"CREATE TEMP TABLE {table} AS SELECT {quoted} FROM rows{keep and f' WHERE {keep}'}")
        # DuckDB lets fields too many pass at a row's end where they are missing ones, which would hide a value that was
        # split at its decimal comma. Where no field is a missing one it counts them all.
        texts = dict.fromkeys(options["columns"], "VARCHAR")
        rows = con.read_csv(str(readable), **options | {"columns": texts, "na_values": [_UNUSED]})
        con.execute("SELECT count(*) FROM rows").fetchall()
    except duckdb.Error as error:
        raise BadFile(f"{path}: {_reason(str(error))}; fetch it again or mend the row") from error
    del rows
    return con.table(table)


def _reason(message: str) -> str:
    """The row and the fault, in one line, out of the many lines of advice."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    row = _LINE.search(message)
    if row is None:
        return lines[0]
    if (width := _WIDTH.search(message)) is not None:
        expected, found = map(int, width.groups())
        # The first field too many is where it stops counting.
        return f"row {row.group(1)} has {found} fields{' or more' * (found > expected)}, not {expected}"
    fault = next((line for line in lines[1:] if not line.startswith("Original Line")), lines[0])
    return f"row {row.group(1)}: {fault.rstrip('.')}"
