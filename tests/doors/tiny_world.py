"""A world of nine states small enough to build in seconds: files in the publishers' formats, every number invented."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path

import duckdb

from comity.sources.registry import sources
from harvested import sample
from r_frames import write_rda, write_table
from r_writing import write_rda as write_r_objects

SOURCES = Path(__file__).resolve().parents[2] / "src"
COW = {"USA": 2, "CAN": 20, "FRA": 220, "DEU": 255, "RUS": 365, "ARM": 371, "IRN": 630, "ISR": 666, "KAZ": 705}
VOTED = range(2008, 2016)
TRADED = range(2008, 2017)

PEACE = {
    "atop_alliance": """
        ccode1 ccode2 year atop_defense atop_offense atop_neutral atop_nonagg atop_consul
        2      20     2010 1            0            0            0           1
        20     2      2010 1            0            0            0           1
        365    705    2010 1            0            0            1           1
        705    365    2010 1            0            0            1           1
        365    705    2018 1            0            0            1           1
        705    365    2018 1            0            0            1           1
    """,
    "cow_mid_ddydisps": """
        dispnum ccode1 ccode2 year cowmidonset hostlev hostlev1 cowmidongoing
        7       666    630    2009 1           4       1        1
        7       630    666    2009 1           4       4        1
    """,
    "gml_mid_ddydisps": """
        dispnum ccode1 ccode2 year gmlmidonset hostlev
        7       666    630    2009 1           4
    """,
    "tss_rivalries": """
        rivalry    ccode1 ccode2 start end  positional spatial ideological interventionary
        Ongoing    630    666    1979  2020 1          NA      1           NA
    """,
    "td_rivalries": """
        ccode1 ccode2 styear endyear type1      type2   type3
        2      630    1979   2010    positional NA      NA
    """,
    "cow_contdir": """
        ccode1 ccode2 conttype stdate     enddate
        2      20     1        1920-01-01 2016-12-01
        20     2      1        1920-01-01 2016-12-01
        365    705    1        1991-12-01 2016-12-01
        705    365    1        1991-12-01 2016-12-01
    """,
    "cow_mindist": "\n".join(
        ["ccode1 ccode2 year mindist"]
        + [
            f"{a} {b} {year} {abs(a - b) * 5}"
            for a, b in permutations(sorted(COW.values()), 2)
            if a < b
            for year in (2010, 2015)
        ]
    ),
    "cow_nmc": "\n".join(
        ["ccode year milex milper irst pec tpop upop cinc"]
        + [
            f"{code} {year} {code * 10} {code} 80 {code * 9} {code * 1000 + year} 101 {code / 20000:.6f}"
            for code in COW.values()
            for year in (2010, 2012, 2016)
        ]
    ),
    "ucdp_acd": (
        "conflict_id year gwno_a gwno_a_2nd gwno_b gwno_b_2nd intensity_level type_of_conflict start_date start_date2 "
        """ep_end ep_end_date incompatibility
        218 1965 750 NA 770 NA 1 interstate 1948-12-31 1965-08-05 1 1965-09-23 territory
        219 2010 630 NA 666 2  1 interstate 2010-01-02 2010-02-03 0 NA         government
    """
    ),
    "archigos": """
        gwcode leader  startdate  enddate    exit
        666    First   2009-03-31 2015-12-31 Still_in_Office
        705    Steady  1991-12-16 2015-12-31 Still_in_Office
        2      Older   2009-01-20 2015-12-31 Still_in_Office
    """,
}


def write_mirror(folder: Path) -> Path:
    """Write one folder of publishers' files per source, as an offline mirror holds them."""
    for source_id, write in _WRITERS.items():
        home = folder / source_id
        home.mkdir(parents=True, exist_ok=True)
        write(home)
    return folder


@contextmanager
def small_editions() -> Iterator[None]:
    """Let editions of a handful of rows pass as whole ones, and tiny samples miss what they miss."""
    known = sources()
    kept = dict(known)
    for source_id, spec in kept.items():
        known[source_id] = spec.model_copy(
            update={
                "provides": {
                    name: p.model_copy(update={"expect": p.expect.model_copy(update=_thin(p.expect.rows))})
                    for name, p in spec.provides.items()
                }
            }
        )
    try:
        yield
    finally:
        known.clear()
        known.update(kept)


def _thin(rows: int) -> dict[str, object]:
    """What to expect of a thin edition; a table that may be empty still may."""
    return {"rows": min(rows, 1), "unmatched_share": 1.0, "fill": {}}


def comity_process(*words: str | Path, small: bool = False, **options: object) -> subprocess.Popen[str]:
    """The command line as its own process; with `small`, one that takes editions of a handful of rows."""
    start = "from comity.cli.entry import run; run()"
    if small:
        start = f"from tiny_world import small_editions\nwith small_editions():\n    {start}"
    paths = [SOURCES, Path(__file__).parent, Path(__file__).parent.parent]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "COLUMNS": "200"}
    return subprocess.Popen(
        [sys.executable, "-c", start, *map(str, words)],
        env=environment,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options},  # type: ignore[call-overload]
    )


def _peace(home: Path) -> None:
    for name, text in PEACE.items():
        write_table(home / f"{name}.rda", name, text)


def _votes(home: Path) -> None:
    rows = []
    for year in VOTED:
        for number in range(12):
            for code in COW.values():
                if code == 371 and number % 5 == 0:
                    continue
                vote = 1 + (code * (number + 3) + year * number) % 7 % 3
                rows.append(f"({year * 100 + number}, {code}, DATE '{year}-11-{number + 1:02d}', {year}, {vote})")
    with duckdb.connect() as con:
        con.execute(
            f"COPY (SELECT * FROM (VALUES {', '.join(rows)}) AS t(resid, ccode, date, year, vote)) "
            f"TO '{home / 'votes_1946_2022.parquet'}' (FORMAT parquet)"
        )


def amount(exporter: int, importer: int, year: int) -> int:
    """Exports in whole US$ million that both sides could report."""
    return (exporter * 7 + importer * 13 + (year - 2000) * 31) % 997 + 1


def _cow_trade(home: Path) -> None:
    columns: dict[str, list[object]] = {
        name: [] for name in ("ccode1", "ccode2", "year", "flow1", "flow2", "smoothflow1", "smoothflow2")
    }
    for a, b in permutations(COW.values(), 2):
        for year in range(2008, 2015):
            come, go = amount(b, a, year) * 1.1 // 1, amount(a, b, year) * 1.1 // 1
            for name, value in zip(columns, (a, b, year, come, go, come, go), strict=True):
                columns[name].append(value)
    from r_writing import frame, write_rds

    write_rds(home / "cow_trade_ddy.rds", frame(columns))


def _wto(home: Path) -> None:
    from r_writing import frame

    rows = [
        (a, b, year, amount(COW[a], COW[b], year) * 1e6)
        for a, b in permutations(COW, 2)
        for year in TRADED
        if year % 4 == 0
    ]
    columns = dict(zip(("exp", "imp", "time", "export"), map(list, zip(*rows, strict=True)), strict=True))
    write_r_objects(home / "trade.rda", trade=frame(columns))


def _gdp(home: Path) -> None:
    lines = ["Country Name,Country Code,Year,Value"]
    lines += [f"x,{name},{year},{code * year * 1e6:.0f}" for name, code in COW.items() for year in range(2008, 2020)]
    (home / "gdp.csv").write_text("\n".join(lines) + "\n")


def _igo(home: Path) -> None:
    members = ["ccode year state un cica"]
    for name, code in COW.items():
        for year in (2010, 2014):
            members.append(f"{code} {year} {name.lower()} 1 {1 if code > 300 else 0}")
    write_table(home / "state_year_format3.rda", "state_year_format3", "\n".join(members))
    names = f"ioname orgname longorgname year {' '.join(n.lower() for n in COW)}"
    ones = " ".join("1" for _ in COW)
    table = f"{names}\nUN UN United_Nations 2014 {ones}\nCICA CICA Asian_forum 2014 {ones}"
    write_table(home / "igo_year_format3.rda", "igo_year_format3", table)


def _unctad(home: Path) -> None:
    for path in sample("unctad").iterdir():
        (home / path.name).write_bytes(path.read_bytes())


def _embassies(home: Path) -> None:
    for path in sample("embassies").iterdir():
        (home / path.name).write_bytes(path.read_bytes())


def _desta(home: Path) -> None:
    for path in sample("desta").iterdir():
        (home / path.name).write_bytes(path.read_bytes())


_WRITERS = {
    "peacesciencer": _peace,
    "unga-votes": _votes,
    "cow-trade": _cow_trade,
    "wto-pta": _wto,
    "gdp": _gdp,
    "igo": _igo,
    "unctad": _unctad,
    "embassies": _embassies,
}

__all__ = ["COW", "comity_process", "small_editions", "write_mirror", "write_rda"]
