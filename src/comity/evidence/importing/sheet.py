"""XLSX, read by python-calamine after a look into the archive: no bombs, no entities, no formulas, no far cells."""

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO, NoReturn
from xml.parsers import expat

from comity.errors import BadFile, MissingExtra
from comity.evidence.importing.number_format import BUILT_IN, Unshown, day_shown, number_shown
from comity.terms.names import sanitise

MOST_PARTS = 2_000
MOST_UNPACKED = 400_000_000
"""Bytes of all parts of the archive together."""
MOST_RATIO = 200
"""Bytes unpacked for each byte packed, in a part of more than a megabyte."""
MOST_ROWS = 300_000
MOST_COLUMNS = 300
MOST_FORMATTED = 2_000_000
"""Cells with a number format of their own."""

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class Sheet:
    """Number and cells, as text, of each row that is not empty. `column` is the place of the first cell, from 0."""

    rows: list[tuple[int, list[str]]]
    column: int = 0


@dataclass(slots=True)
class _Formats:
    """Number formats by their number, those that styles name, and the format of cells that have one, by row and
    column from 0.
    """

    by_id: dict[str, str] = field(default_factory=lambda: {str(id): code for id, code in BUILT_IN.items()})
    styles: list[str] = field(default_factory=list)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)


def read_sheet(raw: bytes, label: str, sheet: str | None) -> Sheet:
    """The cells of a sheet as they are shown: 0.125 under `0.0%` is `12.5%`, a day under `mmm-yy` is `2014-05`.

    `sheet` is its name; without one the workbook may hold only one. `BadFile` for archives that are not what
    they say, for formulas and errors, for cells beyond 300,000 rows or 300 columns, and, by the name of the cell,
    for numbers that are shown as something else: in thousands, under a text, a day without its year.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _look_into(archive, label)
            names = _sheets(archive, label)
            chosen = _choose(names, label, sheet)
            formats = _formats(archive, label)
            _expect_plain(archive, names[chosen], f"{label}, sheet {sanitise(chosen)}", formats)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError, OSError, zlib.error) as error:
        said = sanitise(str(error), 80)
        raise BadFile(f"{label} is not a whole XLSX workbook ({said}); save it again as .xlsx") from None
    return _read(raw, label, chosen, formats.cells)


def _look_into(archive: zipfile.ZipFile, label: str) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_large(label)
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


def _too_large(label: str) -> BadFile:
    return BadFile(f"{label}: unpacks to more than {MOST_UNPACKED:,} bytes; save only the sheet of evidence")


def _parse(archive: zipfile.ZipFile, part: str, label: str, start: Any) -> None:
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
            for chunk in _chunks(stream, label):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BadFile(f"{label}: {sanitise(str(error), 80)} in {sanitise(part)}; save it again as .xlsx") from None


def _chunks(stream: Any, label: str) -> Iterator[bytes]:
    """The stream piece by piece; what an archive says of its own size is not believed."""
    seen = 0
    while chunk := stream.read(1 << 16):
        seen += len(chunk)
        if seen > MOST_UNPACKED:
            raise _too_large(label)
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


def _formats(archive: zipfile.ZipFile, label: str) -> _Formats:
    """The number formats of a workbook: those it declares itself, and which of them each style of cells has."""
    formats = _Formats()
    inside = [""]

    def start(tag: str, found: dict[str, str]) -> None:
        if tag in ("numFmts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside[0] = tag
        elif tag == "numFmt" and inside[0] == "numFmts":
            formats.by_id[found.get("numFmtId", "")] = found.get("formatCode", "")
        elif tag == "xf" and inside[0] == "cellXfs":
            formats.styles.append(found.get("numFmtId", "0"))

    if "xl/styles.xml" in archive.namelist():
        _parse(archive, "xl/styles.xml", label, start)
    return formats


def _expect_plain(archive: zipfile.ZipFile, part: str, label: str, formats: _Formats) -> None:
    """No formula and no error in the sheet, and no cell so far out that the rows between would fill the memory.

    Notes on the way which format each number has; a cell without an address stands right of the one before it.
    """
    row, column, where = -1, -1, ""

    def start(tag: str, found: dict[str, str]) -> None:
        nonlocal row, column, where
        if tag == "c":
            where = found.get("r", "")
            _expect_near(where, label)
            row, column = _place(where) if where else (row, column + 1)
            if found.get("t") == "e":
                raise BadFile(f"{label}, cell {sanitise(where)}: holds an error; put its value there instead")
            if found.get("t", "n") in ("n", "d"):
                _note(found.get("s", "0"), row, column, formats, label)
        elif tag == "dimension":
            for corner in found.get("ref", "").split(":"):
                _expect_near(corner, label)
        elif tag == "row":
            said = found.get("r", "")
            row, column = int(said) - 1 if said.isdigit() else row + 1, -1
            if row >= MOST_ROWS:
                raise BadFile(f"{label}: more than {MOST_ROWS:,} rows; split the sheet")
        elif tag == "f":
            raise BadFile(f"{label}, cell {sanitise(where)}: holds a formula; put its value there instead")

    _parse(archive, part, label, start)
    if "xl/sharedStrings.xml" in archive.namelist():
        _parse(archive, "xl/sharedStrings.xml", label, lambda tag, found: None)


def _note(style: str, row: int, column: int, formats: _Formats, label: str) -> None:
    place = int(style) if style.isascii() and style.isdigit() and len(style) < 6 else 0
    id = formats.styles[place] if place < len(formats.styles) else "0"
    if id != "0":
        formats.cells[row, column] = formats.by_id.get(id, "")
    if len(formats.cells) > MOST_FORMATTED:
        raise BadFile(f"{label}: more than {MOST_FORMATTED:,} numbers under a format; split the sheet")


def _place(cell: str) -> tuple[int, int]:
    """Row and column from 0 of a cell like `B7`."""
    match = _CELL.fullmatch(cell)
    assert match
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def cell_name(row: int, column: int) -> str:
    """`B7` for row 6 and column 1, both from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _expect_near(cell: str, label: str) -> None:
    match = _CELL.fullmatch(cell)
    if not match:
        if cell:
            raise BadFile(f"{label}: '{sanitise(cell)}' is no cell; save it again as .xlsx")
        return
    row, column = _place(cell)
    if column >= MOST_COLUMNS or row >= MOST_ROWS:
        raise BadFile(f"{label}, cell {cell}: beyond {MOST_ROWS:,} rows or {MOST_COLUMNS} columns; clear that cell")


def _read(raw: bytes, label: str, sheet: str, formats: dict[tuple[int, int], str]) -> Sheet:
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise MissingExtra("reading XLSX needs one more package: pip install 'comity[evidence]'") from None
    stream: BinaryIO = BytesIO(raw)
    place = f"{label}, sheet {sanitise(sheet)}"
    try:
        held = CalamineWorkbook.from_filelike(stream).get_sheet_by_name(sheet)
        first, column = held.start or (0, 0)
        rows = held.to_python(skip_empty_area=True)
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise BadFile(f"{place}: {sanitise(str(error), 80)}; save it again as .xlsx") from None
    found = []
    for row, cells in enumerate(rows, first):
        texts = [_text(cell, (row, at), formats, place) for at, cell in enumerate(cells, column)]
        if any(texts):
            found.append((row + 1, texts))
    return Sheet(found, column)


def _text(cell: Any, at: tuple[int, int], formats: dict[tuple[int, int], str], place: str) -> str:
    """A cell as it is shown."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    code = formats.get(at, "General")
    try:
        if isinstance(cell, float | int):
            if at in formats and not code:
                raise Unshown("under a format that the workbook does not hold")
            return number_shown(cell, code)
        if isinstance(cell, datetime.date):  # a datetime is one too
            return day_shown(cell, code if at in formats and code else "yyyy-mm-dd")
        raise Unshown("as a time of day or a length of time")
    except Unshown as how:
        said = f"{place}, cell {cell_name(*at)}: is shown {sanitise(str(how), 80)}"
        raise BadFile(
            f"{said} ({sanitise(code, 40)}); write there what it should say, as a plain number or text"
        ) from None
