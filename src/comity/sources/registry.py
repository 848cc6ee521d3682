"""Which sources there are: every folder beside this file that holds a `source.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

from comity.errors import UserError
from comity.sources.contract import Reader, SourceSpec
from comity.terms.lookup import read_curated

_ROOM = Path(__file__).parent


@cache
def sources() -> dict[str, SourceSpec]:
    """All declared sources by id, in the order of their names."""
    found = (_declaration(path) for path in sorted(_ROOM.glob("*/source.yaml")))
    return {spec.id: spec for spec in found}


def source(source_id: str) -> SourceSpec:
    """The declaration of one source. Raises UserError that names the sources there are."""
    try:
        return sources()[source_id]
    except KeyError:
        raise UserError(f"no source {source_id!r}; there are: {', '.join(sources())}") from None


def reader(source_id: str) -> Reader:
    """The `read` function of a source."""
    module = import_module(f"comity.sources.{folder_name(source_id)}.read")
    read: Reader = module.read
    return read


def released_by_content(source_id: str, folder: Path) -> date | None:
    """The day of release that a source's files in `folder` say themselves. Raises BadFile where they do not say it."""
    module = import_module(f"comity.sources.{folder_name(source_id)}.read")
    day: date | None = module.released(folder)
    return day


def folder_name(source_id: str) -> str:
    """The package name that stands for a source id, which may say an edition: `desta-2.3` is `desta_2_3`."""
    return source_id.replace("-", "_").replace(".", "_")


def _declaration(path: Path) -> SourceSpec:
    spec = SourceSpec.model_validate(read_curated(path))
    if folder_name(spec.id) != path.parent.name:
        raise ValueError(f"{path}: the folder of source {spec.id!r} must be named {folder_name(spec.id)!r}")
    return spec
