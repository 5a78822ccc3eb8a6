"""When transactions send, give up and end, to the microsecond (RFC 3261 table 4, RFC 6026)."""

from __future__ import annotations

import pytest

from blfpanel.sip.events import Failure
from blfpanel.sip.transactions.layer import ServerTransaction, TimerValues
from support.link import Link
from support.transactor import Transactor, answering, respond

NO_ANSWER = Failure(408, "No answer", local=True)
ONCE_A_SECOND = TimerValues(t1=1.0, t2=2.0, t4=3.0)


def linked(client: Transactor, server: Transactor, transport: str = "udp") -> Link:
    return Link(client, server, transport=transport)


@pytest.fixture
def client() -> Transactor:
    return Transactor("client")


@pytest.fixture
def server() -> Transactor:
    return Transactor("server")


# --- clients that hear nothing ---


def test_timer_e_doubles_up_to_t2_and_timer_f_ends_it(
    client: Transactor, server: Transactor
) -> None:
    link = linked(client, server)
    link.lose_line("a", "")
    _, heard = client.send(client.make("OPTIONS"), link.flow("a", "b"), link.now)
    link.run()
    assert link.times("a") == [0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5]
    assert heard.failures == [(32.0, NO_ANSWER)]
    assert len(client.layer) == 0


def test_timer_a_doubles_without_limit_and_timer_b_ends_it(
    client: Transactor, server: Transactor
) -> None:
    link = linked(client, server)
    link.lose_line("a", "")
    _, heard = client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run()
    assert link.times("a") == [0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5]
    assert heard.failures == [(32.0, NO_ANSWER)]
    assert len(client.layer) == 0


def test_every_repetition_is_the_same_bytes(client: Transactor, server: Transactor) -> None:
    link = linked(client, server)
    link.lose_line("a", "")
    request = client.make("OPTIONS")
    client.send(request, link.flow("a", "b"), link.now)
    request.headers.set("Subject", "changed by its owner afterwards")
    link.run()
    assert len({sent.data for sent in link.wire}) == 1


@pytest.mark.parametrize("method", ["INVITE", "OPTIONS"])
def test_a_reliable_flow_gets_one_request_and_32_seconds(
    client: Transactor, server: Transactor, method: str
) -> None:
    link = linked(client, server, "tcp")
    _, heard = client.send(client.make(method), link.flow("a", "b"), link.now)
    link.run(until=100)
    # the server's own 100 is the only other message, and stops nothing but the INVITE's timers
    assert link.times("a") == [0]
    assert heard.failures == ([(32.0, NO_ANSWER)] if method == "OPTIONS" else [])


def test_a_reliable_invite_that_nobody_answers_fails_after_32_seconds(
    client: Transactor, server: Transactor
) -> None:
    link = linked(client, server, "tcp")
    server.receive = lambda flow, data, now: None  # type: ignore[method-assign]  # a dead program
    _, heard = client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run()
    assert link.times() == [0]
    assert heard.failures == [(32.0, NO_ANSWER)]


def test_other_timer_values_move_everything(server: Transactor) -> None:
    client = Transactor("client", values=ONCE_A_SECOND)
    link = linked(client, server)
    link.lose_line("a", "")
    _, heard = client.send(client.make("OPTIONS"), link.flow("a", "b"), link.now)
    link.run()
    assert link.times("a")[:5] == [0, 1, 3, 5, 7]
    assert heard.failures == [(64.0, NO_ANSWER)]


# --- clients that hear something ---


def test_a_provisional_response_slows_timer_e_down_to_t2(
    client: Transactor, server: Transactor
) -> None:
    server.answer = answering(180)
    link = linked(client, server)
    link.drop("b", *range(2, 99))
    _, heard = client.send(client.make("OPTIONS"), link.flow("a", "b"), link.now)
    link.run()
    assert link.times("a") == [0, 0.5, 4.5, 8.5, 12.5, 16.5, 20.5, 24.5, 28.5]
    assert heard.responses == [(0, 180)]
    assert heard.failures == [(32.0, NO_ANSWER)]


def test_a_provisional_response_ends_the_repetition_of_an_invite_and_its_patience(
    client: Transactor, server: Transactor
) -> None:
    server.answer = answering(180)
    link = linked(client, server)
    transaction, heard = client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    assert not transaction.cancel_allowed
    link.run(until=3600)
    assert link.times("a") == [0]
    assert heard.failures == []
    assert transaction.cancel_allowed
    respond(server.requests[0], 200, link.now)
    link.run()
    assert heard.statuses == [180, 200]
    assert not transaction.cancel_allowed


def test_only_an_invite_can_be_cancelled(client: Transactor, server: Transactor) -> None:
    server.answer = answering(180)
    link = linked(client, server)
    transaction, _ = client.send(client.make("OPTIONS"), link.flow("a", "b"), link.now)
    link.run(until=1)
    assert not transaction.cancel_allowed


def lives_on_after(link: Link, end: Transactor, seconds: float) -> bool:
    """Whether a transaction of ``end`` lives until ``seconds`` from now, and no longer."""
    begin = link.now
    link.run(until=begin + seconds - 0.001)
    before = len(end.layer)
    link.run(until=begin + seconds)
    return before == 1 and len(end.layer) == 0


@pytest.mark.parametrize(
    ("timer", "method", "status", "transport", "seconds"),
    [
        ("K", "OPTIONS", 200, "udp", 5.0),
        ("D", "INVITE", 486, "udp", 32.0),
        ("M", "INVITE", 200, "udp", 32.0),
        ("M", "INVITE", 200, "tcp", 32.0),
    ],
)
def test_a_client_that_has_its_answer_absorbs_repetitions_for_so_long(
    client: Transactor, server: Transactor,
    timer: str, method: str, status: int, transport: str, seconds: float,
) -> None:  # fmt: skip
    server.answer = answering(status)
    link = linked(client, server, transport)
    _, heard = client.send(client.make(method), link.flow("a", "b"), link.now)
    link.run(until=0)
    assert heard.statuses == [status]
    assert lives_on_after(link, client, seconds), f"timer {timer}"


@pytest.mark.parametrize(
    ("timer", "method", "status", "transport", "seconds"),
    [
        ("J", "OPTIONS", 200, "udp", 32.0),
        ("I", "INVITE", 486, "udp", 5.0),
        ("L", "INVITE", 200, "udp", 32.0),
        ("L", "INVITE", 200, "tcp", 32.0),
    ],
)
def test_a_server_that_has_answered_absorbs_repetitions_for_so_long(
    client: Transactor, server: Transactor,
    timer: str, method: str, status: int, transport: str, seconds: float,
) -> None:  # fmt: skip
    server.answer = answering(status)
    link = linked(client, server, transport)
    client.send(client.make(method), link.flow("a", "b"), link.now)
    link.run(until=0)
    assert lives_on_after(link, server, seconds), f"timer {timer}"


@pytest.mark.parametrize(("method", "status"), [("OPTIONS", 200), ("INVITE", 486)])
def test_timers_d_i_j_and_k_are_nothing_on_a_reliable_flow(
    client: Transactor, server: Transactor, method: str, status: int
) -> None:
    server.answer = answering(status)
    link = linked(client, server, "tcp")
    _, heard = client.send(client.make(method), link.flow("a", "b"), link.now)
    link.run(until=0)
    assert heard.statuses == [status]
    assert (len(client.layer), len(server.layer)) == (0, 0)
    assert client.next_deadline() is server.next_deadline() is None


# --- servers ---


def test_100_comes_by_itself_after_200_ms(client: Transactor, server: Transactor) -> None:
    link = linked(client, server)
    _, heard = client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run(until=10)
    assert heard.responses == [(0.2, 100)]
    assert b"tag=" not in link.sent("b")[0].data.split(b"To:")[1].split(b"\r\n")[0]
    assert link.times("a") == [0]


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_100_does_not_come_where_the_user_was_quicker(
    client: Transactor, server: Transactor, transport: str
) -> None:
    link = linked(client, server, transport)
    client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run(until=0.19)
    respond(server.requests[0], 180, link.now)
    link.run(until=10)
    assert [line for source, line in link.lines() if source == "b"] == ["SIP/2.0 180 Ringing"]


def test_a_repeated_invite_gets_the_newest_provisional_response_again(
    client: Transactor, server: Transactor
) -> None:
    link = linked(client, server)
    link.lose_line("b", "SIP/2.0 1")
    client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run(until=1)
    respond(server.requests[0], 180, link.now)
    link.run(until=2)
    statuses = [(sent.at, sent.first_line.split()[1]) for sent in link.sent("b")]
    assert statuses == [(0.2, "100"), (0.5, "100"), (1.0, "180"), (1.5, "180")]
    assert len(server.requests) == 1


def test_timer_g_doubles_up_to_t2_and_timer_h_tells_that_no_ack_came(
    client: Transactor, server: Transactor
) -> None:
    server.answer = answering(486)
    link = linked(client, server)
    link.lose_line("a", "ACK")
    client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run()
    expected = [0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5]
    assert link.times("b", "SIP/2.0 486") == expected
    assert link.times("a", "ACK") == expected
    assert server.unacknowledged == [(32.0, server.requests[0])]
    assert (len(client.layer), len(server.layer)) == (0, 0)


def test_timer_h_runs_without_timer_g_on_a_reliable_flow(
    client: Transactor, server: Transactor
) -> None:
    server.answer = answering(486)
    link = linked(client, server, "tcp")
    client.receive = lambda flow, data, now: None  # type: ignore[method-assign]  # a dead program
    client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run()
    assert link.times("b") == [0]
    assert server.unacknowledged == [(32.0, server.requests[0])]


def test_a_missing_ack_needs_nobody_to_hear_of_it(client: Transactor, server: Transactor) -> None:
    link = linked(client, server)
    link.lose_line("a", "ACK")
    client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run(until=0)
    server.requests[0].user = None
    respond(server.requests[0], 486, link.now)
    link.run()
    assert len(server.layer) == 0


def test_an_ack_stops_the_refusal(client: Transactor, server: Transactor) -> None:
    server.answer = answering(486)
    link = linked(client, server)
    link.drop("a", 2)
    _, heard = client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run()
    assert link.times("b", "SIP/2.0 486") == [0, 0.5]
    assert link.times("a", "ACK") == [0, 0.5]
    assert heard.responses == [(0, 486)]
    assert server.unacknowledged == []


def test_an_invite_repeated_after_its_refusal_is_refused_again_at_once(
    client: Transactor, server: Transactor
) -> None:
    link = linked(client, server)
    link.lose_line("b", "SIP/2.0")
    client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run(until=1.4)
    respond(server.requests[0], 486, link.now)
    link.run(until=1.6)
    assert link.times("b", "SIP/2.0 486") == [1.4, 1.5]


def test_the_transaction_does_not_repeat_a_2xx_but_its_user_may(
    client: Transactor, server: Transactor
) -> None:
    server.answer = answering(200)
    link = linked(client, server)
    _, heard = client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    for at in (0.5, 1.5):
        link.run(until=at)
        respond(server.requests[0], 200, link.now)
    link.run()
    assert link.times("b") == [0, 0.5, 1.5]
    assert heard.responses == [(0, 200), (0.5, 200), (1.5, 200)]


def test_an_invite_repeated_after_its_2xx_makes_no_second_call(
    client: Transactor, server: Transactor
) -> None:
    server.answer = answering(200)
    link = linked(client, server)
    link.drop("b", 1)
    client.send(client.make("INVITE"), link.flow("a", "b"), link.now)
    link.run(until=31.9)
    assert len(link.times("a")) == 7
    assert len(server.requests) == 1
    assert link.times("b") == [0]


def test_a_repeated_request_is_answered_again_and_seen_once(
    client: Transactor, server: Transactor
) -> None:
    server.answer = answering(200)
    link = linked(client, server)
    link.drop("b", 1, 2)
    _, heard = client.send(client.make("OPTIONS"), link.flow("a", "b"), link.now)
    link.run()
    assert link.times("a") == link.times("b") == [0, 0.5, 1.5]
    assert len({sent.data for sent in link.sent("b")}) == 1
    assert len(server.requests) == 1
    assert heard.responses == [(1.5, 200)]


def test_a_request_is_kept_silent_until_it_is_answered(
    client: Transactor, server: Transactor
) -> None:
    link = linked(client, server)
    client.send(client.make("OPTIONS"), link.flow("a", "b"), link.now)
    link.run(until=5)
    assert link.times("b") == []
    assert len(server.requests) == 1


@pytest.mark.parametrize(("method", "first"), [("OPTIONS", 200), ("INVITE", 486), ("INVITE", 200)])
@pytest.mark.parametrize("second", [180, 603])
def test_an_answer_after_the_final_one_is_dropped(
    client: Transactor, server: Transactor, method: str, first: int, second: int
) -> None:
    server.answer = answering(first)
    link = linked(client, server)
    client.send(client.make(method), link.flow("a", "b"), link.now)
    link.run(until=0)
    respond(server.requests[0], second, link.now)
    link.run()
    respond(server.requests[0], second, link.now)
    link.run()
    assert {sent.first_line.split()[1] for sent in link.sent("b")} == {str(first)}


def test_a_late_response_is_a_stray(client: Transactor, server: Transactor) -> None:
    kept: list[ServerTransaction] = []
    server.answer = lambda transaction, now: kept.append(transaction)
    link = linked(client, server)
    _, heard = client.send(client.make("OPTIONS"), link.flow("a", "b"), link.now)
    link.run(until=40)
    respond(kept[0], 200, link.now)
    link.run()
    assert [response.status for response in client.strays] == [200]
    assert heard.finals == []
    assert len(heard.failures) == 1
