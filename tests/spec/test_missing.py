"""What an assessment did not have, in lines that a reader takes in at a glance."""

from datetime import date

import pytest

from comity.assessment import missing
from comity.atlas.read import Atlas
from comity.terms.absence import Absence, Why, line, named_for_readers, reason


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
    absent = Atlas.open(None, date(2025, 12, 31)).manifest.absent.values()
    tables = {name for absence in absent for name in absence.tables}
    assert len(tables) >= 5
    assert tables <= named_for_readers()


@pytest.mark.parametrize(
    ("absence", "terminal", "report"),
    [
        (
            Absence(Why.NO_SOURCE, ("commodity_trade", "commodity_concordance", "own_table")),
            "needs commodity_trade, commodity_concordance, own_table, which none of the sources at hand gives",
            "No source at hand gives trade by product, tables of corresponding products and own table",
        ),
        (
            Absence(Why.NO_SOURCE, ("exercises",)),
            "needs exercises, which none of the sources at hand gives",
            "No source at hand gives military exercises",
        ),
        (
            Absence(Why.NO_ROOM),
            "no room in the atlas that ships; comity build makes it",
            "No room in the atlas that ships; comity build makes it",
        ),
        (
            Absence(Why.NO_ROWS),
            "the sources at hand hold nothing from which it can be computed",
            "The sources at hand hold nothing from which it can be computed",
        ),
        (
            Absence(Why.NOT_PUBLISHED, day=date(2014, 3, 31)),
            "rests on what was published after 2014-03-31",
            "Rests on what was published after 2014-03-31",
        ),
    ],
)
def test_an_absence_has_its_words_from_its_code(absence, terminal, report):
    assert (reason(absence), line(absence)) == (terminal, report)


@pytest.mark.parametrize("given", [(Why.NO_SOURCE,), (Why.NO_ROWS, ("trade",)), (Why.NOT_PUBLISHED,)])
def test_a_code_without_its_particulars_or_with_anothers_is_refused(given):
    with pytest.raises(ValueError, match="absence"):
        Absence(*given)


def test_every_code_has_words():
    particulars = {Why.NO_SOURCE: {"tables": ("trade",)}, Why.NOT_PUBLISHED: {"day": date(2020, 1, 1)}}
    said = {reason(Absence(why, **particulars.get(why, {}))) for why in Why}
    assert len(said) == len(Why)


def test_alike_absences_share_a_line_and_how_to_mend_them_is_said_last():
    by_product = Absence(Why.NO_SOURCE, ("commodity_trade",))
    absent = {
        "dependence.supplier_share.coal": by_product,
        "igo.s": Absence(Why.NO_ROOM),
        "exchange.exports.coal": by_product,
    }
    assert missing._absent(absent)[:2] == [
        "No source at hand gives trade by product: dependence (supplier share); exchange (exports)",
        "No room in the atlas that ships; comity build makes it: igo (s)",
    ]
    assert missing._absent(absent)[2:] == [missing._HOW]
