"""Atlases side by side in one folder: which of them a reader sees, and what of it was known on a day.

A build writes `FOLDER/ID/` whole and then puts the same `atlas.json` into `FOLDER`, so that the folder is read as its
newest build and `FOLDER/ID` as that one. Where there is no such folder, the files lie beside `atlas.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from comity.atlas.manifest import NAME, Manifest, load
from comity.errors import UserError
from comity.terms.absence import Absence, Why

_ID = re.compile(r"[0-9a-f]{12}")


def locate(folder: Path, known_on: date | None = None) -> tuple[Path, Manifest]:
    """Where the files of an atlas are, and its manifest, as known on a day (all that is there, if None).

    Of several builds in `folder` the newest counts that rests only on editions known on that day. Where there is none,
    the newest build does, with each measure left out that rests on a later edition. Raises UserError or BadFile.
    """
    newest = load(folder)
    if known_on is None or _known(newest) <= known_on:
        return files(folder, newest), newest
    others = [(home, manifest) for home, manifest in builds(folder) if _known(manifest) <= known_on]
    if others:
        return max(others, key=lambda each: (_known(each[1]), len(each[1].inputs), len(each[1].measures), each[1].id))
    return files(folder, newest), _as_known(newest, known_on)


def files(folder: Path, manifest: Manifest) -> Path:
    """The folder that holds the files of an atlas whose `atlas.json` lies in `folder`."""
    own = folder / manifest.id
    return own if own.is_dir() else folder


def builds(folder: Path) -> Iterator[tuple[Path, Manifest]]:
    """The atlases that stand side by side in a folder. A folder whose name is not its atlas's id is none."""
    for home in sorted(folder.iterdir()):
        if _ID.fullmatch(home.name) and (home / NAME).is_file():
            manifest = load(home)
            if manifest.id == home.name:
                yield home, manifest


def _known(manifest: Manifest) -> date:
    """The day from which everything that an atlas rests on was known."""
    return max((each.known for each in manifest.inputs.values()), default=date.min)


def _as_known(manifest: Manifest, day: date) -> Manifest:
    later = {name for name, each in manifest.inputs.items() if each.known > day}
    lost = {id: sorted(later & set(entry.basis)) for id, entry in manifest.measures.items()}
    reasons = {
        id: Absence(Why.NOT_PUBLISHED, day=day, later=_told(manifest, names)) for id, names in lost.items() if names
    }
    if len(reasons) == len(manifest.measures):
        first = min(each.known for each in manifest.inputs.values())
        raise UserError(
            f"nothing in this atlas was known on {day}; its editions were published from {first} on: choose a later "
            "--known-on, or build with --known-on from a store that holds older editions"
        )
    kept = {id: entry for id, entry in manifest.measures.items() if id not in reasons}
    used = {name for entry in kept.values() for name in entry.basis}
    inputs = {name: each for name, each in manifest.inputs.items() if name in used}
    absent = dict(sorted((manifest.absent | reasons).items()))
    return manifest.model_copy(update={"measures": kept, "inputs": inputs, "absent": absent})


def _told(manifest: Manifest, names: list[str]) -> tuple[str, ...]:
    return tuple(f"{name} ({manifest.inputs[name].known})" for name in names)
