"""All commands of the command line."""

from typing import NoReturn

from comity.cli import (  # noqa: F401  (each registers its commands)
    assess,
    comtrade,
    data,
    dictionary,
    events,
    evidence,
    interview,
    look,
    mcp,
    mediators,
    one_source,
    publish,
    rank,
    reading,
    review,
    score,
    serve,
    study,
    team,
    update,
    watch,
    why,
)
from comity.cli.app import app, run_app
from comity.cli.examples import add_examples

add_examples(app)

__all__ = ["app", "run"]


def run() -> NoReturn:
    """The entry point `comity`; ends the process."""
    run_app()
