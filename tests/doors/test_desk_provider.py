"""Sign-in by OpenID Connect: against a certified provider that runs on this machine, and against one that lies."""

import base64
import http.client
import json
import re
import shutil
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from desked import Browser, opened

from comity.desk.serve import desk_of
from comity.desk.team.declared import read_declared
from comity.desk.team.provider import Provider, Refused, Unreached
from comity.desk.team.team import open_team
from comity.errors import BadFile
from served import Quiet, answering

HOME = Path(__file__).parents[1] / "provider"
SECRET = "a secret for tests alone"


def declare(home, issuer, **more):
    lines = {"issuer": issuer, "client_id": "desk", "client_secret": SECRET, **more}
    path = home / "provider.yaml"
    path.write_text("".join(f"{name}: {json.dumps(value)}\n" for name, value in lines.items()))
    path.chmod(0o600)


def team_in(home, issuer, **more):
    open_team(home, make=True)
    declare(home, issuer, **more)
    team = open_team(home)
    team.accounts.add("ada", "administrator", "words for a test alone", "2026-11-29")
    return team


class Journey:
    """A browser that goes from page to page and keeps what each site gives it."""

    def __init__(self):
        self.cookies = {}

    def ask(self, address, form=None):
        parts = urlsplit(address)
        line = http.client.HTTPConnection(parts.netloc, timeout=30)
        held = self.cookies.setdefault(parts.netloc, {})
        heads = {"Cookie": "; ".join(f"{n}={v}" for n, v in held.items()), "Accept": "text/html"}
        body = None
        if form is not None:
            body = urlencode(form)
            heads |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{parts.netloc}"}
        line.request(
            "GET" if form is None else "POST", parts.path + (f"?{parts.query}" if parts.query else ""), body, heads
        )
        answer = line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition(";")[0].partition("=")
                held[key] = rest
        text, to = answer.read().decode("utf-8", "replace"), answer.getheader("Location", "")
        line.close()
        return answer.status, text, f"http://{parts.netloc}{to}" if to.startswith("/") else to

    def follow(self, address, until):
        """Where redirects lead, up to the first address that `until` holds for."""
        for _ in range(12):
            if until(address):
                return address, ""
            status, text, to = self.ask(address)
            if not to:
                return address, text
            assert status in (302, 303), (status, address, text[:300])
            address = to
        raise AssertionError("led round and round")

    def through(self, site, name, path="/sign-in/provider?to=/KAZ"):
        """Sign in at the provider under a name; the address by which it sends the browser back."""

        def is_back(address):
            return address.startswith(f"{site}/sign-in/back")

        at, text = self.follow(f"{site}{path}", is_back)
        for form in ({"prompt": "login", "login": name, "password": "x"}, {"prompt": "consent"}):
            if is_back(at):
                break
            to = re.search(r'action="([^"]+)"', text)[1]
            to = to if to.startswith("http") else f"http://{urlsplit(at).netloc}{to}"
            _, _, led = self.ask(to, form)
            at, text = self.follow(led, is_back)
        assert is_back(at), text[:500]
        return at


@pytest.fixture(scope="module")
def certified(tiny, tiny_store, tmp_path_factory):
    """The desk of a team that signs in by a certified provider."""
    node = shutil.which("node")
    if node is None or not (HOME / "node_modules").is_dir():
        pytest.skip("no provider of identities here; install Node 20 or later and run: make provider")
    home = tmp_path_factory.mktemp("team")
    team = team_in(home, "http://127.0.0.1:1")
    with opened(tiny, tiny_store, team=team) as it:
        begun = subprocess.Popen(
            [node, HOME / "provider.mjs", f"{it.address}/sign-in/back"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            issuer = begun.stdout.readline().strip()
            assert issuer.startswith("http://127.0.0.1:"), issuer
            declare(home, issuer)
            team.provider = Provider(read_declared(home), lambda: datetime.now(UTC))
            yield it, team
        finally:
            begun.communicate()


def test_one_comes_in_by_the_provider_and_only_where_one_began(certified):
    it, team = certified
    team.accounts.add("rea", "reader", "", "2026-11-29", "rea-at-home")
    mine, other = Journey(), Journey()
    assert "Sign in by your organisation" in mine.ask(f"{it.address}/sign-in")[1]
    back = mine.through(it.address, "rea-at-home")
    assert other.ask(back)[0] == 403, "whoever catches the address of the way back is not let in by it"
    back = mine.through(it.address, "rea-at-home")
    before = dict(mine.cookies[urlsplit(it.address).netloc])
    status, _, to = mine.ask(back)
    assert (status, to) == (303, f"{it.address}/KAZ")
    assert before != mine.cookies[urlsplit(it.address).netloc]
    assert mine.ask(f"{it.address}/account")[0] == 200 and "rea" in mine.ask(f"{it.address}/account")[1]
    assert mine.ask(back)[0] == 403, "it serves once"
    assert team.trail.newest(2)[1]["what"] == "signed in by the provider"


def test_who_has_no_account_is_told_and_not_let_in(certified):
    it, team = certified
    stranger = Journey()
    status, text, _ = stranger.ask(stranger.through(it.address, "stranger-7"))
    assert status == 403 and "stranger-7" in text and stranger.ask(f"{it.address}/account")[0] == 303
    assert "stranger-7" not in (team.home / "audit.jsonl").read_text()


def test_an_address_counts_where_the_provider_verified_it(certified):
    it, team = certified
    declared = team.provider.declared
    team.provider = Provider(declared.model_copy(update={"claim": "email"}), lambda: datetime.now(UTC))
    try:
        team.accounts.add("eva", "analyst", "", "2026-11-29", "eva@example.org")
        team.accounts.add("new", "analyst", "", "2026-11-29", "newcomer@example.org")
        eva, new = Journey(), Journey()
        assert eva.ask(eva.through(it.address, "Eva"))[0] == 303
        status, text, _ = new.ask(new.through(it.address, "newcomer"))
        assert status == 403 and "verified" in text
    finally:
        team.provider = Provider(declared, lambda: datetime.now(UTC))


def test_what_the_way_back_says_is_not_believed(certified):
    it, _ = certified
    for change in (
        {"state": "x"}, {"state": ""}, {"iss": "https://evil.example"}, {"error": "access_denied"}, {"code": "x"},
        {"code": ""}, {"error": "<script>alert(1)</script>"},
    ):  # fmt: skip
        browser = Journey()
        back = browser.through(it.address, "rea-at-home")
        said = {n: v[0] for n, v in parse_qs(urlsplit(back).query).items()} | change
        status, text, _ = browser.ask(f"{it.address}/sign-in/back?{urlencode(said)}")
        assert status == 403 and "<script" not in text, (change, status)
        assert browser.ask(f"{it.address}/account")[0] == 303
        assert "state" in change or browser.ask(back)[0] == 403, "what was answered is over"


def test_a_provider_that_is_not_there_is_a_line_and_no_fault(tiny, tiny_store, tmp_path, capfd):
    team = team_in(tmp_path / "team", "http://127.0.0.1:9")
    with opened(tiny, tiny_store, team=team) as it:
        heard = Browser(it).ask("/sign-in/provider")
    assert heard.status == 503 and "cannot be asked" in heard.text
    assert "127.0.0.1:9 cannot be reached" in capfd.readouterr().err


class Liar:
    """A provider that answers what a test tells it to."""

    def __init__(self):
        self.document, self.keys, self.token, self.asked = {}, {}, {}, []
        self.nonce = ""


@contextmanager
def lying():
    it = Liar()

    class Handler(Quiet):
        def do_GET(self):
            it.asked.append(self.path)
            self.answer(it.document if "openid-configuration" in self.path else it.keys)

        def do_POST(self):
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            it.asked.append((self.path, form, self.headers.get("Authorization", "")))
            self.answer(it.token)

        def answer(self, said):
            status, to = 200, ""
            if isinstance(said, tuple):
                status, to, said = said
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if to:
                self.send_header("Location", to)
            self.end_headers()
            self.wfile.write(body)

    with answering(Handler) as address:
        it.issuer = address
        it.document = {
            "issuer": it.issuer, "authorization_endpoint": f"{it.issuer}/go", "token_endpoint": f"{it.issuer}/token",
            "jwks_uri": f"{it.issuer}/keys",
        }  # fmt: skip
        yield it


@pytest.fixture(scope="module")
def key():
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    return generate_private_key(SECP256R1())


@pytest.fixture
def liar(key):
    import jwt

    with lying() as it:
        public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key()))
        it.keys = {"keys": [public | {"kid": "one", "use": "sig"}]}
        yield it


def provider_of(liar, tmp_path, **more):
    declare(tmp_path, liar.issuer, **more)
    return Provider(read_declared(tmp_path), lambda: datetime.now(UTC))


def attempt(provider, liar, make):
    """One sign-in whose token `make` makes of the claims as they should be."""
    asked = {
        n: v[0] for n, v in parse_qs(urlsplit(provider.begin("browser", "/KAZ", "http://desk/back")).query).items()
    }
    moment = datetime.now(UTC)
    claims = {
        "iss": liar.issuer, "aud": "desk", "sub": "rea", "nonce": asked["nonce"], "iat": moment,
        "exp": moment + timedelta(minutes=5),
    }  # fmt: skip
    liar.token = {"id_token": make(claims)}
    return provider.finish("browser", {"state": asked["state"], "code": "c"})


def test_a_token_as_it_should_be_is_taken_and_the_code_is_bound_to_its_browser(liar, key, tmp_path):
    import hashlib

    import jwt

    provider = provider_of(liar, tmp_path)
    taken = attempt(provider, liar, lambda c: jwt.encode(c, key, "ES256", headers={"kid": "one"}))
    assert taken == ("rea", "/KAZ")
    path, form, secret = liar.asked[-2]
    said = parse_qs(form)
    assert path == "/token" and said["grant_type"] == ["authorization_code"] and "client_secret" not in said
    assert secret == "Basic " + base64.b64encode(f"desk:{SECRET.replace(' ', '%20')}".encode()).decode()
    asked = parse_qs(urlsplit(provider.begin("b", "", "http://desk/back")).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    challenge = base64.urlsafe_b64encode(hashlib.sha256(said["code_verifier"][0].encode()).digest()).rstrip(b"=")
    assert len(said["code_verifier"][0]) >= 43 and challenge.decode() != asked["code_challenge"][0], "each has its own"


def other_key():
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    return generate_private_key(SECP256R1())


FORGED = {
    "no signature": lambda c, k, j: j.encode(c, None, "none", headers={"kid": "one"}),
    "signed with the desk's own secret": lambda c, k, j: j.encode(c, SECRET * 2, "HS256", headers={"kid": "one"}),
    "signed by somebody else": lambda c, k, j: j.encode(c, other_key(), "ES256", headers={"kid": "one"}),
    "with a key that is not published": lambda c, k, j: j.encode(c, k, "ES256", headers={"kid": "two"}),
    "of another issuer": lambda c, k, j: j.encode(c | {"iss": "https://evil.example"}, k, "ES256", {"kid": "one"}),
    "for another desk": lambda c, k, j: j.encode(c | {"aud": "another"}, k, "ES256", {"kid": "one"}),
    "for several, none of them named": lambda c, k, j: j.encode(c | {"aud": ["desk", "b"]}, k, "ES256", {"kid": "one"}),
    "asked for by another": lambda c, k, j: j.encode(c | {"azp": "another"}, k, "ES256", {"kid": "one"}),
    "over": lambda c, k, j: j.encode(c | {"exp": c["iat"] - timedelta(hours=1)}, k, "ES256", {"kid": "one"}),
    "not yet": lambda c, k, j: j.encode(c | {"iat": c["iat"] + timedelta(hours=1)}, k, "ES256", {"kid": "one"}),
    "of another sign-in": lambda c, k, j: j.encode(c | {"nonce": "x"}, k, "ES256", {"kid": "one"}),
    "of no sign-in": lambda c, k, j: j.encode({n: v for n, v in c.items() if n != "nonce"}, k, "ES256", {"kid": "one"}),
    "about nobody": lambda c, k, j: j.encode({n: v for n, v in c.items() if n != "sub"}, k, "ES256", {"kid": "one"}),
    "without an end": lambda c, k, j: j.encode({n: v for n, v in c.items() if n != "exp"}, k, "ES256", {"kid": "one"}),
    "no token": lambda c, k, j: "x.y.z",
    "empty": lambda c, k, j: "",
    "its words changed": lambda c, k, j: _changed(j.encode(c, k, "ES256", {"kid": "one"})),
}


def _changed(token):
    head, said, sign = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(said + "=="))
    said = base64.urlsafe_b64encode(json.dumps(claims | {"sub": "ada"}).encode()).rstrip(b"=").decode()
    return f"{head}.{said}.{sign}"


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_token_lets_nobody_in(liar, key, tmp_path, how):
    import jwt

    with pytest.raises(Refused):
        attempt(provider_of(liar, tmp_path), liar, lambda claims: FORGED[how](claims, key, jwt))


def test_keys_that_were_changed_are_asked_for_again(liar, key, tmp_path):
    import jwt

    moment = [datetime.now(UTC)]
    declare(tmp_path, liar.issuer)
    provider = Provider(read_declared(tmp_path), lambda: moment[0])
    published = liar.keys
    liar.keys = {"keys": []}
    with pytest.raises(Refused):
        attempt(provider, liar, lambda c: jwt.encode(c, key, "ES256", {"kid": "one"}))
    liar.keys = published
    with pytest.raises(Refused):
        attempt(provider, liar, lambda c: jwt.encode(c, key, "ES256", {"kid": "one"}))
    moment[0] += timedelta(minutes=2)
    assert attempt(provider, liar, lambda c: jwt.encode(c, key, "ES256", {"kid": "one"})) == ("rea", "/KAZ")


def test_only_addresses_that_were_declared_are_asked(liar, tmp_path):
    with lying() as elsewhere:
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            provider = provider_of(liar, tmp_path)
            right = liar.document
            for wrong in (
                f"{elsewhere.issuer}/x",
                "http://desk@127.0.0.1/x",
                "ftp://127.0.0.1/x",
                "http://example.org/x",
                7,
            ):
                liar.document = right | {name: wrong}
                provider._document = None
                with pytest.raises((Unreached, Refused)):
                    attempt(provider, liar, lambda c: "x.y.z")
            liar.document = right
        for document in (
            (302, f"{elsewhere.issuer}/x", {}), (500, "", {}), b"no json", b"[1]", b"x" * 400_000,
            liar.document | {"issuer": elsewhere.issuer},
        ):  # fmt: skip
            right, liar.document = liar.document, document
            with pytest.raises(Unreached):
                provider_of(liar, tmp_path).begin("b", "", "http://desk/back")
            liar.document = right
        assert elsewhere.asked == []
        provider = provider_of(liar, tmp_path, also=[elsewhere.issuer])
        liar.document = liar.document | {"token_endpoint": f"{elsewhere.issuer}/token"}
        with pytest.raises(Refused):
            attempt(provider, liar, lambda c: "x.y.z")
        assert [path for path, *_ in elsewhere.asked] == ["/token"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [({"issuer": "http://id.example"}, "issuer"), ({"issuer": "ftp://127.0.0.1"}, "issuer"),
     ({"issuer": "https://a@id.example"}, "issuer"), ({"claim": "name"}, "claim"),
     ({"also": ["http://id.example"]}, "also"), ({"secret": "x"}, "secret")],
)  # fmt: skip
def test_a_provider_that_is_badly_declared_is_a_fault_of_its_line(tmp_path, lines, said):
    declare(tmp_path, **({"issuer": "https://id.example"} | lines))
    with pytest.raises(BadFile, match=said):
        read_declared(tmp_path)


def test_a_secret_that_others_may_read_is_refused(tiny, tiny_store, tmp_path):
    team_in(tmp_path, "https://id.example")
    (tmp_path / "provider.yaml").chmod(0o644)
    with pytest.raises(BadFile, match="chmod 600"):
        desk_of(tiny, tiny_store, None, tmp_path)
