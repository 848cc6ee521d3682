"""`comity serve`: the desk in the browser."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.app import AtlasOption, StoreOption, app
from comity.errors import MissingExtra


@app.command()
def serve(
    port: Annotated[
        int | None,
        typer.Option(help="Port on this machine, 0 for a free one; 8417 or a free one if left out.", min=0, max=65535),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the desk in the browser.")] = True,
    atlas: AtlasOption = None,
    store: StoreOption = None,
    studies: Annotated[
        Path | None,
        typer.Option("--studies", help="The folder that holds the studies to work on; your own if left out."),
    ] = None,
    team: Annotated[
        Path | None, typer.Option("--team", help="The folder of a team's accounts (comity team); a key if left out.")
    ] = None,
    host: Annotated[
        list[str] | None,
        typer.Option("--host", help="With --team: a name by which the desk may be called; repeatable."),
    ] = None,
    behind_proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--behind-proxy", help="With --team: the address from which a proxy with TLS forwards; repeatable."
        ),
    ] = None,
    listen: Annotated[
        str, typer.Option("--listen", help="With --team and --behind-proxy: the address to listen on.")
    ] = "127.0.0.1",
) -> None:
    """Open the desk in the browser: every assessment, comparison and source a click away, on this machine alone.

    The address that it prints holds the key; who has it reads all that the desk shows. With --team people sign in
    instead. Ends with Ctrl-C.
    """
    try:
        from comity.desk.serve import Way, desk_of, say, served, warm_up
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn", "anyio", "argon2"):
            raise
        raise MissingExtra("the desk needs its extra; install it: pip install 'comity[desk]'") from None
    desk = desk_of(atlas, store, studies, team)
    it = served(desk, port, Way(tuple(host or ()), tuple(behind_proxy or ()), listen))
    typer.echo(f"The desk is open at {it.opening}\nIt ends with Ctrl-C.")
    warm_up(desk, say, after=2.0)
    if open_browser and it.keys is not None:
        _show(it.opening_once)
    with suppress(KeyboardInterrupt):
        it.run()


def _show(address: str) -> None:
    """Open the address in the user's browser, where there is a screen for one."""
    import os
    import sys
    import threading
    import webbrowser

    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    threading.Timer(0.5, webbrowser.open, (address,)).start()
