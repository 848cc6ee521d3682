"""The pairs of a site made on Spark, for those who outgrow one machine: the same batches, and so the same bytes.

Each batch is a task. Workers read the atlas and write to the folder of the site, which they see under the same path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from comity.api.site_work import Done, Setting, Task, worker_of
from comity.errors import UserError

if TYPE_CHECKING:
    from pyspark import SparkContext

_ROUND = 4
"""Batches for each core between two times that what is finished takes its place."""
Answer = tuple[list[Done], str]


def batches_on_spark(master: str, setting: Setting, batches: Sequence[list[Task]]) -> Iterator[list[Done]]:
    """The batches in their order. Raises MissingExtra, and UserError where Spark fails or a pair cannot be made."""
    from comity.events.spark import on_this_machine, session

    scratch = setting.staging / "spark"
    scratch.mkdir()
    with session(master, scratch) as spark:
        context = spark.sparkContext
        if on_this_machine(master) and "PYSPARK_PYTHON" not in os.environ:
            context.pythonExec = sys.executable
        many = _ROUND * context.defaultParallelism
        for first in range(0, len(batches), many):
            yield from _round(context, setting, list(enumerate(batches[first : first + many], first)))


def _round(context: SparkContext, setting: Setting, numbered: list[tuple[int, list[Task]]]) -> Iterator[list[Done]]:
    try:
        answers: list[Answer] = context.parallelize(numbered, len(numbered)).map(partial(_batch, setting)).collect()
    except Exception as error:
        said = next(
            (line for line in str(error).splitlines() if "Exception" in line or "Error" in line), "no reason told"
        )
        why = f"Spark stopped ({said.strip()[:200]}); every finished page is in its place: run it again, it goes on"
        raise UserError(why) from error
    for done, fault in answers:
        if fault:
            raise UserError(fault)
        yield done


def _batch(setting: Setting, numbered: tuple[int, list[Task]]) -> Answer:
    """One batch on a worker; a user's mistake comes back as what it says."""
    try:
        return worker_of(setting).batch(*numbered), ""
    except UserError as error:
        return [], str(error)
