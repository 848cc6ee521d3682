"""The atlas's table of contents: what it measures, from which snapshots, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from comity.atlas.older import FIRST, upgraded
from comity.errors import BadFile, UserError
from comity.terms.absence import Absence
from comity.terms.interval import Interval

FORMAT = "comity/atlas/2"
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

    `decimals` is None where values are stored as computed, else they are whole numbers of that decimal. `interval`
    says what the ends about a value are, `bounds` what ends without a value are, where that is not the same.
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
    labelled: bool
    interval: Interval | None
    bounds: Interval | None = None
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
    """The whole of `atlas.json`. `absent` names the measures that the atlas lacks, each with why."""

    format: str = FORMAT
    comity: str
    states: tuple[str, ...]
    measures: dict[str, Entry]
    inputs: dict[str, Input]
    audits: tuple[Audit, ...]
    absent: dict[str, Absence]
    seal: str = ""


def sealed(content: Mapping[str, Any]) -> str:
    """The sha256 over all of a manifest but its own seal, whatever the order of its keys."""
    rest = {key: value for key, value in content.items() if key != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def text(manifest: Manifest) -> str:
    """What stands in `atlas.json`: the manifest under its seal, so that a changed word is noticed."""
    content = manifest.model_dump(mode="json")
    return _written(content | {"seal": sealed(content)})


def _written(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def load(folder: Path) -> Manifest:
    """Read the manifest of the atlas in `folder`. Raises UserError or BadFile in one line."""
    path = folder / NAME
    if not path.is_file():
        raise UserError(f"no atlas in {folder}: {NAME} is missing; run: comity build --out {folder}")
    try:
        raw = path.read_bytes()
        content = json.loads(raw)
        found = content.get("format", FORMAT) if isinstance(content, dict) else FORMAT
        if found not in (FIRST, FORMAT):
            raise BadFile(f"{path} has format {found!r}, not {FORMAT!r}; build the atlas again")
        current = upgraded(content, FORMAT) if isinstance(content, dict) else content
        manifest = Manifest.model_validate_json(json.dumps(current))
    except (ValueError, OSError) as error:
        first = str(error).splitlines()[0]
        raise BadFile(f"{path} is damaged or of another version ({first}); build the atlas again") from error
    # The bytes, too: a blank for the last line's end changes no word, and is no less a byte that nobody wrote.
    if manifest.seal and (manifest.seal != sealed(content) or raw != _written(content).encode()):
        raise BadFile(f"{path} was altered (its seal differs); build the atlas again")
    return manifest
