"""Values of a table that say their unit themselves, as `12.5%` or `$12.5`, and decimal commas."""

import re
from collections.abc import Callable

from comity.errors import BadFile
from comity.evidence.importing.money import fits, is_money
from comity.evidence.table import Table
from comity.terms.names import sanitise

_SAID = re.compile(r"(?P<before>[^\d\s.,+-]{1,4})?\s*\+?(?P<number>-?[0-9][0-9.]*)\s*(?P<percent>%)?")
_PERCENT = re.compile(r"%|percent|per cent|pct|prozent|pour ?cent|por ?c[ie]ent|процент|百分", re.IGNORECASE)
_COMMA = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3})+),[0-9]+")


def plain_values(table: Table, where: Callable[[int, str], str], *, commas: bool = False) -> None:
    """Make plain numbers of the values, where their unit stands beside them or is percent.

    `where` names the place of a cell by row and column. `commas`: the file parts its columns with another sign, as
    programs do where a comma is the decimal sign. `BadFile` where a value could be read in two ways.
    """
    values = table.columns.get("value")
    if values is None:
        return
    units = table.columns.get("unit", [""] * len(values))
    for row, text in enumerate(values):
        if not text or text.isdigit():
            continue
        try:
            values[row], units[row] = _plain(_pointed(text) if commas else text, units[row])
        except ValueError as problem:
            raise BadFile(f"{table.label}, {where(row, 'value')}: {problem}") from None
    if any(units):
        table.columns["unit"] = units


def _plain(text: str, unit: str) -> tuple[str, str]:
    match = _SAID.fullmatch(text.replace("\u2212", "-"))  # the minus sign that typesetters and browsers write
    # What stands before a number may say that it is another one, as `<` and `~` do: only money is taken away.
    if not match or (match["before"] and not is_money(match["before"].strip())):
        return text, unit
    if not match["before"] and not match["percent"]:
        return match["number"], unit
    said = sanitise(text, 40)
    if match["percent"] and not match["before"]:
        if unit and not _PERCENT.search(unit):
            raise ValueError(f"'{said}' is shown in percent and its unit is '{sanitise(unit, 40)}'; mend one of them")
        return match["number"], unit or "percent"
    if not unit or match["percent"]:
        raise ValueError(f"'{said}' is an amount of money; name it in the column unit")
    if _PERCENT.search(unit) or not fits(match["before"].strip(), unit):
        raise ValueError(f"'{said}' is in other money than its unit '{sanitise(unit, 40)}'; mend one of them")
    return match["number"], unit


def _pointed(text: str) -> str:
    """`12.5` for `12,5`. Three digits behind the only comma may be thousands, and are not guessed."""
    if not _COMMA.fullmatch(text.removesuffix("%").strip()):
        return text
    whole, _, rest = text.partition(",")
    if len(rest.removesuffix("%").strip()) == 3 and not re.search(r"[. \u00a0\u202f]", whole) and len(whole) < 5:
        raise ValueError(f"'{sanitise(text, 40)}' may be a decimal or thousands; write it with a point or without")
    return re.sub(r"[. \u00a0\u202f]", "", whole) + "." + rest
