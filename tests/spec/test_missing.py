"""What an assessment did not have, in lines that a reader takes in at a glance."""

from datetime import date

from comity.assessment import missing
from comity.atlas.read import Atlas


def test_fields_of_one_measure_are_one_entry():
    found = missing.families(
        [
            "dependence.supplier_share.coal",
            "dependence.supplier_share.wheat",
            "dependence.products_supplied",
            "un.pi_linear",
        ]
    )
    assert found == "dependence (products supplied, supplier share in 2 fields); un (pi linear)"


def test_nothing_missing_is_nothing_said():
    assert missing.families([]) == ""


def test_every_table_that_the_shipped_atlas_lacks_has_a_readers_name():
    """The build writes the reason as a sentence; here it is read back, so neither may change alone."""
    reasons = set(Atlas.open(None, date(2025, 12, 31)).manifest.absent.values())
    needs = [found for reason in reasons if (found := missing._NEEDS.fullmatch(reason))]
    assert len(needs) >= 5
    assert {name for found in needs for name in found["tables"].split(", ")} <= set(missing._WORDS)
