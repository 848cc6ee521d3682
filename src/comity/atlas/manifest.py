"""The atlas's table of contents: what it measures, from which snapshots, and the hash of every file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from comity.errors import BadFile, UserError

FORMAT = "comity/atlas/1"
NAME = "atlas.json"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Input(_Strict):
    """A snapshot that the atlas was computed from."""

    id: str
    version: str
    sha256: str
    citation: str
    licence: str
    licence_url: str | None
    redistribute: bool
    retrieved: date
    title: str
    url: str
    files: dict[str, str]
    locators: dict[str, str]


class Entry(_Strict):
    """One measure of the atlas: what it is (as its file declares it) and where its rows are.

    `decimals` is None where values are stored as computed, else they are whole numbers of that decimal.
    """

    id: str
    question: str
    title: str
    unit: str
    formula: str
    more: str
    reference: str
    not_when: str
    among: str
    direction: str
    grain: str
    silence: str
    decimals: int | None
    low: float | None
    high: float | None
    labelled: bool
    inputs: tuple[str, ...]
    basis: tuple[str, ...]
    first: int
    last: int
    rows: int
    file: str
    sha256: str

    @property
    def scale(self) -> float:
        """What a stored value is divided by."""
        return 1 if self.decimals is None else 10**self.decimals


class Audit(_Strict):
    """What became of the rows of one harmonised table."""

    source: str
    table: str
    rows_read: int
    rows_kept: int
    unmatched_rows: int
    duplicate_rows: int


class Manifest(_Strict):
    """The whole of `atlas.json`. `absent` names measures that could not be computed, and why."""

    format: str = FORMAT
    comity: str
    states: tuple[str, ...]
    measures: dict[str, Entry]
    inputs: dict[str, Input]
    audits: tuple[Audit, ...]
    absent: dict[str, str]


def load(folder: Path) -> Manifest:
    """Read the manifest of the atlas in `folder`. Raises UserError or BadFile in one line."""
    path = folder / NAME
    if not path.is_file():
        raise UserError(f"no atlas in {folder}: {NAME} is missing; run: comity build --out {folder}")
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except (ValidationError, UnicodeDecodeError) as error:
        first = str(error).splitlines()[0]
        raise BadFile(f"{path} is damaged or of another version ({first}); build the atlas again") from error
    if manifest.format != FORMAT:
        raise BadFile(f"{path} has format {manifest.format!r}, not {FORMAT!r}; build the atlas again")
    return manifest
