"""Names of months in other languages than English, and digits that are not ours."""

from __future__ import annotations

import re
from functools import cache

MONTH_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "ru", "uk", "tr", "pl", "nl", "ar", "ar_SY")


@cache
def months() -> dict[str, int]:
    """Names of months in other languages, as written within a date and alone -> number."""
    from babel import Locale

    found: dict[str, int] = {}
    for language in MONTH_LANGUAGES:
        months = Locale(language).months
        for form in ("format", "stand-alone"):
            found |= {
                str(name).lower().rstrip("."): i for i, name in months[form]["wide"].items() if len(str(name)) > 2
            }
    # The case in which Russian says in a month stands in no locale data.
    return found | {_IN_A_MONTH.sub("е", name): i for name, i in found.items() if _IN_A_MONTH.search(name)}


_IN_A_MONTH = re.compile(r"(?<=[а-я])(?:ь|й|(?<=рт)а|(?<=ст)а)$")
DIGITS = {ord(digit): str(i) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for i, digit in enumerate(digits)}
"""Digits of Arabic and Persian -> those that patterns know; one for one, so that places stay."""
