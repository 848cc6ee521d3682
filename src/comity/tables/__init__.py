"""The contracts: one documented class per harmonised table."""

from comity.tables import (
    agreements,
    conflict,
    events,
    geography,
    industries,
    investment,
    people,
    politics,
    relations,
    representation,
    sanctions,
    security,
    services,
    speeches,
    trade,
    visits,
    votes,
)
from comity.tables.schema import Table

_ROOMS = (
    agreements,
    conflict,
    events,
    geography,
    industries,
    investment,
    people,
    politics,
    relations,
    representation,
    sanctions,
    security,
    services,
    speeches,
    trade,
    visits,
    votes,
)

TABLES: dict[str, type[Table]] = {
    table.name: table
    for room in _ROOMS
    for table in vars(room).values()
    if isinstance(table, type) and issubclass(table, Table) and table is not Table
}
"""All harmonised tables by name."""
