"""Compile the frames that charts have most often into `src/comity/report/charts/frames.txt`.

    python tools/make_frames.py [--pairs 120]

assesses pairs of states drawn with a seed, from the atlas that ships, and the pairs whose pages are read most; a frame
that charts of five pairs share, or of one that is read most, is written. To be run again when a chart is drawn another
way, and for another version of Vega-Lite: a test fails when the file has drifted.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict

import comity
from comity.atlas.manifest import load
from comity.atlas.read import STARTER
from comity.dossier.assessment import Assessment
from comity.report.charts import frames
from comity.report.charts.compiled import VERSION, Split, compiled_whole
from comity.report.charts.draw import spec
from comity.report.charts.theme import NARROW, WIDE

_SEED, _SHARED = 20261130, 5
READ_MOST = (("ISR", "KAZ"), ("RUS", "UKR"), ("FRA", "DEU"), ("USA", "CHN"), ("IND", "PAK"), ("BTN", "URY"))


def main() -> None:
    """Write the file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pairs", type=int, default=120, help="pairs drawn beside those that are read most")
    chance, states = random.Random(_SEED), sorted(load(STARTER).states)
    pairs = [*READ_MOST, *(tuple(chance.sample(states, 2)) for _ in range(asked.parse_args().pairs))]
    split: dict[str, Split] = {}
    users: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for pair in pairs:
        try:
            it = comity.assess(*pair)
        except comity.UserError:
            continue
        for one in _splits(it):
            key = json.dumps(one.frame)
            split.setdefault(key, one)
            users[key].add(pair)
    wanted = {key: split[key] for key, by in users.items() if len(by) >= _SHARED or by & set(READ_MOST)}
    made = {key: vega for key, one in wanted.items() if (vega := compiled_whole(one))}
    frames.PATH.write_text(frames.told(VERSION, made), encoding="utf-8")
    charts = sum(map(len, users.values()))
    served = sum(len(users[key]) for key in made) / charts
    print(f"{len(made)} of {len(users)} frames, {frames.PATH.stat().st_size:,} bytes; {served:.0%} of all charts")


def _splits(it: Assessment) -> list[Split]:
    return [Split(spec(f, it.period, width)) for f in it.figures for width in (WIDE, NARROW)]


if __name__ == "__main__":
    main()
