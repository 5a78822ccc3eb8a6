"""A server that does whatever it likes cannot get a subscription stuck (hypothesis)."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from blfpanel.sip.events import SubscriptionChanged, SubscriptionPhase
from blfpanel.sip.flow import Flow
from blfpanel.sip.subscriptions.subscription import SubscriptionSpec
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.syntax.uri import SipUri
from support.peer import OURS, SERVER, Peer, account, challenge

SPEC = SubscriptionSpec(SipUri.parse("sip:207@pbx.example"), supported=("eventlist",))
STATUSES = (200, 200, 202, 302, 400, 401, 403, 404, 408, 423, 480, 481, 489, 500, 503, 603)
REASONS = ("deactivated", "timeout", "noresource", "probation", "giveup", "rejected", "odd")


class Server(RuleBasedStateMachine):
    """The far end answers, ignores, notifies, ends, forgets and breaks at will."""

    def __init__(self) -> None:
        super().__init__()
        self.peer = Peer()
        self.usage = self.peer.endpoint.subscribe(account(), SPEC, self.peer.now)
        self.open: dict[str, Request] = {}  # SUBSCRIBEs without a final answer, by branch
        self.asked: list[Request] = []
        self.cseq = 0
        self.phase = SubscriptionPhase.PENDING
        self.look()

    def look(self) -> None:
        for message in self.peer.sent():
            if isinstance(message, Response):
                continue
            assert message.method == "SUBSCRIBE"
            if message.via.branch not in self.open:
                self.asked.append(message)
            self.open[message.via.branch] = message
        for event in self.peer.take(SubscriptionChanged):
            self.phase = event.phase

    @precondition(lambda self: self.open)
    @rule(
        status=st.sampled_from(STATUSES),
        expires=st.sampled_from((None, 0, 1, 60, 600)),
        tag=st.sampled_from(("a", "b")),
        asks=st.booleans(),
    )
    def answer(self, status: int, expires: int | None, tag: str, asks: bool) -> None:
        request = self.open.pop(next(iter(self.open)))
        headers = [] if expires is None else [("Expires", str(expires))]
        if status == 401 and asks:
            headers.append(challenge(nonce=f"n{self.cseq}"))
        if status == 423:
            headers.append(("Min-Expires", "900"))
        self.peer.reply(request, status, *headers, tag=tag)
        self.look()

    @precondition(lambda self: self.open)
    @rule()
    def trying(self) -> None:
        self.peer.reply(next(iter(self.open.values())), 100)
        self.look()

    @rule(
        back=st.sampled_from((0, 0, 0, 5)),
        tag=st.sampled_from(("a", "b")),
        state=st.sampled_from(("active", "active;expires=600", "active;expires=0", "pending")),
        old=st.booleans(),
    )
    def notify(self, back: int, tag: str, state: str, old: bool) -> None:
        self.tell(state, tag, back, self.asked[0] if old else self.asked[-1])

    @rule(
        reason=st.sampled_from(REASONS),
        wait=st.sampled_from((None, 0, 30)),
        tag=st.sampled_from(("a", "b")),
    )
    def end(self, reason: str, wait: int | None, tag: str) -> None:
        after = "" if wait is None else f";retry-after={wait}"
        self.tell(f"terminated;reason={reason}{after}", tag, 0, self.asked[-1])

    def tell(self, state: str, tag: str, back: int, subscribe: Request) -> None:
        self.cseq += 1
        self.peer.receive(
            f"NOTIFY sip:200@192.0.2.34:5062 SIP/2.0\n"
            f"Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKn{self.cseq}\n"
            f"From: <sip:207@pbx.example>;tag={tag}\nTo: {subscribe.headers.get('From')}\n"
            f"Call-ID: {subscribe.call_id}\nCSeq: {max(1, self.cseq - back)} NOTIFY\n"
            f"Event: dialog\nSubscription-State: {state}\nContent-Length: 0\n"
        )
        self.look()

    @rule(seconds=st.sampled_from((0.1, 1.0, 31.0, 33.0, 100.0, 700.0, 6000.0)))
    def wait(self, seconds: float) -> None:
        self.peer.pump()
        end = self.peer.now + seconds
        endpoint = self.peer.endpoint
        while (due := endpoint.next_deadline()) is not None and due <= end:
            self.peer.now = max(self.peer.now, due)
            endpoint.handle_timeout(self.peer.now)
            self.look()
            self.forget_the_dead()
            self.one_at_a_time()
        self.peer.now = end

    def forget_the_dead(self) -> None:
        """An unanswered request is given up after 32 s; what is answered later is a stray."""
        live = {key[0] for key in self.peer.endpoint._core.transactions._clients}
        self.open = {branch: each for branch, each in self.open.items() if branch in live}

    @rule()
    def by_hand(self) -> None:
        self.peer.endpoint.refresh(self.usage, self.peer.now)
        self.look()

    @rule()
    def lose_the_way(self) -> None:
        broken, self.peer.flow = self.peer.flow, Flow("udp", OURS, SERVER)
        self.peer.endpoint.flow_lost(broken, "no route", self.peer.now)
        self.look()
        self.forget_the_dead()

    @invariant()
    def one_at_a_time(self) -> None:
        self.look()
        self.forget_the_dead()
        assert len(self.open) <= 1

    @invariant()
    def something_is_to_come(self) -> None:
        subscription = self.peer.endpoint._core.usages[self.usage]
        timers = {key for key in self.peer.endpoint._core.timers._live if key[0] is subscription}
        assert self.open or timers, self.phase

    def teardown(self) -> None:
        """A server that behaves from now on finds the subscription active within two hours."""
        end = self.peer.now + 7200
        while self.peer.now < end and self.phase is not SubscriptionPhase.ACTIVE:
            self.look()
            self.forget_the_dead()
            while self.open:
                request = self.open.pop(next(iter(self.open)))
                tag = request.to_tag or f"well{self.cseq}"
                self.peer.reply(request, 200, ("Expires", "600"), tag=tag)
                self.tell("active;expires=600", tag, 0, request)
            self.wait(5.0)
        assert self.phase is SubscriptionPhase.ACTIVE


TestServer = Server.TestCase
TestServer.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
