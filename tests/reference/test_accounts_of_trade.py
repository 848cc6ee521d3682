"""The accounts of trade of the present in the publishers' files: facts, counts, and one account against another."""

from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pytest

from comity.measures.goods_accounts import goods_accounts
from comity.measures.partner_shares import partner_shares
from comity.sources import registry
from comity.sources.registry import source, sources
from comity.store.lay import lay
from comity.store.precedence import precedence
from comity.store.snapshot import pull
from comity.store.tables import make
from comity.terms.crosswalk import to_state
from harvested import facts

pytestmark = pytest.mark.mirror

COUNTS = {
    "dots-2019-2020": (64_474, 16_422, 0),
    "imts-2025": (22_100, 0, 0),
    "imf-dots-15-countries-2011-2020": (2_100, 0, 0),
    "oec-baci-2022-2023": (56_194, 0, 0),
    "baci-2000-2020-five-yearly": (144_463, 0, 0),
}
"""By source: rows, rows in which a party is no state, rows that share a key."""


@pytest.mark.parametrize("source_id", COUNTS)
def test_rows_are_as_counted_and_as_declared(mirror: Path, source_id: str) -> None:
    found = facts(source_id, mirror / source_id, "goods_accounts")
    assert (found["rows"], found["unmatched"], found["repeated"]) == COUNTS[source_id]
    provision = source(source_id).provides["goods_accounts"]
    assert provision.expect.rows <= found["rows"] <= provision.expect.rows * 1.1
    assert found["unmatched"] / found["rows"] <= provision.expect.unmatched_share
    assert found["years"] == (provision.first_year, provision.last_year)


@cache
def measured(mirror: Path, store: Path) -> duckdb.DuckDBPyConnection:
    """The three measures over all sources of the account in the mirror, laid as for a build, as tables f, m and c."""
    con = duckdb.connect()
    given = [s for s in sources().values() if "goods_accounts" in s.provides and (mirror / s.id).is_dir()]
    snaps = [(spec, pull(spec, store, mirror=mirror)) for spec in given]
    parts = [(snap.id, make(store, spec, snap, lambda line: None)["goods_accounts"]) for spec, snap in snaps]
    lay(con, "goods_accounts", parts, precedence())
    for name, relation in zip("fmc", goods_accounts.compute(con).values(), strict=True):
        relation.create(name)
    return con


@pytest.fixture(scope="module")
def con(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return measured(mirror, tmp_path_factory.mktemp("store"))


def value(con: duckdb.DuckDBPyConnection, account: str, a: str, b: str, year: int) -> float | None:
    rows = con.execute(f"SELECT value FROM {account} WHERE a = ? AND b = ? AND period = ?", [a, b, year]).fetchall()
    assert len(rows) <= 1
    return rows[0][0] if rows else None


def test_kazakhstan_sells_to_israel_by_two_accounts(con: duckdb.DuckDBPyConnection) -> None:
    fund = {year: value(con, "f", "KAZ", "ISR", year) for year in (2019, 2020, 2025)}
    assert fund == {2019: pytest.approx(466.5e6), 2020: pytest.approx(327.0e6), 2025: pytest.approx(49.4e6)}
    for year, million in ((2022, 829), (2023, 365)):
        assert value(con, "c", "KAZ", "ISR", year) == pytest.approx(million * 1e6, abs=0.5e6)


def test_china_and_russia_both_ways_and_russia_to_germany(con: duckdb.DuckDBPyConnection) -> None:
    for year, both, germany in ((2022, 189.5e9, 30.9e9), (2023, 239.0e9, 3.9e9)):
        ways = [value(con, "c", a, b, year) or 0 for a, b in (("CHN", "RUS"), ("RUS", "CHN"))]
        assert sum(ways) == pytest.approx(both, abs=0.05e9)
        assert value(con, "c", "RUS", "DEU", year) == pytest.approx(germany, abs=0.05e9)


def test_what_is_not_in_yet_is_absent_and_never_zero(con: duckdb.DuckDBPyConnection) -> None:
    for a, b in (("KAZ", "RUS"), ("RUS", "KAZ"), ("KAZ", "BLR"), ("KAZ", "KGZ")):
        assert con.execute("SELECT * FROM f WHERE a = ? AND b = ? AND period = 2025", [a, b]).fetchall() == []
        assert (value(con, "f", a, b, 2020) or 0) > 1e7


def test_pairs_of_which_neither_side_had_reported_are_absent_from_the_reconciled_account(
    con: duckdb.DuckDBPyConnection,
) -> None:
    for year, pairs, billion in ((2022, 460, 111), (2023, 372, 232)):
        n, traded = con.execute(
            "SELECT count(*), sum(value) FROM c ANTI JOIN (FROM c WHERE period = ?) l USING (a, b) "
            "WHERE period = 2020 AND value > 1e7",
            [year],
        ).fetchall()[0]
        assert (n, round(traded / 1e9)) == (pairs, billion)
    assert value(con, "c", "KOR", "VNM", 2020) == pytest.approx(48.0e9, abs=0.1e9)
    assert value(con, "c", "KOR", "VNM", 2023) is None


def test_printed_zeros_are_bounds(con: duckdb.DuckDBPyConnection) -> None:
    zeros = con.execute("SELECT count(*) FROM f WHERE value = 0").fetchall()[0][0]
    bounded = con.execute(
        "SELECT period, count(*), min(high), max(high) FROM f WHERE value IS NULL AND low = 0 "
        "AND state = 'not_reported' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert zeros == 0
    assert [(year, low, high) for year, _, low, high in bounded] == [(y, 5e4, 5e4) for y in (2019, 2020, 2025)]
    assert [n for _, n, _, _ in bounded][-1] == 3412


def test_kosovo_and_what_lies_inside_others_is_in_no_row_of_the_reconciled_account(
    con: duckdb.DuckDBPyConnection,
) -> None:
    inside = "('XKX', 'MCO', 'LIE', 'PRI')"
    assert con.execute(f"SELECT count(*) FROM c WHERE a IN {inside} OR b IN {inside}").fetchall() == [(0,)]


def test_the_reconciled_totals_are_those_of_the_publishers_own_release(
    mirror: Path, con: duckdb.DuckDBPyConnection
) -> None:
    """BACI V202501 as a matrix from elsewhere, in thousand dollars: 2023 is equal."""
    folder = mirror / "baci-2023-matrix"
    labels = dict(con.execute(f"SELECT iso_code, iso3 FROM read_csv('{folder}/country_labels.csv')").fetchall())
    con.execute(
        "CREATE TEMP TABLE long AS UNPIVOT (SELECT row_number() OVER () AS i, * FROM "
        f"read_csv('{folder}/trade_cepii.csv', sample_size=-1)) ON COLUMNS(* EXCLUDE i) INTO NAME j VALUE thousand"
    )
    con.register("labels", {"n": np.array(list(labels)), "iso": np.array(list(labels.values()), dtype=object)})
    n, far = con.execute(
        "SELECT count(*), max(abs(c.value / (1000 * l.thousand) - 1)) FROM long l "
        "JOIN labels p ON p.n = l.i JOIN labels q ON q.n = CAST(replace(l.j, 'export_ij', '') AS INTEGER) "
        "JOIN c ON c.a = p.iso AND c.b = q.iso AND c.period = 2023 WHERE l.thousand > 1000"
    ).fetchall()[0]
    assert n > 15_000
    assert far < 1e-6


def test_the_file_that_does_not_name_its_source_lies_where_reconciled_trade_lies(
    con: duckdb.DuckDBPyConnection,
) -> None:
    """Of 2020, beside the IMF's series: log correlation, median ratio, whole dollars."""
    n, alike, ratio = con.execute(
        "SELECT count(*), corr(ln(c.value), ln(f.value)), median(c.value / f.value) FROM c JOIN f USING (a, b, period) "
        "WHERE period = 2020 AND c.value > 1e7 AND f.value > 1e7"
    ).fetchall()[0]
    assert n > 8_000
    assert alike > 0.9
    assert 0.95 < ratio < 1.1
    broken = "SELECT count(*) FROM c WHERE period = 2020 AND abs(value - round(value)) > 0.01"
    assert con.execute(broken).fetchall() == [(0,)]


def test_china_is_the_first_supplier_of_ukraine_and_russia_is_not_printed(mirror: Path) -> None:
    with duckdb.connect() as con:
        shares = registry.reader("factbook")(mirror / "factbook", con)["partner_shares"]
        ids = {name: to_state("name", shares[name], shares["year"]) for name in ("state", "partner")}
        known = np.array([None not in pair for pair in zip(*ids.values(), strict=True)])
        columns = {name: column[known] for name, column in (shares | ids).items()}
        con.register("partner_shares", columns | {"source": np.full(known.sum(), "factbook@1", dtype=object)})
        partner_shares.compute(con)["exchange.partner_share"].create("shares")
        printed = con.execute(
            "SELECT b, value FROM shares WHERE a = 'UKR' AND period = 2023 AND value > 0 ORDER BY value DESC, b"
        ).fetchall()
        russia = con.execute("SELECT value, low, high FROM shares WHERE a = 'UKR' AND b = 'RUS'").fetchall()
        rows, states_told = con.execute("SELECT count(*), count(DISTINCT a) FROM shares").fetchall()[0]
    assert printed == [("CHN", 0.16), ("POL", 0.14), ("DEU", 0.08), ("TUR", 0.06), ("USA", 0.04)]
    assert russia == [(None, 0.0, 0.04)]
    assert states_told > 220
    assert rows > 50_000
