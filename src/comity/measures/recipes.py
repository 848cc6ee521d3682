"""Everything that can be measured, and in which order it is built."""

from comity.measures.account_coverage import customs_coverage, fund_coverage
from comity.measures.agreements import investment_treaties, trade_agreements
from comity.measures.alliances import alliances
from comity.measures.armed_conflict import armed_conflict
from comity.measures.brokers import brokers, holes
from comity.measures.compiled_trade import compiled_trade
from comity.measures.complementarity import complementarity
from comity.measures.complexity import complexities
from comity.measures.composition import composition
from comity.measures.confidentiality import confidentiality
from comity.measures.conflict import conflict
from comity.measures.conflict_volume import conflict_volume
from comity.measures.context import capabilities, leaders, products, regimes
from comity.measures.contract import Recipe
from comity.measures.crises import crises
from comity.measures.dated_memberships import dated_memberships
from comity.measures.defence_gap import defence_gap
from comity.measures.dependence import dependence
from comity.measures.dependence_goods import dependence_goods
from comity.measures.directed_tenor import directed_tenor, documents
from comity.measures.embassies import embassies
from comity.measures.expected_tone import expected_tone
from comity.measures.flows import FLOWS
from comity.measures.food import food
from comity.measures.geography import contiguity, distances
from comity.measures.goods_accounts import goods_accounts
from comity.measures.gravity import gravity
from comity.measures.ideal_points import ideal_points
from comity.measures.income_content import income_content
from comity.measures.mentions import mentions
from comity.measures.mirror import mirror
from comity.measures.momentum import momentum
from comity.measures.neighbourhood import near_abroad, neighbourhood, opposed
from comity.measures.office_holders import office_holders
from comity.measures.openings import openings
from comity.measures.organisations import organisations
from comity.measures.partner_shares import partner_shares
from comity.measures.portfolios import memberships_alike, portfolios, weighted_portfolios
from comity.measures.positions import positions
from comity.measures.product_gap import product_gap
from comity.measures.reconciliation import reconciliation
from comity.measures.relations import in_force, since
from comity.measures.relations_state import relations_state
from comity.measures.representation import missions, visas, weighted_deficit
from comity.measures.sanctions import sanction_cases, sanctions, un_sanctions
from comity.measures.scope import scope
from comity.measures.security import arms, exercises, nuclear
from comity.measures.services import services
from comity.measures.signed_network import signed_network
from comity.measures.technology import technology
from comity.measures.tenor import tenor
from comity.measures.territory import territory
from comity.measures.turning import turning
from comity.measures.two_way import two_way
from comity.measures.un_similarity import un_similarity
from comity.measures.visits import visits
from comity.measures.vote_subsets import vote_subsets
from comity.measures.vulnerable import vulnerable

RECIPES: tuple[Recipe, ...] = (
    scope,
    since,
    in_force,
    visits,
    un_similarity,
    vote_subsets,
    ideal_points,
    tenor,
    directed_tenor,
    documents,
    mentions,
    conflict_volume,
    conflict,
    armed_conflict,
    crises,
    territory,
    relations_state,
    sanctions,
    un_sanctions,
    sanction_cases,
    momentum,
    turning,
    expected_tone,
    mirror,
    reconciliation,
    compiled_trade,
    goods_accounts,
    customs_coverage,
    fund_coverage,
    partner_shares,
    food,
    services,
    positions,
    composition,
    confidentiality,
    *FLOWS,
    complementarity,
    technology,
    two_way,
    complexities,
    openings,
    income_content,
    dependence,
    dependence_goods,
    vulnerable,
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
    signed_network,
    neighbourhood,
    near_abroad,
    organisations,
    dated_memberships,
    memberships_alike,
    embassies,
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
    office_holders,
    gravity,
    product_gap,
)
"""Everything that can be measured, in the order of the questions."""
