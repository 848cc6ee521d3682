"""How each quantity that an assessment used is computed: as the atlas declares it, or a derivation."""

from __future__ import annotations

from collections.abc import Sequence

from comity.assessment.view import View
from comity.atlas.manifest import Entry
from comity.dossier.figure import FigureModel
from comity.dossier.measurement import Method
from comity.quantities.derivations import Derivation, derivation


def methods(view: View, figures: Sequence[FigureModel]) -> tuple[Method, ...]:
    """One for each quantity that was measured, worked out or drawn, in the order of their ids."""
    drawn = {s.measure for f in figures for s in f.series if s.measure}
    derived = {w.measurement.measure for w in view.derived.values()}
    listed = {name for m in view.used.values() for name in m.basis}
    found = {m.measure for m in view.used.values()} | drawn | derived
    return tuple(_method(view, id, listed) for id in sorted(found))


def _method(view: View, id: str, listed: set[str]) -> Method:
    derived = derivation(id)
    declared: Entry | Derivation = view.atlas.entry(id) if derived is None else derived
    return Method(
        measure=id,
        title=declared.title,
        unit=declared.unit,
        formula=declared.formula,
        more=declared.more,
        reference=declared.reference,
        not_when=declared.not_when,
        among=declared.among,
        inputs=declared.inputs if isinstance(declared, Entry) else declared.rests_on,
        # Sources of other pairs' rows are not sources of this report.
        basis=tuple(name for name in _basis(view, id, declared) if name in listed),
    )


def _basis(view: View, id: str, declared: Entry | Derivation) -> Sequence[str]:
    if isinstance(declared, Entry):
        return declared.basis
    rows = [w.measurement for w in view.derived.values() if w.measurement.measure == id]
    return sorted({name for m in rows for name in m.basis})
