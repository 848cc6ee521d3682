"""BibTeX, read by bibtexparser. What that parser would set aside in silence is an error here."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from comity.errors import BadFile, MissingExtra
from comity.evidence.importing.reference import Reference, read_date, read_month, web_address
from comity.terms.names import sanitise

_CONTAINERS = ("journal", "journaltitle", "booktitle", "series", "howpublished")
_DETAIL = ("volume", "number", "pages")
_PUBLISHERS = ("publisher", "institution", "organization", "school")
_TAKEN = {
    *("author", "editor", "title", "date", "year", "month", "url", "doi", "urldate", "note"),
    *(*_CONTAINERS, *_DETAIL, *_PUBLISHERS),
}
# Signs that stand for themselves in the files of reference managers and not in LaTeX.
_PLAIN = re.compile(r"(?<!\\)([%&#$_^])")


def read_bibtex(text: str, label: str) -> Iterator[Reference]:
    """Each entry as a reference; `BadFile` with its row for whatever is not an entry, or not whole."""
    for row, kind, block in _blocks(text, label):
        if kind != "Entry":
            continue
        fields = {f.key.lower(): _value(f.value, f"{label}, row {row}, {sanitise(f.key)}") for f in block.fields}
        if len(fields) < len(block.fields):
            raise BadFile(f"{label}, row {row}: a field is there twice in '{sanitise(block.key)}'; take one away")
        plain = {name: value if name in ("url", "doi") else _decode(value) for name, value in fields.items()}
        yield _reference(plain, f"row {row} ({sanitise(block.key, 40)})")


def _blocks(text: str, label: str) -> Iterator[tuple[int, str, Any]]:
    try:
        import bibtexparser
        from bibtexparser import middlewares
    except ImportError:
        raise MissingExtra("reading BibTeX needs one more package: pip install 'comity[evidence]'") from None
    quiet = logging.getLogger("bibtexparser")
    level, quiet.level = quiet.level, logging.CRITICAL + 1
    try:
        stack = [middlewares.ResolveStringReferencesMiddleware(), middlewares.NormalizeFieldKeys()]
        library = bibtexparser.parse_string(text, parse_stack=stack[:1])
    except RecursionError:
        raise BadFile(f"{label}: braces are nested too deeply; take the entry out") from None
    finally:
        quiet.level = level
    for block in library.blocks:
        row, kind = (block.start_line or 0) + 1, type(block).__name__
        if block in library.failed_blocks or (kind == "ImplicitComment" and "@" in block.comment):
            why = "an entry or a field is there twice" if kind.startswith("Duplicate") else "not a whole BibTeX entry"
            raise BadFile(f"{label}, row {row}: {why}; mend it in the program that wrote it")
        yield row, kind, block


def _value(raw: str, place: str) -> str:
    """What stands between the braces or quotation marks of a field."""
    text = raw.strip()
    if len(text) > 1 and (text[0], text[-1]) in (("{", "}"), ('"', '"')):
        inner = text[1:-1]
        if _balanced(inner) and (text[0] == "{" or '"' not in inner.replace('\\"', "").replace('{"}', "")):
            return inner
        raise BadFile(f"{place}: text joined by # or unbalanced braces; write it as one text in braces")
    if not re.fullmatch(r"[\w.:/+-]*", text):
        raise BadFile(f"{place}: text joined by # or without braces; write it as one text in braces")
    return text


def _balanced(text: str) -> bool:
    depth = 0
    for sign in re.findall(r"\\.|[{}]", text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def _decode(text: str) -> str:
    """Plain text for LaTeX: `{\\"U}ber` is Über. Nothing is run, and no file is read."""
    if "\\" not in text:
        return text.replace("{", "").replace("}", "").replace("~", " ")
    from pylatexenc.latex2text import LatexNodes2Text

    return str(LatexNodes2Text(keep_comments=True).latex_to_text(_PLAIN.sub(r"\\\1", text)))


def _reference(fields: dict[str, str], place: str) -> Reference:
    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    people = re.split(r"\s+and\s+", first("author", "editor"))
    return Reference(
        place=place,
        authors=tuple(name.strip() for name in people if name.strip()),
        title=first("title"),
        container=first(*_CONTAINERS),
        detail=" ".join(fields[name] for name in _DETAIL if fields.get(name)),
        publisher=first(*_PUBLISHERS),
        published=read_date(first("date")) or _year_and_month(first("year"), first("month")),
        accessed=read_date(first("urldate")),
        url=web_address(first("url"), first("doi")),
        note=first("note"),
        left=tuple(sorted(name for name, value in fields.items() if value and name not in _TAKEN)),
    )


def _year_and_month(year: str, month: str) -> str:
    number = read_month(month)
    return f"{year.strip()}-{number}" if number and year.strip().isdigit() else read_date(year)
