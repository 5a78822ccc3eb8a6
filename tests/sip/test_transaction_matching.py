"""Which transaction a message belongs to, ACK and CANCEL as they are made, loss of a flow."""

from __future__ import annotations

import pytest

from blfpanel.sip.events import Failure
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, build_response, parse_message
from blfpanel.sip.transactions.client import make_ack
from blfpanel.sip.transactions.layer import (
    Absorbed,
    AckFor2xx,
    NewTransaction,
    RequestOutcome,
    ServerTransaction,
    make_cancel,
)
from blfpanel.sip.transactions.tables import State
from support.link import Link
from support.transactor import Heard, Transactor, answering, respond

FLOW = Flow("udp", ("192.0.2.1", 5060), ("192.0.2.2", 5060))
NO_ANSWER = Failure(408, "No answer", local=True)


@pytest.fixture
def end() -> Transactor:
    return Transactor("x")


def changed(request: Request, method: str | None = None, **headers: str) -> Request:
    """A copy with another method (and CSeq) or other headers; ``call_id`` is Call-ID."""
    other = Request(method or request.method, request.uri, Headers(request.headers))
    if method is not None:
        other.headers.set("CSeq", f"{request.cseq.number} {method}")
    for name, value in headers.items():
        other.headers.set(name.replace("_", "-"), value)
    return other


def opened(outcome: RequestOutcome) -> ServerTransaction:
    assert isinstance(outcome, NewTransaction)
    return outcome.transaction


# --- requests ---


def test_the_same_branch_is_the_same_request_whatever_else_changed(end: Transactor) -> None:
    request = end.make("OPTIONS")
    opened(end.layer.request(request, FLOW, 0.0))
    again = changed(request, Subject="rewritten on the way", Call_ID="other")
    assert end.layer.request(again, FLOW, 0.1) == Absorbed()


@pytest.mark.parametrize(
    "via",
    [
        "SIP/2.0/UDP x.example:5060;branch=z9hG4bKother",
        "SIP/2.0/UDP y.example:5060;branch=z9hG4bKsame",
        "SIP/2.0/UDP x.example:5062;branch=z9hG4bKsame",
        "SIP/2.0/UDP x.example;branch=z9hG4bKsame",
    ],
)
def test_another_branch_or_sent_by_is_another_request(end: Transactor, via: str) -> None:
    request = end.make("OPTIONS", branch="z9hG4bKsame")
    opened(end.layer.request(request, FLOW, 0.0))
    opened(end.layer.request(changed(request, Via=via), FLOW, 0.1))


def test_sent_by_is_compared_without_case(end: Transactor) -> None:
    request = end.make("OPTIONS", branch="z9hG4bKsame")
    opened(end.layer.request(request, FLOW, 0.0))
    again = changed(request, Via="SIP/2.0/UDP X.Example:5060;branch=z9hG4bKsame")
    assert end.layer.request(again, FLOW, 0.1) == Absorbed()


OLD_VIAS = [
    "SIP/2.0/UDP x.example:5060",
    "SIP/2.0/UDP x.example:5060;branch=1",
    "SIP/2.0/UDP x.example:5060;branch=z9hG4bK",
]


@pytest.mark.parametrize("via", OLD_VIAS)
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Call_ID", "other"),
        ("CSeq", "77 OPTIONS"),
        ("From", "<sip:x@example.net>;tag=other"),
    ],
)
def test_without_the_cookie_everything_has_to_agree(
    end: Transactor, via: str, header: str, value: str
) -> None:
    request = changed(end.make("OPTIONS"), Via=via)
    opened(end.layer.request(request, FLOW, 0.0))
    assert end.layer.request(changed(request), FLOW, 0.1) == Absorbed()
    opened(end.layer.request(changed(request, **{header: value}), FLOW, 0.2))


@pytest.mark.parametrize("via", OLD_VIAS)
def test_without_the_cookie_another_request_uri_is_another_request(
    end: Transactor, via: str
) -> None:
    request = changed(end.make("OPTIONS"), Via=via)
    opened(end.layer.request(request, FLOW, 0.0))
    opened(end.layer.request(Request("OPTIONS", "sip:b@c", Headers(request.headers)), FLOW, 0.1))


@pytest.mark.parametrize("via", [*OLD_VIAS, "SIP/2.0/UDP x.example;branch=z9hG4bKnew"])
def test_an_ack_finds_the_invite_it_acknowledges(end: Transactor, via: str) -> None:
    invite = changed(end.make("INVITE"), Via=via)
    transaction = opened(end.layer.request(invite, FLOW, 0.0))
    refusal = build_response(invite, 486, to_tag="mine")
    transaction.respond(refusal, 0.0)
    ack = make_ack(invite, refusal)
    assert ack.to_tag == "mine"
    assert end.layer.request(ack, FLOW, 0.1) == Absorbed()
    assert transaction.state is State.CONFIRMED
    assert end.layer.request(ack, FLOW, 0.2) == Absorbed()


def test_an_ack_of_an_invite_that_is_not_answered_yet_is_absorbed(end: Transactor) -> None:
    invite = end.make("INVITE")
    transaction = opened(end.layer.request(invite, FLOW, 0.0))
    assert end.layer.request(changed(invite, "ACK"), FLOW, 0.1) == Absorbed()
    assert transaction.state is State.PROCEEDING


def test_an_ack_of_a_2xx_is_the_dialogs(end: Transactor) -> None:
    invite = end.make("INVITE")
    opened(end.layer.request(invite, FLOW, 0.0)).respond(build_response(invite, 200), 0.0)
    assert end.layer.request(end.make("ACK"), FLOW, 0.1) == AckFor2xx()
    # sent with the INVITE's own branch by phones of RFC 2543 age
    assert end.layer.request(changed(invite, "ACK"), FLOW, 0.1) == AckFor2xx()


def test_a_cancel_is_a_transaction_of_its_own_and_finds_its_invite(end: Transactor) -> None:
    invite = end.make("INVITE")
    transaction = opened(end.layer.request(invite, FLOW, 0.0))
    cancel = make_cancel(invite)
    own = opened(end.layer.request(cancel, FLOW, 0.1))
    assert own is not transaction
    assert end.layer.request(make_cancel(invite), FLOW, 0.2) == Absorbed()
    assert end.layer.matching_invite(cancel) is transaction


@pytest.mark.parametrize("via", OLD_VIAS)
def test_a_cancel_without_the_cookie_finds_its_invite(end: Transactor, via: str) -> None:
    invite = changed(end.make("INVITE"), Via=via)
    transaction = opened(end.layer.request(invite, FLOW, 0.0))
    assert end.layer.matching_invite(make_cancel(invite)) is transaction


def test_a_cancel_of_something_else_finds_nothing(end: Transactor) -> None:
    options = end.make("OPTIONS")
    opened(end.layer.request(options, FLOW, 0.0))
    assert end.layer.matching_invite(changed(options, "CANCEL")) is None
    assert end.layer.matching_invite(end.make("CANCEL")) is None


# --- responses ---


def test_a_response_comes_back_over_any_flow(end: Transactor) -> None:
    request = end.make("OPTIONS")
    transaction, heard = end.send(request, FLOW, 0.0)
    other = Flow("tcp", ("192.0.2.1", 5060), ("192.0.2.3", 5060))
    assert end.layer.response(build_response(request, 200), other, 0.1) is transaction
    assert heard.responses == [(0.1, 200)]


def test_a_response_with_another_branch_or_method_is_a_stray(end: Transactor) -> None:
    request = end.make("OPTIONS")
    _, heard = end.send(request, FLOW, 0.0)
    for other in (changed(request, "BYE"), end.make("OPTIONS")):
        assert end.layer.response(build_response(other, 200), FLOW, 0.1) is None
    assert heard.responses == []


def test_the_answer_to_a_cancel_is_not_the_answer_to_its_invite(end: Transactor) -> None:
    invite = end.make("INVITE")
    _, of_invite = end.send(invite, FLOW, 0.0)
    end.layer.response(build_response(invite, 180), FLOW, 0.1)
    cancel = make_cancel(invite)
    _, of_cancel = end.send(cancel, FLOW, 0.2)
    end.layer.response(build_response(cancel, 200), FLOW, 0.3)
    end.layer.response(build_response(invite, 487), FLOW, 0.4)
    assert (of_invite.statuses, of_cancel.statuses) == ([180, 487], [200])


def test_a_second_fork_that_answers_200_is_passed_up_as_well(end: Transactor) -> None:
    invite = end.make("INVITE")
    transaction, heard = end.send(invite, FLOW, 0.0)
    for tag in ("first", "second", "first"):
        response = build_response(invite, 200, to_tag=tag)
        assert end.layer.response(response, FLOW, 0.1) is transaction
    assert heard.finals == [200, 200, 200]


def test_a_final_response_is_told_once_even_if_it_comes_in_two_kinds(end: Transactor) -> None:
    invite = end.make("INVITE")
    _, heard = end.send(invite, FLOW, 0.0)
    for status in (486, 486, 200, 180, 603):
        end.layer.response(build_response(invite, status, to_tag="t"), FLOW, 0.1)
    assert heard.statuses == [486]


def test_two_transactions_of_one_branch_end_without_harm(end: Transactor) -> None:
    invite = end.make("INVITE")
    cancel = make_cancel(invite)
    heard = [end.send(cancel, FLOW, at)[1] for at in (0.0, 1.0)]
    end.timers.run(100.0)
    assert [len(one.failures) for one in heard] == [1, 1]
    assert len(end.layer) == 0


# --- ACK and CANCEL ---


INVITE = (
    b"INVITE sip:201@pbx.example;user=phone SIP/2.0\r\n"
    b"Via: SIP/2.0/UDP 192.0.2.7:5062;branch=z9hG4bKabc;rport, SIP/2.0/UDP in;branch=z9hG4bKi\r\n"
    b"Route: <sip:one.example;lr>, <sip:two.example;lr>\r\n"
    b"Max-Forwards: 12\r\n"
    b"From: \"A, B\" <sip:200@pbx.example>;tag=f1\r\n"
    b"To: <sip:201@pbx.example>\r\n"
    b"Call-ID: c1\r\n"
    b"CSeq: 41 INVITE\r\n"
    b"Contact: <sip:200@192.0.2.7:5062>\r\n"
    b"Require: replaces\r\n"
    b"Proxy-Authorization: Digest username=\"200\"\r\n"
    b"Content-Type: application/sdp\r\n"
    b"Content-Length: 3\r\n\r\nv=0"
)  # fmt: skip


def test_the_ack_of_a_refusal_is_made_of_the_invite_and_the_to_of_the_response() -> None:
    invite = parse_message(INVITE)
    assert isinstance(invite, Request)
    assert make_ack(invite, build_response(invite, 486, to_tag="t1")).to_bytes() == (
        b"ACK sip:201@pbx.example;user=phone SIP/2.0\r\n"
        b"Via: SIP/2.0/UDP 192.0.2.7:5062;branch=z9hG4bKabc;rport\r\n"
        b"Route: <sip:one.example;lr>\r\n"
        b"Route: <sip:two.example;lr>\r\n"
        b"Max-Forwards: 70\r\n"
        b'From: "A, B" <sip:200@pbx.example>;tag=f1\r\n'
        b"To: <sip:201@pbx.example>;tag=t1\r\n"
        b"Call-ID: c1\r\n"
        b"CSeq: 41 ACK\r\n"
        b"Content-Length: 0\r\n\r\n"
    )


def test_a_cancel_is_made_of_the_invite() -> None:
    invite = parse_message(INVITE)
    assert isinstance(invite, Request)
    assert make_cancel(invite).to_bytes() == (
        b"CANCEL sip:201@pbx.example;user=phone SIP/2.0\r\n"
        b"Via: SIP/2.0/UDP 192.0.2.7:5062;branch=z9hG4bKabc;rport\r\n"
        b"Route: <sip:one.example;lr>\r\n"
        b"Route: <sip:two.example;lr>\r\n"
        b"Max-Forwards: 70\r\n"
        b'From: "A, B" <sip:200@pbx.example>;tag=f1\r\n'
        b"To: <sip:201@pbx.example>\r\n"
        b"Call-ID: c1\r\n"
        b"CSeq: 41 CANCEL\r\n"
        b"Content-Length: 0\r\n\r\n"
    )


def test_an_invite_whose_cancel_changes_nothing_fails_after_32_seconds() -> None:
    client, server = Transactor("client"), Transactor("server", answering(180))
    link = Link(client, server)
    invite = client.make("INVITE")
    _, heard = client.send(invite, link.flow("a", "b"), link.now)
    link.run(until=100)
    server.answer = answering(200)
    _, of_cancel = client.send(make_cancel(invite), link.flow("a", "b"), link.now)
    link.run(until=200)
    assert of_cancel.responses == [(100, 200)]
    assert heard.failures == [(132, NO_ANSWER)]
    assert len(client.layer) == 0


def test_an_invite_answered_after_its_cancel_ends_with_that_answer() -> None:
    client, server = Transactor("client"), Transactor("server", answering(180))
    link = Link(client, server)
    invite = client.make("INVITE")
    _, heard = client.send(invite, link.flow("a", "b"), link.now)
    link.run(until=1)
    client.send(make_cancel(invite), link.flow("a", "b"), link.now)
    link.run(until=2)
    respond(server.requests[0], 487, link.now)
    link.run()
    assert (heard.statuses, heard.failures) == ([180, 487], [])


# --- loss of a flow ---


@pytest.mark.parametrize("transport", ["udp", "tcp"])
@pytest.mark.parametrize("method", ["INVITE", "OPTIONS"])
@pytest.mark.parametrize("provisional", [True, False])
def test_requests_on_a_lost_flow_fail_at_once(
    end: Transactor, transport: str, method: str, provisional: bool
) -> None:
    flow = Flow(transport, ("192.0.2.1", 5060), ("192.0.2.2", 5060))
    request = end.make(method)
    _, heard = end.send(request, flow, 0.0)
    if provisional:
        end.layer.response(build_response(request, 180), flow, 0.1)
    end.layer.flow_lost(flow, "Connection reset", 2.0)
    assert heard.failures == [(2.0, Failure(503, "Connection reset", local=True))]
    assert len(end.layer) == 0
    assert end.next_deadline() is None


def test_requests_on_other_flows_live_on(end: Transactor) -> None:
    twin = Flow("udp", FLOW.local, FLOW.remote)
    _, heard = end.send(end.make("OPTIONS"), twin, 0.0)
    end.layer.flow_lost(FLOW, "gone", 1.0)
    assert heard.failures == []
    assert len(end.layer) == 1


@pytest.mark.parametrize(("method", "status"), [("OPTIONS", 200), ("INVITE", 486), ("INVITE", 200)])
def test_who_has_an_answer_hears_nothing_of_the_loss(
    end: Transactor, method: str, status: int
) -> None:
    request = end.make(method)
    _, heard = end.send(request, FLOW, 0.0)
    end.layer.response(build_response(request, status), FLOW, 0.1)
    end.layer.flow_lost(FLOW, "gone", 0.2)
    assert (heard.statuses, heard.failures) == ([status], [])


@pytest.mark.parametrize("method", ["INVITE", "OPTIONS"])
def test_an_answer_to_a_request_whose_flow_is_lost_goes_nowhere(
    end: Transactor, method: str
) -> None:
    transaction = opened(end.layer.request(end.make(method), FLOW, 0.0))
    end.layer.flow_lost(FLOW, "gone", 0.1)
    respond(transaction, 200, 0.2)
    assert end.poll_output() is None
    assert end.next_deadline() is None
    assert len(end.layer) == 0


class Replacing(Heard):
    """A user that sends its next request from within the bad news of the last."""

    def __init__(self, end: Transactor, flow: Flow) -> None:
        super().__init__()
        self.end, self.flow = end, flow

    def request_failed(self, transaction: object, failure: Failure, now: float) -> None:
        self.end.send(self.end.make("OPTIONS"), self.flow, now)


def test_a_user_may_send_while_it_is_told_of_the_loss(end: Transactor) -> None:
    other = Flow("tcp", ("192.0.2.1", 5060), ("192.0.2.2", 5060))
    for _ in range(3):
        end.layer.send(end.make("OPTIONS"), FLOW, Replacing(end, other), 0.0)
    end.layer.flow_lost(FLOW, "gone", 1.0)
    assert len(end.layer) == 3


def test_each_answered_request_is_kept_for_32_seconds_of_its_own(end: Transactor) -> None:
    for at in (0.0, 1.0, 1.0, 5.0):
        respond(opened(end.layer.request(end.make("NOTIFY"), FLOW, at)), 200, at)
    left = []
    for at in (31.9, 32.0, 33.0, 36.9, 37.0):
        end.timers.run(at)
        left.append(len(end.layer))
    assert left == [4, 3, 1, 1, 0]
    assert end.next_deadline() is None
