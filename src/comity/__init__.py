"""Comity: the state of relations between any two countries, measured and sourced.

Names are loaded when they are first used, so that importing the package costs nothing. Their types stand in
`__init__.pyi`, which no running code imports.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

_HOMES = {
    "Assessment": "comity.dossier.assessment",
    "Atlas": "comity.atlas.read",
    "ComityError": "comity.errors",
    "Measurement": "comity.atlas.measurement",
    "State": "comity.atlas.measurement",
    "Study": "comity.evidence.study",
    "UserError": "comity.errors",
    "assess": "comity.api.python",
    "compare": "comity.api.analysis",
    "load_study": "comity.api.python",
    "open_atlas": "comity.api.python",
    "panel": "comity.api.analysis",
    "resolve": "comity.api.python",
    "statements": "comity.api.analysis",
    "why": "comity.api.python",
}

_ROOMS = ("atlas", "chronicle")
"""Functions that have the name of a room: the room is a module that can be called."""

__all__ = [
    "Assessment",
    "Atlas",
    "ComityError",
    "Measurement",
    "State",
    "Study",
    "UserError",
    "assess",
    "atlas",
    "chronicle",
    "compare",
    "panel",
    "resolve",
    "statements",
    "why",
]


class _Room(ModuleType):
    """A room that is also a function of `comity.api.analysis`: `comity.atlas(...)` opens an atlas."""

    def __call__(self, *given: object, **named: object) -> object:
        """What the function of the room's name gives."""
        return getattr(import_module("comity.api.analysis"), self.__name__.rpartition(".")[2])(*given, **named)


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return import_module(f"comity.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'comity' has no attribute {name!r}; it offers {', '.join(__all__)}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
