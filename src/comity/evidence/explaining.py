"""Say what is wrong with a YAML file of a study in the words of whoever writes it, not in those of the library."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from comity.terms.names import sanitise

_Said = Callable[[Mapping[str, Any]], str]

_FIELDS = "should hold 'field: value' lines; write them below it"
_LIST = "should be a list; write its entries with '- ' before them, or between [ and ]"
_TEXT = "should be text; put it in quotation marks"
_WHOLE = "should be a whole number"
_DAY = "should be a day, written YYYY-MM-DD without quotation marks"
_SAID: dict[str, _Said] = {
    "missing": lambda _: "is missing; add it",
    "extra_forbidden": lambda _: "is not known; remove it or check its spelling",
    "model_type": lambda _: _FIELDS,
    "model_attributes_type": lambda _: _FIELDS,
    "dict_type": lambda _: _FIELDS,
    "tuple_type": lambda _: _LIST,
    "list_type": lambda _: _LIST,
    "iterable_type": lambda _: _LIST,
    "string_type": lambda _: _TEXT,
    "int_type": lambda _: _WHOLE,
    "int_parsing": lambda _: _WHOLE,
    "int_from_float": lambda _: _WHOLE,
    "int_parsing_size": lambda _: _WHOLE,
    "float_type": lambda _: "should be a number",
    "float_parsing": lambda _: "should be a number",
    "date_type": lambda _: _DAY,
    "date_parsing": lambda _: _DAY,
    "date_from_datetime_parsing": lambda _: _DAY,
    "date_from_datetime_inexact": lambda _: _DAY,
    "greater_than": lambda c: f"should be more than {c['gt']}",
    "greater_than_equal": lambda c: f"should be {c['ge']} or more",
    "less_than_equal": lambda c: f"should be {c['le']} or less",
    "string_pattern_mismatch": lambda _: "should be an id of small letters, digits and _ that begins with a letter",
    "string_too_long": lambda c: f"is longer than {c['max_length']} characters; shorten it",
    "string_too_short": lambda _: "is empty; write a text or leave the field out",
    "too_long": lambda c: f"holds more than {c['max_length']} entries; leave some out",
    "too_short": lambda c: f"holds fewer than {c['min_length']} entries; add some",
    "literal_error": lambda c: f"is not known; choose {c['expected']}",
}


def explain(error: ValidationError, name: str, skip: int = 0) -> str:
    """One line for the first fault that was found in the file `name`; `skip` parts of its place are not the file's."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"][skip:] if part != "[key]")
    words = _SAID.get(first["type"])
    said = words(first.get("ctx", {})) if words else first["msg"].removeprefix("Value error, ")
    place = f"{name}, field {sanitise(field)}" if field else name
    return f"{place}: {sanitise(said, 200)}"
