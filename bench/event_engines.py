"""One fold from events to directed dyad-months in one engine, over the Parquet files of a warehouse.

    python bench/event_engines.py ENGINE WAREHOUSE OUT

Prints rows, acts and ten times the sum of cooperation, which must be the same for every engine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from comity.events.files import engine, paths, quoted, scan
from comity.events.ledger import Ledger
from comity.events.queries import DAYS, MONTHS, Choice, code_rows, small_tables, text

SOURCE = "gdelt-events"
USED = ["a", "b", "date", "code", "lead", "official", "mentions", "confidence", "story"]


def by_month(root: Path, out: Path) -> None:
    """Comity's own way: the two queries, one month at a time."""
    with Ledger.open(root) as ledger, engine(out) as con:
        small_tables(con, Choice(), ledger.coverage(SOURCE))
        for part in ledger.parts("events", SOURCE):
            con.execute(f"CREATE OR REPLACE TEMP VIEW events AS FROM {scan(root, [part])}")
            con.execute(f"CREATE OR REPLACE TEMP TABLE dyad_days AS {text(DAYS)}")
            con.execute(f"COPY ({text(MONTHS)}) TO {quoted(out / f'{part.month}.parquet')}")


def duckdb(root: Path, out: Path) -> None:
    """Plain DuckDB: the two queries as one statement over all files, with its own default limits."""
    import duckdb

    with Ledger.open(root) as ledger, duckdb.connect() as con:
        con.execute(f"SET threads = 2; SET temp_directory = {quoted(out / 'spill')}")
        small_tables(con, Choice(), ledger.coverage(SOURCE))
        con.execute(f"CREATE TEMP VIEW events AS FROM {scan(root, ledger.parts('events', SOURCE))}")
        con.execute(f"CREATE TEMP VIEW dyad_days AS {text(DAYS)}")
        con.execute(f"COPY ({text(MONTHS)}) TO {quoted(out / 'all.parquet')}")


def spark(root: Path, out: Path) -> None:
    """Spark in local mode with two threads, the same two texts through Ibis."""
    from comity.events.spark import define, session, small_views, translated

    with Ledger.open(root) as ledger, session("local[2]", out) as running:
        running.read.parquet(*paths(root, ledger.parts("events", SOURCE))).createOrReplaceTempView("events")
        small_views(running, Choice(), ledger.coverage(SOURCE))
        define(running, "dyad_days", DAYS)
        running.sql(translated(running, MONTHS)).write.parquet(str(out / "spark"))
    for number, path in enumerate((out / "spark").glob("*.parquet")):
        path.rename(out / f"{number}.parquet")


def polars(root: Path, out: Path) -> None:
    """Polars, lazily and streaming, its own expressions for the same fold."""
    import polars as pl

    with Ledger.open(root) as ledger:
        files, coverage = paths(root, ledger.parts("events", SOURCE)), ledger.coverage(SOURCE)
    codes = pl.LazyFrame(code_rows(Choice()), schema=["code", "root", "quad", "tenths"], orient="row")
    shares = pl.LazyFrame(coverage, schema=["date", "share"], orient="row")
    counted = pl.col("official") & (pl.col("lead") | (pl.col("confidence").fill_null(0) >= 50))
    story = (
        pl.scan_parquet(files)
        .select(USED)
        .filter(counted)
        .join(codes, on="code")
        .group_by("a", "b", "date", "root", "story")
        .agg(
            pl.col("quad").min(),
            pl.col("tenths").max().alias("high"),
            pl.col("tenths").min().alias("low"),
            pl.col("mentions").max(),
        )
    )
    far = pl.when(pl.col("high") + pl.col("low") >= 0).then("high").otherwise("low").fill_null(0)
    quads = [(pl.col("quad") == q).sum().alias(f"quad{q}") for q in (1, 2, 3, 4)]
    days = (
        story.with_columns(far.alias("tenths"))
        .group_by("a", "b", "date")
        .agg(
            pl.len().alias("acts"),
            pl.col("story").n_unique().alias("documents"),
            pl.col("mentions").fill_null(1).sum(),
            *quads,
            pl.col("tenths").clip(lower_bound=0).sum().alias("warm"),
            (-pl.col("tenths")).clip(lower_bound=0).sum().alias("cold"),
        )
    )
    logs = {name: (1 + pl.col(name) / 10).log() for name in ("warm", "cold")}
    months = (
        days.join(shares, on="date")
        .with_columns(
            (pl.col("date").dt.year() * 12 + pl.col("date").dt.month() - 1).alias("period"),
            *(value.alias(f"{name}_log") for name, value in logs.items()),
        )
        .group_by("a", "b", "period")
        .agg(
            pl.len().alias("active_days"),
            pl.col("acts", "documents", "mentions", "quad1", "quad2", "quad3", "quad4").sum(),
            (pl.col("warm").sum() / 10).alias("cooperation"),
            (pl.col("cold").sum() / 10).alias("hostility"),
            pl.col("warm_log", "cold_log").sum(),
            (pl.col("warm_log") ** 2).sum().alias("warm_squares"),
            (pl.col("cold_log") ** 2).sum().alias("cold_squares"),
        )
    )
    months.sink_parquet(out / "all.parquet")


def pandas(root: Path, out: Path) -> None:
    """pandas, everything in memory."""
    import numpy as np
    import pandas as pd

    with Ledger.open(root) as ledger:
        files, coverage = paths(root, ledger.parts("events", SOURCE)), ledger.coverage(SOURCE)
    rows = pd.concat([pd.read_parquet(path, columns=USED) for path in files], ignore_index=True)
    codes = pd.DataFrame(code_rows(Choice()), columns=["code", "root", "quad", "tenths"])
    rows = rows[rows.official & (rows.lead | (rows.confidence.fillna(0) >= 50))].merge(codes, on="code")
    keys = ["a", "b", "date", "root", "story"]
    story = rows.groupby(keys, observed=True).agg(
        quad=("quad", "min"), high=("tenths", "max"), low=("tenths", "min"), mentions=("mentions", "max")
    )
    story = story.reset_index()
    story["tenths"] = np.where(story.high + story.low >= 0, story.high, story.low)
    story["tenths"] = story.tenths.fillna(0)
    story["warm"], story["cold"] = story.tenths.clip(lower=0), (-story.tenths).clip(lower=0)
    days = (
        story.groupby(["a", "b", "date"])
        .agg(
            acts=("root", "size"),
            documents=("story", "nunique"),
            mentions=("mentions", "sum"),
            warm=("warm", "sum"),
            cold=("cold", "sum"),
        )
        .reset_index()
    )
    days["date"] = pd.to_datetime(days.date)
    days = days.merge(
        pd.DataFrame(coverage, columns=["date", "share"]).assign(date=lambda d: pd.to_datetime(d.date)), on="date"
    )
    days["period"] = days.date.dt.year * 12 + days.date.dt.month - 1
    days["warm_log"], days["cold_log"] = np.log1p(days.warm / 10), np.log1p(days.cold / 10)
    months = days.groupby(["a", "b", "period"]).agg(
        active_days=("acts", "size"),
        acts=("acts", "sum"),
        documents=("documents", "sum"),
        cooperation=("warm", "sum"),
        hostility=("cold", "sum"),
        warm_log=("warm_log", "sum"),
        cold_log=("cold_log", "sum"),
    )
    months["cooperation"] /= 10
    months.reset_index().to_parquet(out / "all.parquet")


ENGINES: dict[str, Callable[[Path, Path], None]] = {
    "comity": by_month,
    "duckdb": duckdb,
    "polars": polars,
    "pandas": pandas,
    "spark": spark,
}


def total(out: Path) -> tuple[Any, ...]:
    """Rows, acts and tenths of cooperation of what an engine wrote."""
    import duckdb

    [row] = duckdb.sql(
        "SELECT count(*), CAST(sum(acts) AS BIGINT), CAST(sum(round(cooperation * 10)) AS BIGINT) "
        f"FROM read_parquet({quoted(out / '*.parquet')})"
    ).fetchall()
    return row


if __name__ == "__main__":
    name, root, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    ENGINES[name](root, out)
    print(*total(out))
