"""Everything that can be measured, and in which order it is built."""

from comity.measures.agreements import investment_treaties, trade_agreements
from comity.measures.alliances import alliances
from comity.measures.compiled_trade import compiled_trade
from comity.measures.conflict import conflict
from comity.measures.context import capabilities, leaders, products, regimes
from comity.measures.contract import Recipe
from comity.measures.defence_gap import defence_gap
from comity.measures.dependence import dependence
from comity.measures.flows import FLOWS
from comity.measures.geography import contiguity, distances
from comity.measures.gravity import gravity
from comity.measures.ideal_points import ideal_points
from comity.measures.mirror import mirror
from comity.measures.momentum import momentum
from comity.measures.neighbourhood import neighbourhood, opposed
from comity.measures.organisations import organisations
from comity.measures.portfolios import memberships_alike, portfolios, weighted_portfolios
from comity.measures.representation import missions, visas
from comity.measures.scope import scope
from comity.measures.security import arms, exercises, nuclear
from comity.measures.tenor import tenor
from comity.measures.un_similarity import un_similarity
from comity.measures.vote_subsets import vote_subsets

RECIPES: tuple[Recipe, ...] = (
    scope,
    un_similarity,
    vote_subsets,
    ideal_points,
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
    portfolios,
    weighted_portfolios,
    exercises,
    arms,
    nuclear,
    defence_gap,
    opposed,
    neighbourhood,
    organisations,
    memberships_alike,
    missions,
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
