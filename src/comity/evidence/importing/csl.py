"""CSL-JSON, which Zotero and other reference managers export: a list of items."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from comity.errors import BadFile
from comity.evidence.importing.dates import read_date
from comity.evidence.importing.reference import Reference, people, web_address, where_in
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
        authors, editors = self.names("author"), self.names("editor")
        named, others = people(authors or editors)
        url, left = web_address([("URL", self.text("URL"))], [("DOI", self.text("DOI"))])
        dates = {name: self.date(name) for name in ("issued", "accessed")}
        left += [f"{name}: no date" for name, (read, said) in dates.items() if said and not read]
        left += ["editor"] if authors and editors else []
        left += [sanitise(name, 30) for name, value in self.item.items() if value and name not in _TAKEN]
        return Reference(
            place=f"{place} ({sanitise(key, 40)})" if key else place,
            authors=named,
            others=others,
            title=self.text("title"),
            container=self.text("container-title"),
            detail=where_in(*map(self.text, _DETAIL)),
            publisher=self.text("publisher"),
            published=dates["issued"][0],
            accessed=dates["accessed"][0],
            url=url,
            note=self.text("note"),
            left=tuple(sorted(left)),
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
        persons = self.item.get(name) or []
        if not isinstance(persons, list) or not all(isinstance(person, dict) for person in persons):
            self.fail(name)
        return tuple(said for person in persons if (said := self.name(name, person)))

    def name(self, field: str, person: dict[str, Any]) -> str:
        parts = [
            person.get(part) or ""
            for part in ("literal", "dropping-particle", "non-dropping-particle", "family", "given", "suffix")
        ]
        if not all(isinstance(part, str) for part in parts):
            self.fail(field)
        literal, dropping, particle, family, given, suffix = parts
        family = " ".join(part for part in (dropping, particle, family) if part)
        return literal or ", ".join(part for part in (family, given, suffix) if part)

    def date(self, name: str) -> tuple[str, bool]:
        """What can be read of a date, and whether anything is said there. An empty list of parts says nothing."""
        value = self.item.get(name)
        if isinstance(value, str):
            return read_date(value), bool(value.strip())
        if not value:
            return "", False
        if not isinstance(value, dict):
            self.fail(name)
        ends = value.get("date-parts") or []
        if not isinstance(ends, list) or not all(isinstance(end, list | None) and len(end or ()) <= 3 for end in ends):
            self.fail(name)
        read = [self.parts(name, end) for end in ends if end]
        words = next((said for key in ("raw", "literal") if isinstance(said := value.get(key), str) and said), "")
        if not any(read):
            return read_date(words), bool(words)
        sure = not value.get("circa")
        return read_date("/".join(read)) if sure and all(read) and len(read) <= 2 else "", True

    def parts(self, name: str, end: list[Any]) -> str:
        """Year, month and day as text, as far as they go; `01` for `1`, so that two of them make a range."""
        if not all(isinstance(part, str | int | None) and not isinstance(part, bool) for part in end):
            self.fail(name)
        said = [str(part).strip() for part in end if part is not None and str(part).strip()]
        return "-".join(part.zfill(4 if place == 0 else 2) for place, part in enumerate(said))
