"""Dated memberships: the chronicle's own list of bodies, and what Wikidata says of all others on the day of asking."""

import csv
from datetime import date
from pathlib import Path

import pytest

from comity.assessment.blocs import membership
from comity.chronicle.bodies import BODIES, body_called, read_spells
from comity.chronicle.lint_pacts import body_faults
from comity.chronicle.lookup import read_rows
from comity.chronicle.pacts import MEMBERS
from comity.errors import BadFile
from comity.sources.download import shipped
from comity.sources.registry import source
from comity.terms.names import normalise
from harvested import harvest, sample

OWN, ID, FILE = "chronicle-members", "wikidata-memberships", "memberships.csv"
TEXT = (sample(ID) / FILE).read_text(encoding="utf-8")
LISTED = shipped(source(OWN).files[0])


def test_the_list_that_ships_is_sound():
    assert body_faults(read_rows("bodies", BODIES), read_rows("body_members", MEMBERS)) == []


@pytest.mark.parametrize(
    ("bodies", "members", "says"),
    [
        ({"title": ""}, {}, "no title"),
        ({}, {"pact": "nowhere"}, "no such pact"),
        ({}, {"member": "XXX"}, "no state id"),
        ({}, {"until": "1990", "until_reason": "left"}, "before it begins"),
        ({}, {"since": "yesterday"}, "is not a date"),
        ({"body": "nato"}, {"pact": "nato"}, "pact_members.csv holds it"),
    ],
)
def test_what_is_wrong_with_a_row_is_told(bodies, members, says):
    body = dict(zip(BODIES, ("rivers", "the Rivers", "Rivers", "2026-03-28", "they meet"), strict=True)) | bodies
    row = dict(zip(MEMBERS, ("rivers", "BRA", "1999", "", "", "general knowledge", "", "no"), strict=True)) | members
    assert any(says in fault for fault in body_faults([body], [row]))


def test_each_body_has_members_and_no_name_stands_for_two():
    spells = list(read_spells())
    assert {b.id for b, _ in spells} == {r["body"] for r in read_rows("bodies", BODIES)}
    names = [n for r in read_rows("bodies", BODIES) for n in r["names"].split(";")]
    assert len({normalise(name) for name in names}) == len(names)
    assert body_called("Bay of Bengal Initiative for several sectors").id == "bimstec"
    assert body_called("Bay of Bengal") is None


@pytest.mark.parametrize(
    ("state", "body", "start", "end"),
    [
        ("GBR", "eu", "1973-01-01", "2020-01-31"),
        ("FIN", "nato", "2023-04-04", "None"),
        ("SWE", "nato", "2024-03-07", "None"),
        ("EGY", "brics", "2024-01-01", "None"),
        ("IDN", "brics", "2025-01-06", "None"),
        ("QAT", "opec", "1961-01-01", "2019-01-01"),
        ("AGO", "opec", "2007-01-01", "2024-01-01"),
        ("NER", "ecowas", "1975-05-28", "2025-01-29"),
        ("TLS", "asean", "2025-10-26", "None"),
        ("CRI", "oecd", "2021-05-25", "None"),
    ],
)
def test_who_joined_and_left_is_a_row(state, body, start, end):
    rows = harvest(OWN, LISTED)["membership_spells"]
    told = {(r["state"], r["organisation"], str(r["start"]), str(r["end"])) for r in rows}
    assert (state, body, start, end) in told


def test_no_row_of_ours_is_later_than_the_day_to_which_the_list_was_kept_up():
    rows = harvest(OWN, LISTED)["membership_spells"]
    assert all(max(r["start"], r["end"] or r["start"]) <= r["listed"] for r in rows)
    assert max(r["listed"] for r in rows) <= source(OWN).origin.released


def test_a_list_of_ours_with_another_head_or_day_is_refused(tmp_path):
    for name in ("bodies.csv", "pact_members.csv", "body_members.csv"):
        (tmp_path / name).write_bytes((LISTED / name).read_bytes())
    text = (tmp_path / "bodies.csv").read_text(encoding="utf-8")
    for old, new in (("carried_to", "kept_to"), ("2026-03-28", "lately")):
        (tmp_path / "bodies.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(BadFile):
            harvest(OWN, tmp_path)


def test_statements_become_spells_as_precise_as_they_are():
    rows = harvest(ID, sample(ID))["membership_spells"]
    assert [tuple(r.values())[:7] for r in rows] == [
        ("BRA", "Q1001", "Society of Rivers", date(2015, 3, 1), "month", None, None),
        ("BRA", "Q1002", "Union of Orchards", date(1998, 1, 1), "year", date(2019, 6, 30), "day"),
        # Of two statements with one start the one that knows an end counts.
        ("KAZ", "Q1001", "Society of Rivers", date(2020, 5, 17), "day", date(2024, 1, 1), "year"),
        # What the chronicle lists bears its id and name.
        ("QAT", "opec", "OPEC", date(1961, 1, 1), "year", date(2019, 1, 1), "day"),
    ]
    assert {r["listed"] for r in rows} == {date(2026, 11, 1)}


def test_a_day_in_a_year_that_alone_is_known_is_the_years_first(tmp_path: Path):
    (tmp_path / FILE).write_text(TEXT.replace("1998-01-01", "1998-07-09"), encoding="utf-8")
    assert date(1998, 1, 1) in {r["start"] for r in harvest(ID, tmp_path)["membership_spells"]}


def test_what_is_later_than_the_day_of_asking_has_not_begun(tmp_path: Path):
    (tmp_path / FILE).write_text(TEXT.replace("2015-03-01", "2027-03-01"), encoding="utf-8")
    rows = harvest(ID, tmp_path)["membership_spells"]
    assert ("BRA", "Q1001") not in {(r["state"], r["organisation"]) for r in rows}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("BRA,Q1001", "Brazil,Q1001", "no code of a state"),
        ("Q1002", "http://www.example/Q1002", "no item"),
        (",2015-03-01T00:00:00Z,10", ",,", "no start"),
        ("11,yes", "11,no", "an end in a membership that lasts"),
        (",11,,,no", ",day,,,no", "start_precision"),
        (",2026-11-01", ",today", "no day of asking"),
        ("2026-11-01\nKAZ", "2026-11-02\nKAZ", "more than one day"),
        ("start_precision", "precision", "columns differ"),
    ],
)
def test_what_is_no_answer_to_the_question_is_refused(tmp_path: Path, old: str, new: str, says: str):
    assert old in TEXT
    (tmp_path / FILE).write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=says):
        harvest(ID, tmp_path)


NO_BODIES = {
    "c5": "meetings, to which others are received",
    "crown": "one person is head of state of each",
    "eccu": "a currency, of members of an organisation that is older",
    "five-eyes": "agencies share what they learn",
    "gcc-defence": "a treaty of the members of a body that is listed",
    "i2u2": "four leaders and their joint projects",
    "msg": "four states and a movement of New Caledonia, which is no state",
    "nafta": "a treaty on trade, which the lists of agreements hold",
    "oecs": "its economic union alone is dated, and not the organisation, which is older",
    "rio": "a treaty",
    "usmca": "a treaty on trade, which the lists of agreements hold",
}


def test_a_pact_of_several_is_a_body_whose_members_are_dated_or_it_is_said_why_not():
    members = {}
    for row in read_rows("pact_members", MEMBERS):
        members.setdefault(row["pact"], set()).add(row["member"])
    several = {pact for pact, held in members.items() if len(held) > 2}
    assert several - {r["body"] for r in read_rows("bodies", BODIES)} == set(NO_BODIES)


OTHERWISE = {
    (
        "mercosur",
        "VEN",
    ): "rights ceased on 1 December 2016, and all of them by the clause on democracy on 5 August 2017",
    ("mercosur", "BOL"): "an associate until 2024, whom the yearly record counts as a member",
    ("mercosur", "CHL"): "an associate, whom the yearly record counts as a member",
}


def test_the_changes_of_blocs_and_the_spells_of_bodies_tell_of_the_same_days():
    """To a day: a spell ends with its last day, and a bloc is left on that day or the next."""
    ours = {}
    for body, spell in read_spells():
        days = ours.setdefault((body.id, spell.member), [])
        days += [("joined", spell.since.start), *([("left", spell.until.start)] if spell.until else [])]
    listed = {body for body, _ in ours}
    with (Path(membership.__file__).parent / "changes.csv").open(encoding="utf-8", newline="") as file:
        changes = [r for r in csv.DictReader(file) if r["bloc"] in listed and (r["bloc"], r["state"]) not in OTHERWISE]
    assert len(changes) > 20
    differ = [
        (r["bloc"], r["state"], r["date"])
        for r in changes
        if not any(
            change == r["change"] and abs((day - date.fromisoformat(r["date"])).days) <= 1
            for change, day in ours.get((r["bloc"], r["state"]), [])
        )
    ]
    assert differ == []
