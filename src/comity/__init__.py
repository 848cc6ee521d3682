"""Comity: the state of relations between any two countries, measured and sourced.

Names are loaded when they are first used, so that importing the package costs nothing. Their types stand in
`__init__.pyi`, which no running code imports.
"""

from __future__ import annotations

from importlib import import_module

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
    "load_study": "comity.api.python",
    "open_atlas": "comity.api.python",
    "resolve": "comity.api.python",
    "why": "comity.api.python",
}

__all__ = [
    "Assessment",
    "Atlas",
    "ComityError",
    "Measurement",
    "State",
    "Study",
    "UserError",
    "assess",
    "load_study",
    "open_atlas",
    "resolve",
    "why",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'comity' has no attribute {name!r}; it offers {', '.join(__all__)}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
