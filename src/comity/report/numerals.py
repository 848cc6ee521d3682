"""How numbers, dates and spans are printed: rounded to what they deserve, never to a zero they are not."""

from __future__ import annotations

import math
from collections.abc import Iterable

from comity.terms.unit import MINUS, UNITS, number, significant
from comity.terms.wording import MONTHS

DASH = "–"
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_AS_PERCENT = {"share", "proportion", "probability"}
_PERCENT = {"%", "percent", "per cent"}
_BARE = {"", "1", "index", "score", "ratio", "year", "count", "number"}


def decimals(values: Iterable[float], significant: int = 3) -> int:
    """Decimals that give the largest of `values` so many significant digits; 0 for whole numbers."""
    present = [abs(v) for v in values if math.isfinite(v)]
    top = max(present, default=0.0)
    if top == 0 or all(v == int(v) and v < 1e6 for v in present):
        return 0
    return min(max(significant - 1 - math.floor(math.log10(top)), 0), 6)


def fixed(value: float, places: int) -> str:
    """A number with grouped thousands; what would round to nothing is printed as less than the last digit."""
    text = number(value, places)
    if value != 0 and not text.strip("0,."):
        smallest = number(10.0**-places, places)
        return f"<{smallest}" if value > 0 else f">{MINUS}{smallest}"
    return text


def scale(values: Iterable[float]) -> tuple[float, str]:
    """Divisor and word ("million") that suit the largest of `values`; (1, "") below a million."""
    top = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
    return next(((size, word) for size, word in _SCALES if top >= size), (1.0, ""))


def percent_like(unit: str) -> bool:
    """Whether numbers of this unit are printed with a percent sign."""
    return unit in _AS_PERCENT or unit in _PERCENT


def factor(unit: str) -> float:
    """What a number of this unit is multiplied by in print: 100 for shares."""
    return 100.0 if unit in _AS_PERCENT else 1.0


def dress(text: str, unit: str) -> str:
    """Put the unit where English puts it: `US$ 1.5 billion`, `17 %`, `4 visits`."""
    if percent_like(unit):
        return f"{text} %"
    if unit.startswith("US$"):
        return f"US$ {text}{unit[3:]}"
    if text == "1" and unit in UNITS and (one := UNITS[unit].text(1.0)).startswith("1 "):
        return one
    if unit in UNITS:
        return _with_label(text, UNITS[unit].label)
    return text if unit in _BARE else f"{text} {unit}"


def _with_label(text: str, label: str) -> str:
    """Money before the number with its price basis after it; other units after it."""
    if label.endswith("US$"):
        basis = label.removesuffix("US$").strip()
        return f"US$ {text}" + (f" ({basis})" if basis else "")
    return text if label in _BARE | {"rank", "log ratio", "percentile", "calendar year"} else f"{text} {label}"


def _plain(values: list[float], unit: str, places: int | None) -> list[str]:
    if unit == "year":
        return [UNITS["year"].text(v) for v in values]
    digits = _decimals_of(values, unit) if places is None else places
    return [fixed(v, digits) for v in values]


def _decimals_of(values: list[float], unit: str) -> int:
    """Of indices and ratios hundredths, or the first digit that shows: a third would claim too much."""
    if unit not in {"index", "ratio"}:
        return decimals(values)
    small = max((abs(v) for v in values), default=0.0)
    return 2 if not 0 < small < 0.005 else min(-math.floor(math.log10(small)), 6)


def width_decimals(low: float, high: float) -> int | None:
    """Decimals at which an interval of this width still shows: two digits of a width that begins with 1 or 2,
    else one. More would claim what the estimate does not know."""
    width = significant(high - low, 3)
    if width <= 0:
        return None
    power = math.floor(math.log10(width))
    return min(max((1 if width < 3 * 10.0**power else 0) - power, 0), 6)


def quantity(value: float, unit: str = "", low: float | None = None, high: float | None = None) -> str:
    """A number with its unit, as precise as its interval allows."""
    if unit == "yes_no":
        return "yes" if value else "no"
    by = factor(unit)
    size, word = scale([value * by])
    places = None
    if low is not None and high is not None:
        places = width_decimals(low * by / size, high * by / size)
        whole = size == 1 and all(float(v * by).is_integer() for v in (value, low, high))
        places = 0 if whole else places
    if places is not None and value and abs(value * by / size) < 10.0**-places:
        places = None
    text = _plain([value * by / size], unit, places)[0]
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return dress(f"{text} {word}".strip(), unit)


def span(low: float, high: float, unit: str = "", joint: str = " to ") -> str:
    """An interval in one unit and one scale: `US$ 1.2 to 1.9 billion`."""
    by = factor(unit)
    size, word = scale([low * by, high * by])
    pair = [low * by / size, high * by / size]
    small = min((abs(v) for v in pair if v), default=1.0)
    places = width_decimals(*pair)
    if all(v.is_integer() for v in pair) and size == 1:
        places = 0
    if word and 0 < small < 0.01:
        return f"{quantity(low, unit)}{joint}{quantity(high, unit)}"
    if places is not None and small < 10.0**-places:
        places = min(-math.floor(math.log10(small)), 6)
    first, last = _plain(pair, unit, places)
    return dress(f"{first}{joint}{last} {word}".strip(), unit)


def period(name: str) -> str:
    """`2012`, `March 2012`, `7 March 2012`; other text as it is."""
    parts = name.split("-")
    if len(parts) not in (2, 3) or not all(p.isdigit() for p in parts) or not 1 <= int(parts[1]) <= 12:
        return name
    month = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def alike(values: list[float | None], unit: str, bounds: list[tuple[float, float]]) -> list[str]:
    """Quantities side by side: in one scale, with the decimals that the narrowest of `bounds` deserves."""
    present = [v for v in values if v is not None]
    by = factor(unit)
    size, word = scale([v * by for v in present])
    scaled = [v * by / size for v in present]
    deserved = [d for low, high in bounds if (d := width_decimals(low * by / size, high * by / size)) is not None]
    # The narrowest decides, but not for numbers so much larger that the digits would be false.
    places = min(max(deserved), decimals(scaled)) if deserved else decimals(scaled)
    whole = size == 1 and by == 1 and all(v.is_integer() for v in scaled)
    ready = iter(_plain(scaled, unit, 0 if whole else places))
    return ["" if v is None else dress(f"{next(ready)} {word}".strip(), unit) for v in values]


def column(values: list[float], unit: str) -> tuple[list[str], str]:
    """Print a column of numbers with equal decimals, and the unit for its head (`US$ million`).

    Digits are added, up to three, until the smallest number that is not zero shows.
    """
    by = factor(unit)
    size, word = scale([v * by for v in values])
    scaled = [v * by / size for v in values]
    head = "%" if percent_like(unit) else f"{unit} {word}".strip()
    if unit == "year":
        return _plain(scaled, unit, None), ""
    places = decimals(scaled)
    small = min((abs(v) for v in scaled if v), default=1.0)
    if small < 10.0**-places:
        places = min(max(places, -math.floor(math.log10(small))), 3)
    return [fixed(v, places) for v in scaled], "" if head in _BARE else head
