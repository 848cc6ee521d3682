"""Direct routes between the countries of two airports, as listed about June 2014.

An airport is found by the list's own number, or by its code where the route has no number; a route with an
airport that is found by neither is left out, and so are routes with stops and within one country.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from comity.sources.formats.text import read_delimited

if TYPE_CHECKING:
    import duckdb

_LISTED = "2014-06-01"
_NULL = ("", r"\N")
_ROUTES = ("airline", "airline_id", "source", "source_id", "destination", "destination_id", "codeshare",
           "stops", "equipment")  # fmt: skip
_AIRPORTS = ("id", "name", "city", "country", "iata", "icao", "latitude", "longitude", "altitude", "offset",
             "summer_time", "zone", "type", "origin")  # fmt: skip
_ROWS = """
    WITH coded AS (SELECT iata AS code, min(country) AS country FROM openflights_airports
                   WHERE iata IS NOT NULL GROUP BY iata)
    SELECT coalesce(s.country, u.country) AS origin, coalesce(d.country, v.country) AS destination,
           DATE '{listed}' AS listed, count(*)::INTEGER AS routes
    FROM openflights_routes r
    LEFT JOIN openflights_airports s ON s.id = r.source_id LEFT JOIN coded u ON u.code = r.source
    LEFT JOIN openflights_airports d ON d.id = r.destination_id LEFT JOIN coded v ON v.code = r.destination
    WHERE r.stops = '0' AND coalesce(s.country, u.country) <> coalesce(d.country, v.country)
    GROUP BY ALL
"""


def read(folder: Path, con: duckdb.DuckDBPyConnection) -> dict[str, duckdb.DuckDBPyRelation]:
    """Airlines and airport pairs by pair of countries, keyed by name. Raises BadFile on ragged rows."""
    for name, columns in (("routes", _ROUTES), ("airports", _AIRPORTS)):
        types = dict.fromkeys(columns, "VARCHAR")
        listed = read_delimited(con, folder / f"{name}.dat", types, header=False, missing=_NULL)
        listed.create_view(f"openflights_{name}", replace=True)
    return {"routes": con.sql(_ROWS.format(listed=_LISTED))}
