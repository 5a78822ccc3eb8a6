"""Each row of each table is reached by a walk from the start and does exactly what it says."""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Iterator

import pytest

from blfpanel.sip.flow import Flow, Send
from blfpanel.sip.syntax.message import Message, Request, Response, build_response, parse_message
from blfpanel.sip.timers import TimerOwner, TimerQueue
from blfpanel.sip.transactions.client import make_ack
from blfpanel.sip.transactions.layer import ClientTransaction, NewTransaction, ServerTransaction
from blfpanel.sip.transactions.layer import TransactionLayer as Layer
from blfpanel.sip.transactions.tables import (
    INVITE_CLIENT,
    INVITE_SERVER,
    NON_INVITE_CLIENT,
    NON_INVITE_SERVER,
    Action,
    Input,
    State,
    Table,
)
from support.transactor import Heard, Transactor, respond

TABLES = {
    "INVITE client": INVITE_CLIENT,
    "non-INVITE client": NON_INVITE_CLIENT,
    "INVITE server": INVITE_SERVER,
    "non-INVITE server": NON_INVITE_SERVER,
}
FLOW = Flow("udp", ("192.0.2.1", 5060), ("192.0.2.2", 5060))
NOW = 1000.0
STATUS = {Input.PROVISIONAL: 180, Input.FINAL: 200, Input.SUCCESS: 200, Input.REFUSAL: 486}

#: What each action does, as seen from outside: a start line sent, a timer's length, a report.
EFFECTS: dict[Action, tuple[object, ...]] = {
    Action.SEND: ("sent", "own"),
    Action.SEND_100: ("sent", "SIP/2.0 100 Trying"),
    Action.SEND_ACK: ("sent", "ACK sip:other@example.net SIP/2.0"),
    Action.START_A: (Input.TIMER_A, 0.5),
    Action.START_B: (Input.TIMER_B, 32.0),
    Action.START_D: (Input.TIMER_D, 32.0),
    Action.START_E: (Input.TIMER_E, 0.5),
    Action.START_F: (Input.TIMER_F, 32.0),
    Action.START_G: (Input.TIMER_G, 0.5),
    Action.START_H: (Input.TIMER_H, 32.0),
    Action.START_I: (Input.TIMER_I, 5.0),
    Action.START_J: (Input.TIMER_J, 32.0),
    Action.START_K: (Input.TIMER_K, 5.0),
    Action.START_L: (Input.TIMER_L, 32.0),
    Action.START_M: (Input.TIMER_M, 32.0),
    Action.START_100: (Input.TIMER_100, 0.2),
    Action.AGAIN_A: (Input.TIMER_A, 1.0),
    Action.AGAIN_E: (Input.TIMER_E, 1.0),
    Action.AGAIN_E_SLOWLY: (Input.TIMER_E, 4.0),
    Action.AGAIN_G: (Input.TIMER_G, 1.0),
    Action.PASS_UP: ("told", "response"),
    Action.REPORT_TIMEOUT: ("told", 408),
    Action.REPORT_FLOW_LOST: ("told", 503),
    Action.REPORT_NO_ACK: ("told", "no ACK"),
}


class Timers(TimerQueue):
    """Keeps a readable list of what runs, and of what was started."""

    def __init__(self) -> None:
        super().__init__()
        self.running: dict[enum.Enum, float] = {}
        self.started: list[tuple[object, ...]] = []

    def start(self, owner: TimerOwner, name: enum.Enum, when: float) -> None:
        super().start(owner, name, when)
        self.running[name] = when
        self.started.append((name, round(when - NOW, 6)))

    def stop(self, owner: TimerOwner, name: enum.Enum) -> None:
        super().stop(owner, name)
        self.running.pop(name, None)


class Bench:
    """One transaction of one machine, driven from outside by the inputs of its table."""

    def __init__(self, machine: str) -> None:
        self.table = TABLES[machine]
        self.timers = Timers()
        self.end = Transactor()
        self.end.layer = Layer(self.timers, self.end.output)
        self.heard = Heard()
        self.request = self.end.make("INVITE" if "non" not in machine else "OPTIONS")
        self.is_client = "client" in machine
        self.own: bytes | None = None
        self.transaction: ClientTransaction | ServerTransaction | None = None

    @property
    def state(self) -> State:
        return State.INITIAL if self.transaction is None else self.transaction.state

    def apply(self, cause: Input) -> None:
        if cause.name.startswith("TIMER"):
            assert self.transaction is not None
            self.timers.running.pop(cause, None)
            self.transaction.timer_fired(cause, NOW)
        elif cause is Input.FLOW_LOST:
            self.end.layer.flow_lost(FLOW, "unplugged", NOW)
        elif cause is Input.CANCEL:
            assert self.transaction is not None
            self.transaction.step(cause, NOW)
        elif self.is_client:
            self._apply_to_client(cause)
        else:
            self._apply_to_server(cause)

    def _apply_to_client(self, cause: Input) -> None:
        if cause is Input.REQUEST:
            self.own = self.request.to_bytes()
            self.transaction = self.end.layer.send(self.request, FLOW, self.heard, NOW)
        else:
            response = build_response(self.request, STATUS[cause], to_tag="t")
            assert self.end.layer.response(response, FLOW, NOW) is self.transaction

    def _apply_to_server(self, cause: Input) -> None:
        if cause is Input.REQUEST:
            outcome = self.end.layer.request(self.request, FLOW, NOW)
            if isinstance(outcome, NewTransaction):
                assert self.transaction is None
                self.transaction = outcome.transaction
                self.transaction.user = self.end
        elif cause is Input.ACK:
            ack = make_ack(self.request, build_response(self.request, 486, to_tag="answerer"))
            self.end.layer.request(ack, FLOW, NOW)
        else:
            assert isinstance(self.transaction, ServerTransaction)
            if (self.state, cause) in self.table:
                response = build_response(self.request, STATUS[cause], to_tag="answerer")
                self.own = response.to_bytes()
            respond(self.transaction, STATUS[cause], NOW)

    def walk(self, path: tuple[Input, ...]) -> None:
        for cause in path:
            self.apply(cause)
        self.effects()

    def effects(self) -> list[tuple[object, ...]]:
        """What happened since the last look."""
        seen: list[tuple[object, ...]] = []
        while (output := self.end.poll_output()) is not None:
            assert isinstance(output, Send)
            line = "own" if output.data == self.own else first_line(parse_message(output.data))
            seen.append(("sent", line))
        seen += self.timers.started
        seen += [("told", "response") for _ in self.heard.responses]
        seen += [("told", failure.status) for _, failure in self.heard.failures]
        seen += [("told", "no ACK") for _ in self.end.unacknowledged]
        self.timers.started.clear()
        self.heard.responses.clear()
        self.heard.failures.clear()
        self.end.unacknowledged.clear()
        return seen


def first_line(message: Message) -> str:
    assert isinstance(message, Request | Response)
    return message.start_line


def paths(table: Table) -> dict[State, tuple[Input, ...]]:
    """The shortest walk from the start to each state."""
    found: dict[State, tuple[Input, ...]] = {State.INITIAL: ()}
    queue = deque([State.INITIAL])
    while queue:
        here = queue.popleft()
        for (state, cause), (there, _) in table.items():
            if state is here and there not in found:
                found[there] = (*found[here], cause)
                queue.append(there)
    return found


def rows() -> Iterator[object]:
    for machine, table in TABLES.items():
        for state, cause in table:
            name = f"{machine}: {state.value}, {cause.value}"
            yield pytest.param(machine, state, cause, id=name)


def gaps() -> Iterator[object]:
    """Places without a row, for each input the machine knows at all."""
    for machine, table in TABLES.items():
        inputs = {cause for _, cause in table}
        if "client" in machine:
            inputs.remove(Input.REQUEST)
        for state in paths(table):
            for cause in sorted(inputs, key=lambda one: one.value):
                if state not in (State.INITIAL, State.TERMINATED) and (state, cause) not in table:
                    name = f"{machine}: {state.value}, {cause.value}"
                    yield pytest.param(machine, state, cause, id=name)


@pytest.mark.parametrize(("machine", "state", "cause"), list(rows()))
def test_a_row_does_exactly_what_it_says(machine: str, state: State, cause: Input) -> None:
    bench = Bench(machine)
    bench.walk(paths(bench.table)[state])
    assert bench.state is state
    before = dict(bench.timers.running)
    bench.apply(cause)
    there, actions = bench.table[state, cause]
    assert bench.state is there
    started = [EFFECTS[action] for action in actions if action is not Action.STOP_TIMERS]
    if bench.own is None:  # an INVITE that nobody answered yet has nothing to repeat
        started = [effect for effect in started if effect != ("sent", "own")]
    assert sorted(bench.effects(), key=str) == sorted(started, key=str)
    kept = set() if Action.STOP_TIMERS in actions else set(before) - {cause}
    assert set(bench.timers.running) == kept | {e[0] for e in started if isinstance(e[0], Input)}
    if there is State.TERMINATED:
        assert not bench.timers.running
        assert len(bench.end.layer) == 0
    else:
        assert len(bench.end.layer) == 1


@pytest.mark.parametrize(("machine", "state", "cause"), list(gaps()))
def test_an_input_without_a_row_is_absorbed(machine: str, state: State, cause: Input) -> None:
    bench = Bench(machine)
    bench.walk(paths(bench.table)[state])
    before = dict(bench.timers.running)
    if cause in before:
        pytest.fail(f"{cause} can fire in {state} and has no row")
    bench.apply(cause)
    assert bench.state is state
    assert bench.effects() == []
    assert bench.timers.running == before


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_state_can_be_reached_and_left_for_good(table: Table) -> None:
    reached = set(paths(table))
    assert reached == {state for state, _ in table} | {there for there, _ in table.values()}
    assert State.TERMINATED in reached
    ends = {State.TERMINATED}
    while more := {s for (s, _), (there, _) in table.items() if there in ends} - ends:
        ends |= more
    assert ends == reached


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_nothing_follows_the_end(table: Table) -> None:
    assert not [place for place in table if place[0] is State.TERMINATED]


def test_every_action_and_every_input_is_used() -> None:
    used = {
        action for table in TABLES.values() for _, actions in table.values() for action in actions
    }
    assert used == set(Action)
    assert {cause for table in TABLES.values() for _, cause in table} == set(Input)
