"""Evidence files as columns of text: CSV and YAML, read without judging what stands in them."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

from comity.errors import BadFile
from comity.evidence.columns import BY_NAME, REQUIRED, advise
from comity.terms.names import sanitise


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one file. `columns` holds a list of text for each column there is, all equally long.

    `places` says for each row where it stands in the file, as errors name it: `row 7`.
    """

    label: str
    columns: dict[str, list[str]]
    places: list[str] = field(default_factory=list)

    def origin(self, row: int) -> str:
        """Where a row stands: `evidence/x.csv, row 7`."""
        return f"{self.label}, {self.places[row]}"


_KNOWN = tuple(BY_NAME)
_ALL = "the columns are"


def read_csv(text: str, label: str, known: tuple[str, ...] = _KNOWN, needed: tuple[str, ...] = REQUIRED) -> Table:
    """A table with the names of columns in its first row; `BadFile` for faults of form and unknown columns."""
    header, rows = raw_csv(text, label, needed)
    names = _header(header, label, known, needed)
    columns = zip(*(cells for _, cells in rows), strict=True) if rows else ([] for _ in names)
    held = {name: list(cells) for name, cells in zip(names, columns, strict=True)}
    return Table(label, held, [f"row {number}" for number, _ in rows])


_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_DECLARED = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)


def raw_csv(text: str, label: str, needed: tuple[str, ...] = REQUIRED) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """First row, and number and cells of the others, all of one length; `BadFile` for faults of form."""
    if (other := _separator(text)) != ",":
        fault = f"{label}, row 1: its columns are separated by {_SEPARATORS[other]}"
        raise BadFile(f"{fault}; separate the columns by commas, or bring it in with: comity evidence import")
    header, rows = _rows(text, label, needed, ",")
    return header, rows


def any_csv(text: str, label: str) -> tuple[list[str], list[tuple[int, list[str]]], str]:
    """The same of a file from elsewhere, whose columns may be parted by semicolons, tabs or bars; and by which sign.

    Another sign than a comma counts where the first row holds more of it, or where a line `sep=;` says so.
    """
    separator = _separator(text)
    declared = _DECLARED.match(text)
    try:
        header, rows = _rows(text[declared.end() :] if declared else text, label, REQUIRED, separator)
    except BadFile as fault:
        if separator == ",":
            raise
        asked = f"its columns are separated by {_SEPARATORS[separator]}: separate the columns by commas"
        raise BadFile(f"{str(fault).partition(';')[0]}; {asked}, or mend the row") from None
    return header, [(number + 1, cells) for number, cells in rows] if declared else rows, separator


def _separator(text: str) -> str:
    if (declared := _DECLARED.match(text)) and declared[1] in (",", *_SEPARATORS):
        return declared[1]
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    sign = max(_SEPARATORS, key=first.count)
    return sign if first.count(sign) > first.count(",") else ","


def _rows(
    text: str, label: str, needed: tuple[str, ...], separator: str
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True, delimiter=separator)
    try:
        # Row by row only where rows and lines differ: blank lines, or fields that go over several.
        rows = list(enumerate(reader, 1))
        if reader.line_num != len(rows) or not all(cells for _, cells in rows):
            reader = csv.reader(StringIO(text, newline=""), strict=True, delimiter=separator)
            rows = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        fault = f"{label}, row {reader.line_num}: {sanitise(str(error))}"
        raise BadFile(f"{fault}; check the quotation marks and the length of the fields") from None
    if not rows:
        raise BadFile(f"{label} is empty; its first row should name the columns: {', '.join(needed)}")
    wide = len(rows[0][1])
    for number, cells in rows:
        if len(cells) != wide:
            problem = f"{len(cells)} fields where the first row names {wide}"
            raise BadFile(f"{label}, row {number}: {problem}; put fields that hold a comma in quotation marks")
    return rows[0][1], rows[1:]


def _header(cells: list[str], label: str, known: tuple[str, ...], needed: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    if missing := [name for name in needed if name not in names]:
        hint = "separate the columns by commas" if len(names) == 1 else "add them to the first row"
        raise BadFile(f"{label}, row 1: no column {', '.join(missing)}; {hint}")
    for place, name in enumerate(names):
        if name not in known:
            raise BadFile(f"{label}, row 1: column '{sanitise(name)}' is not known; {advise(name, known, _ALL)}")
        if name in names[:place]:
            raise BadFile(f"{label}, row 1: column {name} is there twice; take one away")
    return names


def read_yaml(text: str, label: str) -> Table:
    """A list of mappings of columns to text. All is taken as it is written: `NO` and `2014-05` stay text.

    Read as a stream of events: aliases, tags and nesting have no place in it.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows: list[dict[str, str]] = []
    places: list[str] = []
    try:
        for line, row in _mappings(yaml.parse(text, Loader=loader), label):
            rows.append(row)
            places.append(f"row {line}")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", row {mark.line + 1}" if mark else ""
        problem = sanitise(str(getattr(error, "problem", None) or "not YAML"), 120)
        raise BadFile(f"{label}{place}: {problem}; write a list of '- column: text' entries") from None
    names = dict.fromkeys(name for row in rows for name in row)
    return Table(label, {name: [row.get(name, "") for row in rows] for name in (*REQUIRED, *names)}, places)


def _mappings(events: Iterator[object], label: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and content of each mapping; `BadFile` for any other shape than one list of flat mappings."""
    import yaml

    depth = 0
    row: dict[str, str] | None = None
    line = 1
    key: str | None = None
    for event in events:
        mark = getattr(event, "start_mark", None)
        place = f"{label}, row {mark.line + 1}" if mark else label
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or _tagged(event):
            raise BadFile(f"{place}: tags (!), anchors (&) and aliases (*) are not read; write the text itself")
        if isinstance(event, yaml.SequenceStartEvent) and depth == 0:
            depth = 1
        elif isinstance(event, yaml.MappingStartEvent) and depth == 1:
            depth, row, line = 2, {}, mark.line + 1 if mark else 1
        elif isinstance(event, yaml.ScalarEvent) and depth == 2 and row is not None:
            if key is None:
                key = _key(event.value, row, place)
            else:
                row[key], key = _text(event), None
        elif isinstance(event, yaml.MappingEndEvent) and row is not None:
            depth = 1
            yield line, row
            row = None
        elif isinstance(event, yaml.SequenceEndEvent):
            depth = 3
        elif isinstance(event, yaml.CollectionStartEvent | yaml.ScalarEvent):
            raise BadFile(f"{place}: write a list of '- column: text' entries, one for each statement")


def _tagged(event: object) -> bool:
    return bool(getattr(event, "tag", None))


def _key(name: str, row: dict[str, str], place: str) -> str:
    if name not in BY_NAME:
        raise BadFile(f"{place}: column '{sanitise(name)}' is not known; {advise(name, _KNOWN, _ALL)}")
    if name in row:
        raise BadFile(f"{place}: column {name} is there twice; take one away")
    return name


def _text(event: object) -> str:
    """A scalar as text; a plain `~` or `null` is empty, a folded text ends without its line break."""
    text = str(getattr(event, "value", ""))
    plain = not getattr(event, "style", None)
    return "" if plain and text in ("~", "null") else text.rstrip("\n")
