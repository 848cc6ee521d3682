"""`comity sources comtrade`: trade by product from the interface of UN Comtrade, with the user's own key."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.app import progress
from comity.cli.data import sources_app
from comity.errors import UserError

KEY = "COMITY_COMTRADE_KEY"


@sources_app.command()
def comtrade(
    reporters: Annotated[list[str], typer.Argument(help="States whose reports to fetch.")],
    years: Annotated[str, typer.Option(help="For example 2015-2020.")],
    out: Annotated[Path, typer.Option(help="Folder for --mirror; pages go to its subfolder comtrade-pages.")],
    monthly: Annotated[bool, typer.Option("--monthly", help="Month by month instead of whole years.")] = False,
    goods: Annotated[str, typer.Option(help="AG6 (all of six digits) or HS codes with commas between.")] = "AG6",
) -> None:
    """Fetch reports by product from UN Comtrade, whole reporter-years, at its pace; goes on where it stopped.

    The key is read from the environment variable COMITY_COMTRADE_KEY; without one the free preview is asked.
    """
    from comity.sources.comtrade_pages.client import Interface, collect
    from comity.sources.download import session
    from comity.store.place import whole_file
    from comity.terms.country import resolve

    first, last = _span(years)
    codes = _goods(goods)
    folder = out / "comtrade-pages"
    states = [resolve(text) for text in reporters]

    def keep(name: str, body: bytes) -> None:
        with whole_file(folder / name) as temporary:
            temporary.write_bytes(body)
        progress(name)

    with session() as client:
        interface = Interface(client, os.environ.get(KEY) or None)
        wanted = [
            (interface.reporter(state.id, year), f"{year}{month}")
            for state in states
            for year in range(first, last + 1)
            for month in ([f"{m:02d}" for m in range(1, 13)] if monthly else [""])
        ]
        fetched = collect(interface, wanted, codes, keep, lambda name: (folder / name).is_file())
    typer.echo(f"{folder}: {fetched} pages fetched, {len(wanted) - fetched} were there already")
    typer.echo(f"next: comity sources pull comtrade-pages --mirror {out}")


def _span(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text)
    if match is None or not 1962 <= int(match[1]) <= int(match[2] or match[1]) <= 2100:
        raise UserError(f"--years {text}: write it like 2015-2020, the earlier first, from 1962")
    return int(match[1]), int(match[2] or match[1])


def _goods(text: str) -> str:
    if text == "AG6" or all(re.fullmatch(r"\d{6}", code) for code in text.split(",")):
        return text
    raise UserError(f"--goods {text}: write AG6, or HS codes of six digits with commas between")
