"""Every operation that the desk's own document describes, called as Schemathesis makes it up, by every role.

What comes back is described too: no fault of the server, no status and no kind of content that the document does not
name. `COMITY_CASES` is the number of calls of each operation by each role; bench/desk.md tells of a longer run.
"""

import os
from collections import Counter

import pytest
from desked import Browser, opened
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from comity.desk.openapi import openapi
from comity.desk.team.team import open_team
from comity.evidence.starting import begin
from comity.terms.country import state

schemathesis = pytest.importorskip("schemathesis")
requests = pytest.importorskip("requests")

CASES = int(os.environ.get("COMITY_CASES", "1"))
ROLES = ("nobody", "reader", "analyst", "administrator")
PASSWORD = "words for a test alone"
ENDING = ("/sign-out", "/account/password", "/sign-in")
"""Operations that end a session, or wait after a few failures: each is called as somebody new."""
KNOWN = {"a": ["USA", "France"], "b": ["CAN", "CAN.json", "CAN.csv"], "study": ["kept"], "name": ["measures.csv"]}
IDS = {"/measures": ["un.agreement", "un.agreement.csv"], "/sources": ["gdp"], "/studies": ["s1"]}


@pytest.fixture(scope="module")
def it(tiny, tiny_store, tmp_path_factory):
    home = tmp_path_factory.mktemp("described")
    begin(home / "studies" / "kept", state("USA"), state("CAN"))
    team = open_team(home / "team", make=True)
    for role in ("administrator", "analyst", "reader"):
        team.accounts.add(role, role, PASSWORD, "2026-11-29")
    with opened(tiny, tiny_store, home / "studies", team) as served:
        yield served, team


def come(it, team, role):
    with team.base.writing() as con:
        # Nobody waits here for what was made up as a password.
        con.execute("DELETE FROM tries")
    browser = Browser(it)
    if role == "nobody":
        browser.cookie = browser.ask("/sign-in").heads["set-cookie"].partition(";")[0]
        return browser, browser.token("/sign-in")
    heard = browser.sign_in(role, PASSWORD)
    assert heard.status == 303, heard.text
    return browser, browser.token("/account")


def parts_of(path):
    """Parts of an address that lead somewhere: without them nothing behind the first look would ever be reached."""
    ids = next((found for start, found in IDS.items() if path.startswith(start)), ["x"])
    named = {name: KNOWN.get(name, ids) for name in ("a", "b", "study", "name", "id") if f"{{{name}}}" in path}
    return st.fixed_dictionaries({name: st.sampled_from(values) for name, values in named.items()})


class Caller:
    """Calls operations as a role, and comes in again where one of them ended the session."""

    def __init__(self, it, team, role):
        self.it, self.team, self.role, self.heard = it, team, role, Counter()
        self.line = requests.Session()
        self.line.trust_env = False
        self.browser, self.token = come(it, team, role)

    def call(self, operation, data):
        """One call of an operation, most of them with parts that lead somewhere and a form of its own."""
        from schemathesis.checks import not_a_server_error
        from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

        parts = data.draw(parts_of(operation.path)) if data.draw(st.integers(0, 3)) else {}
        case = data.draw(operation.as_strategy(path_parameters=parts) if parts else operation.as_strategy())
        if operation.path in ENDING:
            self.browser, self.token = come(self.it, self.team, self.role)
        if isinstance(case.body, dict) and data.draw(st.integers(0, 3)):
            case.body["form"] = self.token
        heads = {"Cookie": self.browser.cookie, "Origin": self.it.address}
        site = self.it.address
        answer = case.call(base_url=site, session=self.line, headers=heads, allow_redirects=False, timeout=60)
        self.heard[answer.status_code] += 1
        case.validate_response(answer, checks=[not_a_server_error, status_code_conformance, content_type_conformance])


@pytest.mark.parametrize("role", ROLES)
def test_no_operation_meets_a_fault_or_answers_otherwise_than_described(it, role):
    caller, faults = Caller(*it, role), []
    for result in schemathesis.openapi.from_dict(openapi()).get_all_operations():
        operation = result.ok()

        @seed(1)
        @settings(max_examples=CASES, deadline=None, database=None, phases=[Phase.generate], report_multiple_bugs=False,
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(data=st.data())
        def each(data):
            caller.call(operation, data)  # noqa: B023  (called at once)

        try:
            each()
        except Exception as error:
            faults.append(f"{operation.label}: {error} {[str(e) for e in getattr(error, 'exceptions', ())]}")
    assert not faults, "\n\n".join(faults)
    assert caller.heard.total() >= 40
    assert role == "nobody" or caller.heard[200] >= 8, "a document of which nothing works would pass else"
    print(role, dict(caller.heard))
