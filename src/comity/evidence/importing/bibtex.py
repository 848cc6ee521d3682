"""BibTeX, read by bibtexparser. What that parser would set aside in silence is an error here."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from comity.errors import BadFile, MissingExtra
from comity.evidence.importing.dates import read_date, read_parts
from comity.evidence.importing.reference import Reference, people, web_address, where_in
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
        yield _reference(fields, f"row {row} ({sanitise(block.key, 40)})")


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
    """Plain text for LaTeX: `{\\"U}ber` is Über, `--` an en dash. Nothing is run, and no file is read."""
    if "\\" in text:
        from pylatexenc.latex2text import LatexNodes2Text

        return str(LatexNodes2Text(keep_comments=True).latex_to_text(_PLAIN.sub(r"\\\1", text)))
    plain = text.replace("{", "").replace("}", "").replace("~", " ").replace("---", "—").replace("--", "–")
    return plain.replace("``", "“").replace("''", "”") if "``" in plain else plain


def _address_text(text: str) -> str:
    """A web address or DOI without what LaTeX needs around its signs; all else in it stands for itself."""
    bare = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", text.strip()).replace(r"\textasciitilde", "~").replace("{}", "")
    bare = re.sub(r"\{([~_%&#$])\}", r"\1", bare)
    return re.sub(r"\\([_%&#$~])", r"\1", bare)


def _people(text: str) -> list[str]:
    """Names parted by "and" in any case; braces hold a name together: {Ministry of Trade and Industry}."""
    names, depth, begun = [], 0, 0
    for match in re.finditer(r"\\.|[{}]|\s+and(?=\s)", text, re.IGNORECASE | re.DOTALL):
        sign = match[0]
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0 and sign[0].isspace():
            names.append(text[begun : match.start()])
            begun = match.end()
    return [_decode(name) for name in (*names, text[begun:])]


def _reference(fields: dict[str, str], place: str) -> Reference:
    plain = {name: _decode(value) for name, value in fields.items() if name not in ("author", "editor")}

    def first(*names: str) -> str:
        return next((plain[name] for name in names if plain.get(name)), "")

    def address(name: str) -> list[tuple[str, str]]:
        return [(name, _address_text(fields.get(name, "")))]

    authors, editors = (_people(fields.get(name, "")) for name in ("author", "editor"))
    named, others = people(authors if any(authors) else editors)
    url, left = web_address(address("url"), address("doi"))
    published = read_date(first("date")) or read_parts(first("year"), first("month"))
    accessed = read_date(first("urldate"))
    left += ["editor"] if any(authors) and any(editors) else []
    left += [f"{name}: no date" for name in ("date", "year") if first(name) and not published]
    left += ["urldate: no date"] if first("urldate") and not accessed else []
    left += [name for name, value in fields.items() if value and name not in _TAKEN]
    return Reference(
        place=place,
        authors=named,
        others=others,
        title=first("title"),
        container=first(*_CONTAINERS),
        detail=where_in(*map(first, _DETAIL)),
        publisher=first(*_PUBLISHERS),
        published=published,
        accessed=accessed,
        url=url,
        note=first("note"),
        left=tuple(sorted(left)),
    )
