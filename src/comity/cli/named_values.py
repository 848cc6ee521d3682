"""Options that are given several times and hold a name and a value each: `--set date=2014`."""

from __future__ import annotations

from collections.abc import Iterable

from comity.errors import UserError


def named_values(texts: Iterable[str] | None, option: str) -> dict[str, str]:
    """Name -> value. Raises UserError, which names the option, where a text is not two names with = between them."""
    found = {}
    for text in texts or ():
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UserError(f"{option} {text}: write two names with = between them")
        found[name.strip()] = value.strip()
    return found
