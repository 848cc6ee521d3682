"""All commands of the command line."""

from typing import NoReturn

from comity.cli import (  # noqa: F401  (each registers its commands)
    assess,
    comtrade,
    data,
    events,
    evidence,
    interview,
    look,
    mediators,
    rank,
    score,
    study,
    why,
)
from comity.cli.app import app, run_app

__all__ = ["app", "run"]


def run() -> NoReturn:
    """The entry point `comity`; ends the process."""
    run_app()
