"""Text from elsewhere made fit for each output: cleaned, escaped for Markdown, for CSV, for links."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(
    r"([\\`*{}\[\]|~^@]|(?<![^\W_])_|_(?![^\W_])|\$(?=\S)"
    r"|:(?=//)|:(?=[\w+-]+:)|(?<=www)\.)",  # addresses and signs that some readers make links and pictures of
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:([#+\-=>:])|(\d{1,9})([.)])(?=\s|$))")
_NUMERAL = re.compile(r"[+-]?\d+([.,]\d+)*%?")
_WEB = re.compile(r"https?://[^\s<>\"'`{}|\\^]+", re.IGNORECASE)


def clean(text: str) -> str:
    """One line without control characters or direction overrides, which would leak into other text."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", _CONTROLS.sub("", text)).strip()


_JOINED = re.compile(r"(?<=\d) (?=%)|(?<=US\$) (?=\d)|(?<=\d) (?=(?:thousand|million|billion|trillion)\b)")


def joined(text: str) -> str:
    """Text for a page: a number and its unit are never parted at the end of a line."""
    # Most cells have neither; to look for four words costs a quarter of what the pattern does.
    if " %" not in text and "US$ " not in text and "llion" not in text and " thousand" not in text:
        return text
    return _JOINED.sub("\u00a0", text)


def web(url: str) -> str:
    """The address if it is one of the web, else nothing: other schemes are never made into links."""
    url = url.strip()
    return url if _WEB.fullmatch(url) else ""


def markdown(text: str) -> str:
    """Text as Markdown that reads as that text: nothing in it is markup, a table cell, or a link."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;")
    return _OPENING.sub(r"\2\\\1\3", _MARKUP.sub(r"\\\1", text))


def cell(value: str | float | int | bool | None) -> str:
    """A CSV cell that no spreadsheet runs: text that begins like a formula is led by an apostrophe.

    Numbers, numerals and a lone dash stay as they are; None is empty.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    if value[:1].isalnum():
        return value
    head = next((c for c in value if c.isprintable() and not c.isspace()), "")
    risky = head in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} or value[:1] in {"\t", "\r"}
    harmless = not head or value == "-" or _NUMERAL.fullmatch(value)
    return f"'{value}" if risky and not harmless else value


def shorten(text: str, limit: int) -> str:
    """Cut at a word so that at most `limit` characters remain, the last an ellipsis."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > limit // 2 else kept).rstrip(" ,;:.") + "…"
