"""What an assessment did not have, in lines that a reader takes in at a glance."""

from comity.assessment.missing import families


def test_fields_of_one_measure_are_one_entry():
    found = families(
        [
            "dependence.supplier_share.coal",
            "dependence.supplier_share.wheat",
            "dependence.products_supplied",
            "un.pi_linear",
        ]
    )
    assert found == "dependence (products supplied, supplier share in 2 fields); un (pi linear)"


def test_nothing_missing_is_nothing_said():
    assert families([]) == ""
