"""Published gravity estimates, to the printed digits."""

from __future__ import annotations

from figures import Figure, Material
from gravity_published import CASES, CORRECTED, Estimate, agrees, digits, manufactures, report, three_way

from comity.measures.ppml.three_way import corrected


def figures(material: Material) -> list[Figure]:
    """One row for each published estimate, and the three-way bias correction."""
    found = []
    for case in CASES:
        fit, estimates = report(case, material.mirror)
        found += [
            Figure(
                f"{case.name}: {estimate.name}",
                _said(estimate, value, error),
                f"published {estimate.printed}" + (f" ({estimate.error})" if estimate.error else ""),
                f"{len(fit.sample.y):,} rows; {_note(estimate, value, error)}; {case.source}"
                + (f"; errors charge for {case.charged} parameters, as published" if case.charged > 1 else ""),
            )
            for estimate, value, error in estimates
        ]
    return [*found, *_correction(material)]


def _said(estimate: Estimate, value: float, error: float) -> str:
    return digits(value, estimate.printed) + (f" ({digits(error, estimate.error)})" if estimate.error else "")


def _note(estimate: Estimate, value: float, error: float) -> str:
    same = agrees(value, estimate.printed) and (not estimate.error or agrees(error, estimate.error))
    return "equal" if same else f"differs: {value:.7f} ({error:.7f})"


def _correction(material: Material) -> list[Figure]:
    fit, _ = three_way(material.mirror)
    data = manufactures(material.mirror)
    found = corrected(fit, data["isoexp"], data["isoimp"], data["year"])
    assert found.errors is not None
    values = {"bias": found.bias[0], "error": found.errors[0], "beta": found.beta[0]}
    names = {"bias": "bias of the coefficient", "error": "adjusted standard error", "beta": "corrected coefficient"}
    return [
        Figure(
            f"Weidner and Zylkin, three-way: {names[key]}",
            digits(float(value), CORRECTED[key]),
            f"published {CORRECTED[key]}",
            ("equal" if agrees(float(value), CORRECTED[key]) else "differs") + "; no other Python package has it",
        )
        for key, value in values.items()
    ]
