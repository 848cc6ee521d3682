"""Dependence good by good, where the atlas was built with trade by product."""

from __future__ import annotations

from comity.assessment.answer import Judged
from comity.assessment.phrases import NOTHING, ROOM, figure, owner, several
from comity.assessment.questions.composition import newest, words
from comity.assessment.questions.parts import bounded, text
from comity.assessment.questions.supplied import share_of
from comity.assessment.salience import salience
from comity.assessment.say import chosen, period, say, state
from comity.assessment.view import View, ref
from comity.assessment.words import counted, listing, sentence
from comity.atlas.measurement import Measurement
from comity.dossier.claim import Told
from comity.dossier.finding import Finding
from comity.dossier.table import Column, TableModel
from comity.terms.commodity import goods, groups
from comity.terms.details import SuppliedProduct
from comity.terms.unit import format_value, number

SHARE, RANK, CUSTOMER = "dependence.supplier_share", "dependence.supplier_rank", "dependence.customer_share"
WORTH_SAYING = 0.05
"""Share of a state's imports of a good from which a supplier is worth a sentence."""

_MOST = 4
_ROWS = 12


def findings(view: View, buyer: str, seller: str) -> list[Judged]:
    """What the seller supplies of each good, the largest shares first; and the products on which the buyer depends."""
    found = [
        _supplied(view, good, m)
        for good, m in newest(view, SHARE, groups(), buyer, seller).items()
        if (m.high or m.value or 0) >= WORTH_SAYING
    ]
    return found[:_MOST] + ([j] if (j := _products(view, buyer, seller)) is not None else [])


def _supplied(view: View, good: str, m: Measurement) -> Judged:
    rank = view.at(f"{RANK}.{good}", m.period, m.a, m.b)
    goods = chosen(_named(good), "good", good)
    what = say(ROOM, "depends.imports_of", buyer=owner(m.a), good=goods, year=period(m))
    claim = share_of(what, m, rank, "depends.open_goods")
    finding = Finding(
        id=f"dependence.{good}.{m.a}-{m.b}",
        question="dependence",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(m),
        confidence="moderate" if (m.n or 0) > 1 or m.value is None else "low",
        confidence_reason=f"{counted(m.n or 0, 'account')} of trade in these goods",
        basis=tuple(
            ref(x) for x in (m, rank) if x is not None and (x is m or x.value is not None or x.low is not None)
        ),
        against=("Customs record the border that was crossed; stocks and home production are not counted.",),
        would_change="Shipping records, or the other side's customs by product.",
    )
    return Judged(finding, salience("dependence.goods", size=m.value or m.high or 0))


def _products(view: View, buyer: str, seller: str) -> Judged | None:
    supplied = view.last("dependence.products_supplied", buyer, seller)
    every = view.last("dependence.products_eu_rule", buyer, "-")
    if every is None or every.value is None:
        return None
    here = supplied if supplied is not None and supplied.period == every.period else None
    products = here.details_of(SuppliedProduct) if here is not None else ()
    named = listing([f"HS {p.code} ({format_value(p.share, 'share')})" for p in products[:5]])
    led, told = say(ROOM, "depends.led_none"), NOTHING
    if here is not None and named:
        told = say(ROOM, "depends.named", named=Told(text=named, ref=ref(here)))
    if here is not None:
        led = say(ROOM, "depends.led", led=figure(here, here.value, number(here.value)))
    claim = say(
        ROOM,
        "depends.products",
        buyer=state(buyer),
        flagged=figure(every, every.value, number(every.value)),
        all=several(every.n or 0, "product", refs=(ref(every),)),
        year=period(every),
        seller=state(seller),
        led=led,
        named=told,
    )
    finding = Finding(
        id=f"dependence.products.{buyer}-{seller}",
        question="dependence",
        claim=claim.text,
        parts=claim.parts,
        estimate=view.estimate(here or every),
        confidence="moderate",
        confidence_reason="flags that last two of three years; thresholds are the rule's",
        basis=tuple(ref(m) for m in (here, every) if m is not None),
        against=("A fifth of products that are flagged in one year are not in the next.",),
        would_change="Home production and stocks of these products.",
    )
    return Judged(finding, salience("dependence.products", "here" if here is not None else "elsewhere"))


def tables(view: View) -> tuple[TableModel, ...]:
    """Every sector and good in which either supplies the other anything worth a row."""
    rows = []
    for buyer, seller in ((view.a, view.b), (view.b, view.a)):
        for good, m in list(newest(view, SHARE, groups(), buyer, seller).items())[:_ROWS]:
            rank, sold = (
                view.at(f"{RANK}.{good}", m.period, buyer, seller),
                view.at(f"{CUSTOMER}.{good}", m.period, seller, buyer),
            )
            few = view.at(f"dependence.import_concentration.{good}", m.period, buyer, "-")
            rows.append((
                f"{sentence(words(good))}, {seller} to {buyer}",
                m.period,
                bounded(m),
                bounded(rank),
                bounded(sold),
                text(few),
            ))  # fmt: skip
    if not rows:
        return ()
    names = ("Goods and direction", "Year", "Share of buyer's imports", "Rank", "Share of seller's exports",
             "Concentration of buyer's imports")  # fmt: skip
    return (
        TableModel(
            id="table.dependence.goods",
            question="dependence",
            title="Who supplies whom with what",
            columns=tuple(Column(name=n, numeric=i > 4) for i, n in enumerate(names)),
            rows=tuple(rows),
            note="Sectors add up to all goods; single goods are parts of them. 'Between' marks accounts that differ "
            "more than twofold, or origins that the importer withholds.",
            source=f"{view.source(f'{SHARE}.{groups()[0]}')} Other goods likewise.",
        ),
    )


def _named(good: str) -> str:
    return words(good) if good in goods() else f"goods of the sector {words(good)}"
