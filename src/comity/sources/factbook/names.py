"""The name of the country that a file of the Factbook is about."""

from __future__ import annotations

import html
from typing import Any


def name_of(country: dict[str, Any]) -> str:
    """The short form, or the long form where there is none."""
    names = country.get("Government", {}).get("Country name", {})
    forms = [names.get(f"conventional {form} form", {}).get("text", "none") for form in ("short", "long")]
    return html.unescape(str(next((form for form in forms if form != "none"), "unnamed")))
