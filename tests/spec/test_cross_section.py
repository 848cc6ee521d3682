"""Cross-sections of the atlas: whatever the order in which periods are asked for, the same pairs and values."""

from datetime import date

import numpy as np
import pytest

from comity.atlas.cross_section import CrossSection, CrossSections
from comity.atlas.read import Atlas

ROWS = {
    "a": np.array([0, 0, 1, 1, 2], dtype=np.int16),
    "b": np.array([1, 2, 2, 3, 3], dtype=np.int16),
    "period": np.array([2000, 2001, 2000, 2001, 2002], dtype=np.int32),
    "value": np.array([10, 20, 10, 40, 50], dtype=np.int32),
}


def _reader(log):
    def read(measure, period):
        log.append(period)
        chosen = np.ones(5, dtype=bool) if period is None else ROWS["period"] == period
        return {name: column[chosen] for name, column in ROWS.items()}

    return read


def test_a_measure_asked_for_a_third_time_is_read_whole_and_never_again():
    log: list[int | None] = []
    sections = CrossSections(_reader(log))
    for period in (2000, 2000, 2001, 2002, 2001, 1999, 2002):
        found = sections.at("m", period)
        chosen = ROWS["period"] == period
        for name in ("a", "b", "value"):
            assert getattr(found, name).tolist() == ROWS[name][chosen].tolist()
    assert log == [2000, 2001, None]


@pytest.mark.parametrize(("stored", "below", "equal"), [(5, 0, 0), (10, 0, 2), (15, 2, 0), (20, 2, 1), (99, 3, 0)])
def test_ties_are_counted_apart(stored, below, equal):
    section = CrossSection(ROWS["a"][:3], ROWS["b"][:3], np.array([10, 10, 20]))
    assert section.place(stored) == (below, equal)


def test_an_empty_period_has_no_place():
    empty = np.array([], dtype=np.int32)
    assert CrossSection(empty, empty, empty).place(1) == (0, 0)


def test_columns_of_the_atlas_are_the_same_by_scan_and_from_the_whole():
    """The first two periods are scanned for, the third reads all; other atlases ask in another order."""
    years = ["2010", "2012", "2014", "2016"]
    day = date(2025, 12, 31)
    forth, back = Atlas.open(None, day), Atlas.open(None, day)
    one = {y: forth.column("dependence.supplier_share", y) for y in years}
    two = {y: back.column("dependence.supplier_share", y) for y in reversed(years)}
    assert one == two and all(len(c) > 10_000 for c in one.values())
    assert all(list(one[y]) == sorted(one[y]) for y in years)


def test_nothing_after_the_as_of_date_enters_a_cross_section():
    atlas = Atlas.open(None, date(2013, 12, 31))
    for year in ("2012", "2013", "2014", "2016"):
        assert bool(atlas.column("dependence.supplier_share", year)) == (year <= "2013")


def test_the_newest_period_of_a_state_is_of_what_goes_from_it():
    atlas = Atlas.open(None, date(2025, 12, 31))
    for state in ("ISR", "KAZ", "BTN"):
        period = atlas.last_period("dependence.supplier_share", state)
        assert period and atlas.partners("dependence.supplier_share", state, period)
        assert not atlas.partners("dependence.supplier_share", state, str(int(period) + 1))
