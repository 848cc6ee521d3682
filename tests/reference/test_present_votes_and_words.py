"""Votes to December 2025 and words to 2024 in the publishers' files: what there is, and what is known of some pairs."""

import csv
import hashlib
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from comity.atlas.read import Atlas
from comity.measures.ballots import ballots
from comity.measures.mentions import MENTIONS, mentions
from comity.measures.un_similarity import SAME_VOTE, similarity, un_similarity, unfiltered
from comity.sources.registry import source
from comity.store import tables as store_tables
from comity.store.lay import lay
from comity.store.precedence import precedence
from comity.store.snapshot import pull
from comity.terms.crosswalk import to_state

pytestmark = pytest.mark.mirror

ROWS = {
    "un-rollcalls-1946-2025": {"votes": (859_337, 0)},
    "ungdc": {"debate_speeches": (6_366, 14), "debate_mentions": (54_153, 167)},
    "unga-votes": {"votes": (855_840, 0)},
}
"""Rows and rows of no state."""


@pytest.fixture(scope="module")
def made(mirror: Path, tmp_path_factory: pytest.TempPathFactory):
    """Snapshot, harmonised tables and audits by source, from the mirror."""
    store = tmp_path_factory.mktemp("store")
    found = {}
    for id in ROWS:
        snapshot = pull(source(id), store, mirror=mirror)
        paths = store_tables.make(store, source(id), snapshot)
        found[id] = snapshot, paths, {name: store_tables.audit(path) for name, path in paths.items()}
    return found


@pytest.fixture(scope="module")
def laid(made):
    """The tables of votes and of the debate as a build lays them."""
    parts: dict[str, list[tuple[str, Path]]] = {}
    for snapshot, paths, _ in made.values():
        for name, path in paths.items():
            parts.setdefault(name, []).append((snapshot.id, path))
    with duckdb.connect() as con:
        for name, held in parts.items():
            lay(con, name, held, precedence())
        yield con


@pytest.fixture(scope="module")
def same_vote(laid):
    rows = un_similarity.compute(laid)[SAME_VOTE.id]
    return {
        (a, b, int(year)): (float(value), basis.split("@")[0])
        for a, b, year, value, basis in zip(*(rows[c] for c in ("a", "b", "period", "value", "basis")), strict=True)
    }


@pytest.fixture(scope="module")
def named(laid):
    rows = mentions.compute(laid)[MENTIONS.id]
    columns = (np.ma.filled(rows[c], 0) for c in ("a", "b", "period", "value", "low", "high", "n", "state"))
    return {(a, b, int(year)): row for a, b, year, *row in zip(*columns, strict=True)}


@pytest.mark.parametrize("source_id", ROWS)
def test_rows_and_rows_without_a_state_are_as_counted(made, source_id):
    audits = made[source_id][2]
    assert {name: (a.rows_read, a.unmatched_rows) for name, a in audits.items()} == ROWS[source_id]
    for name, audit in audits.items():
        expected = source(source_id).provides[name].expect
        assert 0.9 * audit.rows_read <= expected.rows <= audit.rows_read
        assert audit.duplicate_rows == audit.contradicted_rows == audit.combined_rows == 0


@pytest.mark.parametrize("source_id", ["un-rollcalls-1946-2025", "ungdc"])
def test_the_declaration_is_pinned_to_these_files(mirror: Path, source_id: str) -> None:
    spec = source(source_id)
    for file in spec.reissued or spec.files:
        homes = [mirror / name for name in (spec.id, *spec.beside)]
        content = next(home / file.name for home in homes if (home / file.name).is_file()).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256)


def test_bytes_that_were_declared_are_known_from_their_release(made):
    assert (made["ungdc"][0].vintage, str(made["ungdc"][0].known)) == ("13", "2025-04-19")


def test_a_year_is_of_one_account_and_the_last_two_are_whole(laid):
    found = laid.execute("""
        SELECT year, count(DISTINCT resolution), count(DISTINCT source), max(date)::VARCHAR,
               any_value(split_part(source, '@', 1)) FROM votes WHERE year >= 2022 GROUP BY ALL ORDER BY year""")
    assert found.fetchall() == [
        (2022, 81, 1, "2022-12-30", "unga-votes"),
        (2023, 88, 1, "2023-12-22", "un-rollcalls-1946-2025"),
        (2024, 95, 1, "2024-12-24", "un-rollcalls-1946-2025"),
        (2025, 192, 1, "2025-12-18", "un-rollcalls-1946-2025"),
    ]


def test_the_united_states_and_ukraine_part_in_2025(same_vote):
    assert [round(same_vote["UKR", "USA", year][0], 2) for year in (2023, 2024, 2025)] == [0.66, 0.57, 0.20]
    assert [same_vote["UKR", "USA", year][1] for year in (2022, 2023)] == ["unga-votes", "un-rollcalls-1946-2025"]


def test_the_seam_moves_no_mean_by_a_hundredth(laid):
    """Both accounts of 2023, pair by pair: what the change of account may do to a pair's line."""
    laid.execute("CREATE OR REPLACE TEMP VIEW adopted AS SELECT * FROM votes_others WHERE year = 2023")
    [two] = ballots(laid, "adopted")
    [one] = (year for year in ballots(laid) if year.year == 2023)
    states = sorted(set(one.states) & set(two.states))
    votes = [each.votes[[each.states.index(state) for state in states]] for each in (one, two)]
    enough = np.triu(np.minimum(*(similarity(each).n for each in votes)) >= 10, 1)
    ours, theirs = (unfiltered(each).same[enough] for each in votes)
    assert len(ours) > 17_000
    assert abs((theirs - ours).mean()) < 0.01
    assert np.corrcoef(ours, theirs)[0, 1] > 0.995


def test_a_seat_in_the_assembly_was_not_always_its_name(laid):
    found = laid.execute("""
        SELECT state, min(year), max(year) FROM votes_others WHERE source LIKE 'un-rollcalls%'
        AND state IN ('CHN', 'TWN', 'DEU', 'XDW', 'BLR', 'ZAF') GROUP BY ALL ORDER BY state""").fetchall()
    assert {state: (first, last) for state, first, last in found} == {
        "BLR": (1946, 2022), "CHN": (1946, 2022), "DEU": (1990, 2022), "TWN": (1950, 1971), "XDW": (1973, 1989),
        "ZAF": (1946, 2022),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "year", "count"),
    [
        ("UKR", "RUS", 2013, 2), ("UKR", "RUS", 2014, 18), ("UKR", "RUS", 2022, 43), ("AZE", "ARM", 2019, 8),
        ("AZE", "ARM", 2020, 73),
    ],
)  # fmt: skip
def test_quarrels_are_named(named, a, b, year, count):
    value, low, high, n, _ = named[a, b, year]
    assert n == count
    assert value > 1 and low < value < high


def test_a_state_that_was_silent_is_no_zero(named, laid):
    spoke = {row[0] for row in laid.execute("SELECT state FROM debate_speeches WHERE year = 2020").fetchall()}
    silent = {a for (a, _, year), row in named.items() if year == 2020 and row[4] == "outside_coverage"}
    assert silent and not silent & spoke


def test_positions_stand_where_others_put_them(built_atlas: Path, mirror: Path):
    atlas = Atlas.open(built_atlas, date(2025, 12, 31))
    path = mirror / "unga-ideal-points-2025" / "Idealpointestimates1946-2025.tab"
    with path.open(encoding="latin-1", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["IdealPointFP"]]
    years = np.array([int(row["year"]) for row in rows])
    states = to_state("cow", np.array([int(row["ccode"]) for row in rows]), years)
    theirs = {(s, int(y)): float(row["IdealPointFP"]) for s, y, row in zip(states, years, rows, strict=True)}
    for year in range(1976, 2026):
        ours = {a: v for (a, _), v in atlas.column("un.ideal_point", str(year)).items() if (a, year) in theirs}
        r = np.corrcoef(list(ours.values()), [theirs[a, year] for a in ours])[0, 1]
        assert r >= 0.95, year
