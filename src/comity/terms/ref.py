"""The ids that a report names things by: made and taken apart here and nowhere else."""

from __future__ import annotations

NOBODY = "-"
"""The second state of what is measured of one state."""
_EVIDENCE = "evidence/"
_CHRONICLE = "chronicle/"
_STATUS = "status/"
_PACT = "pact/"


def measurement_ref(measure: str, a: str, b: str, period: str) -> str:
    """`un.agreement/ISR-KAZ/2012`; `context.gdp/ISR/2020` where `b` is nobody."""
    return f"{series_ref(measure, a, b)}/{period}"


def series_ref(measure: str, a: str, b: str) -> str:
    """`un.agreement/ISR-KAZ`: all periods of one measure of a pair or a state."""
    return f"{measure}/{a if b == NOBODY else f'{a}-{b}'}"


def series_of(ref: str) -> str:
    """The series that a measurement stands in; an id of another kind loses what follows its last slash."""
    return ref.rpartition("/")[0] or ref


def period_of(ref: str) -> str:
    """The period of a measurement's id; "" for an id of another kind."""
    if ref.startswith((_EVIDENCE, _CHRONICLE, _STATUS, _PACT)) or ref.count("/") != 2:
        return ""
    return ref.rpartition("/")[2]


def measure_of(ref: str) -> str:
    """The measure of a measurement's id; "" for an id of another kind."""
    return ref.partition("/")[0] if period_of(ref) else ""


def statement_ref(row: str) -> str:
    """`evidence/41`, from the id that a row has in its study; "" for no row."""
    return f"{_EVIDENCE}{row}" if row else ""


def row_of(ref: str) -> str:
    """The id that a row has in its study, from `evidence/41` or from itself."""
    return ref.removeprefix(_EVIDENCE)


def event_ref(event: str) -> str:
    """`chronicle/2022-02-24.UKR-RUS.relations_broken`, from the id that an event has in the chronicle."""
    return f"{_CHRONICLE}{event}"


def status_ref(line: str) -> str:
    """`status/xkx-srb`, from the id that a line of status has in the chronicle."""
    return f"{_STATUS}{line}"


def pact_ref(pact: str) -> str:
    """`pact/nato`, from the id that a pact has in the chronicle."""
    return f"{_PACT}{pact}"


def source_of(edition: str) -> str:
    """The source of an edition: `cow-trade` of `cow-trade@3f2a91c04d5e`."""
    return edition.partition("@")[0]


def edition_ref(source: str, sha256: str) -> str:
    """`cow-trade@3f2a91c04d5e`: a source and the first twelve digits of an edition's hash."""
    return f"{source}@{sha256[:12]}"
