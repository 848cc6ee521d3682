"""Units of measurement: which there are, how a value in each is written, and that they do not mix."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from comity.errors import UserError
from comity.terms.names import sanitise

MINUS = "\u2212"
"""The typographic minus; tables for machines use the hyphen instead."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `id` stands in data, `label` heads a column or axis, `text` writes one value in a sentence."""

    id: str
    label: str
    text: Callable[[float], str]
    decimals: int
    """Decimals in a table column, where all values line up."""


def significant(value: float, digits: int = 2) -> float:
    """`value` rounded to so many significant digits."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def number(value: float | None, decimals: int = 0) -> str:
    """A number with so many decimals and grouped thousands; nought has no sign, and None is an en dash.

    The one printer of bare numbers for people.
    """
    if value is None:
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    return f"{MINUS}{text}" if value < 0 and float(text.replace(",", "")) else text


_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1e3, " thousand"))


def _scaled(value: float) -> str:
    """Two significant digits and a number word: `1.5 billion`, `45 thousand`; whole below a thousand."""
    rounded = significant(value)
    for size, word in _SCALES:
        if abs(rounded) >= size:
            quotient = rounded / size
            return number(quotient, 1 if abs(quotient) < 10 else 0).removesuffix(".0") + word
    return number(value, 0 if abs(value) >= 10 or float(value).is_integer() else 1)


def _money(prefix: str, suffix: str = "") -> Callable[[float], str]:
    def text(value: float) -> str:
        sign = MINUS if value < 0 else ""
        return f"{sign}{prefix} {_scaled(abs(value))}{suffix}"

    return text


def _count(noun: str, nouns: str) -> Callable[[float], str]:
    def text(value: float) -> str:
        exact = number(value, 0) if abs(value) < 10_000 else _scaled(value)
        many = exact if float(value).is_integer() else _scaled(value)
        return f"{many} {noun if many == '1' else nouns}".strip()

    return text


def percent(value: float) -> str:
    """A share from 0 to 1 in whole per cent: what odds and votes deserve."""
    return f"{number(100 * value, 0)} %"


def brief(value: float, digits: int = 2) -> str:
    """So many significant digits, without noughts at the end, whole where it is longer: `1.9`, `0.25`, `2,200`."""
    rounded = significant(value, digits)
    if not rounded or not math.isfinite(rounded):
        return number(rounded)
    places = max(digits - 1 - math.floor(math.log10(abs(rounded))), 0)
    text = number(rounded, places)
    return text.rstrip("0").rstrip(".") if places else text


def copied(value: float, digits: int = 6) -> str:
    """A number as a terminal shows it, to be copied from there: so many digits at most, a hyphen for the minus."""
    return f"{value:.{digits}g}"


def signed(value: float, decimals: int = 0) -> str:
    """A change with its sign, nought too: `+1.2`, `−0.4`, `+0`."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) else f"+{text}"


def _percent(value: float) -> str:
    """A share from 0 to 1 as a percentage; small shares keep a digit."""
    percent = 100 * value
    return f"{number(percent, 1 if 0 < abs(percent) < 10 else 0)} %".replace(".0 %", " %")


def _decimal(places: int, suffix: str = "") -> Callable[[float], str]:
    return lambda value: f"{number(value, places)}{suffix}"


def _level_of_conflict(value: float) -> str:
    """0 none, 1 at least 25 deaths in battle in the year, 2 at least 1,000."""
    levels = ("no armed conflict", "armed conflict", "war")
    return levels[int(value)] if value in (0, 1, 2) else number(value, 1)


def _year(value: float) -> str:
    """A year has no thousands apart."""
    return number(value).replace(",", "")


def _state_of_relations(value: float) -> str:
    """The grades of Peace Data, from severe rivalry to security community."""
    names = ("severe rivalry", "lesser rivalry", "negative peace", "warm peace", "security community")
    return names[int(4 * value)] if value in (0, 0.25, 0.5, 0.75, 1) else number(value, 2)


_UNITS = (
    Unit("usd", "US$", _money("US$"), 0),
    Unit("usd_2010", "constant 2010 US$", _money("US$", " (2010 prices)"), 0),
    Unit("usd_2017_ppp", "constant 2017 US$ at purchasing power parity", _money("US$", " (2017 prices, PPP)"), 0),
    Unit("usd_2022", "constant 2022 US$", _money("US$", " (2022 prices)"), 0),
    Unit("share", "share", _percent, 3),
    Unit("probability", "probability", _percent, 3),
    Unit("percentile", "percentile", _decimal(0), 1),
    Unit("index", "index", _decimal(2), 3),
    Unit("score", "score", _decimal(1), 2),
    Unit("ratio", "ratio", _decimal(2), 3),
    Unit("log_ratio", "log ratio", _decimal(2), 3),
    Unit("standard_deviations", "standard deviations", _decimal(2, " s.d."), 3),
    Unit("yes_no", "yes (1) or no (0)", lambda value: "yes" if value else "no", 0),
    Unit("rank", "rank", _decimal(0), 0),
    Unit("count", "number", _count("", ""), 0),
    Unit("events", "events", _count("event", "events"), 0),
    Unit("persons", "persons", _count("person", "persons"), 0),
    Unit("organisations", "organisations", _count("organisation", "organisations"), 0),
    Unit("agreements", "agreements", _count("agreement", "agreements"), 0),
    Unit("programmes", "programmes", _count("programme", "programmes"), 0),
    Unit("cases", "cases", _count("case", "cases"), 0),
    Unit("missions", "missions", _count("mission", "missions"), 0),
    Unit("exercises", "exercises", _count("exercise", "exercises"), 0),
    Unit("disputes", "disputes", _count("dispute", "disputes"), 0),
    Unit("conflicts", "armed conflicts", _count("armed conflict", "armed conflicts"), 0),
    Unit("conflict_level", "level of armed conflict: 0 none, 1 armed conflict, 2 war", _level_of_conflict, 0),
    Unit("relation_state", "state of relations: 0 severe rivalry to 1 security community", _state_of_relations, 2),
    Unit("crises", "crises", _count("crisis", "crises"), 0),
    Unit("transfers", "transfers of territory", _count("transfer of territory", "transfers of territory"), 0),
    Unit("visits", "visits", _count("visit", "visits"), 0),
    Unit("kinds", "kinds of tie", _count("kind of tie", "kinds of tie"), 0),
    Unit("log_points", "log points", _decimal(2), 2),
    Unit("log_points_per_year", "log points a year", _decimal(2), 2),
    Unit("votes", "votes", _count("vote", "votes"), 0),
    Unit("days", "days", _count("day", "days"), 0),
    Unit("year", "calendar year", _year, 0),
    Unit("years", "years", _count("year", "years"), 0),
    Unit("km", "km", _count("km", "km"), 0),
    Unit("tonnes", "tonnes", _count("tonne", "tonnes"), 0),
    Unit(
        "tiv_million",
        "SIPRI trend-indicator value, million",
        lambda v: f"TIV {number(significant(v, 2), 0)} million",
        0,
    ),
)
UNITS: dict[str, Unit] = {unit.id: unit for unit in _UNITS}


def unit(id: str) -> Unit:
    """The unit with this id; `UserError` naming those there are."""
    try:
        return UNITS[id]
    except KeyError:
        raise UserError(f"no unit called '{sanitise(id)}'; choose one of {', '.join(UNITS)}") from None


def format_value(value: float | None, unit_id: str, *, table: bool = False) -> str:
    """One value as a reader sees it: `US$ 1.5 billion` in a sentence, `1,536,000,000` in a table.

    None and NaN give an en dash, because missing is never zero.
    """
    of = unit(unit_id)
    if value is None or not math.isfinite(value):
        return "–"
    return number(value, of.decimals) if table and of.id != "year" else of.text(value)


def same_unit(*unit_ids: str) -> str:
    """The one unit that all share; `UserError` where they differ: unlike units are not compared."""
    distinct = list(dict.fromkeys(unit_ids))
    if len(distinct) != 1:
        raise UserError(f"mismatching units: {', '.join(map(sanitise, distinct)) or 'none'}; convert to one unit first")
    return unit(distinct[0]).id
