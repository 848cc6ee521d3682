"""Relations and embassies from publishers' files and the chronicle that ships with us, at the command line."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from tiny_world import small_editions

from comity.assessment.mediators.features import Columns
from comity.assessment.questions.access import answer as access
from comity.assessment.view import View
from comity.atlas.read import Atlas
from comity.build.conduct import Plan, build
from harvested import sample
from printed import rows_of

MEASURES = ("relations.since", "relations.in_force", "representation.embassy", "representation.embassies_hosted")
LISTED = ("wikipedia-foreign-relations", "diplometrics", "embassies")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("relations")
    for source_id in LISTED:
        shutil.copytree(sample(source_id), home / "mirror" / source_id)
    with small_editions():
        build(Plan(home / "store", home / "mirror", MEASURES), home / "atlas")
    return home / "atlas"


def series(run, built, *words):
    said = run("show", *words, "--atlas", built, "--format", "csv")
    assert said.code == 0, said.err
    return {row["period"]: row for row in rows_of(said.out)}


def test_since_when_is_told_with_its_day_and_by_whom(run, built):
    rows = series(run, built, "ISR", "KAZ", "relations.since")
    assert (rows["2025"]["value"], rows["2025"]["unit"], rows["2025"]["state"]) == ("1992", "year", "value")
    said = run("show", "ISR", "KAZ", "relations.since", "--atlas", built, "--since", "2024").out
    assert "Behind 2025: begun 1992-04-10 (ISR); begun 1992-04-10 (KAZ)" in " ".join(said.split())


def test_a_break_that_only_the_chronicle_knows_ends_relations_and_both_embassies(run, built):
    rows = series(run, built, "UKR", "RUS", "relations.in_force")
    assert {rows[y]["value"] for y in ("2022", "2023", "2025")} == {"0.0"}
    for pair in (("UKR", "RUS"), ("RUS", "UKR")):
        rows = series(run, built, *pair, "representation.embassy")
        assert (rows["2023"]["value"], rows["2023"]["state"]) == ("0.0", "true_zero")
        assert "2021" not in rows or rows["2021"]["state"] != "value"


def test_nothing_later_than_the_day_is_told(run, built):
    rows = series(run, built, "UKR", "RUS", "relations.in_force", "--as-of", "2022-02-23")
    assert not [row for row in rows.values() if row["value"]]


def test_each_row_names_the_edition_that_speaks(built):
    atlas = Atlas.open(built, date(2025, 12, 31))
    by_year = {m.period: m.basis for m in atlas.series("representation.embassy", "ISR", "KAZ")}
    sources = {year: {ref.partition("@")[0] for ref in basis} for year, basis in by_year.items()}
    assert (sources["2001"], sources["2022"]) == ({"diplometrics"}, {"embassies"})
    assert {m.basis[0].partition("@")[0] for m in atlas.series("representation.embassy", "RUS", "UKR")} == {"chronicle"}


def test_what_was_last_known_of_each_pair_is_read_beside_what_is_newest(built):
    newest, known = Columns(Atlas.open(built, date(2025, 12, 31))).lately("representation.embassy", 6)
    assert newest == "2025"
    assert known["ISR", "KAZ"] == 1 and known["UKR", "RUS"] == 0


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("ARE", "ISR", "Embassies on record: the United Arab Emirates in Israel (2025) and Israel in the United Arab "
                       "Emirates (2025)."),
        ("ISR", "KAZ", "Embassies on the list of 2022: Israel in Kazakhstan and Kazakhstan in Israel."),
        ("RUS", "UKR", "No embassy of Russia in Ukraine in 2025 and of Ukraine in Russia in 2025 (relations broken off "
                       "2022-02-24 (chronicle))."),
    ],
)  # fmt: skip
def test_an_assessment_tells_embassies_with_their_year_and_account(built, a, b, said):
    view = View(Atlas.open(built, date(2025, 12, 31)), a, b, 1990)
    claims = [j.finding.claim for j in access(view).judged if j.finding.id == "access.embassies"]
    assert claims == [said]


def test_two_builds_are_one(built, tmp_path):
    mirror = built.parent / "mirror"
    with small_editions():
        again = build(Plan(tmp_path / "store", mirror, MEASURES), tmp_path / "atlas")
    assert (built / again.id).is_dir()
