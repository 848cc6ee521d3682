"""`comity sources show`: one source as it declares itself, and what the store holds of it."""

from __future__ import annotations

from typing import Annotated

import typer

from comity.cli.app import FormatOption, StoreOption
from comity.cli.data import sources_app

FIELDS = (
    "id",
    "title",
    "producer",
    "version",
    "published",
    "rhythm",
    "page",
    "licence",
    "measures may ship",
    "citation",
    "fills",
    "files",
    "by hand",
    "held",
)


@sources_app.command("show")
def show_source(
    id: Annotated[str, typer.Argument(help="Source id.")], store: StoreOption = None, format: FormatOption = "table"
) -> None:
    """Say of one source who publishes it, under which terms, what it fills, and what the store holds of it."""
    from comity.cli.tables import emit, expect_format
    from comity.sources.registry import source
    from comity.store.place import default_root
    from comity.store.snapshot import snapshots

    expect_format(format)
    s = source(id)
    held = snapshots(store or default_root(), s.id)
    fills = (f"{name} {p.first_year} to {p.last_year}" for name, p in s.provides.items())
    by_hand = [f.name for f in s.files if f.url is None and not f.package]
    row = (
        s.id, s.origin.title, s.origin.producer, s.origin.version, s.origin.date_published,
        f"{s.rhythm.text if s.rhythm else 'not known'}: {s.rhythm_reason}", s.origin.url,
        f"{s.licence.name} {s.licence.url or ''}".strip(),
        f"{'yes' if s.licence.redistribute else 'no'}: {s.licence.reason}",
        s.origin.citation + (f" doi:{s.origin.doi}" if s.origin.doi else ""),
        "; ".join(fills),
        s.stream.note if s.stream else s.days.title if s.days else ", ".join(f.name for f in s.files),
        "; ".join(filter(None, (", ".join(by_hand) or "none", s.address_reason))),
        "; ".join(f"{h.id}, retrieved {h.retrieved.isoformat()}" for h in held) or "not held",
    )  # fmt: skip
    if format == "table":
        emit(("what", "says"), [(name, text) for name, text in zip(FIELDS, row, strict=True)], format)
    else:
        emit(FIELDS, [row], format)
