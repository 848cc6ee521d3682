"""The fold on Spark: the same SQL texts, translated by Ibis, where the events or the machines are there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.errors import MissingExtra, UserError
from comity.events.files import paths
from comity.events.ledger import Ledger
from comity.events.queries import DAYS, MENTIONED, Choice, code_rows, text
from comity.events.refresh import chosen

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LOCAL = "127.0.0.1"


def on_this_machine(master: str) -> bool:
    """Whether a master, and with it its workers, runs here."""
    return master.startswith("local") or _LOCAL in master


@contextmanager
def session(master: str, folder: Path) -> Iterator[SparkSession]:
    """A Spark session on a master, its scratch in `folder`. Raises MissingExtra, and UserError when none answers."""
    try:
        import ibis  # noqa: F401
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtra('work on Spark needs Ibis and PySpark: pip install "comity[scale]"') from error
    builder = SparkSession.builder.appName("comity").master(master)
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "8",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "spark-warehouse"),
        "spark.ui.showConsoleProgress": "false",
    }
    quiet = folder / "log4j2.properties"
    quiet.write_text("rootLogger.level = error\n", encoding="utf-8")
    settings["spark.driver.extraJavaOptions"] = f"-Dlog4j2.configurationFile={quiet.as_uri()}"
    if on_this_machine(master):
        settings |= {"spark.driver.host": _LOCAL, "spark.driver.bindAddress": _LOCAL}
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        running = builder.getOrCreate()
    except Exception as error:
        raise UserError(f"Spark at {master} does not start: {str(error).splitlines()[0]}; is Java 17 there?") from error
    try:
        running.sparkContext.setLogLevel("ERROR")
        yield running
    finally:
        running.stop()


def fold_on_spark(
    master: str, root: Path, ledger: Ledger, source: str, folder: Path, queries: Sequence[str]
) -> dict[str, Path]:
    """Fold one source's events from its first row on by each of the queries. Returns a folder for each.

    In each, a folder `month=N` holds the rows of one month, in no order.
    """
    with session(master, folder) as spark:
        _read(spark, "events", paths(root, ledger.parts("events", source)))
        if mentioned := ledger.parts("mentions", source):
            spark.table("events").createOrReplaceTempView("held")
            _read(spark, "mention", paths(root, mentioned))
            define(spark, "events", MENTIONED)
        small_views(spark, chosen(ledger), ledger.coverage(source))
        define(spark, "dyad_days", DAYS)
        written = {}
        for query in queries:
            out = folder / f"spark-{source}-{query}"
            rows = spark.sql(translated(spark, query))
            rows.withColumn("month", rows.period).repartition("month").write.partitionBy("month").parquet(str(out))
            written[query] = out
    return written


def translated(spark: SparkSession, query: str) -> str:
    """A query of the warehouse in Spark's dialect; the views that it reads must be there."""
    import ibis

    return str(ibis.to_sql(ibis.pyspark.connect(spark).sql(text(query), dialect="duckdb"), dialect="pyspark"))


def define(spark: SparkSession, view: str, query: str) -> None:
    """Make a view from a query of the warehouse."""
    spark.sql(translated(spark, query)).createOrReplaceTempView(view)


def small_views(spark: SparkSession, choice: Choice, coverage: Sequence[tuple[date, float]]) -> None:
    """The small tables that the queries read."""
    shapes: dict[str, tuple[str, Sequence[Any]]] = {
        "codes": ("code string, root string, quad int, tenths int", code_rows(choice)),
        "choice": (
            "official_only boolean, least_confidence double, quiet boolean",
            [(choice.official_only, float(choice.least_confidence), False)],
        ),
        "coverage": ("date date, share double", list(coverage)),
    }
    for name, (shape, rows) in shapes.items():
        spark.createDataFrame(rows, shape).createOrReplaceTempView(name)


def _read(spark: SparkSession, view: str, files: Sequence[str]) -> None:
    spark.read.parquet(*files).createOrReplaceTempView(view)
