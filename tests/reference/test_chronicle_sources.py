"""Every opened row of the chronicle stands on something that is there: a day, an article, a treaty, a crisis."""

import csv
import re
import tarfile
import zipfile
from datetime import datetime

from comity.chronicle.acts_of_unions import acts
from comity.chronicle.events import events
from comity.chronicle.status import statuses

_SHARED = "xl/sharedStrings.xml"


def locators(source):
    """Locators of a source in opened rows of events and lines of status, without what stands after a semicolon."""
    held = [*events(), *statuses(), *(act.event for act in acts())]
    return {each.locator.split(";")[0] for each in held if each.opened and each.source == source}


def names(path):
    with tarfile.open(path) as archive:
        return {member.name.rsplit("/", 1)[-1].rsplit(".", 1)[0] for member in archive if member.isfile()}


def rows(path):
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return list(csv.DictReader(file))


def test_each_day_of_current_events_is_in_the_archive(mirror):
    (archive,) = (mirror / "wikipedia-current-events").glob("*.tar.xz")
    days = names(archive)
    read = {
        text: f"{datetime.strptime(text, '%Y %B %d'):%Y-%m-%d}" for text in locators("Wikipedia, Portal:Current events")
    }
    assert len(read) > 1000
    assert {text for text, day in read.items() if day not in days} == set()


def test_each_article_on_foreign_relations_is_in_the_archive(mirror):
    (archive,) = (mirror / "wikipedia-foreign-relations").glob("*.tar.xz")
    articles = names(archive)
    read = {text.split(",")[0] for text in locators("Wikipedia, Foreign relations")}
    assert len(read) > 100
    assert read - articles == set()


def test_each_treaty_is_on_the_list(mirror):
    titles = {row["title"] for row in rows(mirror / "unctad-iia" / "treaties_derived.csv")}
    read = locators("UNCTAD, IIA Navigator")
    assert len(read) > 100
    assert read - titles == set()


def test_each_trade_agreement_is_notified(mirror):
    with zipfile.ZipFile(mirror / "wto-rta" / "WTO_RTA_AllRTAs.xlsx") as book:
        text = book.read(_SHARED).decode()
    read = {locator.split(", in force")[0] for locator in locators("WTO, Regional Trade Agreements database")}
    assert len(read) > 50
    assert {each for each in read if each.replace("&", "&amp;") not in text} == set()


def test_each_crisis_has_its_number(mirror):
    known = {row["crisno"] for row in rows(mirror / "icb" / "icb2v15.csv")}
    known |= {row["crisno"] for row in rows(mirror / "icb" / "icbdy_v16_rows_crisno_497_512.csv")}
    read = {re.match(r"crisis (\d+)", text)[1] for text in locators("International Crisis Behavior")}
    assert len(read) > 50
    assert read - known == set()
