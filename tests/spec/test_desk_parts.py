"""The parts of the desk by small tables: what is asked, what is sent, what is made once, what a claim is in pieces."""

import threading
from datetime import date

import pytest

from comity.api.chronicling import Sought, chronicled
from comity.api.extremes import extremes
from comity.api.relations import relations
from comity.atlas.kept import Kept
from comity.atlas.read import Atlas
from comity.desk import alone
from comity.desk.asked import Asked, Seen, Visitor
from comity.desk.fields import FIELDS
from comity.desk.guard import Keys, is_below
from comity.desk.multipart import Part, boundary, parts, plain_name
from comity.desk.once import Once
from comity.desk.openapi import openapi
from comity.desk.reply import HTML, PNG, moved, reply
from comity.desk.routes import ROUTES, WORDS, WRITTEN
from comity.desk.sent import FORM, NotOurs, Sent
from comity.desk.team import entrance
from comity.desk.told import pieces
from comity.dossier.claim import Value, When, Words
from comity.errors import UserError
from comity.evidence.columns import BY_NAME
from comity.store.clock import today


def test_a_query_is_read_strictly():
    it = Asked.parse("a=Israel&as-of=2014&since=1995&x=")
    assert it.text("a") == "Israel" and it.text("b") == "" and it.number("since", 1, 1, 9999) == 1995
    seen = it.seen()
    assert (seen.as_of, seen.known_on, seen.since) == (date(2014, 12, 31), None, 1995)
    assert seen.keeping == "?as-of=2014&since=1995"
    assert seen.link("/ISR/KAZ", id="un/x y") == "/ISR/KAZ?as-of=2014&since=1995&id=un%2Fx+y"


def test_known_on_is_the_day_from_which_all_is_seen_unless_another_is_named():
    assert Asked.parse("known-on=2020-01-01").seen().as_of == date(2020, 1, 1)
    assert Asked.parse("known-on=2020-01-01&as-of=2010").seen().as_of == date(2010, 12, 31)
    assert Asked(()).seen().as_of == today()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("a=1&a=2", "a stands twice"),
        ("a=" + "x" * 201, "200 characters"),
        ("a=%00", "can be seen"),
        ("a=%ff%fe", "UTF-8"),
        ("&".join(f"a{n}=1" for n in range(41)), "more than 40"),
        ("as-of=2999-01-01", "future"),
        ("as-of=soon", "soon"),
        ("since=1000", "1816"),
        ("since=-5", "whole number"),
        ("since=٣", "whole number"),
    ],
)
def test_what_cannot_be_read_is_a_mistake_of_one_line(query, says):
    with pytest.raises(UserError, match=says) as wrong:
        it = Asked.parse(query)
        it.text("a")
        it.seen()
    assert "\n" not in str(wrong.value)


def test_a_link_holds_nothing_that_acts():
    seen = Seen(date(2014, 12, 31), None, None, ())
    assert seen.link("/a b/\"'<>?#&\n") == "/a%20b/%22%27%3C%3E%3F%23%26%0A"


@pytest.mark.parametrize("to", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a\r\nb", ""])
def test_nothing_leads_off_the_desk(to):
    with pytest.raises(ValueError, match="no address"):
        moved(to)


def test_a_reply_is_packed_once_and_is_what_it_was():
    long = reply("a" * 5000, HTML)
    assert long.packed and len(long.body) < 200 and long.plain() == b"a" * 5000
    assert reply("a" * 5000, HTML).body == long.body and reply("a" * 5000, HTML).tag == long.tag
    assert not reply("short", HTML).packed and not reply(b"a" * 5000, PNG).packed
    assert reply("\ud800", HTML).plain() == b"?"


def test_what_many_ask_for_at_once_is_made_once():
    made, gate = [], threading.Event()
    once = Once(Kept(10))

    def make():
        gate.wait(5)
        made.append(1)
        return "it"

    found = []
    threads = [threading.Thread(target=lambda: found.append(once.of("key", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join(10)
    assert found == ["it"] * 8 and made == [1]
    assert not once._making


def test_what_fails_is_not_held_and_is_tried_again():
    once = Once(Kept(10))
    with pytest.raises(UserError):
        once.of("key", lambda: (_ for _ in ()).throw(UserError("no")))
    assert once.of("key", lambda: "it") == "it" and not once._making


def test_a_claim_is_told_in_pieces_that_lead_to_their_rows():
    parts = (
        Words(text="They trade "),
        Value(text="US$ 2 million", ref="exchange.exports/ISR-KAZ/2012", value=2e6, unit="usd"),
        Words(text=" since "),
        When(text="1992", date="1992"),
    )
    told = pieces("They trade US$ 2 million since 1992", parts)
    assert "".join(text for text, _ in told) == "They trade US$ 2 million since 1992"
    assert [ref for _, ref in told] == ["", "exchange.exports/ISR-KAZ/2012", "", ""]
    assert pieces("Plain \u202etext") == [("Plain text", "")]


def test_a_key_opens_and_a_code_opens_once():
    keys = Keys()
    code = keys.code()
    assert keys.opens(keys.token) and keys.opens(keys.token)
    assert keys.opens(code) and not keys.opens(code)
    assert not keys.opens("") and not keys.shown("") and keys.shown(keys.session) and not keys.shown(keys.token)
    assert Keys().token != keys.token


def test_every_word_of_a_route_is_explained_and_every_route_told():
    assert {word for route in ROUTES for word in route.words} <= set(WORDS)
    assert all(route.says for route in ROUTES)
    paths = openapi()["paths"]
    assert {path for path, held in paths.items() if "get" in held} == {route.path for route in ROUTES}
    assert {path for path, held in paths.items() if "post" in held} == {route.path for route in WRITTEN}
    assert all(is_below(route.path, entrance.WRITTEN) and route.says for route in WRITTEN)
    assert {r.right for r in WRITTEN if is_below(r.path, alone.WRITTEN)} == {"edit", "begin"}


def test_the_extremes_of_a_period_are_in_order_and_counted(starter):
    atlas = Atlas.open(starter, date(2026, 3, 31))
    high = extremes(atlas, "un.agreement", "2020", 5)
    low = extremes(atlas, "un.agreement", "2020", 5, lowest_first=True)
    column = sorted(atlas.column("un.agreement", "2020").values())
    assert [m.value for m in high.rows] == column[::-1][:5] and [m.value for m in low.rows] == column[:5]
    assert high.total == len(column)
    assert extremes(Atlas.open(starter, date(2019, 12, 31)), "un.agreement", "2020", 5).rows == ()


def test_relations_give_a_value_or_a_reason_for_each_partner(starter):
    atlas = Atlas.open(starter, date(2026, 3, 31))
    found = relations(atlas, "KAZ", ["RUS", "URY", "KAZ"])
    assert [partner for partner, _ in found.rows] == ["RUS", "URY"]
    for _, cells in found.rows:
        assert len(cells) == len(found.quantities)
        for m in cells:
            assert m.a == "KAZ" and m.known == (m.state in ("value", "true_zero"))
    armed = next(n for n, q in enumerate(found.quantities) if q.entry.id == "conflict.armed")
    assert found.rows[1][1][armed].value == 0, "of a record whose silence is a zero, none is none"
    war = next(cells for b, cells in relations(atlas, "RUS", ["UKR"]).rows)[armed]
    assert (war.value or 0) > 0


def test_nothing_later_than_the_day_is_told():
    early = chronicled(date(2014, 12, 31), Sought())
    assert early and all(e.when.end <= date(2014, 12, 31) for e in early)
    assert all(e.until is None or e.until.end <= date(2014, 12, 31) for e in early)
    late = chronicled(date(2026, 3, 31), Sought(states=("ISR",), weight=3))
    assert late and all("ISR" in (e.a, e.b) and e.weight == 3 for e in late)
    assert [e.when.end for e in late] == sorted((e.when.end for e in late), reverse=True)


@pytest.fixture(scope="module")
def starter():
    from comity.atlas.read import STARTER

    if not (STARTER / "atlas.json").is_file():
        pytest.skip("this checkout has no starter atlas; make one with: make starter-atlas")
    return STARTER


def test_how_far_records_reach_is_told_without_reading_them_and_never_beyond_the_day(starter):
    from comity.api.reach import reaches

    now = {r.name: r for r in reaches(Atlas.open(starter, date(2026, 3, 31)))}
    then = {r.name: r for r in reaches(Atlas.open(starter, date(2014, 12, 31)))}
    assert str(now["UN votes"].to) == "2025" and str(then["UN votes"].to) == "2014"
    assert all(r.to.end <= date(2014, 12, 31) for r in then.values())
    assert now["leaders"].past is False and [*now.values()] == sorted(now.values(), key=lambda r: -r.to.end.toordinal())


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("paper.pdf", "paper.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\a b.docx", "a b.docx"),
        ("/etc/..", None),
        (".hidden", "hidden"),
        ("...", None),
        ("a<b>?.csv", "a_b__.csv"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        ("a\u202efdp.exe", None),
        ("שלום.pdf", "שלום.pdf"),
    ],
)
def test_of_a_file_s_name_only_what_can_be_no_place_is_kept(said, kept):
    if kept is None:
        with pytest.raises(UserError):
            plain_name(said)
    else:
        assert plain_name(said) == kept


HEAD = b'--x\r\nContent-Disposition: form-data; name="a"\r\n'


def test_a_form_with_a_file_comes_apart():
    file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
    body = HEAD + b"\r\none\r\n" + file + b"\x00\r\n--y\r\n" + b"\r\n--x--\r\n"
    assert parts(body, b"x") == (Part("a", "", b"one"), Part("file", "a.txt", b"\x00\r\n--y\r\n"))
    assert boundary("multipart/form-data; boundary=x") == boundary('Multipart/Form-Data;boundary="x"') == b"x"
    assert boundary("multipart/mixed; boundary=x") is boundary("multipart/form-data") is None


BROKEN = {
    "nothing": b"",
    "no end": HEAD + b"\r\none",
    "no gap": HEAD + b"one\r\n--x--\r\n",
    "no name": b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--",
    "before it": b"text--x\r\n" + HEAD + b"\r\n1\r\n--x--",
    "long head": b"--x\r\nA: " + b"a" * 5000 + b"\r\n\r\n1\r\n--x--",
    "coded": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n1\r\n--x--",
    "nested": HEAD + b"Content-Type: multipart/mixed; boundary=y\r\n\r\n1\r\n--x--",
    "many": (HEAD + b"\r\n1\r\n") * 60 + b"--x--",
    "not text": b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n1\r\n--x--',
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_form_that_is_broken_or_a_bomb_is_refused_in_one_line(kind):
    with pytest.raises(UserError) as wrong:
        parts(BROKEN[kind], b"x")
    assert "\n" not in str(wrong.value)


def test_a_form_is_taken_from_whom_it_was_made_for_alone():
    ann = Visitor("ann", "token")
    it = Sent.parse(b"form=token&note=a%0D%0Ab&x=", FORM, ann)
    assert it.text("note") == "a b" and it.text("gone") == "" and it.has("x") and not it.has("y")
    for body in (b"note=a", b"form=&note=a", b"form=tokem&note=a"):
        with pytest.raises(NotOurs):
            Sent.parse(body, FORM, ann)
    with pytest.raises(NotOurs):
        Sent.parse(b"form=", FORM, Visitor())
    for body, says in ((b"form=token&a=%ff", "UTF-8"), (b"a=1&" * 200, "fields")):
        with pytest.raises(UserError, match=says):
            Sent.parse(body, FORM, ann)
    for body in (b"form=token&a=1&a=2", b"form=token&a=%E2%80%AE", b"form=token&a=" + b"x" * 5000):
        with pytest.raises(UserError):
            Sent.parse(body, FORM, ann).text("a")


def test_every_field_of_a_form_is_a_column_and_none_is_twice():
    assert len(set(FIELDS)) == len(FIELDS)
    assert set(FIELDS) == set(BY_NAME) - {"id", "interview"}
