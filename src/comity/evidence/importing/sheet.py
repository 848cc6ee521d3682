"""XLSX, read by python-calamine after a look into the archive: no bombs, no entities, no formulas, no far cells."""

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, NoReturn
from xml.parsers import expat

from comity.errors import BadFile, MissingExtra
from comity.terms.names import sanitise

MOST_PARTS = 2_000
MOST_UNPACKED = 400_000_000
"""Bytes of all parts of the archive together."""
MOST_RATIO = 200
"""Bytes unpacked for each byte packed, in a part of more than a megabyte."""
MOST_ROWS = 300_000
MOST_COLUMNS = 300

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_sheet(raw: bytes, label: str, sheet: str | None) -> list[tuple[int, list[str]]]:
    """Number and cells of each row of a sheet that is not empty, as text; days as `YYYY-MM-DD`.

    `sheet` is its name; without one the workbook may hold only one. `BadFile` for archives that are not what
    they say, for formulas and for cells beyond 300,000 rows or 300 columns.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _look_into(archive, label)
            names = _sheets(archive, label)
            chosen = _choose(names, label, sheet)
            _expect_plain(archive, names[chosen], f"{label}, sheet {sanitise(chosen)}", len(raw))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError, OSError, zlib.error) as error:
        said = sanitise(str(error), 80)
        raise BadFile(f"{label} is not a whole XLSX workbook ({said}); save it again as .xlsx") from None
    return list(_rows(raw, label, chosen))


def _look_into(archive: zipfile.ZipFile, label: str) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadFile(f"{label}: unpacks to more than {MOST_UNPACKED:,} bytes; save only the sheet of evidence")
    for part in parts:
        name = sanitise(part.filename)
        if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename):
            raise BadFile(f"{label}: its part {name} leads out of the archive; save it again as .xlsx")
        if part.file_size > 1_000_000 and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise BadFile(f"{label}: its part {name} unpacks to {part.file_size:,} bytes; save only what is evidence")
        if part.flag_bits & 1:
            raise BadFile(f"{label} is encrypted; save it without a password")
        if part.filename.lower().endswith("vbaproject.bin"):
            raise BadFile(f"{label} holds macros; save it again as .xlsx")


def _parse(archive: zipfile.ZipFile, part: str, label: str, start: Any, limit: int = MOST_UNPACKED) -> None:
    """Run an expat parser over a part; entities and document types are refused before they mean anything."""

    def refuse(*_: Any) -> NoReturn:
        raise BadFile(f"{label}: declares a document type or an entity; save it again as .xlsx")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = lambda name, found: start(name.rpartition(" ")[2], found)
    try:
        with archive.open(part) as stream:
            for chunk in _chunks(stream, limit, label):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BadFile(f"{label}: {sanitise(str(error), 80)} in {sanitise(part)}; save it again as .xlsx") from None


def _chunks(stream: Any, limit: int, label: str) -> Iterator[bytes]:
    """The stream piece by piece; what an archive says of its own size is not believed."""
    seen = 0
    while chunk := stream.read(1 << 16):
        seen += len(chunk)
        if seen > limit:
            raise BadFile(f"{label}: unpacks to more than {limit:,} bytes; save only the sheet of evidence")
        yield chunk


def _sheets(archive: zipfile.ZipFile, label: str) -> dict[str, str]:
    """Name of each sheet -> its part of the archive, in the order of the workbook."""
    targets: dict[str, str] = {}
    named: dict[str, str] = {}

    def relation(tag: str, found: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[found.get("Id", "")] = found.get("Target", "").lstrip("/")

    def sheet(tag: str, found: dict[str, str]) -> None:
        if tag == "sheet":
            id = next((value for key, value in found.items() if key.endswith(" id")), "")
            named[found.get("name", "")] = targets.get(id, "")

    _parse(archive, "xl/_rels/workbook.xml.rels", label, relation)
    _parse(archive, "xl/workbook.xml", label, sheet)
    return {name: part if part.startswith("xl/") else f"xl/{part}" for name, part in named.items() if part}


def _choose(names: dict[str, str], label: str, sheet: str | None) -> str:
    said = ", ".join(sanitise(name) for name in names) or "none"
    if sheet is None and len(names) == 1:
        return next(iter(names))
    if sheet is None or sheet not in names:
        problem = "holds several sheets" if sheet is None else f"has no sheet '{sanitise(sheet)}'"
        raise BadFile(f"{label} {problem}; choose one with --sheet: {said}")
    return sheet


def _expect_plain(archive: zipfile.ZipFile, part: str, label: str, size: int) -> None:
    """No formula in the sheet, and no cell so far out that the rows between would fill the memory."""
    where = [""]

    def start(tag: str, found: dict[str, str]) -> None:
        if tag == "c":
            where[0] = found.get("r", "")
            _expect_near(where[0], label)
        elif tag == "dimension":
            for corner in found.get("ref", "").split(":"):
                _expect_near(corner, label)
        elif tag == "row" and found.get("r", "1").isdigit() and int(found.get("r", "1")) > MOST_ROWS:
            raise BadFile(f"{label}: more than {MOST_ROWS:,} rows; split the sheet")
        elif tag == "f":
            raise BadFile(f"{label}, cell {sanitise(where[0])}: holds a formula; put its value there instead")

    _parse(archive, part, label, start)
    for shared in ("xl/sharedStrings.xml", "xl/styles.xml"):
        if shared in archive.namelist():
            _parse(archive, shared, label, lambda tag, found: None)


def _expect_near(cell: str, label: str) -> None:
    match = _CELL.fullmatch(cell)
    if not match:
        if cell:
            raise BadFile(f"{label}: '{sanitise(cell)}' is no cell; save it again as .xlsx")
        return
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    if column > MOST_COLUMNS or int(match[2]) > MOST_ROWS:
        raise BadFile(f"{label}, cell {cell}: beyond {MOST_ROWS:,} rows or {MOST_COLUMNS} columns; clear that cell")


def _rows(raw: bytes, label: str, sheet: str) -> Iterator[tuple[int, list[str]]]:
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise MissingExtra("reading XLSX needs one more package: pip install 'comity[evidence]'") from None
    stream: BinaryIO = BytesIO(raw)
    try:
        held = CalamineWorkbook.from_filelike(stream).get_sheet_by_name(sheet)
        first = held.start[0] if held.start else 0
        rows = held.to_python(skip_empty_area=True)
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        said = sanitise(str(error), 80)
        raise BadFile(f"{label}, sheet {sanitise(sheet)}: {said}; save it again as .xlsx") from None
    for number, cells in enumerate(rows, first + 1):
        texts = [_text(cell, f"{label}, row {number}") for cell in cells]
        if any(texts):
            yield number, texts


def _text(cell: Any, place: str) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell).strip() if cell is not None else ""
