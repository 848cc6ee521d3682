"""A page of one sentence: for what is refused before anything is known of who asks."""

from __future__ import annotations

from html import escape

from comity.desk.reply import HTML, Reply, reply


def plain_page(status: int, title: str, said: str, headers: dict[str, str] | None = None) -> Reply:
    """What is refused, and what to do next; it shows nothing of the desk."""
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title></head><body><main><h1>{escape(title)}</h1><p>{escape(said)}</p></main>"
        "</body></html>\n"
    )
    return reply(text, HTML, status, headers)
