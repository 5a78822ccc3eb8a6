"""What the way to the server asks for: keeping it open, NAT, long requests, proxies, sips."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    CallEnded,
    FlowLost,
    IncomingCall,
    NotifyReceived,
    RegistrationChanged,
)
from blfpanel.sip.flow import Flow, KeepOpen, OpenFlow, Send, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.servers.stun import binding_request, mapped_address
from blfpanel.sip.servers.way import Way
from blfpanel.sip.syntax.message import Request, build_response, parse_message
from blfpanel.sip.syntax.uri import SipUri
from support.peer import OURS, SERVER, account

ONE, TWO = Target("udp", "192.0.2.1", 5060), Target("udp", "192.0.2.2", 5060)
LONG = b"v=0\r\n" + b"a=candidate:...\r\n" * 100


class Server:
    """The far end of all flows of one endpoint; answers what it is told to, by hand."""

    def __init__(self, **changes: object) -> None:
        self.account = account(**changes)
        self.endpoint = Endpoint(Ids(random.Random(7)))
        self.now = 0.0
        self.sent: list[tuple[Flow, Request]] = []
        self.kept_open: list[tuple[Flow, bytes]] = []
        self.opened: list[Flow] = []
        self.pongs = True
        self.refuses_tcp = self.silent_tcp = False
        #: Where it sees us, if not where we are.
        self.sees: tuple[str, int] | None = None

    def pump(self) -> None:
        while (output := self.endpoint.poll_output()) is not None:
            match output:
                case Send(flow, data):
                    self._take(flow, data)
                case OpenFlow(Target("tcp")) if self.refuses_tcp:
                    self.endpoint.flow_failed(output.target, "refused", self.now)
                case OpenFlow(Target("tcp")) if self.silent_tcp:
                    pass
                case OpenFlow(target):
                    transport = target.transport
                    port = OURS[1] if transport == "udp" else 40000 + len(self.opened)
                    flow = Flow(transport, (OURS[0], port), SERVER)
                    self.opened.append(flow)
                    self.endpoint.flow_opened(target, flow, self.now)
                case KeepOpen(flow, data):
                    self.kept_open.append((flow, data))
                    if self.pongs:
                        self.endpoint.flow_alive(flow, None, self.now)

    def _take(self, flow: Flow, data: bytes) -> None:
        message = parse_message(data)
        if not isinstance(message, Request):
            return
        self.sent.append((flow, message))
        if message.method in ("REGISTER", "OPTIONS"):
            response = build_response(message, 200, None, to_tag="srv")
            if self.sees is not None:
                via = message.headers.get("Via") or ""
                host, port = self.sees
                response.headers.set(
                    "Via", via.replace("rport", f"rport={port}") + f";received={host}"
                )
            self.endpoint.receive(flow, response.to_bytes(), self.now)

    def wait(self, seconds: float) -> None:
        self.pump()
        until = self.now + seconds
        while (deadline := self.endpoint.next_deadline()) is not None and deadline <= until:
            self.now = max(self.now, deadline)
            self.endpoint.handle_timeout(self.now)
            self.pump()
        self.now = until

    def register(self) -> None:
        self.endpoint.register(self.account, self.now)
        self.endpoint.keep_alive(self.account, self.now)
        self.pump()

    def call(self, uri: str = "sip:207@pbx.example", body: bytes = b"") -> None:
        self.endpoint.call(self.account, CallSpec(SipUri.parse(uri), body), self.now)
        self.pump()

    def requests(self, method: str) -> list[tuple[Flow, Request]]:
        return [(flow, request) for flow, request in self.sent if request.method == method]

    def events(self, kind: type) -> list[object]:
        found = []
        while (event := self.endpoint.poll_event()) is not None:
            if isinstance(event, kind):
                found.append(event)
        return found


# --- keeping it open ---


def test_connection_is_kept_open_by_empty_lines() -> None:
    server = Server(server=Target("tcp", *SERVER), keep_alive=20)
    server.register()
    server.wait(200)
    assert {data for _, data in server.kept_open} == {b"\r\n\r\n"}
    assert 10 <= len(server.kept_open) <= 13
    assert server.events(FlowLost) == []


def test_connection_that_stops_answering_is_made_anew_within_ten_seconds() -> None:
    server = Server(server=Target("tcp", *SERVER), keep_alive=20)
    server.register()
    server.wait(50)
    assert len(server.opened) == 1
    server.pongs = False
    asked = len(server.kept_open)
    while len(server.kept_open) == asked:
        server.wait(0.5)
    server.wait(9.4)
    assert len(server.opened) == 1
    server.wait(0.7)
    assert len(server.opened) == 2
    [lost] = server.events(FlowLost)
    assert isinstance(lost, FlowLost)
    assert lost.reason == "192.0.2.1 does not answer any more."
    assert server.requests("REGISTER")[-1][0] is server.opened[1]


def test_server_that_never_answered_empty_lines_is_not_thought_dead() -> None:
    server = Server(server=Target("tcp", *SERVER))
    server.pongs = False
    server.register()
    server.wait(300)
    assert len(server.kept_open) > 10
    assert len(server.opened) == 1


def test_datagrams_need_only_options_unless_stun_is_wanted() -> None:
    plain, stun = Server(), Server(stun=True)
    for server in (plain, stun):
        server.register()
        server.wait(100)
    assert plain.kept_open == []
    assert len(stun.kept_open) >= 4
    assert all(data[:2] == b"\0\1" for _, data in stun.kept_open)


# --- NAT ---


def contacts(server: Server, method: str) -> list[str]:
    return [request.headers.get("Contact") or "" for _, request in server.requests(method)]


def test_server_is_told_the_address_it_sees_us_at() -> None:
    server = Server()
    server.sees = ("203.0.113.9", 61234)
    server.register()
    assert contacts(server, "REGISTER") == [
        "<sip:200@192.0.2.34:5062>",
        "<sip:200@203.0.113.9:61234>",
    ]
    server.call()
    assert contacts(server, "INVITE") == ["<sip:200@203.0.113.9:61234>"]
    via = server.requests("INVITE")[0][1].via
    assert (via.host, via.port) == OURS
    server.wait(250)
    assert len(contacts(server, "REGISTER")) == 2


def test_new_address_in_the_network_outside_is_told_at_the_next_keep_alive() -> None:
    server = Server()
    server.sees = ("203.0.113.9", 61234)
    server.register()
    server.wait(60)
    server.sees = ("203.0.113.9", 50001)
    server.wait(26)
    assert contacts(server, "REGISTER")[-1] == "<sip:200@203.0.113.9:50001>"


def test_address_learnt_by_stun_is_told() -> None:
    server = Server(stun=True)
    server.register()
    server.wait(30)
    server.endpoint.flow_alive(server.opened[0], ("203.0.113.9", 61234), server.now)
    server.pump()
    assert contacts(server, "REGISTER")[-1] == "<sip:200@203.0.113.9:61234>"


def test_address_stays_our_own_where_the_account_says_so() -> None:
    server = Server(public_contact=False)
    server.sees = ("203.0.113.9", 61234)
    server.register()
    server.wait(60)
    assert contacts(server, "REGISTER") == ["<sip:200@192.0.2.34:5062>"]


def test_server_that_sees_us_elsewhere_each_time_is_no_endless_story() -> None:
    server = Server()
    take = server._take

    def elsewhere(flow: Flow, data: bytes) -> None:
        server.sees = ("203.0.113.9", 1024 + len(server.sent))
        take(flow, data)

    server._take = elsewhere  # type: ignore[method-assign]
    server.register()
    assert len(contacts(server, "REGISTER")) <= 4
    assert server.events(RegistrationChanged)


# --- requests too long for a datagram (RFC 3261 §18.1.1) ---


def test_long_request_takes_a_connection_and_short_ones_do_not() -> None:
    server = Server()
    server.register()
    server.call(body=LONG)
    flow, invite = server.requests("INVITE")[0]
    assert flow.transport == "tcp"
    assert invite.via.transport == "tcp"
    assert invite.headers.get("Contact") == "<sip:200@192.0.2.34:5062>"
    server.call()
    assert server.requests("INVITE")[1][0].transport == "udp"


def test_long_request_goes_as_a_datagram_where_no_connection_is_accepted() -> None:
    server = Server()
    server.refuses_tcp = True
    server.register()
    server.call(body=LONG)
    server.call(body=LONG)
    assert [flow.transport for flow, _ in server.requests("INVITE")] == ["udp", "udp"]
    assert server.requests("INVITE")[0][1].via.transport == "udp"


def test_long_request_does_not_wait_long_for_a_connection() -> None:
    server = Server()
    server.register()
    server.silent_tcp = True
    server.call(body=LONG)
    server.wait(0.9)
    assert server.requests("INVITE") == []
    server.wait(0.2)
    [(flow, _)] = {
        request.via.branch: (flow, request) for flow, request in server.requests("INVITE")
    }.values()
    assert flow.transport == "udp"
    stream = Flow("tcp", (OURS[0], 40000), SERVER)
    server.endpoint.flow_opened(Target("tcp", *SERVER), stream, server.now)
    server.pump()
    assert {flow.transport for flow, _ in server.requests("INVITE")} == {"udp"}


# --- proxies ---


def test_route_names_the_proxy_in_requests_that_are_in_no_dialog() -> None:
    server = Server(route="<sip:sbc.example.net;lr>")
    server.register()
    server.call()
    for method in ("REGISTER", "INVITE"):
        request = server.requests(method)[0][1]
        assert request.headers.get_all("Route") == ["<sip:sbc.example.net;lr>"]
    assert server.requests("REGISTER")[0][1].uri == "sip:pbx.example"
    assert server.requests("INVITE")[0][1].uri == "sip:207@pbx.example"


# --- TLS ---


def test_messages_over_tls_say_so() -> None:
    server = Server(server=Target("tls", "pbx.example", 0))
    server.register()
    request = server.requests("REGISTER")[0][1]
    assert (request.headers.get("Via") or "").startswith("SIP/2.0/TLS 192.0.2.34:40000;")
    assert request.headers.get("Contact") == "<sip:200@192.0.2.34:40000;transport=tls>"
    [*_, told] = server.events(RegistrationChanged)
    assert isinstance(told, RegistrationChanged)
    assert told.secure


def test_sips_address_is_called_by_tls_with_a_sips_contact() -> None:
    server = Server(server=Target("tls", "pbx.example", 0))
    server.register()
    server.call("sips:207@pbx.example")
    assert contacts(server, "INVITE") == ["<sips:200@192.0.2.34:40000>"]


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_sips_address_is_not_called_without_tls(transport: str) -> None:
    server = Server(server=Target(transport, *SERVER))
    server.register()
    server.call("sips:207@pbx.example")
    assert server.requests("INVITE") == []
    [ended] = server.events(CallEnded)
    assert isinstance(ended, CallEnded)
    assert ended.failure is not None
    assert ended.failure.reason == (
        'A sips: address is reached by TLS only. Set `transport = "tls"`.'
    )


NOTIFY = (
    b"NOTIFY sip:200@192.0.2.34 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKn\r\n"
    b"From: <sip:207@pbx.example>;tag=a\r\nTo: <sip:200@pbx.example>\r\nCall-ID: unasked\r\n"
    b"CSeq: 1 NOTIFY\r\nEvent: dialog\r\nSubscription-State: active\r\nContent-Length: 0\r\n\r\n"
)


@pytest.mark.parametrize(("transport", "believed"), [("tls", True), ("udp", False)])
def test_what_claims_to_come_from_a_server_reached_by_tls_has_to_come_by_tls(
    transport: str, believed: bool
) -> None:
    server = Server(server=Target("tls", "pbx.example", 0))
    server.register()
    flow = server.opened[0] if transport == "tls" else Flow("udp", OURS, SERVER)
    server.endpoint.receive(flow, NOTIFY, server.now)
    assert bool(server.events(NotifyReceived)) is believed


# --- several accounts ---


@pytest.mark.parametrize(("port", "name"), [(5060, "first"), (5070, "second")])
def test_two_servers_at_one_address_are_told_apart_by_their_ports(port: int, name: str) -> None:
    server = Server()
    flows = {}
    for number, title in ((5060, "first"), (5070, "second")):
        one = account(name=title, server=Target("udp", SERVER[0], number))
        server.endpoint.register(one, server.now)
        target = one.server
        flows[number] = Flow("udp", OURS, (SERVER[0], number))
        assert server.endpoint.poll_output() == OpenFlow(target)
        server.endpoint.flow_opened(target, flows[number], server.now)
        server.pump()
    server.endpoint.receive(
        flows[port],
        b"INVITE sip:200@192.0.2.34:5062 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\r\n"
        b"From: <sip:207@pbx.example>;tag=a\r\nTo: <sip:200@pbx.example>\r\nCall-ID: one\r\n"
        b"CSeq: 1 INVITE\r\nContact: <sip:192.0.2.1>\r\nContent-Length: 0\r\n\r\n",
        server.now,
    )
    [call] = server.events(IncomingCall)
    assert isinstance(call, IncomingCall)
    assert call.account == name


# --- which place ---


def test_place_that_fails_is_avoided_for_longer_each_time_and_forgiven_when_it_works() -> None:
    way = Way()
    ends = []
    now = 0.0
    for _ in range(6):
        way.failed(ONE, now)
        start = now
        while way.avoid(now):
            now += 10
        ends.append(now - start)
    assert ends == [300, 600, 1200, 2400, 3600, 3600]
    way.worked(ONE)
    way.failed(ONE, now)
    assert way.avoid(now + 290) == (ONE,)
    assert way.avoid(now + 300) == ()


def test_places_that_failed_are_told_the_longest_ago_first() -> None:
    way = Way()
    for place in (ONE, TWO, ONE):
        way.failed(place, 0.0)
    assert way.avoid(1.0) == (TWO, ONE)


# --- STUN (RFC 5769 §2.2, §2.3) ---

V4_RESPONSE = bytes.fromhex(
    "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
    "002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
    "80280004c07d4c96"
)
V6_RESPONSE = bytes.fromhex(
    "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
    "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d90008001"
    "4a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c"
)


def test_mapped_address_is_read_as_in_the_test_vectors() -> None:
    assert mapped_address(V4_RESPONSE) == ("192.0.2.1", 32853)
    assert mapped_address(V6_RESPONSE) == ("2001:db8:1234:5678:11:2233:4455:6677", 32853)


def test_request_is_a_binding_request_and_no_answer() -> None:
    request = binding_request("b7e7a701bc34d686fa87dfae")
    assert request == bytes.fromhex("000100002112a442b7e7a701bc34d686fa87dfae")
    assert mapped_address(request) is None


@settings(max_examples=100)
@given(st.binary(max_size=80), st.integers(0, 80))
def test_damaged_answer_never_raises(noise: bytes, cut: int) -> None:
    mapped_address(V4_RESPONSE[:cut] + noise)
    mapped_address(noise)
