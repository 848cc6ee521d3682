"""Fetch GDELT's pieces of a span of days and take them in, some days at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from comity.errors import UserError
from comity.events.ingest import Outcome, ingest
from comity.sources.contract import File, SourceSpec
from comity.sources.download import fetch, session
from comity.sources.feed import outages
from comity.sources.gdelt_events.listing import FIRST_OF_SECOND_EDITION, Listed, daily, parse
from comity.sources.many import fetch_all
from comity.sources.registry import source
from comity.store.clock import today
from comity.store.place import writable

SOURCE = "gdelt-events"
GROUP = 7
"""Days that are fetched and ingested together: a stopped pull has lost a week's work at most."""


def span(first: str, last: str) -> tuple[date, date]:
    """Two days from text. Raises UserError for what is no day, for an order reversed, and for days to come."""
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise UserError(f"--from {first} --to {last}: {error}; write days as YYYY-MM-DD") from None
    if days[0] > days[1] or days[1] > today():
        raise UserError(f"--from {first} --to {last}: give the earlier day first, and none that is to come")
    if days[0] < date(2013, 4, 1):
        raise UserError(
            f"--from {first}: before 2013-04-01 the publisher has monthly and yearly files; "
            "get them by hand and give them to comity events ingest"
        )
    return days


def pull(
    root: Path,
    days: tuple[date, date],
    *,
    mentions: bool = False,
    keep: Path | None = None,
    progress: Callable[[str], None] = lambda line: None,
    spec: SourceSpec | None = None,
) -> tuple[Outcome, list[str]]:
    """Bring the pieces of `days` into the warehouse. Returns what was done and, a line each, what could not be had.

    Pieces of a known outage are not asked for. What has arrived is kept until it is ingested, so the same
    command again asks only for the rest.
    """
    spec = spec or source(SOURCE)
    done, missing = Outcome(), []
    home = keep or root.with_name(root.name + ".pieces")
    wanted = [p for p in _listed(spec, days, mentions, home) if not _is_out(p.day)]
    if not wanted:
        raise UserError(f"the publisher lists no pieces from {days[0]} to {days[1]}; choose other days")
    for group in _groups(wanted):
        failed = fetch_all([(p.file, p.md5) for p in group], home, progress)
        missing += [f"{name}: {reason}" for name, reason in failed.items()]
        files = [home / p.file.name for p in group if p.file.name not in failed]
        some = ingest(root, files, progress=progress)
        done.taken += some.taken
        done.known += some.known
        done.refused |= some.refused
        if keep is None:
            for path in files:
                path.unlink(missing_ok=True)
    if keep is None and not any(home.iterdir()):
        home.rmdir()
    return done, missing


def _listed(spec: SourceSpec, days: tuple[date, date], mentions: bool, home: Path) -> list[Listed]:
    assert spec.stream is not None
    found = list(daily(spec, *days))
    if days[1] >= FIRST_OF_SECOND_EDITION:
        with writable(home):
            home.mkdir(parents=True, exist_ok=True)
        target = home / "masterfilelist.txt"
        with session() as client:
            fetch(File(name=target.name, url=spec.stream.list_url), target, client=client)
        kinds = ("export", "mentions") if mentions else ("export",)
        with target.open(encoding="utf-8", errors="replace") as lines:
            found += parse(lines, *days, kinds)
        target.unlink()
    return found


def _is_out(day: date) -> bool:
    # Only days that lie inside an outage; of its first and last day a part was delivered.
    return any(o.first < day < o.last or o.first == o.last == day for o in outages(SOURCE))


def _groups(pieces: Sequence[Listed]) -> list[list[Listed]]:
    groups: list[list[Listed]] = []
    for piece in sorted(pieces, key=lambda p: (p.day, p.kind, p.file.name)):
        if not groups or piece.day >= groups[-1][0].day + timedelta(days=GROUP):
            groups.append([])
        groups[-1].append(piece)
    return groups
