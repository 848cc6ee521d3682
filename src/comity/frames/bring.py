"""Libraries that the user brings: none is a dependency, and what is missing is named in one line."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from comity.errors import MissingExtra


def bring(name: str) -> Any:
    """The module of a library. Raises MissingExtra that says what to install."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise MissingExtra(f"this needs {name}, which is not installed; install it: pip install {name}") from None
