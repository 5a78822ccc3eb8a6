"""The bench itself: what it loses, delays, orders and records is what the test asked for."""

from __future__ import annotations

from collections import deque

import pytest

from blfpanel.sip.flow import CloseFlow, Flow, OpenFlow, Output, Send, Target
from support.link import Link, Network


class Recorder:
    """A peer that does nothing by itself but write down what it is told."""

    def __init__(self) -> None:
        self.output: deque[Output] = deque()
        self.heard: list[tuple[float, str]] = []
        self.flows: list[Flow] = []
        self.deadlines: list[float] = []

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        self.heard.append((round(now, 6), data.decode()))
        self.flows.append(flow)

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        self.heard.append((now, f"opened {target}"))
        self.flows.append(flow)

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        self.heard.append((now, f"failed: {reason}"))

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        self.heard.append((now, f"lost: {reason}"))

    def poll_output(self) -> Output | None:
        return self.output.popleft() if self.output else None

    def next_deadline(self) -> float | None:
        return min(self.deadlines, default=None)

    def handle_timeout(self, now: float) -> None:
        self.deadlines.remove(min(self.deadlines))
        self.heard.append((now, "timeout"))

    @property
    def words(self) -> list[str]:
        return [word for _, word in self.heard]


@pytest.fixture
def a() -> Recorder:
    return Recorder()


@pytest.fixture
def b() -> Recorder:
    return Recorder()


def say(link: Link, source: str, *words: str) -> None:
    """Put one message for each word into the output of ``source``."""
    flow = link.flow(source, "b" if source == "a" else "a")
    peer = link.peers[source]
    assert isinstance(peer, Recorder)
    peer.output.extend(Send(flow, word.encode()) for word in words)


NUMBERS = [str(number) for number in range(200)]


def test_messages_arrive_after_the_delay_and_are_on_record(a: Recorder, b: Recorder) -> None:
    link = Link(a, b, delay=0.25, now=10.0)
    say(link, "a", "hello")
    link.run()
    assert b.heard == [(10.25, "hello")]
    assert [str(sent) for sent in link.wire] == ["   10.000  a -> b  hello"]
    assert link.now == 10.25


def test_an_answer_on_the_flow_it_came_by_comes_back(a: Recorder, b: Recorder) -> None:
    link = Link(a, b)
    say(link, "a", "hello")
    link.run()
    b.output.append(Send(b.flows[0], b"welcome"))
    link.run()
    assert a.words == ["welcome"]
    assert b.flows[0].remote == link.address["a"] == a.flows[0].local
    assert link.lines() == [("a", "hello"), ("b", "welcome")]


def test_scripted_losses_count_from_the_script_on(a: Recorder, b: Recorder) -> None:
    link = Link(a, b)
    say(link, "a", "0")
    link.run()
    link.drop("a", 2, 3)
    say(link, "a", "1", "2", "3", "4")
    say(link, "b", "back", "and back")
    link.run()
    assert b.words == ["0", "1", "4"]
    assert a.words == ["back", "and back"]
    assert [sent.first_line for sent in link.sent("a") if sent.lost] == ["2", "3"]


def test_losses_by_first_line_end_when_told(a: Recorder, b: Recorder) -> None:
    link = Link(a, b)
    end = link.lose_line("a", "NOTIFY")
    say(link, "a", "NOTIFY 1", "INVITE 1")
    link.run()
    end()
    say(link, "a", "NOTIFY 2")
    link.run()
    assert b.words == ["INVITE 1", "NOTIFY 2"]
    assert link.times("a", "NOTIFY") == [0, 0]


def test_chance_loses_doubles_and_reorders_the_same_way_each_time() -> None:
    runs = []
    for seed in (1, 1, 2):
        a, b = Recorder(), Recorder()
        link = Link(a, b, seed=seed, loss=0.3, duplicate=0.2, delay=(0.0, 1.0))
        say(link, "a", *NUMBERS)
        link.run()
        runs.append(b.words)
    first, again, other = runs
    assert first == again != other
    assert 40 < sum(number not in first for number in NUMBERS) < 80
    assert 10 < len(first) - len(set(first)) < 50
    assert first != sorted(first, key=int)


def test_a_connection_delivers_everything_once_in_order(a: Recorder, b: Recorder) -> None:
    link = Link(a, b, transport="tcp", loss=0.5, duplicate=0.5, delay=(0.0, 1.0))
    say(link, "a", *NUMBERS)
    link.run()
    assert b.words == NUMBERS


def test_a_scripted_loss_on_a_connection_is_a_mistake_of_the_test(a: Recorder, b: Recorder) -> None:
    link = Link(a, b, transport="tcp")
    link.drop("a", 1)
    say(link, "a", "hello")
    with pytest.raises(AssertionError, match="loses nothing"):
        link.run()


def test_a_link_opens_any_target_and_a_connection_takes_a_round_trip(
    a: Recorder, b: Recorder
) -> None:
    link = Link(a, b, delay=0.1)
    tcp, udp = Target("tcp", "pbx.example", 5060), Target("udp", "pbx.example", 5060)
    a.output += [OpenFlow(tcp), OpenFlow(udp)]
    link.run()
    assert a.heard == [(0.0, f"opened {udp}"), (0.2, f"opened {tcp}")]
    assert [flow.transport for flow in a.flows] == ["udp", "tcp"]
    assert a.flows[0] is link.flow("a", "b")


def test_a_closed_connection_is_lost_to_the_other_end_behind_the_last_message(
    a: Recorder, b: Recorder
) -> None:
    link = Link(a, b, transport="tcp", delay=0.5)
    flow = link.flow("a", "b")
    say(link, "a", "goodbye")
    a.output.append(CloseFlow(flow))
    link.run()
    assert b.heard == [(0.5, "goodbye"), (0.5, "lost: Closed by the far end")]
    assert a.heard == []
    assert link.flow("a", "b") is not flow


def test_a_cut_loses_datagrams_silently_also_those_under_way(a: Recorder, b: Recorder) -> None:
    link = Link(a, b, delay=1.0)
    say(link, "a", "under way")
    link.run(until=0.5)
    link.cut()
    say(link, "a", "into the void")
    link.run(until=0.6)
    link.restore()
    say(link, "a", "again")
    link.run()
    assert b.heard == [(1.6, "again")]
    assert [sent.lost for sent in link.wire] == [False, True, False]
    assert a.heard == []


@pytest.mark.parametrize("told", [True, False])
def test_who_moved_is_reached_at_the_new_address_only(a: Recorder, b: Recorder, told: bool) -> None:
    link = Link(a, b)
    target = Target("udp", "b", 5060)
    say(link, "b", "before")
    link.run()
    old = link.flow("a", "b")
    link.move("a", ("198.51.100.7", 5060), told=told)
    a.output += [Send(old, b"lost"), OpenFlow(target)]
    b.output.append(Send(Flow("udp", old.remote, old.local), b"lost"))
    link.run()
    assert a.words == [
        "before",
        *(["lost: Network is unreachable"] if told else []),
        f"opened {target}",
    ]
    assert b.heard == []
    assert a.flows[-1].local == ("198.51.100.7", 5060)
    a.output.append(Send(a.flows[-1], b"here"))
    link.run()
    assert b.words == ["here"]
    assert b.flows[-1].remote == ("198.51.100.7", 5060)


def test_a_cut_breaks_connections_and_refuses_new_ones(a: Recorder, b: Recorder) -> None:
    link = Link(a, b, transport="tcp")
    old = link.flow("a", "b")
    link.cut()
    assert a.words == b.words == ["lost: Network is unreachable"]
    target = Target("tcp", "b", 5060)
    a.output += [Send(old, b"too late"), OpenFlow(target)]
    link.run()
    assert a.words[1:] == ["failed: Network is unreachable"]
    assert link.wire[0].lost
    link.restore()
    a.output.append(OpenFlow(target))
    link.run()
    assert a.words[2:] == [f"opened {target}"]
    assert a.flows[-1] is not old


def test_the_clock_stands_at_the_time_asked_for(a: Recorder, b: Recorder) -> None:
    link = Link(a, b)
    a.deadlines = [3.0, 7.0]
    link.run(until=5)
    assert (link.now, a.heard) == (5, [(3.0, "timeout")])
    link.run_for(2)
    assert a.heard[1:] == [(7.0, "timeout")]


def test_what_arrives_comes_before_what_is_due_at_the_same_time(a: Recorder, b: Recorder) -> None:
    link = Link(a, b, delay=3.0)
    b.deadlines = [3.0]
    say(link, "a", "just in time")
    link.run()
    assert b.words == ["just in time", "timeout"]


def test_waiting_for_a_condition_stops_at_it_or_tells_what_happened(
    a: Recorder, b: Recorder
) -> None:
    link = Link(a, b)
    a.deadlines = [1.0, 2.0, 3.0]
    link.run_until(lambda: len(a.heard) == 2)
    assert link.now == 2.0
    say(link, "a", "a clue")
    with pytest.raises(AssertionError, match="a clue"):
        link.run_until(lambda: len(a.heard) == 9, within=5)


class Restless(Recorder):
    """A peer whose timer never stops."""

    step = 1.0

    def next_deadline(self) -> float:
        return self.last + self.step

    def handle_timeout(self, now: float) -> None:
        self.last = now

    last = 0.0


@pytest.mark.parametrize(("step", "complaint"), [(3600.0, "never quiet"), (0.0, "endless")])
def test_a_peer_that_never_rests_is_told_on(b: Recorder, step: float, complaint: str) -> None:
    a = Restless()
    a.step = step
    with pytest.raises(AssertionError, match=complaint):
        Link(a, b).run()


def test_a_network_routes_by_address() -> None:
    peers = {name: Recorder() for name in ("pbx", "one", "two")}
    network = Network(dict(peers))
    home = Target("udp", *network.address["two"])
    peers["one"].output += [OpenFlow(home), OpenFlow(Target("udp", "nowhere.example", 5060))]
    network.run()
    assert peers["one"].words == [f"opened {home}", "failed: Host not found"]
    peers["one"].output.append(Send(peers["one"].flows[0], b"hello"))
    network.run()
    assert peers["two"].words == ["hello"]
    assert peers["pbx"].words == []
