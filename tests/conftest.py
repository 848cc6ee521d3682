"""Fixtures shared by every test: where the offline mirror and the reference values are."""

import csv
import gc
import os
import shutil
from pathlib import Path

# As at the command line, before anything loads NumPy: products of matrices by one thread, since idle ones spin.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest

_REPOSITORY = Path(__file__).resolve().parent.parent
_QUESTIONS_READ = ("tenor", "evolution")
_READ_BESIDE = (
    "agreement.investment_in_force",
    "agreement.trade_in_force",
    "alliance.any",
    "alliance.s_abs",
    "dependence.supplier_rank",
    "exchange.exports_compiled",
    "exchange.exports_reconciled",
    "exchange.exports_reported_by_exporter",
    "igo.memberships",
    "representation.embassy",
    "un.ideal_point",
)
"""What tests read in the atlas of the mirror: two questions whole, and these. What none reads is not computed."""
_OF_THE_MIRROR = {"mirror", "reference", "built_store", "built_atlas"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks by which `make test-fast` leaves out what asks for the mirror and the files of `slow.csv`; longest first.

    Workers take whole files in this order, so that none is left with a long one when the others are done.
    """
    with (_REPOSITORY / "tests" / "slow.csv").open(encoding="utf-8", newline="") as file:
        slow = {_REPOSITORY / row["file"]: float(row["cpu_seconds"]) for row in csv.DictReader(file)}
    items.sort(key=lambda item: -slow.get(item.path, 0.0))
    for item in items:
        if item.path in slow:
            item.add_marker("slow")
        if _OF_THE_MIRROR & set(getattr(item, "fixturenames", ())):
            item.add_marker("mirror")


def pytest_configure() -> None:
    """Garbage is looked for seldom: among ten thousand tests and what they import that took a tenth of all CPU time."""
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_finish() -> None:
    """What was collected lives as long as the session: it is not looked through again for garbage."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named after their argument: packed files hold the time they were made at, and workers must agree."""
    return argname if isinstance(val, bytes) else None


def _material(variable: str, name: str) -> Path:
    """A folder of test material that is not part of the repository; without it the test is skipped."""
    path = Path(os.environ.get(variable) or _REPOSITORY.parent / "shared" / name)
    if path.is_dir():
        return path
    message = f"no {name} at {path}; set {variable} to the folder that holds it"
    if os.environ.get("COMITY_REQUIRE_MIRROR") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def mirror() -> Path:
    """The offline mirror of publishers' files."""
    return _material("COMITY_MIRROR", "mirror")


@pytest.fixture(scope="session")
def reference() -> Path:
    """Published and peers' values to compare with."""
    return _material("COMITY_REFERENCE", "reference")


def _cache(config: pytest.Config) -> Path:
    """Where a session's store and atlas are kept: one folder for all workers, kept for the next session."""
    given = os.environ.get("COMITY_TEST_CACHE")
    return Path(given) if given else Path(config.rootpath) / ".pytest_cache" / "built"


@pytest.fixture(scope="session")
def built_store(mirror: Path, built_atlas: Path) -> Path:
    """A store pulled and harmonised from the mirror."""
    return built_atlas.parent / "store"


@pytest.fixture(scope="session")
def built_atlas(mirror: Path, request: pytest.FixtureRequest) -> Path:
    """The folder of an atlas built from the mirror of what tests read, values as computed; by the worker that is first.

    Steps whose inputs and code have not changed are found in the store, so a second session takes seconds.
    """
    from filelock import FileLock

    from comity.build.conduct import Plan, build
    from comity.measures.recipes import RECIPES

    home = _cache(request.config)
    home.mkdir(parents=True, exist_ok=True)
    session = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")
    asked = (m.id for recipe in RECIPES for m in recipe.measures if m.question in _QUESTIONS_READ)
    read = (*asked, *_READ_BESIDE)
    stamp, atlas = home / "session", home / "atlas"
    with FileLock(home / "lock"):
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != session:
            manifest = build(Plan(home / "store", mirror, measures=read), atlas)
            # A build leaves earlier ones beside it; those of tests are of no use to anyone.
            for other in atlas.glob("[0-9a-f]*"):
                if other.is_dir() and other.name != manifest.id:
                    shutil.rmtree(other)
            stamp.write_text(session, encoding="utf-8")
    return atlas
