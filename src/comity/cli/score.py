"""`comity score`: how good the probabilities of an earlier edition were."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.app import FormatOption, app
from comity.errors import UserError
from comity.terms.unit import number, percent


@app.command()
def score(
    old: Annotated[list[Path], typer.Argument(help="Earlier editions, then the later one that knows the outcomes.")],
    format: FormatOption = "table",
) -> None:
    """Score the probabilities that earlier editions recorded against a later one: Brier score and calibration."""
    from comity.api.score import calibration, mean_brier
    from comity.api.score import score as scored_by
    from comity.cli.tables import emit
    from comity.cli.why import load_report

    if len(old) < 2:
        raise UserError("give at least two editions: earlier ones first, the one that knows the outcomes last")
    *earlier, last = [load_report(path) for path in old]
    if any({e.dyad.a, e.dyad.b} != {last.dyad.a, last.dyad.b} for e in earlier):
        raise UserError("the editions are of different pairs; score editions of one pair")
    found = [s for e in earlier for s in scored_by(e, last)]
    rows = [
        (s.forecast.id, s.forecast.statement, s.forecast.likelihood.probability, s.outcome, s.brier, s.why)
        for s in found
    ]
    none = "the earlier editions recorded no probability; there is nothing to score"
    emit(("id", "statement", "probability", "outcome", "brier", "why"), rows, format, empty=none)
    if format == "table":
        brier = mean_brier(found)
        typer.echo(
            "No forecast can be scored yet." if brier is None else f"Mean Brier score {number(brier, 3)} (0 best)."
        )
        for low, high, n, said, came in calibration(found):
            typer.echo(
                f"  said {percent(low)} to {percent(high)}: {n} cases, mean {percent(said)}, came true {percent(came)}"
            )
