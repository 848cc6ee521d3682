"""An empty database for a test, without what it costs to open one."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import duckdb

_OPEN = duckdb.connect(config={"threads": 1})
"""One for all tests of a process: to open one anew costs as much as most measures of a written-out world."""
_NUMBERS = count()


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database of its own in memory, which is gone afterwards."""
    name = f"world_{next(_NUMBERS)}"
    with _OPEN.cursor() as con:
        con.execute(f"ATTACH ':memory:' AS {name}")
        con.execute(f"USE {name}")
        try:
            yield con
        finally:
            con.execute("USE memory")
            con.execute(f"DETACH {name}")
