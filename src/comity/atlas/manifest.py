"""The atlas's table of contents: what it measures, from which snapshots, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from comity.errors import BadFile, UserError
from comity.terms.detail import Detail
from comity.terms.details import declared, shape_of

FORMAT = "comity/atlas/2"
NAME = "atlas.json"


Shape = Annotated[type[Detail] | None, BeforeValidator(shape_of), PlainSerializer(declared)]
"""The shape of a measure's details; in `atlas.json` its name with the kind of each field."""


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

    `decimals` is None where values are stored as computed, else they are whole numbers of that decimal; `details` is
    the shape of what its rows name beside their number, None where they name nothing and have no such column.
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
    significant: int | None = None
    low: float | None
    high: float | None
    details: Shape = None
    interval: str
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
    seal: str = ""


def sealed(content: Mapping[str, Any]) -> str:
    """The sha256 over all of a manifest but its own seal, whatever the order of its keys."""
    rest = {key: value for key, value in content.items() if key != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def text(manifest: Manifest) -> str:
    """What stands in `atlas.json`: the manifest under its seal, so that a changed word is noticed."""
    content = manifest.model_dump(mode="json")
    return json.dumps(content | {"seal": sealed(content)}, ensure_ascii=False, separators=(",", ":")) + "\n"


def load(folder: Path) -> Manifest:
    """Read the manifest of the atlas in `folder`. Raises UserError or BadFile in one line."""
    path = folder / NAME
    if not path.is_file():
        raise UserError(f"no atlas in {folder}: {NAME} is missing; run: comity build --out {folder}")
    try:
        content = json.loads(path.read_bytes())
        found = content.get("format", FORMAT) if isinstance(content, dict) else FORMAT
        if found != FORMAT:
            raise BadFile(f"{path} has format {found!r}, not {FORMAT!r}; build the atlas again")
        manifest = Manifest.model_validate_json(json.dumps(content))
    except (ValueError, OSError) as error:
        first = str(error).splitlines()[0]
        raise BadFile(f"{path} is damaged or of another version ({first}); build the atlas again") from error
    if manifest.seal and manifest.seal != sealed(content):
        raise BadFile(f"{path} was altered (its seal differs); build the atlas again")
    return manifest
