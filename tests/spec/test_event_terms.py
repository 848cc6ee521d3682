"""Actors by name and role, PLOVER scores by mode, and the feeds that sources declare."""

from datetime import date

import pytest

from comity.errors import BadFile, UserError
from comity.sources.feed import feed, feeds, outages
from comity.sources.formats.archive import unpack_only
from comity.sources.registry import sources
from comity.terms.actor import ActorNames, Named, is_official, leader_names, official_roles, regions
from comity.terms.country import holder
from comity.terms.event import plover_scores
from comity.terms.lookup import read_lookup

DAY = date(2016, 12, 14)
NAMES = leader_names(
    [
        ("KAZ", "Nazarbaev", date(1991, 12, 16), date(2019, 3, 20)),
        ("USA", "Bush", date(2001, 1, 20), date(2009, 1, 20)),
        ("XXA", "Kim", date(2010, 1, 1), None),
        ("XXB", "Kim", date(2012, 1, 1), None),
    ]
)


@pytest.mark.parametrize(
    ("name", "day", "found"),
    [
        ("Kazakhstan", DAY, Named("KAZ", "")),
        ("Citizen (Kazakhstan)", DAY, Named("KAZ", "Citizen")),
        ("Head of Government (South Korea)", DAY, Named("KOR", "Head of Government")),
        ("Nursultan Nazarbaev", DAY, Named("KAZ", "leader")),
        ("Nursultan Nazarbaev", date(2020, 1, 1), None),
        ("George W. Bush", DAY, None),
        ("George W. Bush", date(2004, 1, 1), Named("USA", "leader")),
        ("Kim", date(2011, 1, 1), Named("XXA", "leader")),
        ("Kim", DAY, None),
        ("Citizen (Atlantis)", DAY, None),
        ("", DAY, None),
    ],
)
def test_whom_a_name_stands_for(name, day, found):
    assert NAMES.find(name, day) == found


def test_without_leaders_only_states_are_known():
    assert ActorNames().find("Nursultan Nazarbaev", DAY) is None


@pytest.mark.parametrize(
    ("system", "roles", "official"),
    [
        ("cameo", None, True),
        ("cameo", "", True),
        ("cameo", "GOV", True),
        ("cameo", "GOV,BUS", True),
        ("cameo", "BUS,GOV", False),
        ("cameo", "REB", False),
        ("icews", "Social,General Population / Civilian / Social", False),
        ("icews", "Social,Government", True),
        ("plover", "gov", True),
    ],
)
def test_who_acts_for_a_state(system, roles, official):
    assert is_official(system, roles) is official


def test_every_curated_row_has_a_reason_and_no_region_is_a_state():
    for name in ("cameo_regions", "actor_roles", "plover_modes", "plover"):
        assert all(row["reason"] for row in read_lookup(name)), name
    assert not [code for code in regions() if holder("iso3", code)]
    with pytest.raises(UserError, match="choose cameo"):
        official_roles("none")


def test_plover_scores_by_type_and_mode():
    scores = plover_scores()
    assert (scores["CONSULT"], scores["CONSULT:visit"], scores["CONSULT:phone"]) == (2.5, 4.0, 1.5)
    assert (scores["MOBILIZE:troops"], scores["ASSAULT:unconventional"]) == (-6.5, -10.0)
    assert all(-10 <= score <= 10 for score in scores.values())


def test_feeds_and_declarations_belong_together():
    streams = {s.id for s in sources().values() if s.stream}
    assert {f.source for f in feeds().values() if f.kind == "events"} == streams
    for source_id in streams:
        days = set() if source_id == "coded-events" else {"event_days"}
        assert set(sources()[source_id].provides) == {"event_months", "event_documents"} | days
    with pytest.raises(UserError, match="there are: gdelt-events"):
        feed("gossip")


def test_known_outages_are_in_order_and_say_why():
    found = outages("gdelt-events")
    assert found
    assert all(o.first <= o.last and o.reason for o in found)
    assert [o.first for o in found] == sorted(o.first for o in found)
    assert outages("coded-events") == ()


def test_an_archive_of_two_files_is_refused(tmp_path):
    import zipfile

    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "x")
        archive.writestr("b", "x")
    with pytest.raises(BadFile, match="holds 2 files"):
        unpack_only(path, tmp_path / "out")


def test_an_archive_that_grows_beyond_its_limit_is_refused(tmp_path):
    import zipfile

    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 5_000_000)
    with pytest.raises(BadFile, match="larger than 1000000 bytes"):
        unpack_only(path, tmp_path / "out", limit=1_000_000)
