"""Nobody can be found in what is given away, and it still says the same."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.body.dialog_info import BodyError
from blfpanel.body.lists import is_list
from blfpanel.body.lists import read as read_list
from blfpanel.panel.lamps.documents import body_of
from blfpanel.panel.model import Detail, Lamp
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.pseudonyms import Pseudonyms
from blfpanel.sip.events import NotifyReceived, UsageId
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.message import Request, parse_message
from blfpanel.sip.syntax.uri import NameAddr, SipUri

PROFILES = load_profiles()
RECORDED = Path(__file__).parent.parent / "data" / "notify"
FLOW = Flow("udp", ("192.0.2.1", 5070), ("192.0.2.2", 5060))


def learnt(*messages: str) -> Pseudonyms:
    names = Pseudonyms()
    for message in messages:
        names.learn(message)
    return names


def test_number_has_one_pseudonym_wherever_it_stands() -> None:
    message = (
        "INVITE sip:**4711@pbx.acme.test:5070;user=phone SIP/2.0\r\n"
        'From: "Anna Berger" <sip:4712@pbx.acme.test>;tag=a1b2\r\n'
        "To: 4711 <tel:4711>\r\n"
        "Subject: 4711 calls Anna Berger\r\n"
    )
    names = learnt(message)
    other = names.text(message)
    mine, hers = names.user("4711"), names.user("4712")
    assert mine != hers
    assert len(mine) == 4
    for kept in ("4711", "4712", "Anna", "Berger", "acme"):
        assert kept not in other
    assert f"sip:**{mine}@host1.example:5070;user=phone SIP/2.0" in other
    assert f'"Person-1" <sip:{hers}@host1.example>;tag=x' in other
    assert f"To: {mine} <tel:{mine}>" in other
    assert f"Subject: {mine} calls Person-1" in other


def test_numbers_of_the_protocol_stay() -> None:
    text = (
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 10.1.2.3:5060;branch=z9hG4bKabc;rport=200\r\n"
        "CSeq: 200 INVITE\r\nExpires: 200\r\nFrom: <sip:200@10.1.2.3>\r\nContent-Length: 200\r\n"
        "\r\nv=0\r\no=- 200 200 IN IP4 10.1.2.3\r\nm=audio 200 RTP/AVP 101\r\n"
        "a=rtpmap:101 x/8000\r\n"
    )
    names = learnt(text)
    names.learn_user("101")
    other = names.text(text)
    assert other == (
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKx1;rport=200\r\n"
        "CSeq: 200 INVITE\r\nExpires: 200\r\nFrom: <sip:100@192.0.2.1>\r\nContent-Length: 200\r\n"
        "\r\nv=0\r\no=- 200 200 IN IP4 192.0.2.1\r\nm=audio 200 RTP/AVP 101\r\n"
        "a=rtpmap:101 x/8000\r\n"
    )


def test_dialog_is_named_alike_in_message_document_and_pick_up() -> None:
    names = Pseudonyms()
    head = names.text("Call-ID: 7f3a@10.0.0.9\r\nFrom: <sip:a@b.test>;tag=abc1\r\n")
    xml = names.text('<dialog call-id="7f3a@10.0.0.9" local-tag="abc1" remote-tag="0">')
    replaces = names.text("Replaces: 7f3a@10.0.0.9;from-tag=abc1;to-tag=0\r\n")
    refer = names.text("<sip:5@b.test?Replaces=7f3a%4010.0.0.9%3Bfrom-tag%3Dabc1>")
    assert head.startswith("Call-ID: x1\r\n")
    assert xml == '<dialog call-id="x1" local-tag="x2" remote-tag="0">'
    assert replaces == "Replaces: x1;from-tag=x2;to-tag=0\r\n"
    assert "?Replaces=x1%3Bfrom-tag%3Dx2>" in refer


def test_hidden_party_stays_hidden_and_a_mail_like_user_does_not_show() -> None:
    text = '"Anonymous" <sip:anonymous@anonymous.invalid>, <sip:anna.berger%40acme.test@pbx.test>'
    names = learnt(text)
    other = names.text(text + " anna.berger@acme.test")
    assert other.startswith('"Anonymous" <sip:anonymous@anonymous.invalid>')
    assert "anna" not in other
    assert "acme" not in other


def test_name_in_markup_is_the_name_in_the_header() -> None:
    text = 'From: "Meyer & Söhne" <sip:1@x.test>\r\n<identity display="Meyer &amp; Söhne">'
    assert learnt(text).text(text).count("Person-1") == 2


def test_name_that_is_a_word_of_the_protocol_is_replaced_where_it_is_a_name_only() -> None:
    text = 'From: "Call" <sip:77@x.test>\r\nCall-ID: abc\r\n<state>early</state>'
    other = learnt(text).text(text)
    assert '"Person-1" <sip:' in other
    assert "\r\nCall-ID: x1\r\n" in other


def test_body_that_grew_or_shrank_says_so() -> None:
    body = "<x>sip:12@a.very.long.name.of.a.server.test</x>"
    raw = f"NOTIFY sip:12@a.test SIP/2.0\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    names = learnt(raw.decode())
    head, _, after = names.message(raw).partition(b"\r\n\r\n")
    assert head.endswith(b"Content-Length: %d" % len(after))
    assert len(after) != len(body)


def test_secrets_and_digits_pressed_in_a_call_are_hidden() -> None:
    text = "k=base64:c2VjcmV0\r\nSignal=7\r\nDuration=160\r\n"
    assert Pseudonyms().text(text) == "k=base64:***\r\nSignal=*\r\nDuration=160\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "aGVsbG8+d29y/bGQ" * 4000,
        "Subject: a" + " " * 60_000,
        "1" * 60_000,
        "a.b" * 20_000,
        "ab:" * 20_000,
        "sip:" * 15_000,
        '"' + "x" * 60_000,
    ],
    ids=["base64", "blanks", "digits", "dots", "colons", "schemes", "quote"],
)
def test_long_nonsense_takes_no_time(text: str) -> None:
    began = time.process_time()
    learnt(text).text(text)
    assert time.process_time() - began < 2.0


LETTERS = "abcdefghijklmnopqrstuvwxyzäöü"
names_of_people = st.builds(
    lambda first, last: f"{first.title()}q {last.title()}zz",
    st.text(LETTERS, min_size=3, max_size=8),
    st.text(LETTERS, min_size=3, max_size=8),
)
numbers = st.integers(10_000, 10**11).map(str)


@given(
    st.lists(st.tuples(names_of_people, numbers), min_size=1, max_size=5),
    st.text("abcdefghij", min_size=5, max_size=9),
    st.text("klmnopqrst", min_size=8, max_size=12),
)
@settings(max_examples=60, deadline=None)
def test_nobody_is_found_in_what_is_given_away(
    people: list[tuple[str, str]], company: str, secret: str
) -> None:
    host = f"{company}.test"
    messages = [
        f"NOTIFY sip:{number}:{secret}@{host} SIP/2.0\r\n"
        f'From: "{name}" <sip:{number}@{host}>;tag=1{number}\r\nCall-ID: {number}@{host}\r\n'
        f'Authorization: Digest username="{number}", realm="{host}", response="{secret}"\r\n\r\n'
        f'<dialog-info entity="sip:{number}@{host}"><dialog id="{number}" call-id="{number}-x">'
        f'<remote><identity display="{name}">sip:{number}@{host}</identity></remote>'
        f"</dialog></dialog-info>{number} {name}"
        for name, number in people
    ]
    other = Pseudonyms()
    for message in messages:
        other.learn(message)
    for message in messages:
        given_away = other.text(message)
        for name, number in people:
            assert number not in given_away
            assert not any(part in given_away for part in name.split())
        assert company not in given_away
        assert secret not in given_away


Shown = list[tuple[Lamp, Detail | None, bool, int]]


def lamps(profile: str, messages: list[bytes]) -> Shown:
    """What the keys of a panel that finds its partners by itself show after each message."""
    panel = Panel(PROFILES, discover=True)
    panel.add_account("a", NameAddr(None, SipUri.parse("sip:recording.invalid")), profile=profile)
    shown: Shown = []
    for at, data in enumerate(messages):
        message = parse_message(data)
        assert isinstance(message, Request)
        try:
            if is_list(message.headers.get("Content-Type"), body_of(message)):
                read_list(body_of(message), message.headers.get("Content-Type"))
        except BodyError:
            continue
        usage = UsageId(1) if message.to_tag is not None else None
        state = message.subscription_state
        panel.handle(NotifyReceived(usage, "a", message, state, FLOW), float(at))
        keys = panel.keys()
        for key in keys:
            known = panel.state(key.id)
            shown.append((known.lamp, known.detail, known.stale, len(known.calls)))
    return shown


@pytest.mark.parametrize(
    "folder", sorted({file.parent for file in RECORDED.rglob("*.sip")}), ids=lambda f: f.name
)
@pytest.mark.parametrize("automatic", [False, True])
def test_recorded_messages_light_the_same_lamps(folder: Path, automatic: bool) -> None:
    recorded = [file.read_bytes() for file in sorted(folder.glob("*.sip"))]
    recorded = [data for data in recorded if b"\r\n\r\n" in data]
    profile = "auto" if automatic else folder.relative_to(RECORDED).parts[0]
    names = Pseudonyms()
    for data in recorded:
        names.learn(data.decode("utf-8", "surrogateescape"))
    others = [names.message(data) for data in recorded]
    before = lamps(profile, recorded)
    assert lamps(profile, others) == before


@given(st.text("abSIP/2.0:sip@<>\"';=?&#*+%19 \r\n.-é[]\\", max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_learnt_and_replaced(text: str) -> None:
    names = learnt(text)
    assert names.text(text) == names.text(text)
    assert isinstance(names.message(text.encode()), bytes)
