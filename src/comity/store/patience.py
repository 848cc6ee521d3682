"""Publishers that asked not to be asked again before some moment: until then nobody asks them from this store."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from comity.errors import BadFile, UserError
from comity.store.clock import now
from comity.store.place import whole_file
from comity.store.seal import sealed_text, unsealed

LONGEST = 30 * 86_400.0
"""Seconds that are waited for at most: a publisher that names more has mistaken its clock."""


def expect_patience(root: Path, url: str | None) -> None:
    """Raise UserError where the publisher behind an address asked to be left alone until later than now."""
    host = urlsplit(url or "").hostname or ""
    until = _read(root).get(host)
    if until is not None and until > now():
        when = until.strftime("%Y-%m-%d %H:%M UTC")
        raise UserError(f"{host} asked not to be asked before {when}; run the same command again then")


def remember(root: Path, url: str | None, seconds: float) -> None:
    """Keep that the publisher behind an address asked to be left alone for so many seconds."""
    host = urlsplit(url or "").hostname or ""
    moments = {name: until for name, until in _read(root).items() if until > now()}
    moments[host] = now() + timedelta(seconds=min(seconds, LONGEST))
    path = _path(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as temporary:
        temporary.write_text(sealed_text({name: until.isoformat() for name, until in moments.items()}), "utf-8")


def _read(root: Path) -> dict[str, datetime]:
    with suppress(BadFile, ValueError, TypeError):
        return {name: datetime.fromisoformat(text) for name, text in unsealed(_path(root)).items()}
    return {}


def _path(root: Path) -> Path:
    return root / "asked" / "patience.json"
