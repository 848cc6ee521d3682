"""Flat records in XML: the texts of each record's children, entities and document types refused."""

from __future__ import annotations

from typing import NoReturn
from xml.etree import ElementTree

from comity.errors import BadFile


class _Plain(ElementTree.TreeBuilder):
    """A tree without document types, which could hold entities that grow or lead elsewhere."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> NoReturn:
        raise ValueError("declares a document type")


def records(content: bytes, root: str, record: str, where: str) -> list[dict[str, str]]:
    """The records of a document: of each child its text by its tag, blanks folded; missing texts are "".

    Raises BadFile, with `where`, for what is no XML, has another root or another kind of child, or a repeated tag.
    """
    try:
        tree = ElementTree.fromstring(content, ElementTree.XMLParser(target=_Plain()))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadFile(f"{where}: no XML of the expected form ({error}); fetch it again") from error
    strange = [child.tag for child in tree if child.tag != record]
    if tree.tag != root or strange:
        raise BadFile(f"{where}: <{tree.tag}> with <{(strange or ['nothing'])[0]}> is no list of <{record}>")
    found = []
    for child in tree:
        texts = {part.tag: " ".join("".join(part.itertext()).split()) for part in child}
        if len(texts) < len(child):
            raise BadFile(f"{where}: a <{record}> says one thing twice; compare the release with the source's notes")
        found.append(texts)
    return found
