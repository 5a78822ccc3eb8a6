"""What a recorded message says in a few words, what it answers, which came twice, what it did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from blfpanel.net.trace import Direction, Trace
from blfpanel.panel.changes import FaceChanged, LampChanged
from blfpanel.panel.model import Detail, KeyId, Lamp, LampState
from blfpanel.phone.effects import Effects
from blfpanel.phone.traffic import Line, Topic, Traffic, ladder
from blfpanel.sip.events import NotifyReceived
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.message import Request, parse_message

FLOW = Flow("udp", ("192.0.2.1", 5070), ("192.0.2.2", 5060))
KEY = KeyId("214")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def wall(at: float) -> datetime:
    return NOON + timedelta(seconds=at)


def request(
    method: str, number: int = 1, body: str = "", *headers: str, user: str = "214"
) -> bytes:
    lines = (
        f"{method} sip:{user}@pbx.example.com SIP/2.0",
        f"Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{number}",
        "From: <sip:200@pbx.example.com>;tag=a",
        f"To: <sip:{user}@pbx.example.com>",
        f"Call-ID: call-of-{method}",
        f"CSeq: {number} {method}",
        *headers,
        f"Content-Length: {len(body)}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def response(to: bytes, status: str, *headers: str) -> bytes:
    _, *lines = to.decode().partition("\r\n\r\n")[0].split("\r\n")
    kept = [line for line in lines if not line.startswith("Content")]
    return "\r\n".join((f"SIP/2.0 {status}", *kept, *headers, "", "")).encode()


def document(version: int, *states: str) -> str:
    dialogs = "".join(f'<dialog id="1"><state>{state}</state></dialog>' for state in states)
    return f'<dialog-info version="{version}" state="full">{dialogs}</dialog-info>'


def read(*messages: tuple[float, Direction, bytes]) -> list[Line]:
    trace = Trace()
    for at, direction, data in messages:
        trace.record(at, direction, FLOW, data)
    return list(Traffic().read(trace))


@pytest.mark.parametrize(
    ("data", "what", "topic"),
    [
        (request("NOTIFY", 1, document(14, "early")), "NOTIFY v14 early", Topic.LAMPS),
        (request("NOTIFY", 1, document(15, "terminated")), "NOTIFY v15 no calls", Topic.LAMPS),
        (
            request("NOTIFY", 1, document(3, "confirmed", "early")),
            "NOTIFY v3 confirmed +1",
            Topic.LAMPS,
        ),
        (
            request("NOTIFY", 1, "", "Subscription-State: terminated;reason=timeout"),
            "NOTIFY (subscription ended)",
            Topic.LAMPS,
        ),
        (
            request("NOTIFY", 1, "SIP/2.0 180 Ringing\r\n", "Event: refer"),
            "NOTIFY 180 Ringing",
            Topic.CALLS,
        ),
        (request("INVITE", user="**214"), "INVITE **214", Topic.CALLS),
        (request("REGISTER", 1, "", "Expires: 0", user=""), "REGISTER (end)", Topic.REGISTRATION),
        (request("SUBSCRIBE"), "SUBSCRIBE 214", Topic.LAMPS),
        (request("BYE"), "BYE", Topic.CALLS),
        (b"\x80\x01 noise", "Not SIP: \\x80\x01 noise", Topic.OTHER),
    ],
)
def test_message_in_a_few_words(data: bytes, what: str, topic: Topic) -> None:
    [line] = read((0.0, Direction.IN, data))
    assert (line.what, line.topic) == (what, topic)


def test_answer_knows_its_request_and_how_long_it_took() -> None:
    invite = request("INVITE")
    trying = response(invite, "100 Trying")
    taken = response(invite, "200 OK", "Content-Type: application/sdp")
    asked, first, last = read(
        (1.0, Direction.OUT, invite), (1.1, Direction.IN, trying), (3.5, Direction.IN, taken)
    )
    assert asked.answered == pytest.approx(2.5)
    assert (first.status, first.method, first.important) == (100, "INVITE", False)
    assert (last.what, last.important) == ("200 OK (SDP)", True)
    assert last.answered == pytest.approx(2.5)
    assert last.users == {"200", "214"}


def test_answer_to_a_notify_is_about_what_the_notify_is_about() -> None:
    progress = request("NOTIFY", 1, "SIP/2.0 200 OK\r\n", "Event: refer")
    _, answer = read(
        (0.0, Direction.IN, progress), (0.1, Direction.OUT, response(progress, "200 OK"))
    )
    assert answer.topic is Topic.CALLS


def test_same_octets_again_are_a_retransmission_for_half_a_minute() -> None:
    invite = request("INVITE")
    lines = read(*((at, Direction.OUT, bytes(bytearray(invite))) for at in (0.0, 0.5, 1.5, 40.0)))
    assert [line.repeat_of for line in lines] == [None, 1, 1, None]
    assert lines[0].repeats == 2


def test_what_a_message_did_is_known_until_the_trace_forgets_it() -> None:
    trace = Trace(messages=3)
    effects = Effects(trace)
    idle, ringing = LampState(Lamp.IDLE), LampState(Lamp.ALERTING, Detail.RINGING)
    data = request("NOTIFY", 1, document(14, "early"))
    trace.record(0.0, Direction.IN, FLOW, data)
    trace.record(0.1, Direction.OUT, FLOW, b"SIP/2.0 200 OK")
    message = parse_message(data)
    assert isinstance(message, Request)
    effects.handling(NotifyReceived(None, "Reception", message, None, FLOW))
    effects.handle(LampChanged(KEY, idle, ringing, 0.2))
    assert [(e.key, e.after, e.shown) for e in effects.of(1)] == [(KEY, ringing, False)]
    effects.handle(FaceChanged(KEY, ringing))
    assert [e.shown for e in effects.of(1)] == [True]
    effects.handling(None)
    effects.handle(LampChanged(KEY, ringing, idle, 0.3))  # a timer's doing
    effects.handle(FaceChanged(KEY, idle))
    assert [e.after for e in effects.of(1)] == [ringing]
    assert effects.of(2) == ()
    again = request("NOTIFY", 2, document(15))
    for _ in range(3):
        trace.record(1.0, Direction.IN, FLOW, again)
    second = parse_message(again)
    assert isinstance(second, Request)
    effects.handling(NotifyReceived(None, "Reception", second, None, FLOW))
    effects.handle(LampChanged(KEY, ringing, idle, 1.0))
    assert effects.of(1) == ()
    assert len(effects.of(5)) == 1


def test_ladder_as_text_folds_repeats_and_says_pauses_and_effects() -> None:
    trace = Trace()
    effects = Effects(trace)
    notify = request("NOTIFY", 1, document(14, "early"))
    trace.record(0.0, Direction.OUT, FLOW, request("SUBSCRIBE"))
    trace.record(0.5, Direction.OUT, FLOW, request("SUBSCRIBE"))
    trace.record(20.0, Direction.IN, FLOW, notify)
    message = parse_message(notify)
    assert isinstance(message, Request)
    effects.handling(NotifyReceived(None, "Reception", message, None, FLOW))
    effects.handle(LampChanged(KEY, LampState(), LampState(Lamp.ALERTING, Detail.RINGING), 20.0))
    assert ladder(Traffic().read(trace), effects, wall).splitlines() == [
        "12:00:00.000  --> UDP 192.0.2.2:5060  SUBSCRIBE 214  ×2",
        "              --- 20 s quiet ---",
        "12:00:20.000  <-- UDP 192.0.2.2:5060  NOTIFY v14 early  [214: Ringing, not shown]",
    ]
