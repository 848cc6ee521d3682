"""The weights and the error that ship are those that the record gives, and the error is what was promised."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from comity.assessment.mediators.features import FEATURES
from comity.assessment.mediators.record import mediations
from comity.assessment.mediators.score import estimated, known_error

pytestmark = pytest.mark.mirror
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script(mirror, reference):
    sys.path.insert(0, str(ROOT / "validation"))
    try:
        yield importlib.import_module("intermediaries")
    finally:
        sys.path.remove(str(ROOT / "validation"))
        for name in ("intermediaries", "conditional_logit", "figures"):
            sys.modules.pop(name, None)


def test_weights_error_and_placebo(script):
    material = script.Material()
    every, fresh = script._split(script._cases(script._atlas(material), mediations()))
    beta = script.fit([c.found.matrix for c in every], [c.chosen for c in every])
    assert beta == pytest.approx(estimated().beta, abs=5e-6)

    listed = script._reference(material, every)
    all_features = script._columns([f.id for f in FEATURES])
    found, error = script._left_out(listed, all_features, every), known_error()
    assert (found.mediations, found.cases) == (error.mediations, error.disputes)
    assert found.auc == pytest.approx(error.auc, abs=5e-4) and found.auc > 0.892
    assert found.first_ten == pytest.approx(error.first_ten, abs=5e-3) and found.first_ten >= 0.61
    new = script._left_out(fresh, all_features, every)
    assert (new.auc, new.first_ten) == (
        pytest.approx(error.fresh_auc, abs=5e-4),
        pytest.approx(error.fresh_first_ten, abs=5e-3),
    )
    votes = script._ranked(listed, lambda c: -np.abs(c.found.raw["votes_a"] - c.found.raw["votes_b"]))
    assert votes.auc < 0.55 and votes.first_ten < 0.1


def test_the_conditional_logit_finds_the_weights_of_a_world_made_with_them(script):
    rng, true = np.random.default_rng(11), np.array([1.0, -0.5, 0.0])
    designs, chosen = [], []
    for _ in range(1500):
        x = rng.standard_normal((20, 3))
        chance = np.exp(x @ true)
        choice = np.zeros(20, bool)
        choice[rng.choice(20, p=chance / chance.sum())] = True
        designs.append(x)
        chosen.append(choice)
    beta = script.fit(designs, chosen)
    logit = sys.modules["conditional_logit"]
    spread = np.sqrt(np.diag(logit.covariance(designs, chosen, beta, list(range(1500)))))
    assert np.abs(beta - true).max() < 4 * spread.max() < 0.2


def test_every_reference_row_is_in_the_record_as_one_to_estimate_from(script, reference):
    import csv

    with (reference / "mediations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ours = {(m.year, m.mediator) for m in mediations() if m.use == "estimate"}
    assert {(int(r["year"]), script.NAMES.get(r["mediator"], r["mediator"])) for r in rows} == ours
    assert sum(m.use == "estimate" for m in mediations()) == len(rows) == 88
