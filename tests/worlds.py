"""Random worlds: rows of any table by its contract, dense in every year, reproducible from a seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from comity.tables import TABLES
from comity.tables.schema import STATE
from comity.terms.commodity import goods, sector_rules
from comity.terms.technology import technology_classes
from tabled import scored_days

EARLY = ("BRA", "DEU", "FRA", "IND", "ISR", "JPN")
LATE = ("KAZ", "USA")
"""States that enter the data only after the cut."""

FIRST, CUT, LAST = 2000, 2003, 2006

WORDS: dict[str, tuple[str, ...]] = {
    "reported_by": ("exporter", "importer", "compiler"),
    "commodity": ("total", "total", "total", "27"),
    "flow": ("exports", "imports"),
    "area": ("_X", "X1"),
    "account": ("imf-exporter", "imf-importer", "baci"),
    "nomenclature": ("HS17",),
    "valuation": ("fob", "cif"),
    "coded_by": ("tss", "td", "cow", "gml"),
    "status": ("full", "associate", "observer", "none"),
    "organisation": tuple(f"O{i}" for i in range(14)),
    "index": ("polyarchy", "polity2"),
    "gdp_basis": ("current", "constant-2017-ppp"),
    "kind": ("embassy", "consulate", "high commission"),
    "requirement": ("free", "required", "refused"),
    "item": ("S", "SD"),
    "compiled": ("reported", "balanced"),
    "relation": ("opposed", "opposed", "opposed_secondary", "opposed_support", "same_side", "same_side"),
    "role_a": ("primary", "secondary", "rebels"),
    "role_b": ("primary", "secondary", "rebels"),
    "precision": ("day", "month", "year"),
    "mission": ("embassy", "other"),
    "office": ("head of state", "head of government"),
    "list": ("current", "history"),
    "listing": ("listed", "listed", "beside"),
    "purpose": ("bilateral", "bilateral", "multilateral"),
}
WORDS_OF = {
    ("investment_positions", "reported_by"): ("origin", "destination"),
    ("trade_agreements", "kind"): ("customs union", "free trade area"),
    ("sanctions", "through"): ("own", "European Union"),
    ("relation_events", "kind"): (
        "relations_begun",
        "relations_broken",
        "relations_restored",
        "mission_opened",
        "mission_closed",
        "peace_treaty",
    ),
}
"""Where a table means other words than the rest by a column."""

ENDS = {
    "rivalries": ("last_year",),
    "trade_agreements": ("in_force_year", "ended_year"),
    "investment_treaties": ("in_force", "ended"),
    "leaders": ("end",),
    "office_holders": ("end",),
    "membership_spells": ("end",),
    "contiguities": ("last_year",),
    "armed_conflicts": ("ended",),
    "crises": ("ended",),
    "relation_events": ("until",),
}
"""What becomes known of a spell only later than its beginning."""

_PREFIXES = {*sector_rules(), *(prefix for prefixes in goods().values() for prefix in prefixes)}
HEADINGS = (*sorted({prefix.ljust(6, "0") for prefix in _PREFIXES}), "990000")
"""A code for each prefix of every sector and good, and one of none: measures of goods ask for whole data."""

SIZES = {"trade": 300, "commodity_trade": 2400, "services_trade": 120, "investment_positions": 120}
"""Rows of a year; other tables have sixty."""

ISSUES = (
    "Arms control and disarmament|Colonialism|Economic development|Human rights|Nuclear weapons and nuclear material"
    "|Palestinian conflict"
)
"""Half of the roll calls of a world are on everything, the other half on all but the last."""

Row = dict[str, Any]


def world(tables: tuple[str, ...], seed: int, *, monthly: bool = False) -> dict[str, list[Row]]:
    """Rows of each table, 2000 to 2006. After 2003 two more states take part and all numbers are a thousandfold."""
    rng = random.Random(seed)
    return {name: _made(name, rng, monthly=monthly) for name in tables}


def _made(table: str, rng: random.Random, *, monthly: bool) -> list[Row]:
    if table == "commodity_concordance":
        return _concordance()
    # Measures of months that rest on lists of a day read tables without periods.
    by_month = monthly and "listed" not in TABLES[table].fields()
    return _dense(table, rng) if by_month or table == "event_days" else _rows(table, rng)


def _concordance() -> list[Row]:
    """Each code of the worlds stands for one group of every class in turn, each seventh code for two."""
    by_class = {kind: group for group, kind in technology_classes().items()}
    groups, rows = [*by_class.values(), "971"], []
    for place, code in enumerate(HEADINGS):
        targets = {groups[(place + step) % len(groups)] for step in range(2 if place % 7 == 0 else 1)}
        row = {"from_list": "HS17", "from_code": code, "to_list": "SITC2", "counterparts": float(len(targets))}
        rows += [row | {"to_code": group} for group in sorted(targets)]
    return rows


def up_to(tables: dict[str, list[Row]], last: int = CUT) -> dict[str, list[Row]]:
    """What was known at the end of a year: rows begun by then, and spells that ended later as still open."""
    return {name: [_as_known(name, r, last) for r in rows if begun(name, r) <= last] for name, rows in tables.items()}


def begun(table: str, row: Row) -> int:
    """The year by which a row is dated."""
    if table in ("event_months", "event_documents"):
        return int(row["period"]) // 12
    if table == "commodity_concordance":
        return FIRST
    value = row[TABLES[table].dated_by]
    return value.year if isinstance(value, date) else int(value)


def _as_known(table: str, row: Row, last: int) -> Row:
    known = dict(row)
    if "covered_to" in known:
        known["covered_to"] = last
    for name in ENDS.get(table, ()):
        value = known[name]
        year = value.year if isinstance(value, date) else value
        if year is not None and year > last:
            # A border has no open end in its contract: it is known to stand at the end of the data.
            known[name] = last if table == "contiguities" else None
    if table == "trade_agreements" and known["in_force_year"] is None:
        known["in_force"] = None
    return known


def _rows(table: str, rng: random.Random) -> list[Row]:
    contract, rows, seen = TABLES[table], [], set()
    for year in range(FIRST, LAST + 1):
        for number in range(SIZES.get(table, 60)):
            row = _row(table, year, number, rng)
            key = tuple(row[name] for name in contract.key)
            pair = [row[c] for c in contract.state_columns()]
            if key not in seen and len(set(pair)) == len(pair):
                seen.add(key)
                rows.append(row)
    return rows


def _redate(table: str, row: Row, *, later: bool) -> None:
    """Give days that hang together: lists of two days say something of every pair; a day lies in its year."""
    if table in ("sanctions", "sanction_senders", "un_sanctions"):
        row["listed"] = date(LAST if later else CUT, 8, 22)
    if table == "membership_spells":
        row["listed"] = date(LAST if later else CUT, 12, 31)
    if table == "trade_agreements":
        row["in_force"] = None if row["in_force_year"] is None else date(row["in_force_year"], 7, 1)


def _row(table: str, year: int, number: int, rng: random.Random) -> Row:
    contract, later = TABLES[table], year > CUT
    row: Row = {}
    for name, field in contract.fields().items():
        if field.type == STATE:
            row[name] = rng.choice(EARLY + LATE if later else EARLY)
        elif name == contract.dated_by:
            row[name] = year if field.type != "DATE" else date(year, 1 + number % 12, 1 + rng.randrange(28))
        elif name == "covered_to":
            row[name] = LAST
        elif name in WORDS:
            row[name] = rng.choice(WORDS_OF.get((table, name), WORDS[name]))
        else:
            row[name] = _value(name, field.type, year, rng)
    if table in {"commodity_trade", "unallocated_trade"}:
        row["commodity"], row["months"] = HEADINGS[number % len(HEADINGS)], rng.choice((None, 12.0, 12.0, 7.0))
    if table == "commodity_trade":
        row["value_fob"] = row["value"] * 0.9 if rng.random() < 0.3 else None
    _redate(table, row, later=later)
    if table in ("votes", "filed_votes", "roll_calls"):
        row |= _subject(number) if table == "roll_calls" else {}
        row["resolution"] = f"{year}-{number % 12}"
    row |= _of_relations(table, row, number, rng)
    if table == "contiguities":
        row |= {"kind": rng.randrange(1, 3), "first_month": 1, "last_month": 12}
        row["last_year"] = year + rng.randrange(4)
    if table == "regimes":
        row["value"] = rng.random()
        row |= {"low": row["value"] * 0.9, "high": row["value"] * 1.1}
        if later:
            row["value"], row["low"], row["high"] = 1.0, 0.9, 1.0
    return row


def _of_relations(table: str, row: Row, number: int, rng: random.Random) -> Row:
    if table == "relation_dates":
        # A mark of suspension is of the list's day and no date of its own.
        return {"standing": True}
    if table == "visits":
        # A list is complete to one day, whatever visits it holds: at the cut as far as the cut.
        return {"complete_to": date(max(row["start"].year, CUT), 12, 31)}
    if table != "relation_events":
        return {}
    began: date = row["date"]
    until = began + timedelta(days=rng.randrange(900)) if rng.random() < 0.3 else None
    return {"event": f"{began.year}-{number}", "until": until, "until_precision": until and "day"}


def _subject(number: int) -> Row:
    return {"important": True, "issues": ISSUES if number % 12 < 6 else ISSUES.removesuffix("|Palestinian conflict")}


def _value(name: str, kind: str, year: int, rng: random.Random) -> Any:  # noqa: PLR0911
    if name == "vote":
        return rng.randrange(1, 4)
    if name in {"cinc", "share"}:
        return rng.random() if rng.random() < 0.9 else None
    if name in {"last_year", "in_force_year", "ended_year"}:
        offset = {"last_year": 0, "in_force_year": 0, "ended_year": 2}[name]
        return year + offset + rng.randrange(4) if rng.random() < 0.7 else None
    if name in {"in_force", "ended", "end"}:
        wait = {"in_force": 30, "ended": 800, "end": 200}[name]
        return date(year, 12, 1) + timedelta(days=wait + rng.randrange(900)) if rng.random() < 0.7 else None
    if kind == "DOUBLE":
        value = round(rng.lognormvariate(14, 2), 2) * (1000 if year > CUT else 1)
        return value if rng.random() < 0.95 else 0.0
    if kind == "BOOLEAN":
        return bool(rng.random() < 0.4)
    if name == "intensity":
        return rng.choice((0, 1, 1, 2, None))
    if name == "level":
        return rng.choice((4, 5, 6))
    if kind in {"TINYINT", "SMALLINT", "INTEGER"}:
        return rng.randrange(1, 5)
    if kind == "DATE":
        return date(year, 6, 15)
    return f"{name}{rng.randrange(6)}"


def _dense(table: str, rng: random.Random) -> list[Row]:
    if table == "event_days":
        return _events(rng)
    make = _folded if table == "event_months" else _document
    first, cut, last = 2001 * 12 + 6, CUT * 12 + 11, 2004 * 12 + 5
    rows = []
    for period in range(first, last + 1):
        states = EARLY + LATE if period > cut else EARLY
        rows += [make(a, b, period, rng) for a in states for b in states if a != b and rng.random() < 0.8]
    return rows


def _folded(a: str, b: str, period: int, rng: random.Random) -> Row:
    """A month of acts of a on b, wild after the cut."""
    scale = 1000 if period > CUT * 12 + 11 else 1
    days = rng.randrange(1, 20)
    warm, cold = (round(rng.random() * days * 3, 3) for _ in range(2))
    row = {"a": a, "b": b, "period": period, "delivered_days": 9.0 if period == 2002 * 12 + 8 else 28.0}
    row |= {"active_days": days, "cooperative_days": days, "hostile_days": days, "acts": days, "documents": days}
    row |= {"mentions": days, "verbal_cooperation": 1, "material_cooperation": 1, "verbal_conflict": 1}
    row |= {"material_conflict": 1, "cooperation": warm * scale, "hostility": cold * scale}
    row |= {"cooperation_log": warm * scale, "hostility_log": cold * scale, "tone_log": (warm - cold) * scale}
    squares = ("cooperation_squares", "hostility_squares", "tone_squares")
    return row | {name: size**2 * scale**2 for name, size in zip(squares, (warm, cold, warm - cold), strict=True)}


def _document(a: str, b: str, period: int, rng: random.Random) -> Row:
    day = date(period // 12, period % 12 + 1, 1 + rng.randrange(28))
    side = rng.choice(("warm", "cold"))
    row = {"a": a, "b": b, "period": period, "side": side, "place": 1, "date": day, "code": "042", "score": 2.5}
    return row | {"mentions": 1, "outlet": rng.choice(("one.example", None)), "url": f"https://one.example/{period}"}


def _events(rng: random.Random) -> list[Row]:
    """Daily scores of thirty months before the end of 2003 and six wild ones after it, some days missing.

    Every pair turns from warm to cold or back every ten months, half of the pairs one way and half the other.
    """
    states, rows = EARLY + LATE, []
    start = date(2001, 7, 1)
    for i in range((date(2004, 6, 30) - start).days + 1):
        day = start + timedelta(days=i)
        later = day.year > CUT
        if rng.random() < 0.1 or (day.year, day.month) == (2002, 9):
            continue
        n = len(states) if later else len(EARLY)
        for _ in range(3):
            a, b = sorted(rng.sample(range(n), 2))
            row = {"a": states[a], "b": states[b], "date": day}
            mood = 40 if (a + b + (day.year * 12 + day.month) // 10) % 2 else -40
            score = round(rng.gauss(mood, 20) * (1000 if later else 1), 1)
            if not rows or all(row[k] != rows[-1][k] for k in ("b", "date")):
                rows.append(row | {"score": score})
    return scored_days({(r["a"], r["b"], r["date"]): r for r in rows}.values())
