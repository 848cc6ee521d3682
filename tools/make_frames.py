"""Compile the frames that charts have most often into `src/comity/report/charts/frames.gz`.

    python tools/make_frames.py [--pairs 400]

assesses pairs drawn with a seed, as of days drawn with it, from the atlas that ships: every second of those of which
the chronicle tells, the others of any states. A frame that charts of two pairs share is written. To be run again when a
chart is drawn another way, and for another version of Vega-Lite: a test fails when the file has drifted.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from datetime import date, timedelta

import comity
from comity.atlas.manifest import load
from comity.atlas.read import STARTER
from comity.chronicle.events import events
from comity.dossier.assessment import Assessment
from comity.report.charts import frames
from comity.report.charts.compiled import VERSION, Split, compiled_whole
from comity.report.charts.draw import spec
from comity.report.charts.theme import NARROW, WIDE
from comity.store.clock import today

_SEED, _SHARED = 20261130, 2
"""Pairs of which a frame must be, to be worth its room."""
_DAYS = 3 * 365
"""Days back from today over which the days of the assessments are drawn."""


def main() -> None:
    """Write the file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pairs", type=int, default=400)
    chance, states, now = random.Random(_SEED), sorted(load(STARTER).states), today()
    split: dict[str, Split] = {}
    users: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    told = sorted({tuple(sorted((e.a, e.b))) for e in events()})
    for n in range(asked.parse_args().pairs):
        pair = chance.choice(told) if n % 2 else tuple(chance.sample(states, 2))
        day = _day(chance, now)
        try:
            it = comity.assess(*pair, as_of=day)
        except comity.UserError:
            continue
        for one in _splits(it):
            key = json.dumps(one.frame)
            split.setdefault(key, one)
            users[key].add(pair)
    wanted = {key: split[key] for key, by in users.items() if len(by) >= _SHARED}
    made = {key: vega for key, one in wanted.items() if (vega := compiled_whole(one))}
    frames.PATH.write_bytes(frames.packed(VERSION, made))
    served = sum(len(users[key]) for key in made) / sum(map(len, users.values()))
    print(f"{len(made)} of {len(users)} frames, {frames.PATH.stat().st_size:,} bytes; {served:.0%} of all charts")


def _day(chance: random.Random, now: date) -> date:
    """Today, or as often the last day of a month or another of the last years."""
    back = now - timedelta(days=chance.randrange(_DAYS))
    return chance.choice((now, back.replace(day=1) - timedelta(days=1), back))


def _splits(it: Assessment) -> list[Split]:
    return [Split(spec(f, it.period, width)) for f in it.figures for width in (WIDE, NARROW)]


if __name__ == "__main__":
    main()
