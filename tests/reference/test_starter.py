"""The atlas that ships is what our code makes of the publishers' files, byte for byte, whenever they were fetched."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from comity.atlas.manifest import NAME
from comity.atlas.read import STARTER
from comity.build.conduct import ENTRIES, Plan, build
from comity.build.steps import steps
from comity.measures.contract import Recipe
from comity.store.place import whole_folder
from comity.store.seal import sealed_text

ANYHOW = 8
"""Of so many recipes one is computed again even where nothing that goes into it changed."""


@pytest.mark.mirror
def test_the_shipped_atlas_can_be_made_again(mirror: Path, built_store: Path, tmp_path: Path) -> None:
    """All of it, but computed only where code or data of a step are others than when it was made, and one of eight.

    That a step of the same name gives the same bytes is held by the tests of fingerprints and of builds.
    """
    plan = Plan(built_store, mirror, first_year=1990, redistributable=True, exact=False)
    with (Path(__file__).parent / "starter_steps.csv").open(encoding="utf-8", newline="") as file:
        made_by = {row["measure"]: row["step"] for row in csv.DictReader(file)}
    entries = json.loads((STARTER / NAME).read_bytes())["measures"]
    for at, (recipe, home) in enumerate(steps(plan)):
        if at % ANYHOW and made_by.get(recipe.measures[0].id) == home.name and not home.exists():
            _as_made(home, recipe, entries)
    own = tmp_path / "starter" / build(plan, tmp_path / "starter").id
    made, shipped = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in (own, STARTER))
    assert set(made) == set(shipped)
    assert _without_days(made.pop(NAME)) == _without_days(shipped.pop(NAME))
    assert [name for name in sorted(made) if made[name] != shipped[name]] == []


def _without_days(contents: bytes) -> dict[str, object]:
    """A list of contents without the days on which a store fetched its inputs, and the seal over all of it."""
    held = json.loads(contents)
    inputs = {id: {k: v for k, v in each.items() if k != "retrieved"} for id, each in held["inputs"].items()}
    return {k: v for k, v in held.items() if k != "seal"} | {"inputs": inputs}


def _as_made(home: Path, recipe: Recipe, entries: dict[str, dict[str, object]]) -> None:
    """Put what ships of a recipe where the store would keep it, had it been computed there."""
    own = {m.id: entries[m.id] for m in recipe.measures if m.id in entries}
    with whole_folder(home) as folder:
        for entry in own.values():
            shutil.copy(STARTER / str(entry["file"]), folder)
        (folder / ENTRIES).write_text(sealed_text({"entries": own}), encoding="utf-8")
