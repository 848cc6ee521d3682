"""Of what the trade of a pair consists: sectors and single goods, where the atlas was built with trade by product."""

from __future__ import annotations

from comity.assessment.questions.parts import bounded, text
from comity.assessment.view import View
from comity.assessment.words import name, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.figure import Bar, FigureModel
from comity.dossier.strict import Role
from comity.dossier.table import Column, TableModel
from comity.terms.commodity import UNSPECIFIED, goods, sector_names
from comity.terms.interval import Interval
from comity.terms.unit import format_value

BY_PRODUCT = "exchange.exports"


def has_products(view: View) -> bool:
    """Whether the atlas was built with trade by product."""
    return view.has(f"{BY_PRODUCT}.agriculture")


def words(group: str) -> str:
    """A sector or good as people write it: `crude oil`."""
    return group.replace("_", " ")


def newest(view: View, family: str, groups: tuple[str, ...], a: str, b: str) -> dict[str, Measurement]:
    """The measurements of a family's groups in the newest year that has any, numbers or bounds, largest first."""
    found = {g: series[-1] for g in groups if (series := view.series(f"{family}.{g}", a, b))}
    if not found:
        return {}
    year = max(m.period for m in found.values())
    kept = {g: m for g, m in found.items() if m.period == year}
    return dict(sorted(kept.items(), key=lambda item: -(item[1].value or item[1].high or 0)))


def headline(view: View) -> str:
    """All sectors together in each direction, and the largest; empty where there is no trade by product."""
    said = []
    for a, b in ((view.a, view.b), (view.b, view.a)):
        found = newest(view, BY_PRODUCT, (*sector_names(), UNSPECIFIED), a, b)
        total = _total(found)
        if total is not None:
            largest, first = next(iter(found.items()))
            said.append(f"{name(a)} sold {name(b)} {total} of goods in {first.period}, mostly {words(largest)}")
    return f"By product, {'; '.join(said)}." if said else ""


def _total(sectors: dict[str, Measurement]) -> str | None:
    """All sectors together; None where none of them has a value."""
    values = [m.value for m in sectors.values() if m.value is not None]
    return format_value(sum(values), "usd") if values else None


def figures(view: View) -> tuple[FigureModel, ...]:
    """One ranking of sectors for each direction."""
    drawn = []
    for (a, b), role in (((view.a, view.b), "a"), ((view.b, view.a), "b")):
        found = newest(view, BY_PRODUCT, (*sector_names(), UNSPECIFIED), a, b)
        if len(found) < 2:
            continue
        largest, year = next(iter(found)), next(iter(found.values())).period
        drawn.append(_figure(view, a, b, found, role, f"mostly {words(largest)}, {year}"))  # type: ignore[arg-type]
    return tuple(drawn)


def _figure(view: View, a: str, b: str, found: dict[str, Measurement], role: Role, finding: str) -> FigureModel:
    bars = tuple(
        Bar(label=sentence(words(g)), value=m.value, low=m.low, high=m.high, role=role) for g, m in found.items()
    )
    return FigureModel(
        id=f"figure.composition.{a}-{b}",
        question="exchange",
        kind="bars",
        title=f"{sentence(name(a))} to {name(b)}: {finding}",
        subtitle="Exports by sector, US$; thin lines from the one report to the other",
        unit="usd",
        source=f"{view.source(f'{BY_PRODUCT}.{next(iter(found))}')} Other sectors likewise.",
        alt=f"Exports from {name(a)} to {name(b)} by sector.",
        bars=bars,
        interval=Interval.TWO_REPORTS,
    )


def table(view: View) -> tuple[TableModel, ...]:
    """All sectors together, and single goods, in both directions."""
    rows = []
    for a, b in ((view.a, view.b), (view.b, view.a)):
        sectors = newest(view, BY_PRODUCT, (*sector_names(), UNSPECIFIED), a, b)
        if (total := _total(sectors)) is not None:
            rows.append((f"All sectors, {a} to {b}", next(iter(sectors.values())).period, total, "–", "–"))
        for good, m in newest(view, BY_PRODUCT, tuple(goods()), a, b).items():
            share, rank = (
                view.at(f"dependence.{f}.{good}", m.period, b, a) for f in ("supplier_share", "supplier_rank")
            )
            rows.append((f"{sentence(words(good))}, {a} to {b}", m.period, text(m), bounded(share), bounded(rank)))
    if not rows:
        return ()
    columns = (
        Column(name="Good and direction"),
        Column(name="Year"),
        Column(name="Exports", numeric=True),
        Column(name="Share of the buyer's imports of it", numeric=True),
        Column(name="Rank as supplier", numeric=True),
    )
    return (
        TableModel(
            id="table.exchange.goods",
            question="exchange",
            title="All sectors together, and goods whose supply matters by itself",
            columns=columns,
            rows=tuple(rows),
            note="Customs record the border that was crossed, not the last user.",
            source=f"{view.source(f'{BY_PRODUCT}.{next(iter(goods()))}')} Other goods likewise.",
        ),
    )
