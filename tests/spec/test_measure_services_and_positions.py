"""Services and investment positions: what each side reported stays apart from what an editor made of it."""

from comity.measures.positions import positions
from comity.measures.services import services
from tabled import computed

SERVICES = """
    exporter importer year reported_by compiled  item value
    AAA      BBB      2019 exporter    reported  S    10
    AAA      BBB      2019 exporter    estimated S    10
    AAA      BBB      2019 importer    estimated S    14
    AAA      BBB      2019 compiler    balanced  S    12
    AAA      BBB      2019 exporter    reported  SD   4
    AAA      AAA      2019 compiler    balanced  S    99
    """


def test_an_estimate_is_no_report():
    found = computed(services, {"services_trade": SERVICES}, ("a", "b", "period", "value"))
    assert found["exchange.services_reported_by_exporter"] == [("AAA", "BBB", 2019, 10.0)]
    assert found["exchange.services_reported_by_importer"] == []
    assert found["exchange.services_balanced"] == [("AAA", "BBB", 2019, 12.0)]


def test_positions_point_from_investor_to_host_whoever_reports_and_may_be_negative():
    found = computed(
        positions,
        {
            "investment_positions": """
            origin destination year reported_by value
            AAA    BBB         2019 origin      71
            AAA    BBB         2019 destination -3
            BBB    AAA         2019 destination 5
            """
        },
        ("a", "b", "period", "value"),
    )
    assert found["exchange.investment_position_reported_by_origin"] == [("AAA", "BBB", 2019, 71.0)]
    assert found["exchange.investment_position_reported_by_destination"] == [
        ("AAA", "BBB", 2019, -3.0),
        ("BBB", "AAA", 2019, 5.0),
    ]
