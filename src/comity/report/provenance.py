"""`provenance.json`: what an edition was made from, and every other file of it under its hash.

It is the edition's seal. A file that differs from its line here was altered; a file without a line is not ours. The
page itself stands under a seal of its own, the hash over all the rest of it. Editions of the first release carry no
such seal; their list is read all the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from comity.dossier.assessment import Assessment
from comity.errors import BadFile
from comity.terms.names import sanitise
from comity.terms.seal import sealed

NAME = "provenance.json"
SCHEMA, UNSEALED = "comity/provenance/2", "comity/provenance/1"
_SHOWN = ("comity", "command", "dyad", "as_of", "known_on", "period", "edition", "inputs", "methods")
_MOST_BYTES = 50_000_000
_WRITTEN = re.compile(
    r"index\.html|(study|brief)\.(pdf|docx)|report\.(md|json)|data/(README\.txt|[a-z0-9][a-z0-9-]{0,99}\.csv)"
)
"""Names that a report is ever written under: a list that names anything else is not one of ours."""
_FORMAT = {"index.html": "html", "study.pdf": "pdf", "report.md": "md", "report.json": "json", "study.docx": "docx"}
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What `provenance.json` says: pair, day, command, and the other files of the edition with their sha256.

    `identity` is the hash of the assessment without its command: two editions of one identity say the same. It is
    empty where the edition does not record it.
    """

    a: str
    b: str
    as_of: date
    command: str
    identity: str
    files: dict[str, str]
    sizes: dict[str, int]
    sha256: str

    @property
    def listed(self) -> dict[str, str]:
        """Every file of the edition with its sha256, this page included."""
        return {**self.files, NAME: self.sha256}

    @property
    def formats(self) -> frozenset[str]:
        """The formats that the edition was written in."""
        return frozenset(form for name, form in _FORMAT.items() if name in self.files)


def identity(assessment: Assessment) -> str:
    """The sha256 over all that the assessment says; the command may name the same files by other paths."""
    return hashlib.sha256(assessment.model_dump_json(by_alias=True, exclude={"command"}).encode()).hexdigest()


def describe(assessment: Assessment, files: Mapping[str, tuple[str, int]]) -> bytes:
    """The content of `provenance.json` for these files (sha256 and size in bytes by name)."""
    held = assessment.model_dump(mode="json", by_alias=True, include=set(_SHOWN))
    content: dict[str, Any] = {
        "schema": SCHEMA,
        **{name: held[name] for name in _SHOWN},
        "identity": identity(assessment),
        "files": {name: {"sha256": found[0], "bytes": found[1]} for name, found in sorted(files.items())},
    }
    content["seal"] = sealed(content)
    return _written(content)


def read(folder: Path) -> Provenance | None:
    """What the edition in `folder` says of itself; None where there is no `provenance.json`.

    Raises BadFile for one that is altered, or was not written by Comity: it gives no right to anything.
    """
    path = folder / NAME
    if not path.is_file() or path.is_symlink():
        return None
    label = sanitise(str(path), 200)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadFile(f"{label} is no provenance of Comity (too large)")
        raw = path.read_bytes()
        content = json.loads(raw)
        schema = content["schema"]
        if schema not in (SCHEMA, UNSEALED):
            raise BadFile(f"{label} is no provenance of Comity (schema {sanitise(repr(schema))})")
        if schema == SCHEMA and (content["seal"] != sealed(content) or raw != _written(content)):
            raise BadFile(f"{label} was altered since Comity wrote it (its seal differs)")
        if schema == UNSEALED and set(content) | {"known_on"} != {"schema", "files", *_SHOWN}:
            raise BadFile(f"{label} is no provenance of Comity (other fields than it writes)")
        return _parsed(content, hashlib.sha256(raw).hexdigest())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise BadFile(f"{label} is no provenance of Comity, or was altered") from error


def _parsed(content: dict[str, Any], sha256: str) -> Provenance:
    files = {name: (held["sha256"], held["bytes"]) for name, held in content["files"].items()}
    if not all(_WRITTEN.fullmatch(n) and _HASH.fullmatch(h) and type(size) is int for n, (h, size) in files.items()):
        raise ValueError(files)
    dyad = content["dyad"]
    if not all(isinstance(text, str) for text in (dyad["a"], dyad["b"], content["command"])):
        raise ValueError(dyad)
    return Provenance(
        a=dyad["a"],
        b=dyad["b"],
        as_of=date.fromisoformat(content["as_of"]),
        command=content["command"],
        identity=str(content.get("identity", "")),
        files={name: h for name, (h, _) in files.items()},
        sizes={name: size for name, (_, size) in files.items()},
        sha256=sha256,
    )


def _written(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n"
