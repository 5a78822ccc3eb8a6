"""Whatever the network does, a user hears one ending, and in the end nothing is left over."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from blfpanel.sip.transactions.layer import ClientTransaction, make_cancel
from blfpanel.sip.transactions.tables import State
from support.link import Link
from support.transactor import Heard, Transactor, respond

SECONDS = st.sampled_from([0.01, 0.3, 1.0, 7.0, 40.0])
METHODS = st.sampled_from(["INVITE", "OPTIONS"])
STATUSES = st.sampled_from([100, 180, 200, 302, 486, 603])


class Storm(RuleBasedStateMachine):
    """Two transaction layers that send to each other over a bad link."""

    @initialize(
        transport=st.sampled_from(["udp", "tcp"]),
        loss=st.sampled_from([0.0, 0.2, 0.6]),
        duplicate=st.sampled_from([0.0, 0.3]),
        longest=st.sampled_from([0.0, 0.1, 0.4]),
        seed=st.integers(0, 1000),
    )
    def join(
        self, transport: str, loss: float, duplicate: float, longest: float, seed: int
    ) -> None:
        self.ends = {"a": Transactor("a"), "b": Transactor("b")}
        self.link = Link(
            self.ends["a"],
            self.ends["b"],
            transport=transport,
            seed=seed,
            loss=loss,
            duplicate=duplicate,
            delay=(0.0, longest),
        )
        self.connected = True
        self.reliable = transport == "tcp"
        self.told: list[tuple[ClientTransaction, Heard]] = []

    def usable(self) -> bool:
        return self.connected or not self.reliable

    @precondition(usable)
    @rule(method=METHODS, source=st.sampled_from(["a", "b"]))
    def send(self, method: str, source: str) -> None:
        end = self.ends[source]
        flow = self.link.flow(source, "b" if source == "a" else "a")
        self.told.append(end.send(end.make(method), flow, self.link.now))

    @rule(data=st.data(), source=st.sampled_from(["a", "b"]), status=STATUSES)
    def answer(self, data: st.DataObject, source: str, status: int) -> None:
        requests = self.ends[source].requests
        if requests:
            respond(data.draw(st.sampled_from(requests)), status, self.link.now)

    @precondition(usable)
    @rule()
    def cancel(self) -> None:
        for transaction, _ in self.told:
            if transaction.cancel_allowed:
                self._cancel(transaction)
                return

    @rule(seconds=SECONDS)
    def wait(self, seconds: float) -> None:
        self.link.run_for(seconds)

    @rule(seconds=SECONDS)
    def cut(self, seconds: float) -> None:
        self.link.cut()
        self.link.run_for(seconds)
        self.connected = False

    @rule()
    def restore(self) -> None:
        self.link.restore()
        self.connected = True

    @invariant()
    def nobody_hears_two_endings(self) -> None:
        for transaction, heard in getattr(self, "told", []):
            finals = heard.finals
            accepted = transaction.request.method == "INVITE" and {*finals} == {200}
            endings = min(len(finals), 1) if accepted else len(finals)
            assert endings + len(heard.failures) <= 1, heard
            if finals:
                assert heard.statuses[-1] >= 200, "a provisional response after the end"

    @invariant()
    def nobody_sees_a_request_twice(self) -> None:
        for end in getattr(self, "ends", {}).values():
            seen = [transaction.request.via.branch for transaction in end.requests]
            methods = [transaction.request.method for transaction in end.requests]
            # The last repetition goes out 31.5 s after the first, and nothing here travels for
            # longer than 0.4 s: the 32 s of the server's memory are enough.
            assert len(set(zip(seen, methods, strict=True))) == len(seen)

    def _cancel(self, invite: ClientTransaction) -> None:
        end = self.ends[str(invite.request.from_tag)[0]]
        cancel = make_cancel(invite.request)
        self.told.append(end.send(cancel, invite.flow, self.link.now))

    def teardown(self) -> None:
        if not hasattr(self, "link"):
            return
        self.link.restore()
        self.link.run_for(40)
        for end in self.ends.values():
            for transaction in end.requests:
                respond(transaction, 480, self.link.now)
        self.link.run_for(80)
        # an INVITE whose final response was lost for good rings until somebody gives up
        for transaction, _ in list(self.told):
            if transaction.cancel_allowed:
                self._cancel(transaction)
        self.link.run_for(10)
        for end in self.ends.values():
            for late in end.requests:
                respond(late, 481, self.link.now)
        self.link.run()
        for transaction, heard in self.told:
            assert transaction.state is State.TERMINATED
            assert bool(heard.finals) + len(heard.failures) == 1, heard
        for end in self.ends.values():
            assert len(end.layer) == 0
            assert end.next_deadline() is None
        self.nobody_hears_two_endings()


Storm.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestStorm = Storm.TestCase
