"""The study folders that a desk serves: those in one folder, by their names, and nothing beside or above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comity.desk.missing import NotThere
from comity.desk.rights import Eyes
from comity.errors import BadFile, UserError
from comity.evidence.audiences import Audience
from comity.evidence.settings import read_settings
from comity.terms.names import sanitise

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_STAMPED = ("*.csv", "*.yaml", "*.yml", "evidence/*.csv", "evidence/*.y*ml")
MOST = 500
"""Studies that one desk lists."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A study by its name: its title and pair, or what is wrong with its settings."""

    name: str
    title: str
    a: str
    b: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Studies:
    """The studies in the folder `home`, as `eyes` see them; none where `home` is None or not there yet."""

    home: Path | None = None
    eyes: Eyes | None = None
    """None: all of them as whoever keeps them does."""

    def listed(self) -> tuple[Listed, ...]:
        """All of them by name. Folders with other names than letters, digits, `.`, `-` and `_` are not served."""
        if self.home is None or not self.home.is_dir():
            return ()
        names = sorted(p.name for p in self.home.iterdir() if _is_study(p) and self._level(p))
        return tuple(_listed(self.home / name) for name in names[:MOST])

    def folder(self, name: str) -> Path:
        """The folder of a study. Raises NotThere for a name that is not one of those listed."""
        place = self.home / name if self.home is not None and _NAME.fullmatch(name) else None
        if place is None or not _is_study(place) or not self._level(place):
            raise NotThere(f"there is no study '{sanitise(name, 80)}' here; the list of studies names those that are")
        return place

    def level(self, name: str) -> Audience:
        """As which audience a study is seen. Raises NotThere for one that is not there for whoever looks."""
        found = self._level(self.folder(name))
        assert found is not None
        return found

    def _level(self, place: Path) -> Audience | None:
        if self.eyes is None:
            return "editors"
        try:
            marking = read_settings(place).marking
        except UserError:
            # What cannot be read may have a handling line: only who keeps it is told what is wrong.
            marking = "?"
        return self.eyes.level(place.name, marking)

    def place(self, name: str) -> Path:
        """Where a study that is yet to be made will stand. Raises UserError for a name that cannot be one."""
        if self.home is None:
            raise UserError("this desk serves no studies; whoever runs it gives a folder for them")
        if not _NAME.fullmatch(name):
            raise UserError("a study is named by up to 80 letters, digits, dots, hyphens and underscores")
        self.home.mkdir(parents=True, exist_ok=True)
        return self.home / name

    def stamp(self, name: str) -> tuple[object, ...]:
        """What changes when any file of the study does that an assessment reads."""
        folder = self.folder(name)
        found = sorted(path for pattern in _STAMPED for path in folder.glob(pattern) if path.is_file())
        return tuple((p.name, (held := p.stat()).st_mtime_ns, held.st_size, held.st_ino) for p in found)

    @contextmanager
    def opened(self, name: str) -> Iterator[Path]:
        """The folder of a study; what is wrong with its files is a mistake that its reader is told, by its name."""
        folder = self.folder(name)
        try:
            yield folder
        except BadFile as error:
            # What is wrong with a row quotes it.
            if self._level(folder) != "editors":
                raise UserError(f"the study {name} cannot be read as it is; its editors see why") from None
            raise UserError(str(error).replace(str(folder), name)) from None
        except UserError as error:
            if str(folder) in str(error):
                raise UserError(str(error).replace(str(folder), name)) from None
            raise

    @contextmanager
    def of_pair(self, name: str, a: str, b: str) -> Iterator[Path]:
        """The folder of a study of two states. Raises UserError where it is one of others."""
        with self.opened(name) as folder:
            pair = read_settings(folder).pair
            if {pair.a, pair.b} != {a, b}:
                raise NotThere(f"the study {name} is of {pair.a} and {pair.b}")
            yield folder


def _is_study(path: Path) -> bool:
    """Whether a folder is a study that may be served: no link, a plain name, with settings that are a file."""
    settings = path / "study.yaml"
    return (
        bool(_NAME.fullmatch(path.name))
        and path.is_dir()
        and not path.is_symlink()
        and settings.is_file()
        and not settings.is_symlink()
    )


def _listed(folder: Path) -> Listed:
    try:
        held = read_settings(folder)
    except UserError as error:
        return Listed(folder.name, folder.name, "", "", str(error).replace(str(folder), folder.name))
    return Listed(folder.name, held.title or folder.name, held.pair.a, held.pair.b)
