"""Events newer than the published daily scores: from a file of GDELT to the series and the first line of the page."""

import csv
import gzip
import io
import json
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import combinations

import pytest
from tiny_world import COW, small_editions, write_mirror

from comity.atlas.measurement import State
from comity.atlas.read import Atlas
from comity.sources.registry import sources
from event_files import export, gdelt

TURN = 460
"""The day of the scores on which France and Russia fall out: April 2019."""
TODAY = date(2020, 4, 30)
STATES = sorted(COW)
PAIRS = list(combinations(STATES, 2))
HOSTILE = ("FRA", "RUS")
SCORED = (date(2018, 1, 1), date(2019, 12, 31))
FRESH = (date(2020, 1, 1), date(2020, 4, 9))
"""Of April nine days: too few for a month."""

RIVER = (
    "tenor.cooperation", "tenor.hostility", "tenor.attention", "tenor.tone", "tenor.conflict_volume",
    "evolution.momentum", "evolution.turning_point", "evolution.expected_tone",
)  # fmt: skip


def days(first, last):
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def _score(pair, number):
    if pair == HOSTILE:
        return (-60.0 if number > TURN else 25.0) if number % 4 else -8.0
    return 12.0 if (number + sum(map(ord, "".join(pair)))) % 4 else -3.0


@contextmanager
def our_scores():
    """Take a file of our own for the edition of the daily scores."""
    with small_editions():
        known = sources()
        spec = known["gdelt-dyad-day"]
        files = [f.model_copy(update={"sha256": None, "bytes": None, "living": "a test"}) for f in spec.files]
        known[spec.id] = spec.model_copy(update={"files": tuple(files)})
        yield


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    folder = write_mirror(tmp_path_factory.mktemp("mirror"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("date", "a", "b", "w"))
    for number, day in enumerate(days(*SCORED)):
        for place, pair in enumerate(PAIRS):
            if (number + place) % 3 == 0 or pair == HOSTILE:
                writer.writerow((f"{day:%Y%m%d}", *pair, _score(pair, number)))
    home = folder / "gdelt-dyad-day"
    home.mkdir()
    (home / "dyad_day.csv.gz").write_bytes(gzip.compress(out.getvalue().encode()))
    return folder


@pytest.fixture(scope="module")
def export_of_gdelt(tmp_path_factory):
    """A row or two a day for every pair, both ways; France and Russia fight."""
    lines = []
    for number, day in enumerate(days(*FRESH)):
        for place, (a, b) in enumerate(PAIRS):
            if (a, b) == HOSTILE:
                acts = ((a, b, "190"), (b, a, "112"))
            elif (number + place) % 3 == 0:
                acts = ((a, b, "043"),)
            else:
                continue
            lines += [
                gdelt(10_000 * number + 100 * place + i, one, two, code, f"{day:%Y%m%d}", stamp=f"{day:%Y%m%d}")
                for i, (one, two, code) in enumerate(acts)
            ]
    return export(tmp_path_factory.mktemp("pieces"), *lines, name="20200409.export.CSV.zip")


@pytest.fixture(scope="module")
def built(tmp_path_factory, mirror, export_of_gdelt):
    """Folders of an atlas without and of one with the fresh events."""
    from functools import partial

    from comity.cli.app import exit_code
    from comity.cli.main import app

    home = tmp_path_factory.mktemp("home")

    def run(*words):
        assert exit_code(partial(app, args=[str(w) for w in words])) == 0, words

    with our_scores():
        common = ("--mirror", mirror, "--store", home / "s", "--out")
        run("build", *RIVER, "tenor.hostility_toward", *common, home / "before")
        run("events", "ingest", export_of_gdelt, "--warehouse", home / "w")
        run("events", "fold", "--warehouse", home / "w", "--store", home / "s")
        run("build", *RIVER, "tenor.hostility_toward", *common, home / "after")
    return home


@pytest.fixture(scope="module")
def before(built):
    return Atlas.open(built / "before", TODAY)


@pytest.fixture(scope="module")
def after(built):
    return Atlas.open(built / "after", TODAY)


@pytest.mark.parametrize("measure", ["tenor.cooperation", "tenor.hostility", "tenor.attention", "tenor.tone"])
def test_tenor_ends_where_the_events_end_and_a_month_just_begun_is_none(before, after, measure):
    assert before.series(measure, *HOSTILE)[-1].period == "2019-12"
    newest = after.series(measure, *HOSTILE)[-1]
    assert newest.period == "2020-03"
    assert [edition.partition("@")[0] for edition in newest.basis] == ["gdelt-events"]


@pytest.mark.parametrize("measure", RIVER)
def test_what_the_scores_told_is_told_to_the_last_digit(before, after, measure):
    told, now = ({m.period: m for m in atlas.series(measure, *HOSTILE)} for atlas in (before, after))
    assert told
    for period, m in told.items():
        other = now[period]
        assert (m.value, m.low, m.high, m.n, m.details) == (other.value, other.low, other.high, other.n, other.details)


def test_the_trend_reaches_the_newest_quarter(after):
    assert after.latest("evolution.momentum", *HOSTILE).period == "2020-03"


def test_where_no_line_was_drawn_a_measure_says_so_and_no_more(after):
    for measure in ("evolution.turning_point", "evolution.expected_tone"):
        assert after.at(measure, *HOSTILE, "2020-03").state is State.NOT_APPLICABLE
    assert {m.period[:4] for m in after.series("evolution.turning_point", *HOSTILE) if m.known} == {"2019"}


def test_the_page_begins_with_the_newest_month_and_tells_of_the_join(built, run, tmp_path):
    said = run("assess", *HOSTILE, "--atlas", built / "after", "--as-of", "2020-04-30", "--out", tmp_path / "o",
               "--format", "json")  # fmt: skip
    assert said.code == 0, said
    report = json.loads(next((tmp_path / "o").rglob("*.json")).read_text())
    assert {"name": "press", "to": "2020-03"} in report["page1"]["newest"]
    tenor, evolution = ({s["id"]: s for s in report["sections"]}[q] for q in ("tenor", "evolution"))
    assert "up to March 2020" in tenor["answer"]
    told = json.dumps(evolution)
    assert "to March 2020" in told
    assert "From 2020-01 on the events come from another source" in told
    assert "not judged" in told


def test_without_the_daily_scores_the_warehouse_speaks_alone(built, mirror, run):
    with our_scores():
        said = run("build", *RIVER, "--mirror", mirror, "--store", built / "s", "--out", built / "alone",
                   "--without", "gdelt-dyad-day")  # fmt: skip
    assert said.code == 0, said
    alone = Atlas.open(built / "alone", TODAY)
    assert {m.period for m in alone.series("tenor.tone", *HOSTILE)} == {"2020-01", "2020-02", "2020-03"}
    assert not alone.has("tenor.hostility"), "three months are no level"
