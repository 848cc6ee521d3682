"""What does each side do to the other, and which documents say so?

The same channels as in `tenor`, but directed and not netted within a day, from an event warehouse. Each month is
one coder's, so that no act counts twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measures.contract import Measure, Rows, gives
from comity.measures.prominence import directed_excess
from comity.measures.tenor import HOSTILITY, TONE, levels, tone
from comity.tables.columns import Columns
from comity.terms.detail import packed
from comity.terms.details import CodedDocument
from comity.terms.interval import Interval

if TYPE_CHECKING:
    import duckdb

_NOT_WHEN = (
    "Machine-coded press reports: an act inside one state, or of a third, can be coded as one state's on another. "
    "Ask of every extreme what its documents say."
)


def _channel(name: str, kind: str) -> Measure:
    return Measure(
        id=f"tenor.{name}_toward",
        question="tenor",
        title=f"{name.capitalize()} of a toward b beyond what prominence explains",
        unit="log_points",
        interval=Interval.CREDIBLE_80,
        formula=f"r in ln(1 + Σ ln(1 + w)) = μ + α_a + β_b + r, w the {kind} scores of a's acts on b in a day, over "
        "24 months; effects of actor and target by ridge regression",
        more=f"a does more that is {kind} to b than both countries' prominence explains",
        reference=HOSTILITY.reference,
        not_when=_NOT_WHEN,
        inputs=("event_months",),
        grain="month",
        decimals=2,
        among="all ordered pairs with at least 24 active days in the same 24 months",
    )


COOPERATION_TOWARD = _channel("cooperation", "cooperative")
HOSTILITY_TOWARD = _channel("hostility", "hostile")
TONE_TOWARD = Measure(
    id="tenor.tone_toward",
    question="tenor",
    title="Tone of a's acts on b",
    unit="log_points",
    interval=Interval.CREDIBLE_80,
    formula="(Σ_d s_d + 5 m) / (n + 5); s_d = ln(1 + cooperation) − ln(1 + hostility) of a's acts on b on day d, "
    "m = Σ s / (n + 5) of its days before the month",
    more="what a does to b is more cooperative",
    reference=TONE.reference,
    not_when=_NOT_WHEN + " Compare a pair with its own past, not with other pairs.",
    inputs=("event_months",),
    grain="month",
    decimals=2,
    among="all ordered pairs with an act in the same month",
)
DOCUMENTS = Measure(
    id="tenor.documents",
    question="tenor",
    title="Documents behind a month",
    unit="count",
    interval=None,
    formula="up to three documents a side, each from another outlet, whose acts moved the month most; the details "
    "list them: day, side (warm or cold) and code of the act, outlet, address",
    more="more documents are kept",
    reference=HOSTILITY.reference,
    not_when="A choice of at most six, not a count of reports.",
    inputs=("event_documents",),
    grain="month",
    decimals=0,
    low=0,
    details=CodedDocument,
    among="all ordered pairs with a document in the same month",
)

_LEAST_DELIVERED = 10
_MONTHS = f"""
    SELECT a, b, period, delivered_days AS delivered, active_days AS active, tone_log AS total, tone_squares AS squares,
           cooperation_log AS warm, cooperation_squares AS warm_squares, hostility_log AS cold,
           hostility_squares AS cold_squares
    FROM event_months
    WHERE a <> b AND delivered_days >= {_LEAST_DELIVERED} ORDER BY a, b, period"""

_DOCUMENT = packed(CodedDocument, day="date", side="side", code="code", outlet="outlet", address="url")
_DOCUMENTS = f"""
    SELECT a, b, period, count(*)::DOUBLE AS value, count(DISTINCT outlet) AS n,
           list({_DOCUMENT} ORDER BY side, place, url) AS details
    FROM event_documents WHERE a <> b GROUP BY a, b, period ORDER BY a, b, period"""


@gives(COOPERATION_TOWARD, HOSTILITY_TOWARD, TONE_TOWARD)
def directed_tenor(con: duckdb.DuckDBPyConnection) -> Rows:
    """Channels and tone of every ordered pair."""
    months: Columns = dict(con.execute(_MONTHS).fetchnumpy())
    if not len(months["a"]):
        return {m.id: {} for m in (COOPERATION_TOWARD, HOSTILITY_TOWARD, TONE_TOWARD)}
    warm, cold = levels(months, directed_excess)
    rows = {name: months[name] for name in ("a", "b", "period")}
    return {COOPERATION_TOWARD.id: warm, HOSTILITY_TOWARD.id: cold, TONE_TOWARD.id: rows | tone(months)}


@gives(DOCUMENTS)
def documents(con: duckdb.DuckDBPyConnection) -> Rows:
    """The documents that the warehouse keeps for each ordered pair and month."""
    return {DOCUMENTS.id: con.sql(_DOCUMENTS)}
