"""Everything that can be measured, and in which order it is built."""

from comity.measures.agreements import investment_treaties, trade_agreements
from comity.measures.alliances import alliances
from comity.measures.brokers import brokers, holes
from comity.measures.compiled_trade import compiled_trade
from comity.measures.conflict import conflict
from comity.measures.context import capabilities, leaders, products, regimes
from comity.measures.contract import Recipe
from comity.measures.defence_gap import defence_gap
from comity.measures.dependence import dependence
from comity.measures.flows import FLOWS
from comity.measures.geography import contiguity, distances
from comity.measures.gravity import gravity
from comity.measures.mirror import mirror
from comity.measures.momentum import momentum
from comity.measures.neighbourhood import near_abroad, neighbourhood, opposed
from comity.measures.organisations import organisations
from comity.measures.representation import missions, visas, weighted_deficit
from comity.measures.scope import scope
from comity.measures.security import arms, exercises, nuclear
from comity.measures.signed_network import signed_network
from comity.measures.tenor import tenor
from comity.measures.un_similarity import un_similarity

RECIPES: tuple[Recipe, ...] = (
    scope,
    un_similarity,
    tenor,
    conflict,
    momentum,
    mirror,
    compiled_trade,
    *FLOWS,
    dependence,
    trade_agreements,
    investment_treaties,
    alliances,
    exercises,
    arms,
    nuclear,
    defence_gap,
    opposed,
    signed_network,
    neighbourhood,
    near_abroad,
    organisations,
    missions,
    weighted_deficit,
    brokers,
    holes,
    visas,
    distances,
    contiguity,
    products,
    capabilities,
    regimes,
    leaders,
    gravity,
)
"""Everything that can be measured, in the order of the questions."""
