"""The driver on a clock that only the test moves; flows are checked in test_transports."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from blfpanel.net import driver as driver_module
from blfpanel.net.driver import Driver
from blfpanel.net.trace import Direction
from blfpanel.net.wire import WiredFlow
from blfpanel.sip.flow import CloseFlow, Flow, OpenFlow, Send, Target
from support.scripted_core import ScriptedCore


class Timer:
    def __init__(self, when: float, act: Callable[..., None], args: tuple[Any, ...]) -> None:
        self._when = when
        self.act, self.args = act, args
        self.cancelled = False

    def when(self) -> float:
        return self._when

    def cancel(self) -> None:
        self.cancelled = True


class ManualLoop:
    """The part of an event loop that the driver's timer needs."""

    def __init__(self) -> None:
        self.clock = 100.0
        self.timers: list[Timer] = []
        self.faults: list[dict[str, Any]] = []

    def time(self) -> float:
        return self.clock

    def call_at(self, when: float, act: Callable[..., None], *args: Any) -> Timer:
        self.timers.append(Timer(when, act, args))
        return self.timers[-1]

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self.faults.append(context)

    def armed(self) -> list[float]:
        return [timer.when() for timer in self.timers if not timer.cancelled]

    def advance(self, to: float) -> None:
        self.clock = to
        due = [timer for timer in self.timers if timer.when() <= to and not timer.cancelled]
        self.timers = [timer for timer in self.timers if timer not in due]
        for timer in due:
            timer.act(*timer.args)


class Wire:
    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed: list[Flow] = []

    def send(self, flow: WiredFlow, data: bytes) -> None:
        self.sent.append(data)

    def close(self, flow: WiredFlow) -> None:
        self.closed.append(flow)


class Bench:
    """A driver over a scripted core, a wire that notes what is sent and a manual loop."""

    def __init__(self, on_event: Callable[[Any, float], None] | None = None) -> None:
        self.loop = ManualLoop()
        self.core = ScriptedCore()
        self.events: list[Any] = []
        self.wire = Wire()
        self.flow = WiredFlow("udp", ("192.0.2.1", 5060), ("192.0.2.2", 5060), self.wire)
        self.driver = Driver(
            self.core,
            on_event=on_event or (lambda event, now: self.events.append(event)),
            loop=self.loop,
        )


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_message_is_traced_and_reaches_the_core_and_its_answer_goes_out(bench: Bench) -> None:
    bench.core.reply = lambda data: b"200 to " + data
    bench.driver.received(bench.flow, b"NOTIFY")
    assert bench.core.told == [("receive", bench.flow, b"NOTIFY")]
    assert bench.wire.sent == [b"200 to NOTIFY"]
    assert [(entry.direction, entry.data) for entry in bench.driver.trace] == [
        (Direction.IN, b"NOTIFY"),
        (Direction.OUT, b"200 to NOTIFY"),
    ]


def test_outputs_go_out_in_order_before_the_event_they_came_with() -> None:
    order: list[Any] = []
    bench = Bench(lambda event, now: order.append((event, list(bench.wire.sent))))
    bench.core.outputs.extend([Send(bench.flow, b"1"), Send(bench.flow, b"2")])
    bench.core.events.extend(["first", "second"])
    bench.driver.pump()
    assert order == [("first", [b"1", b"2"]), ("second", [b"1", b"2"])]


def test_command_from_inside_an_event_goes_out_before_the_next_event() -> None:
    order: list[Any] = []

    def on_event(event: Any, now: float) -> None:
        order.append((event, list(bench.wire.sent)))
        if event == "first":
            bench.core.outputs.append(Send(bench.flow, b"command"))
            bench.core.events.append("third")
            bench.driver.pump()
            order.append("pump came back")

    bench = Bench(on_event)
    bench.core.events.extend(["first", "second"])
    bench.driver.pump()
    assert order == [
        ("first", []),
        "pump came back",
        ("second", [b"command"]),
        ("third", [b"command"]),
    ]


def test_fault_in_an_event_is_reported_and_the_next_event_follows() -> None:
    seen: list[Any] = []

    def on_event(event: Any, now: float) -> None:
        seen.append(event)
        if event == "bad":
            raise RuntimeError("cannot paint")

    bench = Bench(on_event)
    bench.core.deadline = 200.0
    bench.core.events.extend(["bad", "good"])
    bench.driver.pump()
    assert seen == ["bad", "good"]
    assert str(bench.loop.faults[0]["exception"]) == "cannot paint"
    assert bench.loop.armed() == [200.0]


def test_fault_in_an_event_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    def on_event(event: Any, now: float) -> None:
        raise RuntimeError("cannot paint")

    async def scenario() -> None:
        core = ScriptedCore()
        core.events.append("bad")
        Driver(core, on_event=on_event).pump()

    with caplog.at_level(logging.ERROR):
        asyncio.run(scenario())
    [record] = caplog.records
    assert record.exc_info is not None
    assert record.exc_info[0] is RuntimeError


class Metronome:
    """A participant that is due every ``step`` seconds."""

    def __init__(self, first: float, step: float = 10.0) -> None:
        self.due, self.step = first, step
        self.beats: list[float] = []

    def next_deadline(self) -> float:
        return self.due

    def handle_timeout(self, now: float) -> None:
        self.beats.append(now)
        while self.due <= now:
            self.due += self.step


def test_one_timer_waits_for_the_earliest_of_all_deadlines(bench: Bench) -> None:
    bench.core.deadline = 132.0
    bench.driver.pump()
    bench.driver.add_participant(Metronome(105.0))
    assert bench.loop.armed() == [105.0]


def test_deadlines_are_looked_at_once_for_all_messages_of_a_moment(bench: Bench) -> None:
    for deadline in (130.0, 120.0, 110.0):
        bench.core.deadline = deadline
        bench.driver.received(bench.flow, b"NOTIFY")
    assert bench.loop.armed() == [pytest.approx(100.01)]
    bench.loop.advance(100.01)
    assert bench.loop.armed() == [110.0]
    bench.driver.received(bench.flow, b"NOTIFY")
    assert bench.loop.armed() == [110.0, pytest.approx(100.02)]


def test_no_deadline_no_timer(bench: Bench) -> None:
    bench.driver.pump()
    assert bench.loop.armed() == []


def test_deadline_of_zero_is_a_deadline(bench: Bench) -> None:
    bench.core.deadline = 0.0
    bench.driver.pump()
    assert bench.loop.armed() == [0.0]


def test_timer_is_left_alone_when_the_deadline_moves_away(bench: Bench) -> None:
    bench.core.deadline = 110.0
    bench.driver.pump()
    bench.core.deadline = 120.0
    bench.driver.pump()
    assert bench.loop.armed() == [110.0]
    bench.loop.advance(110.0)
    assert bench.loop.armed() == [120.0]


def test_all_participants_hear_of_the_time_and_the_timer_is_set_again(bench: Bench) -> None:
    one, two = Metronome(105.0), Metronome(107.0, 50.0)
    bench.driver.add_participant(one)
    bench.driver.add_participant(two)
    bench.loop.advance(106.0)
    assert one.beats == [106.0]
    assert two.beats == [106.0]
    assert bench.loop.armed() == [107.0]


def test_timer_that_fires_early_still_finds_its_deadline_due(bench: Bench) -> None:
    participant = Metronome(105.0)
    bench.driver.add_participant(participant)
    [timer] = bench.loop.timers
    bench.loop.timers.clear()
    bench.loop.clock = 104.9995
    timer.act(*timer.args)
    assert participant.beats == [105.0]


def test_participant_that_fails_neither_stops_the_others_nor_spins(bench: Bench) -> None:
    class Broken(Metronome):
        def handle_timeout(self, now: float) -> None:
            raise RuntimeError("out of order")

    healthy = Metronome(105.0, 50.0)
    bench.driver.add_participant(Broken(105.0))
    bench.driver.add_participant(healthy)
    bench.loop.advance(105.0)
    assert healthy.beats == [105.0]
    assert len(bench.loop.faults) == 1
    assert bench.loop.armed() == [106.0]


def test_close_flow_closes_the_wire(bench: Bench) -> None:
    bench.core.outputs.append(CloseFlow(bench.flow))
    bench.driver.pump()
    assert bench.wire.closed == [bench.flow]


def test_flow_of_somebody_else_is_refused_and_the_timer_runs_on(bench: Bench) -> None:
    bench.core.deadline = 110.0
    bench.core.outputs.append(Send(Flow("udp", ("", 0), ("", 0)), b""))
    with pytest.raises(TypeError, match="not about a flow of this driver"):
        bench.driver.pump()
    assert bench.loop.armed() == [110.0]


def test_wall_follows_the_clock_when_it_is_set(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    clock = noon.timestamp()
    monkeypatch.setattr(driver_module.time, "time", lambda: clock)
    assert bench.driver.wall(70.0) == noon - timedelta(seconds=30)
    assert bench.driver.wall(70.0).tzinfo is not None
    clock += 3600
    assert bench.driver.wall(70.0) == noon + timedelta(hours=1, seconds=-30)


def test_unsupported_transport_fails_the_flow_in_words() -> None:
    async def scenario() -> tuple[Any, ...]:
        core = ScriptedCore()
        driver = Driver(core, on_event=lambda event, now: None)
        core.outputs.append(OpenFlow(Target("sctp", "192.0.2.1", 5060)))
        driver.pump()
        told = await core.next()
        await driver.close()
        return told

    kind, target, reason = asyncio.run(scenario())
    assert (kind, target.transport) == ("failed", "sctp")
    assert reason == "192.0.2.1 cannot be reached at SCTP 5060: SCTP is not supported."


def test_same_target_asked_twice_at_once_is_answered_once() -> None:
    async def scenario() -> tuple[list[tuple[Any, ...]], int]:
        core = ScriptedCore()
        driver = Driver(core, on_event=lambda event, now: None)
        target = Target("udp", "127.0.0.1", 5060)
        core.outputs.extend([OpenFlow(target), OpenFlow(target)])
        driver.pump()
        await core.next()
        for _ in range(10):  # turns of the loop in which a second answer could come
            await asyncio.sleep(0)
        core.outputs.append(OpenFlow(target))
        driver.pump()
        await core.next()
        await driver.close()
        return core.told, len({id(told[2]) for told in core.told})

    told, flows = asyncio.run(scenario())
    assert [entry[0] for entry in told] == ["opened", "opened"]
    assert flows == 1


def test_closing_while_a_flow_is_being_opened_reports_nothing() -> None:
    async def scenario() -> list[tuple[Any, ...]]:
        core = ScriptedCore()
        driver = Driver(core, on_event=lambda event, now: None)
        core.outputs.append(OpenFlow(Target("tcp", "127.0.0.1", 5060)))
        driver.pump()
        await driver.close()
        return core.told

    assert asyncio.run(scenario()) == []
