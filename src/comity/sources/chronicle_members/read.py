"""Spells of membership out of the chronicle's tables, each with the precision of its days."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.chronicle.bodies import Body, read_spells
from comity.chronicle.pacts import Member
from comity.errors import BadFile, UserError
from comity.sources.formats.rows import relation
from comity.tables.agreements import MembershipSpell

if TYPE_CHECKING:
    import duckdb


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """The table `membership_spells`. Raises BadFile on other columns, and on a day that is none."""
    try:
        rows = [_row(body, spell) for body, spell in read_spells(folder)]
    except (UserError, ValueError) as error:
        raise BadFile(f"{folder}: {error}; see what docs/chronicle.md says of pacts and bodies") from error
    return {"membership_spells": relation(con, MembershipSpell, rows)}


def _row(body: Body, spell: Member) -> tuple[Any, ...]:
    """The fields of a spell, in the order of its table."""
    return (
        spell.member,
        body.id,
        body.title,
        spell.since.start,
        spell.since.precision,
        None if spell.until is None else spell.until.start,
        None if spell.until is None else spell.until.precision,
        body.carried_to,
    )
