"""Does the frame of dyad-years hold what a peer's frame holds, and do the joins meet it?"""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import numpy as np
from figures import Figure, Material

from comity.atlas.panel import Frame, panel
from comity.sources.formats.frame import read_frame
from comity.terms.crosswalk import to_state
from comity.terms.membership import dyad_years

LAST = 2025
PEER = "`peacesciencer` "


def figures(material: Material) -> list[Figure]:
    """Sizes of frames; rows of alliances, disputes and trade that meet one; politically relevant dyads."""
    return [*_sizes(), *_joins(material), _bremer()]


def _sizes() -> list[Figure]:
    found = []
    for system, directed, peer in (("cow", True, 2_252_760), ("cow", False, 1_126_380), ("gw", True, 2_638_078)):
        n = len(dyad_years(system, 1816, LAST, directed=directed)["year"])
        way = "directed" if directed else "undirected"
        note = "equal" if n == peer else f"{n - peer:+,}"
        found.append(Figure(f"{way} {system.upper()} dyad-years, 1816-{LAST}", f"{n:,}", f"{PEER}{peer:,}", note))
    return found


_OBLIGED = "(defence OR offence OR neutrality OR nonaggression OR consultation)"
"""Whether a row holds any obligation, as the peer counts alliances: a party may owe nothing itself."""


def _joins(material: Material) -> list[Figure]:
    measures = ("alliance.any", "alliance.pledge", "conflict.dispute", "exchange.exports_reported_by_importer")
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        path = Path(folder) / "frame.parquet"
        account = panel(material.atlas, Frame(measures, 1816, LAST), path)
        con.execute(f"CREATE TABLE panel AS FROM '{path}'")
        allied, flows = _row(
            con,
            'SELECT count(*) FILTER ("alliance.any" = 1 OR "alliance.pledge" = 1), '
            'count("exchange.exports_reported_by_importer") FROM panel',
        )
        material.tables(con, "disputes", "contiguities", "alliances")
        _with_ids(con)
        (onsets,) = _row(
            con,
            """SELECT count(*) FROM (SELECT DISTINCT a, b, year FROM disputes WHERE coded_by = 'cow' AND onset)
               SEMI JOIN ids USING (a, b, year)""",
        )
        (idle,) = _row(con, f"SELECT count(*) FROM alliances SEMI JOIN ids USING (a, b, year) WHERE NOT {_OBLIGED}")
        relevant = _relevant(con, material)
    unmatched = account.unmatched
    return [
        _beside(
            "directed dyad-years in an alliance (ATOP)", allied, 267_402,
            f"{idle:,} rows that the peer counts hold no obligation; "
            f"{unmatched['alliance.any']:,} meet no dyad-year of the frame",
        ),
        _beside("directed dyad-years with the onset of a dispute (CoW)", onsets, 6_922),
        _beside(
            "directed dyad-years with a reported trade flow (CoW)", flows, 1_296_469,
            f"{unmatched['exchange.exports_reported_by_importer']:,} flows meet no dyad-year of the frame; the peer's "
            "1,347,298 also counts rows without a flow, which are no rows here",
        ),
        *relevant,
    ]  # fmt: skip


def _beside(claim: str, ours: int, peer: int, note: str = "") -> Figure:
    equal = "equal" if ours == peer else f"{ours - peer:+,}"
    return Figure(claim, f"{ours:,}", f"{PEER}{peer:,}", "; ".join(x for x in (equal, note) if x))


def _row(con: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    # Fetched whole: an unfinished result would block the connection.
    row: tuple[int, ...] = con.execute(query).fetchall()[0]
    return row


def _with_ids(con: duckdb.DuckDBPyConnection) -> None:
    """The frame under state ids, as table `ids` with a, b, year and the numbers of the system."""
    pairs = con.sql("SELECT DISTINCT state1 AS code, year FROM panel").fetchnumpy()
    ids = to_state("cow", pairs["code"].astype(int), pairs["year"].astype(int))
    con.register("named", {"code": pairs["code"], "year": pairs["year"], "id": np.asarray(ids, dtype=object)})
    con.execute("""CREATE TABLE ids AS SELECT x.id AS a, y.id AS b, p.year, p.state1, p.state2 FROM panel p
                   JOIN named x ON x.code = p.state1 AND x.year = p.year
                   JOIN named y ON y.code = p.state2 AND y.year = p.year""")


def _relevant(con: duckdb.DuckDBPyConnection, material: Material) -> list[Figure]:
    """Contiguous by land or up to 400 miles of water, or with a major power in it."""
    majors = read_frame(
        material.mirror / "peacesciencer" / "cow_majors.rda", "cow_majors", ("ccode", "styear", "endyear"), ignore=None
    )
    con.register("majors", {k: np.asarray(v, dtype=float).astype(int) for k, v in majors.items()})
    query = """
        SELECT count(*) FROM ids i WHERE
            EXISTS (FROM contiguities c WHERE ((c.a = i.a AND c.b = i.b) OR (c.a = i.b AND c.b = i.a))
                    AND i.year BETWEEN c.first_year AND {0})
            OR EXISTS (FROM majors m WHERE m.ccode IN (i.state1, i.state2) AND i.year BETWEEN m.styear AND {1})"""
    (dated,) = _row(con, query.format("c.last_year", "m.endyear"))
    carried = query.format("if(c.last_year = 2016, 9999, c.last_year)", "if(m.endyear >= 2016, 9999, m.endyear)")
    (open_ended,) = _row(con, carried)
    return [
        _beside(
            "politically relevant directed dyad-years, as the data are dated", dated, 245_720,
            "contiguity and major powers are coded to 2016; the list of major powers is read here only",
        ),
        _beside(
            "the same, with what held in 2016 carried on", open_ended, 245_720,
            "carrying on is an assumption, so the atlas does not make it",
        ),
    ]  # fmt: skip


def _bremer() -> Figure:
    return Figure(
        "Bremer's dangerous dyads (N and coefficients)",
        "not computed",
        f"{PEER}N 106,056",
        "Needs major powers and one edition of the democracy and income estimates that the release of today no "
        "longer gives: the peer's own script now finds 106,031.",
    )
