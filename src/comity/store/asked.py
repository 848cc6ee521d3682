"""What publishers said of the files that the store holds or refused, so that next time only what changed is asked for.

What is written here saves requests and nothing else: where it is lost or altered, all is asked for again.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from comity.errors import BadFile
from comity.sources.contract import File
from comity.sources.download import Said
from comity.store.place import whole_file
from comity.store.seal import sealed_text, unsealed


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one file, and at which address."""

    url: str
    said: Said


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said of a source's files by name when they were last had: as the edition `sha256`, or as one that was
    refused for a `reason` by a reader whose `code` has this hash."""

    sha256: str = ""
    files: Mapping[str, Told] = field(default_factory=dict)
    reason: str = ""
    code: str = ""

    def known(self, file: File) -> Said | None:
        """What was said of a file at its address of today; None where that says nothing by which to ask again."""
        told = self.files.get(file.name)
        return told.said if told is not None and told.url == file.address and told.said != Said() else None


def read(path: Path) -> Asked:
    """What was written to `path`; nothing where there is nothing, or where it was altered."""
    with suppress(BadFile, TypeError, ValueError, KeyError, AttributeError):
        held = unsealed(path)
        told = {name: Told(each["url"], Said(**each["said"])) for name, each in held["files"].items()}
        return Asked(held["sha256"], told, held["reason"], held["code"])
    return Asked()


def write(path: Path, asked: Asked) -> None:
    """Write it whole, or not at all."""
    content: dict[str, Any] = asdict(asked)
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as temporary:
        temporary.write_text(sealed_text(content), encoding="utf-8")


def of(root: Path, source_id: str) -> Path:
    """Where a store keeps it of a source."""
    return root / "asked" / f"{source_id}.json"
