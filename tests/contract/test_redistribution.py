"""The atlas inside the package may be passed on: its size, its sources and what it promises to hold."""

import hashlib
import json

import duckdb
import pytest

from comity.atlas.manifest import FORMAT, load
from comity.atlas.read import STARTER
from comity.measures.recipes import RECIPES
from comity.sources.registry import sources
from comity.terms.absence import Why

LARGEST = 32_000_000
FIRST_YEAR = 1990
RELIED_UPON = {
    "exchange.exports_reported_by_exporter",
    "exchange.exports_reported_by_importer",
    "exchange.exports_reconciled",
    "un.agreement",
    "un.s_abs",
    "un.s_sq",
    "un.kappa_linear",
    "un.kappa_squared",
    "un.pi_squared",
    "alliance.any",
    "alliance.s_abs",
    "igo.shared",
    "agreement.trade_in_force",
    "agreement.investment_in_force",
    "conflict.armed",
    "representation.embassy",
    "tenor.cooperation",
    "tenor.hostility",
    "tenor.attention",
    "tenor.tone",
    "potential.ratio",
    "defence.expected_gap",
}
TOLD = (
    "question",
    "title",
    "unit",
    "formula",
    "more",
    "reference",
    "not_when",
    "among",
    "interval",
    "bounds",
    "decimals",
    "details",
)


@pytest.fixture(scope="module")
def manifest():
    return load(STARTER)


def _spec(snapshot):
    return sources()[snapshot.split("@")[0]]


def test_every_source_behind_the_starter_atlas_may_ship_and_says_why(manifest):
    assert manifest.inputs
    for name in manifest.inputs:
        licence = _spec(name).licence
        assert licence.redistribute, name
        assert len(licence.reason) > 20, name


def test_no_measure_rests_on_a_source_that_is_not_listed(manifest):
    for entry in manifest.measures.values():
        assert entry.basis, entry.id
        assert set(entry.basis) <= set(manifest.inputs), entry.id


def test_every_source_is_cited_as_it_declares(manifest):
    for name, held in manifest.inputs.items():
        origin = _spec(name).origin
        assert held.citation == origin.citation, name
        assert held.licence == _spec(name).licence.name, name
        assert held.version == origin.version, name
        assert held.redistribute, name


def test_what_may_not_ship_is_absent_and_the_atlas_says_so(manifest):
    kept_back = {
        m.id
        for recipe in RECIPES
        for m in recipe.measures
        if any(
            not [s for s in sources().values() if table in s.provides and s.licence.redistribute] for table in m.inputs
        )
    }
    assert kept_back
    assert kept_back <= set(manifest.absent)
    assert not set(manifest.absent) & set(manifest.measures)
    measures = {m.id: m for recipe in RECIPES for m in recipe.measures}
    sisters = {m.id: {other.id for other in recipe.measures} for recipe in RECIPES for m in recipe.measures}
    for name, absence in manifest.absent.items():
        measure = measures[name]
        if absence.why is Why.NO_ROWS:
            # The sources that may ship give the table, and nothing in it that this measure could be made of.
            assert sisters[name] & set(manifest.measures), name
        elif measure.ships:
            assert set(absence.tables) & set(measure.inputs), (name, absence)
        else:
            assert absence.why is Why.NO_ROOM, (name, absence)


def test_the_starter_atlas_is_small_enough():
    assert sum(path.stat().st_size for path in STARTER.iterdir()) <= LARGEST


def test_the_folder_holds_its_measures_and_nothing_else(manifest):
    files = {path.name: path for path in STARTER.iterdir()}
    assert set(files) == {"atlas.json"} | {entry.file for entry in manifest.measures.values()}
    for entry in manifest.measures.values():
        assert hashlib.sha256(files[entry.file].read_bytes()).hexdigest() == entry.sha256, entry.id


def test_the_measures_that_others_rely_on_are_in_it(manifest):
    assert set(manifest.measures) >= RELIED_UPON


def test_every_measure_that_may_ship_does(manifest):
    declared = {m.id for recipe in RECIPES for m in recipe.measures}
    assert set(manifest.measures) | set(manifest.absent) == declared


def test_no_row_is_older_than_the_first_year(manifest):
    with duckdb.connect() as con:
        for entry in manifest.measures.values():
            first = FIRST_YEAR * 12 if entry.grain == "month" else FIRST_YEAR
            oldest = con.execute("SELECT min(period) FROM read_parquet(?)", [str(STARTER / entry.file)]).fetchone()[0]
            assert oldest >= first, entry.id
            assert entry.first >= first, entry.id


def test_the_starter_atlas_says_of_its_measures_what_the_code_says(manifest):
    stale = {
        m.id
        for recipe in RECIPES
        for m in recipe.measures
        if m.id in manifest.measures
        for name in TOLD
        if getattr(manifest.measures[m.id], name) != getattr(m, name)
    }
    assert not stale, "measures have changed since; run: make starter-atlas"


def test_values_ship_rounded(manifest):
    assert all(entry.decimals is not None for entry in manifest.measures.values())


def test_the_manifest_names_no_folder_of_a_machine():
    text = (STARTER / "atlas.json").read_text(encoding="utf-8")
    assert json.loads(text)["format"] == FORMAT
    assert "/home/" not in text
    assert "file:" not in text
