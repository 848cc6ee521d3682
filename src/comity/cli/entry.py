"""The entry point: a command that one module makes loads that module alone; help and mistakes need them all."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

ALONE = {
    "affected": "why",
    "assess": "assess",
    "compare": "look",
    "diff": "why",
    "events": "events",
    "gather": "reading",
    "measures": "dictionary",
    "mediators": "mediators",
    "publish": "publish",
    "rank": "rank",
    "read": "reading",
    "review": "review",
    "score": "score",
    "serve": "serve",
    "show": "look",
    "team": "team",
    "watch": "watch",
    "why": "why",
}
"""Commands -> the module of this room that makes them; one that several make together is not among them."""


def run() -> NoReturn:
    """`comity`; ends the process. To make the tree of all commands costs each of them a tenth of a second."""
    # Of a command no library may be changed by whatever else is installed beside it; to look what there is takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked not in ALONE or "_COMITY_COMPLETE" in os.environ:
        from comity.cli.main import run as run_any

        run_any()
    import_module(f"comity.cli.{ALONE[asked]}")
    from comity.cli.app import app, run_app
    from comity.cli.examples import add_examples

    add_examples(app)
    run_app()
