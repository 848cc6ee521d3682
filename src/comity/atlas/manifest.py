"""The atlas's table of contents: what it measures, from which snapshots, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from comity.atlas.kept import Kept
from comity.atlas.older import FIRST, upgraded
from comity.errors import BadFile, UserError
from comity.terms.absence import Absence
from comity.terms.detail import Detail
from comity.terms.details import declared, shape_of
from comity.terms.interval import Interval
from comity.terms.names import sanitise
from comity.terms.seal import sealed
from comity.terms.some import some

FORMAT = "comity/atlas/2"
NAME = "atlas.json"


Shape = Annotated[type[Detail] | None, BeforeValidator(shape_of), PlainSerializer(declared)]
"""The shape of a measure's details; in `atlas.json` its name with the kind of each field."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Input(_Strict):
    """A snapshot that the atlas was computed from.

    `released` is None where nobody says when the publisher released it, `vintage` empty where its bytes are not those
    that the source declares.
    """

    id: str
    version: str
    sha256: str
    citation: str
    licence: str
    licence_url: str | None
    redistribute: bool
    retrieved: date
    released: date | None = None
    vintage: str = ""
    title: str
    url: str
    files: dict[str, str]
    locators: dict[str, str]

    @property
    def known(self) -> date:
        """The day from which the snapshot counts as known: when it was released, else when it was retrieved."""
        return self.released or self.retrieved


class Entry(_Strict):
    """One measure of the atlas: what it is (as its file declares it) and where its rows are.

    `decimals` is None where values are stored as computed, else they are whole numbers of that decimal; `details` is
    the shape of what its rows name beside their number, None where they name nothing and have no such column.
    `interval` says what the ends about a value are, `bounds` what ends without a value are, where that is not the same.
    `zeros_to` is the last period in which a silence of `true_zero` is one, where periods follow of which only cases are
    known; None where that is `last`. `running_to` is the day to which the rows of `last` reach where that period was
    not over when they were made: from that day on it counts; None where it was over.
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
    interval: Interval | None
    bounds: Interval | None = None
    inputs: tuple[str, ...]
    basis: tuple[str, ...]
    first: int
    last: int
    zeros_to: int | None = None
    running_to: date | None = None
    rows: int
    file: str
    sha256: str

    @property
    def scale(self) -> float:
        """What a stored value is divided by."""
        return 1 if self.decimals is None else 10**self.decimals

    @property
    def ratio(self) -> tuple[int, int]:
        """What a stored value is multiplied with, then divided by: whole numbers, one of them 1.

        To divide by `scale` where that is a fraction of ten would tell a whole million as 999,999.9999999999.
        """
        power = 10 ** abs(self.decimals or 0)
        return (power, 1) if (self.decimals or 0) < 0 else (1, power)

    @property
    def last_told(self) -> int:
        """The last period of which a missing row says something."""
        return self.last if self.zeros_to is None else self.zeros_to


class Audit(_Strict):
    """What became of the rows of one harmonised table: kept, or counted in one of the others.

    Counts of codes are of rows: by code that matches no state, and by codes and year of those that are one state's and
    were combined, or contradict each other and were left out.
    """

    source: str
    table: str
    rows_read: int
    rows_kept: int
    unmatched_rows: int
    duplicate_rows: int
    unmatched_codes: dict[str, int] = {}
    combined_rows: int = 0
    contradicted_rows: int = 0
    combined_codes: dict[str, int] = {}
    contradicted_codes: dict[str, int] = {}

    def notes(self) -> list[str]:
        """What a user should know of it, a line each: codes not matched, brought together, or left out."""
        said = (
            (self.unmatched_rows, "match no state", self.unmatched_codes),
            (self.combined_rows, "were added to the row of another code of the same state", self.combined_codes),
            (self.contradicted_rows, "of two codes of one state contradict each other", self.contradicted_codes),
        )
        return [
            f"{self.source}, {self.table}: {rows:,} of {self.rows_read:,} rows {what}: {_listed(codes)}"
            for rows, what, codes in said
            if rows
        ]


def _listed(codes: Mapping[str, int], most: int = 12) -> str:
    """Codes with their numbers, the most frequent first."""
    named = [f"{sanitise(code)} ({n:,})" for code, n in sorted(codes.items(), key=lambda item: (-item[1], item[0]))]
    return some(named, most)


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

    @property
    def id(self) -> str:
        """The atlas's own name, 12 hexadecimal digits: atlases from the same inputs have the same."""
        return (self.seal or sealed(self.model_dump(mode="json")))[:12]

    def sealed(self) -> Manifest:
        """The same manifest under its seal."""
        return self.model_copy(update={"seal": sealed(self.model_dump(mode="json"))})


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
        digest = hashlib.sha256(raw).hexdigest()
        if (held := _READ.get(digest)) is not None:
            return held
        content = json.loads(raw)
        found = content.get("format") if isinstance(content, dict) else FORMAT
        if found not in (FIRST, FORMAT):
            raise BadFile(f"{path} has format {found!r}, not {FORMAT!r}; build the atlas again")
        current = upgraded(content, FORMAT) if isinstance(content, dict) else content
        manifest = Manifest.model_validate_json(json.dumps(current))
    except ValidationError as error:
        wrong = ".".join(str(part) for part in error.errors(include_url=False, include_input=False)[0]["loc"])
        said = f"{sanitise(wrong, 80)} is not as it should be" if wrong else "it is no list of measures"
        raise BadFile(f"{path} is damaged or of another version ({said}); build the atlas again") from error
    except (ValueError, TypeError, AttributeError, RecursionError, OSError) as error:
        first = sanitise(str(error).splitlines()[0], 200)
        raise BadFile(f"{path} is damaged or of another version ({first}); build the atlas again") from error
    written = _written(content).encode()
    # The seal is of words, however they are laid out; but a blank for the last line's end is a byte that nobody wrote.
    strayed = raw != written and raw.strip() == written.strip()
    if manifest.seal and (manifest.seal != sealed(content) or strayed):
        raise BadFile(f"{path} was altered (its seal differs); build the atlas again")
    return _READ.put(digest, manifest)


_READ: Kept[str, Manifest] = Kept(8)
"""Manifests by the hash of their file's bytes: a process reads the same few over and over."""
