"""Calls in any order of wishes and events: one talks at most, and nothing is left behind."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from blfpanel.panel.calls.reception import CallPolicy, Transfers
from blfpanel.panel.changes import CallLogged, OwnCallChanged
from blfpanel.panel.commands import (
    AttendedTransfer,
    Dial,
    Hold,
    Redirect,
    Reject,
    Resume,
    Transfer,
)
from blfpanel.panel.model import OwnCall, OwnCallState
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallProgressed,
    EndedBy,
    Failure,
    IncomingCall,
    ReferProgressed,
    ReferReceived,
    UsageId,
)
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.call_box import HOST, CallBox
from support.panel_box import ACCOUNT

NUMBERS = st.sampled_from(("207", "211", "214"))
INTERCOM = (("Answer-Mode", "Auto"),)
STATUSES = st.sampled_from((100, 180, 183, 200, 202, 408, 480, 486, 603))
POLICIES = st.builds(
    CallPolicy,
    forward_busy=st.sampled_from(("", "214")),
    forward_no_answer=st.sampled_from(("", "214")),
    do_not_disturb=st.booleans(),
    call_waiting=st.booleans(),
    auto_answer=st.booleans(),
    transfers=st.sampled_from(Transfers),
)


class CallMachine(RuleBasedStateMachine):
    """The calls of a desk, as its core knows them, and whatever can happen to them."""

    def __init__(self) -> None:
        super().__init__()
        self.box = CallBox()
        self.refers = 10_000

    def settle(self) -> None:
        """Carry out what was ordered, as a core would: calls go out, refused ones end."""
        while orders := self.box.orders():
            for order in orders:
                match order:
                    case Dial():
                        self.box.panel.call_started(order, self.box.call_usage(), self.box.now)
                    case Reject(call=call) | Redirect(call=call):
                        self.happen(CallEnded(call, EndedBy.LOCAL))
                    case Hold(call=call) | Resume(call=call):
                        assert self.state(call) is OwnCallState.TALKING
                    case Transfer(call=call) | AttendedTransfer(call=call):
                        assert self.state(call) is OwnCallState.TALKING

    def happen(self, event: object) -> None:
        self.box.panel.handle(event, self.box.now)  # type: ignore[arg-type]

    def state(self, call: UsageId) -> OwnCallState | None:
        found = self.box.calls.get(call)
        return found.state if found else None

    def a_call(self, data: st.DataObject, *states: OwnCallState) -> UsageId | None:
        found = [c.id for c in self.box.calls.live() if not states or c.state in states]
        return data.draw(st.sampled_from(found)) if found else None

    @property
    def calls(self) -> bool:
        return bool(self.box.calls.live())

    # --- what happens ---

    @rule(number=NUMBERS, policy=POLICIES, headers=st.sampled_from(((), INTERCOM)))
    def somebody_calls(
        self, number: str, policy: CallPolicy, headers: tuple[tuple[str, str], ...]
    ) -> None:
        self.box.panel._accounts[ACCOUNT].policy = policy
        caller = NameAddr.parse(f"<sip:{number}@{HOST}>;tag=c")
        invite = Request("INVITE", f"sip:200@{HOST}", Headers(list(headers)))
        self.happen(IncomingCall(self.box.call_usage(), ACCOUNT, caller, invite))
        self.settle()

    @precondition(lambda self: self.calls)
    @rule(data=st.data(), status=st.sampled_from((100, 180, 183)))
    def it_gets_on(self, data: st.DataObject, status: int) -> None:
        call = self.a_call(data, OwnCallState.DIALLING, OwnCallState.RINGING)
        if call is not None:
            self.happen(CallProgressed(call, Response(status, "x", Headers())))
            self.settle()

    @precondition(lambda self: self.calls)
    @rule(data=st.data())
    def it_is_up(self, data: st.DataObject) -> None:
        call = self.a_call(data)
        if call is not None:
            far = NameAddr.parse(f"<sip:207@{HOST}>")
            self.happen(CallEstablished(call, b"", far, SipUri.parse("sip:207@192.0.2.7")))
            self.settle()

    @precondition(lambda self: self.calls)
    @rule(data=st.data(), by=st.sampled_from(EndedBy), status=STATUSES)
    def it_is_over(self, data: st.DataObject, by: EndedBy, status: int) -> None:
        call = self.a_call(data)
        if call is not None:
            self.happen(CallEnded(call, by, Failure(status, "x") if status >= 300 else None))
            self.settle()

    @precondition(lambda self: self.calls)
    @rule(data=st.data(), number=NUMBERS, from_server=st.booleans())
    def they_transfer_me(self, data: st.DataObject, number: str, from_server: bool) -> None:
        call = self.a_call(data, OwnCallState.TALKING)
        to = NameAddr.parse(f"<sip:{number}@{HOST}>")
        self.refers += 1
        refer = UsageId(self.refers)
        self.happen(ReferReceived(refer, call, ACCOUNT, to, None, from_server))
        self.settle()

    @precondition(lambda self: self.calls)
    @rule(data=st.data(), status=STATUSES, final=st.booleans())
    def my_transfer_gets_on(self, data: st.DataObject, status: int, final: bool) -> None:
        call = self.a_call(data)
        self.happen(ReferProgressed(UsageId(1), call, status, "x", final))
        self.settle()

    @precondition(lambda self: self.calls)
    @rule(data=st.data())
    def a_hold_is_refused(self, data: st.DataObject) -> None:
        call = self.a_call(data, OwnCallState.TALKING)
        if call is not None and self.box.own(call).held:
            self.box.calls.change_refused(call, Failure(488, "x"))
            self.settle()

    @rule(seconds=st.floats(0.1, 30))
    def time_goes_by(self, seconds: float) -> None:
        self.box.now += seconds
        self.box.panel.handle_timeout(self.box.now)
        self.settle()

    # --- what I do ---

    @rule(number=NUMBERS)
    def i_call(self, number: str) -> None:
        self.box.panel.dial(ACCOUNT, number, self.box.now)
        self.settle()

    @precondition(lambda self: self.calls)
    @rule(
        data=st.data(),
        wish=st.sampled_from(("answer", "reject", "ignore", "hang_up", "hold", "resume")),
    )
    def i_want(self, data: st.DataObject, wish: str) -> None:
        getattr(self.box.calls, wish)(self.a_call(data), self.box.now)
        self.settle()

    @precondition(lambda self: self.calls)
    @rule(data=st.data(), number=NUMBERS)
    def i_transfer(self, data: st.DataObject, number: str) -> None:
        call = self.a_call(data)
        assert call is not None
        self.box.calls.transfer(call, number, self.box.now)
        self.settle()

    @precondition(lambda self: self.calls)
    @rule(data=st.data())
    def i_connect(self, data: st.DataObject) -> None:
        call, other = self.a_call(data), self.a_call(data)
        assert call is not None
        assert other is not None
        self.box.calls.transfer_to(call, other, self.box.now)
        self.settle()

    @precondition(lambda self: self.calls)
    @rule(data=st.data(), follow=st.booleans())
    def i_decide(self, data: st.DataObject, follow: bool) -> None:
        call = self.a_call(data)
        assert call is not None
        self.box.calls.decide_transfer(call, follow, self.box.now)
        self.settle()

    # --- what always holds ---

    @invariant()
    def one_talks_at_most(self) -> None:
        talking = [
            call.id
            for call in self.box.calls.live()
            if call.state is OwnCallState.TALKING and not call.held
        ]
        assert len(talking) <= 1

    @invariant()
    def front_ends_know_what_is_so(self) -> None:
        known: dict[UsageId, OwnCall] = {}
        for change in self.box.told(OwnCallChanged):
            known[change.call.id] = change.call
        for call in self.box.calls.live():
            assert known[call.id] == call

    @invariant()
    def what_is_over_is_logged_once(self) -> None:
        ended = [
            change.call.id
            for change in self.box.told(OwnCallChanged)
            if change.call.state is OwnCallState.ENDED
        ]
        assert len(ended) == len(set(ended))
        assert len(self.box.told(CallLogged)) == len(ended)


TestCallMachine = CallMachine.TestCase
TestCallMachine.settings = settings(max_examples=40, stateful_step_count=30)
