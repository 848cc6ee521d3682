"""The same texts on Spark give the same rows: counts exact, floats to 1e-9. Local mode, started here."""

import importlib.util
import os
import shutil
import sys
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import duckdb
import pytest

from atlases import edition, put_atlas
from comity.api.publish import Wanted, publish
from comity.errors import UserError
from comity.events.fold import fold
from comity.events.ingest import ingest
from event_files import export, gdelt, mention

MISSING = [name for name in ("ibis", "pyspark") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason='needs the extra scale: pip install "comity[scale]"'),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17, which is not installed here"),
]

CODES = ("010", "040", "043", "057", "0874", "112", "138", "163", "190", "203")


def _world(folder):
    """Three hundred acts in two months, some of them in mentions only, some of nobody's and some twice."""
    states, files = ("FRA", "DEU", "KAZ", "ISR"), []
    for n in range(6):
        stamp = f"2020{2 + n // 3:02d}0{1 + n % 3}120000"
        lines = [
            gdelt(
                1000 * n + k,
                states[k % 4],
                (states[(k + 1 + k // 7 % 3) % 4], "MIL" if k % 5 else "BUS"),
                CODES[(k * 7 + n) % len(CODES)],
                day=stamp[:8],
                stamp=stamp,
                IsRootEvent=str(int(k % 3 > 0)),
                NumMentions=str(1 + k % 9),
                SOURCEURL=f"https://p{k % 11}.example/{k // 2}",
            )
            for k in range(50)
        ]
        files.append(export(folder, *lines, name=f"{stamp}.export.CSV.zip"))
        marks = [
            mention(1000 * n + k, f"https://m.example/{j}", str(10 * (k % 10)), stamp)
            for k in range(30)
            for j in (1, 2)
        ]
        files.append(export(folder, *marks, name=f"{stamp}.mentions.CSV.zip"))
    return files


def test_spark_gives_what_duckdb_gives_to_the_byte(tmp_path):
    root = tmp_path / "w"
    ingest(root, _world(tmp_path))
    [here] = fold(root, tmp_path / "here")
    [there] = fold(root, tmp_path / "there", spark="local[2]")
    for name in ("event_months.parquet", "event_documents.parquet", "event_days.parquet"):
        one, two = (duckdb.sql(f"FROM '{f.snapshot.folder / name}'").fetchnumpy() for f in (here, there))
        assert list(one) == list(two)
        assert len(one["a"]) > 20
        for column, values in one.items():
            if values.dtype.kind == "f":
                assert values == pytest.approx(two[column], abs=1e-9, rel=0), column
            else:
                assert values.tolist() == two[column].tolist(), column
    assert here.snapshot.sha256 == there.snapshot.sha256


@pytest.fixture(scope="module")
def master():
    """A master with two workers, for all tests of this file."""
    if os.environ.get("COMITY_SPARK_CLUSTER") != "1":
        pytest.skip("takes a minute; set COMITY_SPARK_CLUSTER=1")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "tools"))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        from spark_cluster import cluster

        with cluster(workers=2) as address:
            yield address


def test_a_master_with_two_workers_gives_the_same_bytes(tmp_path, master):
    root = tmp_path / "w"
    ingest(root, _world(tmp_path))
    [here] = fold(root, tmp_path / "here")
    [there] = fold(root, tmp_path / "there", spark=master)
    assert here.snapshot.sha256 == there.snapshot.sha256


def test_a_site_made_by_two_workers_of_a_master_has_the_bytes_that_one_process_writes(tmp_path, master):
    states = ("BTN", "FJI", "KIR", "NRU", "TON", "URY", "WSM")
    rows = [
        ("un.agreement", a, b, year, 0.3 + 0.02 * n + 0.001 * (year - 1990))
        for n, (a, b) in enumerate(combinations(states, 2))
        for year in range(1990, 2024)
    ]
    known = {"un.agreement": edition("unga-votes", 1, date(2024, 3, 1))}
    put_atlas(tmp_path / "atlas", tmp_path / "store", rows, known, states)
    wanted = Wanted(states, tmp_path / "one", date(2024, 12, 31), atlas=tmp_path / "atlas", workers=1)
    assert len(publish(wanted).made) == 21, "more than one batch, so that both workers have one"
    on_spark = replace(wanted, out=tmp_path / "spark", workers=0, spark=master)
    assert len(publish(on_spark).made) == 21
    assert _everything(tmp_path / "spark") == _everything(tmp_path / "one")
    (tmp_path / "spark" / "pair" / "BTN" / "BTN-FJI.html").write_text("altered")
    with pytest.raises(UserError, match="is not as Comity wrote it"):
        publish(on_spark)


def _everything(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
