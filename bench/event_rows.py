"""Make events in any number: raw pieces as GDELT publishes them, and rows as a warehouse holds them.

Nothing in them is real but their shape: few states act much and most act little, one row in six is an act of
one state on another, a document gives rise to several rows, some rows are dated back by a week, a month or
a year. The same seed gives the same rows.
"""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from comity.events.files import month_text, quoted
from comity.events.ledger import Commit, Ledger, Part
from comity.sources.gdelt_events.feed import VERSION_2
from comity.terms.country import states
from comity.terms.event import event_codes

if TYPE_CHECKING:
    import duckdb

SLOTS = 96
SOURCE = "gdelt-events"


def _state(column: str) -> str:
    """SQL that turns a uniform number into a state's place: a power law, as attention is."""
    return f"CAST(floor(power({column}, 3) * {_count()}) AS INTEGER) + 1"


def _count() -> int:
    return len(_members())


def _members() -> list[str]:
    # The order of attention is the alphabet's, turned about so that no one is flattered.
    return [s.id for s in states() if s.kind == "state" and len(s.id) == 3 and not s.id.startswith("X")][::-1]


def _lists(con: duckdb.DuckDBPyConnection) -> None:
    codes = [c for c in event_codes() if len(c) >= 3]
    con.execute("CREATE OR REPLACE TEMP MACRO uniform(n, salt) AS (hash(n, salt) % 1000003) / 1000003.0")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE lists AS SELECT ?::VARCHAR[] AS states, ?::VARCHAR[] AS codes",
        [_members(), codes],
    )


def raw_day(con: duckdb.DuckDBPyConnection, folder: Path, day: date, rows: int, first_id: int) -> list[Path]:
    """Write one day of zipped pieces with `rows` rows together, and return their paths."""
    _lists(con)
    whole = folder / "day.tsv"
    shown = {
        "GLOBALEVENTID": f"{first_id} + n",
        "SQLDATE": "strftime(day, '%Y%m%d')",
        "MonthYear": "strftime(day, '%Y%m')",
        "Year": "strftime(day, '%Y')",
        "FractionDate": "concat(strftime(day, '%Y'), '.5')",
        "IsRootEvent": "CASE WHEN uniform(n, 'lead') < 0.55 THEN '1' ELSE '0' END",
        "EventCode": "code",
        "EventBaseCode": "left(code, 3)",
        "EventRootCode": "left(code, 2)",
        "QuadClass": "'1'",
        "GoldsteinScale": "'3.4'",
        "NumMentions": "CAST(1 + floor(10 * power(uniform(n, 'm'), 4)) AS INTEGER)",
        "NumSources": "'1'",
        "NumArticles": "CAST(1 + floor(10 * power(uniform(n, 'm'), 4)) AS INTEGER)",
        "AvgTone": "'-1.76470588235294'",
        "Actor1Geo_Type": "'1'",
        "Actor1Geo_FullName": "'A Country, A Province, A Town'",
        "ActionGeo_FullName": "'A Country, A Province, A Town'",
        "ActionGeo_Lat": "'44.9429'",
        "ActionGeo_Long": "'-123.035'",
        "DATEADDED": f"concat('{day:%Y%m%d}', stamp)",
        "SOURCEURL": "concat('https://www.paper', document % 997, '.example/world/', document, '/what-was-said')",
    }
    for who in ("1", "2"):
        drawn = _state(f"uniform(n, 'who{who}')")
        state = f"CASE WHEN uniform(n, 'has{who}') < 0.45 THEN states[{drawn}] END"
        shown[f"Actor{who}CountryCode"] = state
        shown[f"Actor{who}Code"] = state
        shown[f"Actor{who}Name"] = f"CASE WHEN uniform(n, 'has{who}') < 0.8 THEN 'SOME NAME' END"
        shown[f"Actor{who}Type1Code"] = f"CASE WHEN uniform(n, 'role{who}') < 0.2 THEN 'GOV' END"
    fields = ", ".join(f'{shown.get(name, "NULL")} AS "{name}"' for name in VERSION_2.columns)
    lags = "CASE WHEN u < 0.02 THEN 365 WHEN u < 0.04 THEN 30 WHEN u < 0.06 THEN 7 WHEN u < 0.1 THEN 1 ELSE 0 END"
    con.execute(
        f"COPY (WITH r AS (SELECT n, uniform(n, 'lag{day}') AS u, n // 4 AS document, n * {SLOTS} // {rows} AS slot "
        f"FROM range({rows}) t(n)), s AS (SELECT *, DATE '{day}' - CAST({lags} AS INTEGER) AS day, "
        "printf('%02d%02d00', slot // 4, slot % 4 * 15) AS stamp FROM r) "
        "SELECT "
        f"{fields} FROM (SELECT s.*, l.states, l.codes[1 + CAST(hash(n, 'code') % len(l.codes) AS INTEGER)] AS code "
        f"FROM s CROSS JOIN lists l) ORDER BY n) TO {quoted(whole)} "
        "(FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '')"
    )
    return _pieces(folder, whole, day)


def _pieces(folder: Path, whole: Path, day: date) -> list[Path]:
    at = VERSION_2.columns.index("DATEADDED")
    by_stamp: dict[bytes, list[bytes]] = {}
    with whole.open("rb") as lines:
        for line in lines:
            by_stamp.setdefault(line.split(b"\t")[at], []).append(line)
    whole.unlink()
    made = []
    for stamp, some in by_stamp.items():
        name = f"{stamp.decode()}.export.CSV"
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(name, b"".join(some))
        made.append(folder / f"{name}.zip")
    return made


def fill(con: duckdb.DuckDBPyConnection, root: Path, rows: int, first: date, months: int) -> None:
    """Make a warehouse with `rows` rows spread over `months` months, as an ingest would have left it, unfolded."""
    _lists(con)
    root.mkdir(parents=True)
    each = rows // months
    with Ledger.open(root, create=True) as ledger:
        for number in range(months):
            start = date(first.year + (first.month - 1 + number) // 12, (first.month - 1 + number) % 12 + 1, 1)
            days = ((start + timedelta(days=32)).replace(day=1) - start).days
            month = start.year * 12 + start.month - 1
            path = root / "events" / f"source={SOURCE}" / f"month={month_text(month)}" / "made.parquet"
            path.parent.mkdir(parents=True)
            con.execute(_events(each, number * each, start, days, path))
            low, high = f"{number * each:012d}", f"{number * each + each - 1:012d}"
            held = [start + timedelta(days=d) for d in range(days)]
            part = Part(path.relative_to(root).as_posix(), "events", SOURCE, month, each, low, high)
            slots = [(SOURCE, day.isoformat(), day, 1.0) for day in held]
            ledger.commit(Commit(add=[part], slots=slots, stale=[(SOURCE, day) for day in held]))


def _events(rows: int, first: int, start: date, days: int, path: Path) -> str:
    one, two = _state("uniform(n, 'one')"), _state("uniform(n, 'two')")
    # The two actors differ: the second is moved on by one to all but one places.
    return (
        f"COPY (WITH r AS (SELECT n + {first} AS n FROM range({rows}) t(n)), "
        f"p AS (SELECT n, {one} AS i, {two} AS k FROM r) "
        "SELECT lpad(CAST(n AS VARCHAR), 12, '0') AS event_id, l.states[i] AS a, "
        f"l.states[CASE WHEN k = i THEN i % {_count()} + 1 ELSE k END] AS b, "
        f"DATE '{start}' + CAST(hash(n, 'day') % {days} AS INTEGER) AS date, "
        "l.codes[1 + CAST(hash(n, 'code') % len(l.codes) AS INTEGER)] AS code, uniform(n, 'lead') < 0.55 AS lead, "
        "uniform(n, 'role') < 0.9 AS official, NULL::VARCHAR AS role_a, NULL::VARCHAR AS role_b, "
        "CAST(1 + floor(10 * power(uniform(n, 'm'), 4)) AS INTEGER) AS mentions, 1 AS sources, "
        "CAST(floor(uniform(n, 'c') * 10) * 10 AS DOUBLE) AS confidence, n // 2 AS story, "
        "concat('https://www.paper', n // 2 % 997, '.example/', n // 2) AS url, "
        "concat('paper', n // 2 % 997, '.example') AS outlet FROM p CROSS JOIN lists l ORDER BY a, b, date, event_id) "
        f"TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)"
    )
