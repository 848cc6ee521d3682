"""The customs accounts in use against World Bank WITS totals, and the coverage that ships beside them."""

import sys
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from comity.measures.account_coverage import EXPORTERS, LEAST_WHOLE, customs_coverage
from comity.sources.registry import source
from comity.store.lay import lay
from comity.store.precedence import precedence
from comity.store.snapshot import pull
from comity.store.tables import make

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "validation"))
from wits import lay_wits

sys.path.pop(0)

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def con(mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    con, store = duckdb.connect(), tmp_path_factory.mktemp("store")
    lay_wits(con, SimpleNamespace(mirror=mirror))
    for table, ids in (("trade", ("wto-pta", "itpde")), ("goods_accounts", ("baci-2000-2020-five-yearly",))):
        snaps = [(source(id), pull(source(id), store, mirror=mirror)) for id in ids]
        parts = [(snap.id, make(store, spec, snap, lambda line: None)[table]) for spec, snap in snaps]
        lay(con, table, parts, precedence())
    return con


def test_the_exporters_account_of_2016_is_a_part_of_some_and_more_than_all_of_others(con) -> None:
    found = dict(
        con.execute(
            "SELECT w.reporter, sum(t.value) / sum(w.x) FROM wits w JOIN trade t "
            "ON t.exporter = w.reporter AND t.importer = w.partner AND t.year = w.year "
            "WHERE t.year = 2016 AND reported_by = 'exporter' AND w.x > 0 GROUP BY ALL"
        ).fetchall()
    )
    assert {s: round(found[s], 2) for s in ("USA", "OMN", "SGP")} == {"USA": 0.86, "OMN": 0.28, "SGP": 1.31}


def test_kazakhstans_own_account_agrees_to_less_than_a_thousandth(con) -> None:
    rows = con.execute(
        "SELECT w.year, w.x, t.value FROM wits w JOIN trade t ON t.exporter = w.reporter AND t.importer = w.partner "
        "AND t.year = w.year WHERE w.reporter = 'KAZ' AND w.partner = 'ISR' AND w.year IN (2008, 2012) "
        "AND reported_by = 'exporter' ORDER BY 1"
    ).fetchall()
    assert [(y, round(x / 1e6, 1), round(v / 1e6, 1)) for y, x, v in rows] == [
        (2008, 2226.5, 2225.7),
        (2012, 1535.7, 1535.7),
    ]


def test_the_coverage_that_ships_finds_nine_parts_in_ten(con) -> None:
    customs_coverage.compute(con)[EXPORTERS.id].create("told")
    parts, found = con.execute(
        f"SELECT count(*), count(*) FILTER (t.value < {LEAST_WHOLE}) FROM told t JOIN "
        "(SELECT reporter AS a, year AS period, sum(x) AS total FROM wits GROUP BY ALL) USING (a, period) JOIN "
        "(SELECT exporter AS a, year AS period, sum(value) AS v FROM trade WHERE reported_by = 'exporter' "
        f"GROUP BY ALL) USING (a, period) WHERE total > 1e9 AND v / total < {LEAST_WHOLE} AND v > 0"
    ).fetchall()[0]
    assert parts > 300
    assert found / parts > 0.88
