"""Fixtures shared by every test: where the offline mirror and the reference values are."""

import os
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parent.parent


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
