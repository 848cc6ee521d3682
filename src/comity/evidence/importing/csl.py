"""CSL-JSON, which Zotero and other reference managers export: a list of items."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from comity.errors import BadFile
from comity.evidence.importing.reference import Reference, read_date, web_address
from comity.terms.names import sanitise

_DETAIL = ("volume", "issue", "page")
_TAKEN = {
    *("id", "type", "author", "editor", "title", "container-title", "publisher", "issued", "accessed"),
    *("URL", "DOI", "note", *_DETAIL),
}


def read_csl(text: str, label: str) -> Iterator[Reference]:
    """Each item as a reference; `BadFile` with the number of the item for anything of another shape."""
    try:
        items = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise BadFile(f"{label}, row {error.lineno}: not JSON ({sanitise(error.msg)}); export it again") from None
    except RecursionError:
        raise BadFile(f"{label}: nested too deeply; export it again as CSL-JSON") from None
    except ValueError as error:
        raise BadFile(f"{label}: {sanitise(str(error), 120)}; export it again as CSL-JSON") from None
    if not isinstance(items, list):
        raise BadFile(f"{label}: not a list of items; export it again as CSL-JSON")
    for number, item in enumerate(items, 1):
        yield _Item(item, f"{label}, item {number}").reference(f"item {number}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a field is there twice in one item")
    return made


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


class _Item:
    """One item on its way to a reference: each field is checked for its shape."""

    def __init__(self, item: Any, place: str) -> None:
        if not isinstance(item, dict):
            raise BadFile(f"{place}: not an item; export it again as CSL-JSON")
        self.item: dict[str, Any] = item
        self.place = place

    def reference(self, place: str) -> Reference:
        key = self.text("id")
        return Reference(
            place=f"{place} ({sanitise(key, 40)})" if key else place,
            authors=self.names("author") or self.names("editor"),
            title=self.text("title"),
            container=self.text("container-title"),
            detail=" ".join(value for name in _DETAIL if (value := self.text(name))),
            publisher=self.text("publisher"),
            published=self.date("issued"),
            accessed=self.date("accessed"),
            url=web_address(self.text("URL"), self.text("DOI")),
            note=self.text("note"),
            left=tuple(sorted(sanitise(name, 30) for name, value in self.item.items() if value and name not in _TAKEN)),
        )

    def fail(self, name: str) -> NoReturn:
        raise BadFile(f"{self.place}, {name}: not as CSL-JSON has it; export the item again")

    def text(self, name: str) -> str:
        value = self.item.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.fail(name)
        return str(value)

    def names(self, name: str) -> tuple[str, ...]:
        people = self.item.get(name) or []
        if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
            self.fail(name)
        found = []
        for person in people:
            parts = [person.get(part) or "" for part in ("literal", "non-dropping-particle", "family", "given")]
            if not all(isinstance(part, str) for part in parts):
                self.fail(name)
            literal, particle, family, given = parts
            family = f"{particle} {family}".strip()
            found.append(literal or ", ".join(part for part in (family, given) if part))
        return tuple(person for person in found if person)

    def date(self, name: str) -> str:
        value = self.item.get(name)
        if not value:
            return ""
        if not isinstance(value, dict):
            self.fail(name)
        parts = value.get("date-parts")
        if parts is None:
            said = value.get("raw") or value.get("literal") or ""
            return read_date(said) if isinstance(said, str) else self.fail(name)
        if not isinstance(parts, list) or not parts or not isinstance(parts[0], list) or not 1 <= len(parts[0]) <= 3:
            self.fail(name)
        if not all(isinstance(part, str | int) and not isinstance(part, bool) for part in parts[0]):
            self.fail(name)
        return read_date("-".join(str(part) for part in parts[0]))
