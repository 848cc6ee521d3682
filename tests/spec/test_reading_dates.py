"""Dates in sentences: what is read, how precise it is, and what is left alone."""

from datetime import date
from itertools import pairwise

import pytest

from comity.reading.when import dates

DAY = date(2014, 5, 19)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("on 18 May 2014", ["2014-05-18"]),
        ("on May 18, 2014, and 3 June 2015", ["2014-05-18", "2015-06-03"]),
        ("on the 1st of March 1999", ["1999-03-01"]),
        ("SIGNED AT OSLO, ON 18 MAY 1955", ["1955-05-18"]),
        ("this 24th day of November 1960", ["1960-11-24"]),
        ("in May 2014", ["2014-05"]),
        ("2014-05-18", ["2014-05-18"]),
        ("31/12/2014", ["2014-12-31"]),
        ("30 February 2014", []),
        ("since 1992", ["1992"]),
        ("he paid 2012 dollars for 1900 people", ["2012"]),
        ("le 18 mai 2014", ["2014-05-18"]),
        ("el 3 de enero de 2015", ["2015-01-03"]),
        ("18 мая 2014 года", ["2014-05-18"]),
        ("2014年5月18日", ["2014-05-18"]),
        ("on Friday", ["2014-05-16"]),
        ("next Friday", ["2014-05-23"]),
        ("yesterday", ["2014-05-18"]),
        ("two years ago", ["2012"]),
        ("three months ago", ["2014-02"]),
        ("last year", ["2013"]),
        ("next month", ["2014-06"]),
        ("on 3 March", ["2014-03-03"]),
        ("on December 20", ["2013-12-20"]),
        ("in September", ["2013-09"]),
        ("they may sign; march on", []),
        ("$2014 million", []),
        ("sections 2014.5 and 12", []),
    ],
)
def test_dates_are_read(text, read):
    assert [when.date for when in dates(text, DAY)] == read


def test_without_a_day_nothing_relative_is_read():
    assert dates("yesterday, on Friday, last year and on 3 March") == ()


@pytest.mark.parametrize(
    ("text", "about", "expected"),
    [
        ("by the end of 2025", "due", True),
        ("in 2025", "due", False),
        ("early May 2014", "about", True),
        ("the second quarter of 2014", "about", True),
        ("03/04/2014", "doubt", "day and month could change places"),
        ("13/04/2014", "doubt", ""),
        ("fiscal year 2013/14", "doubt", "a fiscal year, which may not be the calendar's"),
        ("from 1992 to 1995", "until", "1995"),
        ("1992-1995", "until", "1995"),
        ("12-14 May 2014", "until", "2014-05-14"),
        ("on Friday", "how", "relative"),
    ],
)
def test_what_is_known_of_a_date(text, about, expected):
    assert getattr(dates(text, DAY)[0], about) == expected


def test_places_are_exact_and_do_not_overlap():
    text = "Signed on 18 May 2014, in force 1 June 2015 or by 2016, 3-4 July 2017."
    found = dates(text, DAY)
    assert [text[w.start : w.end] for w in found] == ["18 May 2014", "1 June 2015", "2016", "3-4 July 2017"]
    assert all(one.end <= two.start for one, two in pairwise(found))
