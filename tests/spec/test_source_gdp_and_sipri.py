"""Two plain lists: products by code, deliveries of arms by name."""

from pathlib import Path

import pytest

from comity.errors import BadFile
from comity.sources.registry import source
from harvested import harvest, sample


def test_products_are_current_dollars_without_population() -> None:
    rows = harvest("gdp", sample("gdp"))["products"]
    assert {(r["state"], r["year"], r["gdp"], r["gdp_basis"], r["population"]) for r in rows} == {
        ("ISR", 2010, 234000000000.5, "current", None), ("KAZ", 2010, 148e9, "current", None),
        ("WLD", 2010, 66e12, "current", None),
    }  # fmt: skip


def test_deliveries_keep_small_values_and_unknown_parties_for_the_count_of_unmatched() -> None:
    rows = harvest("sipri-tiv", sample("sipri-tiv"))["arms_transfers"]
    assert {(r["supplier"], r["recipient"], r["year"], r["tiv"]) for r in rows} == {
        ("Israel", "Kazakhstan", 2008, 15.0), ("Israel", "Unknown recipient(s)", 2008, 1.0),
        ("Serbia", "Cyprus", 2020, 0.0),
    }  # fmt: skip


@pytest.mark.parametrize(("source_id", "old"), [("gdp", "Country Code"), ("sipri-tiv", "value")])
def test_a_missing_column_is_refused(tmp_path: Path, source_id: str, old: str) -> None:
    (name,) = (file.name for file in source(source_id).files)
    text = (sample(source_id) / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(text.replace(old, "Other", 1), encoding="utf-8")
    with pytest.raises(BadFile, match=old):
        harvest(source_id, tmp_path)


def test_terms_of_arms_data_and_of_shared_databases_keep_their_measures_out_of_what_ships() -> None:
    assert not source("sipri-tiv").licence.redistribute
    assert not source("openflights").licence.redistribute
