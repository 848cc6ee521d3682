"""An atlas of some measures lists the others as not asked for, so that they are absent and not unknown."""

import pytest

from comity.atlas.ids import declared
from comity.atlas.manifest import FORMAT, load
from comity.terms.absence import Absence, Why


@pytest.fixture(scope="module")
def partial(tiny_store, tmp_path_factory):
    from comity.build.conduct import Plan, build

    folder = tmp_path_factory.mktemp("partial") / "atlas"
    build(Plan(tiny_store, measures=("context.gdp",)), folder)
    return folder


def test_every_measure_is_held_or_absent_with_a_code(partial):
    manifest = load(partial)
    assert manifest.format == FORMAT
    assert set(manifest.measures) | set(manifest.absent) == set(declared())
    assert "context.gdp" in manifest.measures
    assert manifest.absent["un.agreement"] == Absence(Why.NOT_ASKED)
    assert set(manifest.absent.values()) == {Absence(Why.NOT_ASKED)}


def test_a_door_tells_absent_from_unknown(partial, run):
    asked = run("show", "ISR", "KAZ", "un.agreement", "--atlas", partial)
    assert asked.code == 2
    assert "it was not asked for when the atlas was built" in asked.line
    for misspelt, told in (("un.agrement", "nearest: un.agreement"), ("foo", "comity measures WORD")):
        asked = run("show", "ISR", "KAZ", misspelt, "--atlas", partial)
        assert asked.code == 2
        assert told in asked.line


def test_a_build_of_some_does_not_list_what_was_not_asked_for(tiny_store, tmp_path, run):
    said = run("build", "context.gdp", "--store", tiny_store, "--out", tmp_path / "atlas")
    assert said.code == 0
    assert "without" not in said.err
    near = run("build", "context.gpd", "--store", tiny_store, "--out", tmp_path / "other")
    assert near.code == 2
    assert "nearest: context.gdp" in near.line
