"""What a step's fingerprint covers: all that it runs and reads, and nothing else."""

import functools
import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import comity.store.fingerprint as under_test
from comity.measures.recipes import RECIPES
from comity.store.fingerprint import PACKAGE, fingerprint, parts
from tabled import connected
from worlds import world

MEASURES = ("signed_network", "momentum", "un_similarity", "turning", "composition", "dependence_goods", "mirror")
SOURCES = ("gdp", "reign", "icews_events", "unga_votes")


@pytest.fixture
def copied(tmp_path, monkeypatch) -> Iterator[Path]:
    """A copy of the package that may be changed, and that fingerprints are taken of."""
    home = tmp_path / "comity"
    shutil.copytree(PACKAGE, home, ignore=shutil.ignore_patterns("starter", "sample", "__pycache__"))
    monkeypatch.setattr(under_test, "PACKAGE", home)
    yield home
    _forget(under_test.__name__)


def _steps(home: Path) -> dict[str, str]:
    _forget(under_test.__name__)
    taken = {name: fingerprint(f"comity.measures.{name}", "comity.build.conduct:_compute") for name in MEASURES}
    for name in SOURCES:
        roots = (f"comity.sources.{name}.read", "comity.store.tables:_read_all")
        taken[name] = fingerprint(*roots, folder=home / "sources" / name)
    return taken


@functools.cache
def _untouched(home: Path) -> dict[str, str]:
    """The steps of a copy as it is between changes."""
    return _steps(home)


def _changed(home: Path, *changes: tuple[str, str, str]) -> set[str]:
    """The steps that are computed anew after changes to files, each undone afterwards."""
    before = _untouched(home)
    kept = {home / path: (home / path).read_bytes() for path, _, _ in changes}
    for path, old, new in changes:
        assert old in (home / path).read_text(), path
        (home / path).write_text((home / path).read_text().replace(old, new, 1))
    after = _steps(home)
    for path, good in kept.items():
        path.write_bytes(good)
    return {name for name in before if before[name] != after[name]}


def test_docstrings_comments_and_layout_recompute_nothing(copied):
    told = ("measures/frustration.py", "measures/un_similarity.py", "terms/country.py", "sources/reign/read.py",
            "store/harmonise.py", "build/conduct.py")  # fmt: skip
    changes = [(path, '"""', '"""In other words. ') for path in told]
    assert _changed(copied, *changes, ("measures/mirror.py", "import", "# A remark.\n\n\nimport")) == set()


IMPORT = ("\nimport", "\nimport os\nimport")


def test_code_recomputes_what_runs_it_and_nothing_else(copied):
    assert _changed(copied, ("measures/frustration.py", *IMPORT)) == {"signed_network"}
    assert _changed(copied, ("measures/momentum.py", *IMPORT)) == {"momentum"}
    assert _changed(copied, ("sources/reign/read.py", "electionlist", "elections")) == {"reign"}
    assert _changed(copied, ("store/snapshot.py", *IMPORT)) == set()
    assert _changed(copied, ("terms/crosswalk.py", *IMPORT)) >= set(SOURCES)
    assert _changed(copied, ("atlas/encode.py", "_GROUP = 122_880", "_GROUP = 122_881")) == set(MEASURES)


def test_a_number_in_a_curated_file_recomputes_what_reads_it_and_nothing_else(copied):
    assert _changed(copied, ("measures/quiet_steps.csv", "1", "2")) == {"turning"}
    assert _changed(copied, ("sources/reign/events.csv", "yes", "no")) == {"reign"}
    assert _changed(copied, ("sources/gdp/source.yaml", "13200", "13201")) == {"gdp"}
    assert _changed(copied, ("sources/icews_events/select.sql", "FROM raw", "FROM raw WHERE true")) == {"icews_events"}
    assert _changed(copied, ("terms/goods.csv", "2709", "2708")) == {"composition", "dependence_goods"}
    assert _changed(copied, ("terms/states.csv", "ISR", "ISX")) == {*MEASURES, *SOURCES}


def test_an_unknown_root_is_an_error():
    with pytest.raises(ValueError, match="no module"):
        fingerprint("comity.measures.nothing")
    with pytest.raises(ValueError, match="has no"):
        fingerprint("comity.store.tables:nothing")


@functools.cache
def _covered() -> dict[str, set[str]]:
    """The files of each recipe's fingerprint; all at once, since the test empties what makes the next one quick."""
    return {r.name: set(parts(r.name, "comity.build.conduct:_compute")) for r in RECIPES}


@pytest.mark.parametrize("name", sorted({r.name for r in RECIPES}))
def test_every_file_of_the_package_that_a_recipe_opens_is_covered(name, monkeypatch):
    """Run with all caches empty, so that each look-up is read again while we look on."""
    covered = _covered()[name]
    opened: set[str] = set()
    kept = Path.open

    def watched(self, *args, **options):
        path = Path(self).resolve()
        if path.is_relative_to(PACKAGE) and path.suffix != ".py":
            opened.add(path.relative_to(PACKAGE).as_posix())
        return kept(self, *args, **options)

    for recipe in (r for r in RECIPES if r.name == name):
        tables = world((*recipe.inputs, *recipe.optional), 1, monthly=recipe.measures[0].grain == "month")
        with connected(recipe, tables) as con, monkeypatch.context() as watching:
            _forget("comity.")
            watching.setattr(Path, "open", watched)
            recipe.compute(con)
    assert opened <= covered


def _forget(room: str) -> None:
    """Empty every cache of functions of a room."""
    gc.unfreeze()
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and (each.__module__ or "").startswith(room):
            each.cache_clear()
    gc.freeze()
