"""What moved between two atlases, on tables that can be checked by hand."""

import hashlib
from dataclasses import asdict
from datetime import date

import duckdb
import numpy as np
import pytest

from comity.atlas.between import moves, reaches, revisions, spliced, surprise
from comity.atlas.encode import write
from comity.atlas.manifest import Entry, Manifest
from comity.atlas.read import Atlas
from comity.measures.contract import Measure
from comity.tables.relation import as_view

STATES = ("AAA", "BBB", "CCC", "DDD")
DAY = date(2030, 12, 31)


def _measure(id, **more):
    given = {"low": None, "high": None, "direction": "undirected", "grain": "year", "decimals": 2} | more
    return Measure(
        id=id, question="tenor", title="Of a and b", unit="index", interval=None, formula="x", more="more",
        reference="none", not_when="never", inputs=(), **given,
    )  # fmt: skip


def _atlas(folder, rows, measures, basis=("one@111111111111",), states=STATES, last=None):
    """An atlas of rows `(measure, a, b, period, value)`."""
    folder.mkdir()
    entries = {}
    for measure in measures:
        mine = [row[1:] for row in rows if row[0] == measure.id]
        names = ("a", "b", "period", "value")
        kinds = (object, object, np.int32, np.float64)
        columns = {
            n: np.array([r[i] for r in mine], dtype=k) for i, (n, k) in enumerate(zip(names, kinds, strict=True))
        }
        with duckdb.connect() as con:
            as_view(con, "measured", columns)
            target = folder / f"{measure.id}.parquet"
            n, first, newest = write(con, "measured", measure, states, basis, target, first_year=1800, exact=True)
        record = {name: value for name, value in asdict(measure).items() if name in Entry.model_fields}
        record |= {"basis": basis, "first": first, "last": last or newest, "rows": n, "file": target.name}
        record |= {"decimals": None, "sha256": hashlib.sha256(target.read_bytes()).hexdigest()}
        entries[measure.id] = Entry(**record)
    return Atlas(folder, Manifest(comity="0", states=states, measures=entries, inputs={}, audits=(), absent={}), DAY)


INDEX = _measure("un.x")


def _history(id="un.x"):
    """A-B goes up by .01 a year for forty years, and so does C-D."""
    pairs = (("AAA", "BBB"), ("CCC", "DDD"))
    return [(id, a, b, 1980 + n, 0.01 * n) for a, b in pairs for n in range(41)]


def test_what_reaches_further_is_new_or_gone(tmp_path):
    gone, new = _measure("un.gone"), _measure("un.new")
    old = _atlas(tmp_path / "old", [*_history(), *_history("un.gone")], [INDEX, gone])
    rows = [*_history(), ("un.x", "AAA", "BBB", 2022, 0.5), *_history("un.new")]
    after = _atlas(tmp_path / "new", rows, [INDEX, new])
    told = [(r.measure, r.before, r.after) for r in reaches(old, after)]
    assert told == [("un.gone", "2020", ""), ("un.new", "", "2020"), ("un.x", "2020", "2022")]
    assert reaches(old, old) == []


def test_a_change_is_held_against_usual_yearly_ones_and_only_the_rare_is_told(tmp_path):
    old = _atlas(tmp_path / "old", _history(), [INDEX])
    rows = [*_history(), ("un.x", "AAA", "BBB", 2021, 0.41), ("un.x", "CCC", "DDD", 2021, 0.90)]
    (found,) = moves(old, _atlas(tmp_path / "new", rows, [INDEX]))
    assert (found.a, found.b, found.period_before, found.period) == ("CCC", "DDD", "2020", "2021")
    assert (found.before, found.after) == pytest.approx((0.40, 0.90))
    assert found.share == pytest.approx(1 / 81), "none of 80 yearly changes is as large"


def test_a_change_over_ten_years_counts_for_each_of_them(tmp_path):
    old = _atlas(tmp_path / "old", _history(), [INDEX])
    rows = [*_history(), ("un.x", "AAA", "BBB", 2030, 0.495)]
    assert not list(moves(old, _atlas(tmp_path / "new", rows, [INDEX]))), "less than .01 a year is usual"


def test_a_revision_is_no_move_and_is_told_with_its_editions(tmp_path):
    old = _atlas(tmp_path / "old", _history(), [INDEX])
    rows = [(m, a, b, y, 0.9 if (a, y) == ("AAA", 2020) else v) for m, a, b, y, v in _history()]
    rows = [r for r in rows if r[1:4] != ("CCC", "DDD", 1980)] + [("un.x", "AAA", "CCC", 2019, 0.2)]
    after = _atlas(tmp_path / "new", rows, [INDEX], basis=("one@222222222222",))
    assert not list(moves(old, after))
    (told,) = revisions(old, after)
    assert (told.rows, told.changed, told.gone, told.added) == (81, 1, 1, 1)
    assert (told.editions_before, told.editions) == (("one@111111111111",), ("one@222222222222",))
    assert (told.largest.a, told.largest.period, told.largest.after) == ("AAA", "2020", 0.9)


def test_of_two_states_only_what_is_theirs_is_told(tmp_path):
    old = _atlas(tmp_path / "old", _history(), [INDEX])
    rows = [*_history(), ("un.x", "AAA", "BBB", 2021, 0.9), ("un.x", "CCC", "DDD", 2021, 0.9)]
    after = _atlas(tmp_path / "new", rows, [INDEX])
    assert {(m.a, m.b) for m in moves(old, after, ("DDD", "CCC"))} == {("CCC", "DDD")}


def test_where_silence_means_none_a_row_that_goes_is_a_change_to_zero(tmp_path):
    flag = _measure("alliance.x", low=0.0, high=1.0, silence="true_zero")
    rows = [("alliance.x", a, b, y, 1.0) for a, b in (("AAA", "BBB"), ("CCC", "DDD")) for y in range(1980, 2021)]
    old = _atlas(tmp_path / "old", rows, [flag])
    new = [*rows, ("alliance.x", "CCC", "DDD", 2021, 1.0)]
    (found,) = moves(old, _atlas(tmp_path / "new", new, [flag], last=2021))
    assert (found.a, found.before, found.after, found.period) == ("AAA", 1.0, 0.0, "2021")


def test_small_amounts_are_left_out_and_large_ones_count_by_their_share(tmp_path):
    amount = _measure("exchange.x", low=0.0)
    rows = [("exchange.x", "AAA", "BBB", 1980 + n, 1000.0 * 1.02**n) for n in range(41)]
    rows += [("exchange.x", "CCC", "DDD", 1980 + n, 1.0 + n % 2) for n in range(41)]
    old = _atlas(tmp_path / "old", rows, [amount])
    new = [*rows, ("exchange.x", "AAA", "BBB", 2021, 400.0), ("exchange.x", "CCC", "DDD", 2021, 9.0)]
    (found,) = moves(old, _atlas(tmp_path / "new", new, [amount]))
    assert found.a == "AAA"


def test_a_list_of_states_that_grew_in_between_moves_nothing(tmp_path):
    old = _atlas(tmp_path / "old", _history(), [INDEX])
    rows = [*_history(), ("un.x", "CCC", "DDD", 2021, 0.9)]
    after = _atlas(tmp_path / "new", rows, [INDEX], states=("A00", *STATES))
    assert [(m.a, m.b) for m in moves(old, after)] == [("CCC", "DDD")]
    assert revisions(old, after) == []


def test_months_are_held_against_the_same_month_a_year_before(tmp_path):
    tone = _measure("tenor.x", grain="month")
    start = 2000 * 12
    rows = [("tenor.x", "AAA", "BBB", start + n, float(n % 12)) for n in range(60)]
    rows += [("tenor.x", "CCC", "DDD", start + n, float(n % 12)) for n in range(60)]
    old = _atlas(tmp_path / "old", rows, [tone])
    new = [*rows, ("tenor.x", "AAA", "BBB", start + 60, 0.0), ("tenor.x", "CCC", "DDD", start + 60, 500.0)]
    found = list(moves(old, _atlas(tmp_path / "new", new, [tone])))
    assert ("CCC", "2004-12", "2005-01") in [(m.a, m.period_before, m.period) for m in found]


def test_of_each_family_the_rarest_change_counts_once(tmp_path):
    old = _atlas(tmp_path / "old", [*_history(), *_history("un.y")], [INDEX, _measure("un.y")])
    rows = [*_history(), *_history("un.y"), ("un.x", "AAA", "BBB", 2021, 0.9), ("un.y", "AAA", "BBB", 2021, 0.8)]
    found = list(moves(old, _atlas(tmp_path / "new", rows, [INDEX, _measure("un.y")])))
    assert len(found) == 2 and surprise(found) == pytest.approx(np.log(81))


def test_two_accounts_that_differ_are_no_change_of_a_pair(tmp_path):
    old = _atlas(tmp_path / "old", _history(), [INDEX])
    rows = [*_history(), ("un.x", "AAA", "BBB", 2021, 0.9)]
    after = _atlas(tmp_path / "new", rows, [INDEX], basis=("one@111111111111", "two@222222222222"))
    assert spliced(old, after) == ["un.x"] and not list(moves(old, after))
    same = _atlas(tmp_path / "same", rows, [INDEX], basis=("one@333333333333",))
    assert spliced(old, same) == [] and len(list(moves(old, same))) == 1
