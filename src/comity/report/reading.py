"""Read a `report.json` back, and see that it is what was written: its hash stands in `provenance.json` beside it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from comity.dossier.assessment import SCHEMA, Assessment
from comity.dossier.first_edition import FIRST, of_today
from comity.errors import BadFile, UserError
from comity.report import provenance
from comity.report.shelf import editions
from comity.terms.names import sanitise

NAME = "report.json"
_MOST_BYTES = 500_000_000
_SHOWN = 3
_WRONG = {"missing": "is missing", "extra_forbidden": "is not known"}


@dataclass(frozen=True, slots=True)
class Read:
    """A report, the file that it stands in, and what its reader should know of the edition, one line each."""

    report: Assessment
    file: Path
    notes: tuple[str, ...]


def read_report(path: Path) -> Read:
    """Read a `report.json`, the one in the folder of an edition, or that of the newest edition in a pair's folder.

    Raises UserError where there is none, and BadFile, in one line that names the file, for one that is damaged or was
    altered since it was written. A file that no `provenance.json` vouches for is read, and a note says so.
    """
    try:
        file = _found(path)
        if file.stat().st_size > _MOST_BYTES:
            raise BadFile(f"{_shown(file)} is no report of Comity (too large)")
        raw = file.read_bytes()
    except FileNotFoundError:
        raise UserError(f"no {_shown(path)}; give the report.json of an assessment, or its folder") from None
    except OSError as error:
        raise UserError(f"{_shown(path)} cannot be read ({error.strerror}); give the report.json of one") from None
    notes = _checked(file, raw)
    return Read(_parsed(file, raw), file, notes)


def _found(path: Path) -> Path:
    if not path.is_dir():
        return path
    if (path / NAME).exists():
        return path / NAME
    held = [e.folder / NAME for e in editions(path) if (e.folder / NAME).exists()]
    if held:
        return held[0]
    if (path / provenance.NAME).exists():
        raise UserError(f"{_shown(path)} was written without {NAME}; write it: comity assess with --format json")
    raise FileNotFoundError(path)


def _checked(file: Path, raw: bytes) -> tuple[str, ...]:
    """Hold a report against the list beside it. Other files of the edition that were altered are noted, not refused."""
    held = provenance.read(file.parent)
    if held is None or file.name not in held.files:
        return (f"{_shown(file)} is unsealed: no {provenance.NAME} beside it lists it, so it may have been altered",)
    if hashlib.sha256(raw).hexdigest() != held.files[file.name]:
        raise BadFile(f"{_shown(file)} was altered since Comity wrote it; make the edition again, or fetch it again")
    altered = [name for name in held.files if name != file.name and _altered(file.parent / name, held.files[name])]
    rest = f" and {len(altered) - _SHOWN} more files" if len(altered) > _SHOWN else ""
    names = ", ".join(_shown(file.parent / name) for name in altered[:_SHOWN])
    return (f"{names}{rest} altered since Comity wrote the edition; {NAME} is whole",) if altered else ()


def _altered(path: Path, sha256: str) -> bool:
    """Whether a file is there and other than it was. One that was taken away is nobody's false word."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() != sha256
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _parsed(file: Path, raw: bytes) -> Assessment:
    try:
        content = json.loads(raw)
        schema = content.get("schema") if isinstance(content, dict) else None
        if schema == FIRST:
            content = of_today(content, SCHEMA)
        elif isinstance(schema, str) and schema != SCHEMA:
            raise BadFile(
                f"{_shown(file)} has the schema {sanitise(schema)}, not {SCHEMA}; read it with its own Comity"
            )
        return Assessment.model_validate_json(json.dumps(content))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        wrong = f"{sanitise(where)} {_WRONG.get(first['type'], 'has a value that cannot be')}"
        raise BadFile(f"{_shown(file)} is no report of Comity ({wrong}); make it again") from None
    except (ValueError, RecursionError):
        raise BadFile(f"{_shown(file)} is no report of Comity (not JSON); make it again") from None


def _shown(path: Path) -> str:
    return sanitise(str(path), 200)
