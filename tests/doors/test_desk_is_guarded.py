"""What hostile requests get from the desk: nothing that is not theirs, nothing written, and never a fault."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from urllib.parse import quote

import pytest
from desked import Browser, opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_world import comity_process


@pytest.fixture(scope="module")
def desk(tiny, tiny_store):
    with opened(tiny, tiny_store) as it:
        yield Browser(it).enter()


@pytest.fixture(scope="module")
def stranger(desk):
    return Browser(desk.it)


PATHS = ("/", "/ISR/KAZ", "/KAZ", "/measures", "/openapi.json", "/static/desk.css", "/sources", "/no/such/page")


@pytest.mark.parametrize("path", PATHS)
def test_without_the_key_nothing_is_shown(stranger, path):
    heard = stranger.ask(path)
    assert heard.status == 403
    assert "Kazakhstan" not in heard.text and stranger.it.keys.token not in heard.text
    assert "set-cookie" not in heard.heads


@pytest.mark.parametrize("key", ["", "x", "a" * 300, "%00", "..", "key"])
def test_a_wrong_key_opens_nothing(stranger, key):
    for path in (f"/enter?key={key}", "/enter", f"/enter?key={key}&key={stranger.it.keys.token}"):
        heard = stranger.ask(path)
        assert heard.status == 403 and "set-cookie" not in heard.heads


def test_the_key_is_taken_out_of_the_address_and_the_cookie_is_no_script_s(stranger):
    heard = stranger.ask(f"/enter?key={stranger.it.keys.token}")
    assert heard.heads["location"] == "/"
    cookie = heard.heads["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and stranger.it.keys.token not in cookie


def test_a_code_serves_once(stranger):
    path = stranger.it.opening_once.removeprefix(stranger.it.address)
    assert stranger.ask(path).status == 303
    assert stranger.ask(path).status == 403


def test_a_session_that_somebody_else_chose_is_none(stranger):
    name = f"comity-{stranger.it.address.rpartition(':')[2]}"
    for value in ("", "x", stranger.it.keys.token, '"; Path=/'):
        assert stranger.ask("/", Cookie=f"{name}={value}").status == 403
    entered = stranger.ask(f"/enter?key={stranger.it.keys.token}", Cookie=f"{name}=chosen")
    assert "chosen" not in entered.heads["set-cookie"]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "", "127.0.0.1:80@evil.example"]
)
def test_a_name_that_is_not_the_desk_s_gets_no_answer(desk, host):
    assert desk.ask("/ISR/KAZ", Host=host).status in (400, 421)


def test_forwarding_headers_change_nothing(desk):
    heard = desk.ask(
        "/isr/kaz", X_Forwarded_Host="evil.example", Forwarded="host=evil.example", X_Original_URL="/enter"
    )
    assert heard.heads["location"] == "/ISR/KAZ"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "MADEUP"])
def test_nothing_but_reading_is_served(desk, method):
    for path in ("/", "/ISR/KAZ", "/enter"):
        heard = desk.ask(path, method, body=b"a=1", X_HTTP_Method_Override="GET")
        assert heard.status in (400, 405), (method, path)
    assert desk.ask("/", "POST", body=b"_method=DELETE").status == 405


def test_other_sites_get_nothing_and_frame_nothing(desk):
    for mode, dest in (("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe"), ("no-cors", "script")):
        heard = desk.ask("/ISR/KAZ.json", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode=mode, Sec_Fetch_Dest=dest)
        assert heard.status == 403
    heard = desk.ask("/KAZ", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document")
    assert heard.status == 200
    assert "access-control-allow-origin" not in desk.ask("/KAZ", Origin="https://evil.example").heads


@pytest.mark.parametrize("path", ["/", "/ISR/KAZ", "/no/such", "/KAZ.csv", "/find?a=Atlantis"])
def test_every_reply_carries_its_policy(desk, path):
    heads = desk.ask(path).heads
    policy = heads["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert heads["x-content-type-options"] == "nosniff" and heads["x-frame-options"] == "DENY"
    assert heads["referrer-policy"] == "no-referrer" and heads["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in heads


def test_pages_hold_no_script_no_inline_style_and_no_foreign_address(desk):
    for path in (
        "/",
        "/ISR/KAZ",
        "/KAZ",
        "/measures",
        "/compare",
        "/chronicle",
        "/sources",
        "/validation",
        "/mediators",
    ):
        text = desk.ask(path).text
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", text, re.IGNORECASE), path
        for to in re.findall(r'(?:src|srcset|action)="([^"]*)"', text):
            assert to.startswith("/") and not to.startswith("//"), (path, to)


TRICKS = [
    "/../../etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/../../pyproject.toml",
    "/static/..%2f..%2fatlas.json",
    "/ISR/KAZ/data/../../../atlas.json",
    "/ISR/KAZ/data/..%2f..%2fatlas.json",
    "/ISR/KAZ/data/%2fetc%2fpasswd",
    "/ISR/KAZ/figures/..%2f..%2fx.svg",
    "/sources/..%2f..%2fatlas",
    "/measures/..%2f..%2fatlas.json",
    "/ISR%00/KAZ",
    "/ISR/KAZ.json%00.html",
    "/ISR/KAZ%0d%0aSet-Cookie:x=1",
    "/%0d%0aLocation:%20https://evil.example",
    "/file:%2f%2f%2fetc/passwd",
    "/\\..\\..\\windows",
]


@pytest.mark.parametrize("path", TRICKS)
def test_no_path_leads_out(desk, path):
    heard = desk.ask(path)
    assert heard.status in (400, 404), (path, heard.status)
    assert "root:" not in heard.text and "comity/atlas" not in heard.text
    assert "x" not in heard.heads.get("set-cookie", "") and "evil" not in heard.heads.get("location", "")


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "//evil.example/KAZ", "/find?a=//evil.example", "/find?a=https://evil.example&b=KAZ",
     "/https:%2f%2fevil.example/KAZ", "/enter?key=x&next=https://evil.example", "/%5cevil.example",
     "/find?a=KEN%0d%0aX:1"],
)  # fmt: skip
def test_no_request_chooses_where_it_leads(desk, path):
    heard = desk.ask(path)
    to = heard.heads.get("location", "/")
    assert re.match(r"/(?![/\\])", to) and "evil" not in to, to


PAYLOADS = [
    "{{7*7}}", "{% for x in ().__class__.__base__.__subclasses__() %}", "${7*7}", "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>', "'; DROP TABLE x; --", "' OR 1=1 --", "__proto__", "\u202eevil", "\x00",
    "A" * 5000, "../../x", "%s%n", "1e999", "NaN", "-1", "٣", "🂡" * 60,
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_asked_is_text_and_nothing_else(desk, payload):
    said = quote(payload)
    for path in (
        f"/find?a={said}&b=KAZ", f"/{said}", f"/{said}/KAZ", f"/ISR/KAZ?as-of={said}", f"/ISR/KAZ?since={said}",
        f"/measures?q={said}", f"/measures/{said}", f"/measures/un.agreement?period={said}", f"/chronicle?from={said}",
        f"/chronicle?a={said}", f"/compare?pairs={said}", f"/compare?a1={said}&b1=KAZ", f"/ISR/KAZ/why?id={said}",
        f"/ISR/KAZ/data/{said}", f"/ISR/KAZ/figures/{said}.svg", f"/sources/{said}", f"/KAZ?by={said}",
        f"/?{said}={said}",
    ):  # fmt: skip
        heard = desk.ask(path)
        assert heard.status < 500, (path, heard.status, heard.text[:300])
        assert not re.search(r"<script|<img src=x|[^0-9.]49[^0-9.]%|<class", heard.text), path
        assert "{{7*7}}" not in payload or ">49<" not in heard.text


def test_huge_queries_and_many_words_are_refused_at_once(desk):
    assert desk.ask("/?a=" + "x" * 10_000).status in (400, 414)
    assert desk.ask("/?" + "&".join(f"a{n}=1" for n in range(500))).status == 400
    assert desk.ask("/" + "a/" * 1500).status in (404, 414)
    host, _, port = desk.host.partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(b"GET / HTTP/1.1\r\n" + b"X-Long: " + b"a" * 200_000)
        line.settimeout(20)
        assert line.recv(100).startswith(b"HTTP/1.1 4")


def test_a_body_that_is_promised_and_not_sent_holds_nobody(desk):
    host, _, port = desk.host.partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        head = f"GET / HTTP/1.1\r\nHost: {desk.host}\r\nCookie: {desk.cookie}\r\nContent-Length: 100000000\r\n\r\n"
        line.sendall(head.encode())
        assert line.recv(15).startswith(b"HTTP/1.1 200")
    assert desk.ask("/").status == 200


def test_nothing_of_the_machine_stands_in_an_error(desk, tiny):
    for path in ("/ISR/Atlantis", "/measures/nothing.here", "/no/such", "/ISR/KAZ?as-of=1700-01-01"):
        text = desk.ask(path).text
        assert str(tiny) not in text and "Traceback" not in text and 'File "' not in text


def test_a_broken_atlas_is_said_without_its_place(tiny, tiny_store, tmp_path, capfd):
    import shutil

    home = shutil.copytree(tiny, tmp_path / "atlas")
    with opened(home, tiny_store) as it:
        browser = Browser(it).enter()
        for file in home.glob("un.*.parquet"):
            file.write_bytes(b"broken")
        heard = browser.ask("/measures/un.agreement")
        assert heard.status == 503 and str(tmp_path) not in heard.text
    assert "un." in capfd.readouterr().err


WORD = st.text(min_size=1, max_size=30)
KNOWN = st.sampled_from(
    [
        "ISR",
        "KAZ",
        "measures",
        "un.agreement",
        "why",
        "data",
        "figures",
        "sources",
        "chronicle",
        "gdp",
        "compare",
        "find",
        "mediators",
        "annexes",
        "USA.json",
        "IRN.csv",
        "2014",
        "-",
        ".",
        "..",
    ]
)
PART = st.one_of(KNOWN, KNOWN, WORD)
QUERY = st.dictionaries(
    st.sampled_from(
        ["as-of", "known-on", "since", "id", "a", "b", "by", "period", "order", "page", "pairs", "as", "q"]
    ),
    st.one_of(st.sampled_from(["2014-12-31", "2010", "csv", "json", "ISR", "un.agreement", "1", "yes"]), WORD),
    max_size=4,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(PART, max_size=5), query=QUERY)
def test_random_addresses_never_meet_a_fault(desk, parts, query):
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
    heard = desk.ask(f"{path}?{asked}" if asked else path)
    assert heard.status in (200, 300, 303, 307, 400, 404), (path, asked, heard.status, heard.text[:500])


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_the_command_prints_the_address_and_ends_when_told(tiny, tiny_store, told):
    process = comity_process("serve", "--port", "0", "--no-browser", "--atlas", tiny, "--store", tiny_store, small=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/enter\?key=\S+", line)
        assert address, line
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
        with opener.open(address[0], timeout=20) as page:
            assert b"Relations between any two countries" in page.read()
    finally:
        process.send_signal(told)
        out, err = process.communicate(timeout=30)
    assert process.returncode == (0 if told == signal.SIGINT else -signal.SIGTERM), (out, err)
    assert err == "", err


def test_a_port_that_is_taken_is_a_mistake_of_one_line(run, tiny):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line = run("serve", "--port", taken.getsockname()[1], "--no-browser", "--atlas", tiny).line
    assert "--port" in line and "another" in line


def test_without_its_extra_the_command_says_what_to_install(tmp_path):
    code = (
        "import sys\n"
        "class Gone:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.partition('.')[0] in ('starlette', 'uvicorn'):\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name.partition('.')[0])\n"
        "sys.meta_path.insert(0, Gone())\n"
        "sys.argv = ['comity', 'serve', '--no-browser']\n"
        "from comity.cli.main import run; run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "comity[desk]" in done.stderr and done.stderr.count("\n") == 1


def test_many_at_once_get_the_same_page(desk):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(20) as pool:
        heard = list(pool.map(lambda _: desk.ask("/USA/CAN.json"), range(20)))
    assert {h.status for h in heard} == {200} and len({h.body for h in heard}) == 1
    assert json.loads(heard[0].body)["dyad"]["a"] == "USA"
