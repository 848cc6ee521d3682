"""Strings of R: how an entry of a character vector is encoded, and how R writes numbers as text."""

import math
import struct

from comity.sources.formats.r_values import NA_INTEGER, Malformed

_CHAR = 9
_BYTES, _LATIN1 = 1 << 13, 1 << 14
_NA_REAL = b"\x00\x00\x07\xa2"  # the lower half of R's NA among the NaNs: 1954


def check_string(entry: bytes) -> None:
    """Raise unless the entry is a whole string. Raises Malformed, EOFError."""
    if len(entry) < 8:
        raise EOFError
    if int.from_bytes(entry[4:8], "big", signed=True) < -1:
        raise Malformed("a string has a negative length")
    if entry[3] != _CHAR:
        raise Malformed("a character vector holds something else than strings")


def decode(entry: bytes, size: int) -> str:
    """The text of an entry of `size` bytes: flags, length, bytes. Bytes that have no encoding are escaped."""
    if len(entry) < size:
        raise EOFError
    check_string(entry)
    flags = int.from_bytes(entry[:4], "big")
    if flags & _LATIN1:
        return entry[8:].decode("latin-1")
    if flags & _BYTES:
        return entry[8:].decode("ascii", "backslashreplace")
    try:
        return entry[8:].decode("utf-8")
    except UnicodeDecodeError:  # also where the file says UTF-8: publishers' marks are sometimes wrong
        return entry[8:].decode("latin-1")


def show_integer(number: int) -> str | None:
    """As R's `as.character` writes an integer; NA is None."""
    return None if number == NA_INTEGER else str(number)


def show_real(number: float) -> str | None:
    """As R's `as.character` writes a double: 15 significant digits, the shorter of fixed and scientific."""
    if math.isnan(number):
        return "NaN" if struct.pack(">d", number)[4:] != _NA_REAL else None
    if math.isinf(number):
        return "Inf" if number > 0 else "-Inf"
    mantissa, _, exponent = f"{number:.14e}".partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    digits = len(mantissa.lstrip("-").replace(".", ""))
    power = int(exponent)
    scientific = f"{mantissa}e{power:+03d}"
    fixed = f"{number:.{max(0, digits - 1 - power)}f}"
    return fixed if len(fixed) <= len(scientific) else scientific
