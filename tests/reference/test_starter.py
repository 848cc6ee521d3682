"""The atlas that ships is what our code makes of the publishers' files, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.atlas.read import STARTER
from comity.build.conduct import Plan, build


@pytest.mark.mirror
def test_the_shipped_atlas_can_be_made_again(mirror: Path, built_store: Path, tmp_path: Path) -> None:
    plan = Plan(built_store, mirror, first_year=1990, redistributable=True, exact=False)
    own = tmp_path / "starter" / build(plan, tmp_path / "starter").id
    made, shipped = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in (own, STARTER))
    assert set(made) == set(shipped)
    assert [name for name in sorted(made) if made[name] != shipped[name]] == []
