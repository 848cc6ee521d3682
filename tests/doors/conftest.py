"""What tests of the doors share: a tiny mirror, an atlas built from it, and the command line in process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from tiny_world import small_editions, write_mirror
from typer.main import get_command

from comity.atlas.read import STARTER
from comity.cli.app import exit_code
from comity.cli.main import app


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The one line on stderr of a user's mistake."""
        assert self.code == 2, self
        assert self.err.count("\n") == 1 and self.err.startswith("comity: "), self.err
        assert "Traceback" not in self.err
        return self.err.strip()


Run = Callable[..., Said]
COMMAND = get_command(app)
"""All commands, made once: to make them for each call costs as much as most calls."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`comity WORDS...` in this process."""
    monkeypatch.setenv("COLUMNS", "200")

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = exit_code(partial(COMMAND, args=[str(w) for w in words]))
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return call


@pytest.fixture
def small() -> Iterator[None]:
    """Editions of a handful of rows pass as whole ones."""
    with small_editions():
        yield


@pytest.fixture(scope="session")
def tiny_mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirror of nine states in the publishers' formats."""
    return write_mirror(tmp_path_factory.mktemp("mirror"))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory, tiny_mirror: Path) -> Path:
    """A real atlas, built from the tiny mirror by the conductor: the folder of its own that holds its files."""
    from comity.build.conduct import Plan, build

    home = tmp_path_factory.mktemp("built")
    with small_editions():
        manifest = build(Plan(home / "store", tiny_mirror), home / "atlas")
    return home / "atlas" / manifest.id


@pytest.fixture(scope="session")
def tiny_store(tiny: Path) -> Path:
    """The store that the tiny atlas was built in."""
    return tiny.parent.parent / "store"


@pytest.fixture(scope="session")
def starter() -> Path:
    """The atlas that ships with the package."""
    if not (STARTER / "atlas.json").is_file():
        pytest.skip("this checkout has no starter atlas; make one with: make starter-atlas")
    return STARTER
