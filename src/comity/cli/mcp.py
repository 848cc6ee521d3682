"""`comity mcp`: the verbs as tools for assistants."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.app import AsOfOption, AtlasOption, KnownOnOption, StoreOption, app
from comity.errors import MissingExtra


@app.command()
def mcp(
    http: Annotated[bool, typer.Option("--http", help="Over HTTP on this machine instead of standard input.")] = False,
    port: Annotated[int, typer.Option(help="Port for --http, 0 for a free one.", min=0, max=65535)] = 8418,
    study: Annotated[
        Path | None, typer.Option(help="A study folder whose statements the tools may tell; none if left out.")
    ] = None,
    atlas: AtlasOption = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
) -> None:
    """Answer assistants over the Model Context Protocol: the verbs as tools that only read.

    Each answer carries its rows, dates, intervals and how to cite, or says why there is none.
    """
    try:
        from comity.mcp.serve import over_http, over_stdio, workplace
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        raise MissingExtra(
            "tools for assistants need their extra; install it: pip install 'comity[assistant]'"
        ) from None
    at = workplace(atlas, store, study, as_of, known_on)
    with suppress(KeyboardInterrupt):
        over_http(at, port) if http else over_stdio(at)
