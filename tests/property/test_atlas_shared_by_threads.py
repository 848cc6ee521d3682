"""One atlas read by eight threads at once gives what one thread reads, and nothing is ever empty that is not."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from random import Random

import pytest

from comity.assessment.assess import Request, assess
from comity.atlas.kept import Kept
from comity.atlas.read import Atlas

DAY = date(2025, 12, 31)
PAIRS = (("ISR", "KAZ"), ("FRA", "USA"), ("IND", "PAK"))
ASSESSED = (
    ("ISR", "KAZ"), ("KAZ", "ISR"), ("IND", "PAK"), ("FRA", "DEU"), ("USA", "CHN"), ("BTN", "URY"), ("BRA", "NGA"),
    ("QAT", "SAU"),
)  # fmt: skip
THREADS = 8


@pytest.fixture(autouse=True)
def _often():
    """Threads take turns a hundred times as often as they would, so that what can go wrong does."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(5e-5)
    yield
    sys.setswitchinterval(usual)


def _questions(atlas):
    """Every kind of reading of every measure, each with what it is called."""
    for measure, entry in atlas.manifest.measures.items():
        for a, b in PAIRS:
            two = (a, "-" if entry.direction == "state" else b)
            yield ("series", measure, *two), partial(Atlas.series, measure=measure, a=two[0], b=two[1])
            yield ("latest", measure, *two), partial(Atlas.latest, measure=measure, a=two[0], b=two[1])
            if entry.direction != "state":
                period = "2010-06" if entry.grain == "month" else "2010"
                yield ("partners", measure, a), partial(Atlas.partners, measure=measure, a=a, period=period)
        yield ("last", measure), partial(Atlas.last_period, measure=measure)
        yield ("standing", measure), partial(_standing, measure=measure)
        if entry.grain == "year":
            yield ("column", measure), partial(Atlas.column, measure=measure, period="2010")


def _standing(atlas, measure):
    b = "-" if atlas.entry(measure).direction == "state" else "KAZ"
    found = atlas.latest(measure, "ISR", b)
    return None if found is None else atlas.standing(found)


@pytest.fixture(scope="module")
def serial():
    atlas = Atlas.open(None, DAY)
    return {name: ask(atlas) for name, ask in _questions(atlas)}


def test_every_reading_is_that_of_one_thread(serial):
    atlas = Atlas.open(None, DAY)
    asked = [question for question in _questions(atlas) for _ in range(2)]
    Random(7).shuffle(asked)
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda question: (question[0], question[1](atlas)), asked))
    assert len(found) == 2 * len(serial)
    for name, answer in found:
        assert answer == serial[name], name


def test_readers_of_other_days_share_an_atlas_and_nothing_that_they_saw(serial):
    atlas = Atlas.open(None, DAY)
    days = [date(2000 + n, 12, 31) for n in range(THREADS)]
    measures = ("un.agreement", "tenor.tone", "alliance.any", "exchange.exports_reported_by_importer")

    def seen(day):
        reader = atlas.reader(day)
        return {m: reader.series(m, "FRA", "USA") for m in measures}

    with ThreadPoolExecutor(THREADS) as pool:
        for day, found in zip(days * 3, pool.map(seen, days * 3), strict=True):
            for measure, series in found.items():
                whole = serial["series", measure, "FRA", "USA"]
                assert series == [m for m in whole if m.period <= (day.isoformat()[:7])], (day, measure)


def test_eight_assessments_at_once_are_those_of_one_after_the_other():
    def made(atlas, pair):
        return assess(atlas, Request(*pair, 1990, f"comity assess {' '.join(pair)}")).model_dump_json()

    alone = [made(Atlas.open(None, DAY), pair) for pair in ASSESSED]
    shared = Atlas.open(None, DAY)
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(partial(made, shared), ASSESSED))
    for pair, one, other in zip(ASSESSED, alone, together, strict=True):
        assert one == other, pair


def test_what_is_remembered_is_bounded_and_the_newest_stays():
    kept = Kept(10, len)
    for n in range(100):
        assert kept.of(n, lambda n=n: (n,) * 3) == (n,) * 3
        assert kept.get(0 if n == 0 else n) == (n,) * 3
    assert [n for n in range(100) if kept.get(n) is not None] == [97, 98, 99]
    assert kept.of("large", lambda: (1,) * 50) == (1,) * 50, "what is larger than all is kept alone"
    assert kept.get(99) is None
    assert Kept(2).get("nothing") is None


def test_what_was_forgotten_is_read_again():
    atlas = Atlas.open(None, DAY)
    small = Atlas(atlas.folder, atlas.manifest, DAY, _series=Kept(1, len))
    both = ("un.agreement", "tenor.tone")
    for _ in range(2):
        assert small.pair("FRA", "USA", both) == atlas.pair("FRA", "USA", both)
        assert all(small.pair("FRA", "USA", both).values())
