"""How rows and sentences show themselves in a notebook: plain HTML in which nothing that is told can be markup."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any


def text(value: Any) -> str:
    """A value as text that is no markup and holds no character that acts on its surroundings."""
    if value is None:
        return ""
    if isinstance(value, float):
        value = f"{value:.6g}"
    if isinstance(value, list | tuple):
        value = "; ".join(str(v) for v in value)
    return escape("".join(c if c.isprintable() else " " for c in str(value)))


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]], caption: str) -> str:
    """Rows as an HTML table."""
    head = "".join(f"<th>{text(h)}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{text(v)}</td>" for v in row) + "</tr>" for row in rows)
    return f"<table><caption>{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def paragraphs(title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A heading and lists under headings of their own; a part without lines is left out."""
    made = [f"<h3>{text(title)}</h3>"]
    for head, lines in parts:
        if lines:
            made.append(f"<h4>{text(head)}</h4>" if head else "")
            made += [f"<p>{text(line)}</p>" for line in lines]
    return f"<div>{''.join(made)}</div>"
