"""World trade 1998 to 2000 by country and SITC heading, against what the R package economiccomplexity computes.

Sepulveda (2021), economiccomplexity: Computational Methods for Economic Complexity, version 2; its object
`economiccomplexity_output`. ECI as by the Python package ecomplexity 0.5.3.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from comity.measures.complexity import complexity, density, fitness, presence, proximity, rca
from comity.sources.formats.r_data import read_r

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def world(mirror: Path):
    with (mirror / "trade-indices" / "wt.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    states, products = (sorted({r[c] for r in rows}) for c in ("country", "product"))
    exports = np.zeros((len(states), len(products)))
    for r in rows:
        exports[states.index(r["country"]), products.index(r["product"])] += float(r["value"])
    return states, exports


@pytest.fixture(scope="module")
def published(mirror: Path):
    balassa, measures, near = read_r(mirror / "trade-indices" / "economiccomplexity_output.rda")[
        "economiccomplexity_output"
    ].items
    return balassa.values, [item.value for item in measures.items], [item.values for item in near.items]


def test_who_makes_what_is_the_same_in_all_177410_cells(world, published) -> None:
    _, exports = world
    assert exports.shape == (226, 785)
    np.testing.assert_array_equal(presence(exports), published[0])
    np.testing.assert_array_equal(np.nan_to_num(rca(exports)) >= 1, published[0] == 1)


def test_fitness_after_twenty_steps(world, published) -> None:
    states, exports = world
    fit, _ = fitness(presence(exports))
    np.testing.assert_allclose(fit, published[1][0], atol=1.5e-4)
    found = {s: fit[states.index(s)] for s in ("deu", "isr", "kaz")}
    # Twenty steps of ours and of the R package lie up to 1.4e-4 apart (largest in the whole vector).
    assert found == {"deu": pytest.approx(3.8129, abs=5e-5), "isr": pytest.approx(1.5927, abs=5e-5),
                     "kaz": pytest.approx(0.7325, abs=5e-5)}  # fmt: skip


def test_economic_complexity(world) -> None:
    states, exports = world
    eci, pci = complexity(presence(exports))
    assert eci[states.index("isr")] == pytest.approx(0.8845, abs=5e-5)
    assert eci[states.index("kaz")] == pytest.approx(-1.1892, abs=5e-5)
    assert (eci.mean(), eci.std()) == (pytest.approx(0, abs=1e-12), pytest.approx(1))
    # Each product stands at the mean of those who make it.
    made = presence(exports)
    np.testing.assert_allclose(pci, (made / made.sum(axis=0)).T @ eci, atol=1e-9)


def test_proximity_of_products(world, published) -> None:
    near = proximity(presence(world[1]))
    off = ~np.eye(len(near), dtype=bool)
    np.testing.assert_allclose(near[off], published[2][1][off], atol=1e-12)


def test_states_are_denser_around_what_they_make(world) -> None:
    made = presence(world[1])
    near = density(made)
    assert (near >= 0).all() and (near <= 1).all()
    assert near[made == 1].mean() > 1.5 * near[made == 0].mean()


def test_the_two_definitions_of_presence_agree_among_states_that_trade(world) -> None:
    """With weights, territories that sell next to nothing set the second eigenvector: they are left out."""
    states, exports = world
    big = exports.sum(axis=1) >= 1e7
    one, two = (complexity(presence(exports[big], kind))[0] for kind in ("discrete", "weighted"))
    assert np.corrcoef(one, two)[0, 1] > 0.8
    kept = [s for s, b in zip(states, big, strict=True) if b]
    assert kept[int(np.argmax(one))] == kept[int(np.argmax(two))] == "jpn"
