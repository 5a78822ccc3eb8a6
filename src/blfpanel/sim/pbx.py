"""The built-in PBX as a whole: the same verbs as an endpoint, so that the same things drive it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from blfpanel.panel.profiles.profiles import PbxProfile
from blfpanel.sim.directory import Directory, User, number_of
from blfpanel.sim.guard import Guard, Refusal
from blfpanel.sim.lamps import Lamps, Watch
from blfpanel.sim.legs import Connection
from blfpanel.sim.node import Node
from blfpanel.sim.registrar import Binding, Registrar
from blfpanel.sim.switchboard import Switchboard
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallProgressed,
    CallRedirected,
    Event,
    FlowLost,
    IncomingCall,
    InfoReceived,
    MalformedReceived,
    OfferAnswered,
    OfferReceived,
    OfferRefused,
    ReferReceived,
    RequestReceived,
    StrayReceived,
    SubscriberChanged,
)
from blfpanel.sip.flow import Flow, Output, Send
from blfpanel.sip.ids import Ids
from blfpanel.sip.transactions.layer import TimerValues

#: Where a profile has no code of its own.
DEFAULT_PICKUP_CODE = "**{ext}"


@dataclass(frozen=True, slots=True)
class PbxSettings:
    """How the PBX behaves.

    Attributes:
        domain: host part of its addresses, a name or a numeric address.
        realm: shown to the users of phones when they are asked for a password.
        unsolicited: tell registered phones about calls they did not ask for; None: as the
            profile does.
        min_expires: the shortest registration and subscription, seconds.
        no_answer: how long phones ring, seconds.
        timers: T1, T2, T4 of RFC 3261.
    """

    domain: str
    realm: str = "blfpanel sim"
    unsolicited: bool | None = None
    min_expires: int = 30
    no_answer: float = 60.0
    timers: TimerValues = field(default_factory=TimerValues)


@dataclass(slots=True)
class Counts:
    """Messages by method, responses by status ("200"); repetitions count."""

    received: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)


def _silence(line: str) -> None:
    """Report to nobody."""


class Pbx(Node):
    """A registrar, a dialog notifier and a switchboard on one endpoint.

    Args:
        users: who has a number.
        profile: the PBX it plays.
        ids: where identifiers come from.
        settings: see :class:`PbxSettings`.
        report: told in a line of words what happens.

    Attributes:
        directory: the users.
        counts: messages so far.
        pickup_codes: templates of the numbers that take a call ringing at ``{ext}``.
    """

    def __init__(
        self,
        users: Iterable[User],
        profile: PbxProfile,
        ids: Ids,
        settings: PbxSettings,
        *,
        report: Callable[[str], None] = _silence,
    ) -> None:
        self.directory = Directory(users, settings.domain)
        self.counts = Counts()
        usual = (profile.pickup.code or DEFAULT_PICKUP_CODE,)
        self.pickup_codes = usual if profile.takes.codes is None else profile.takes.codes
        self._profile = profile
        self._ids = ids
        self._settings = settings
        self._report = report
        self._guard = Guard(self.directory, settings.realm, ids)
        self._begin()

    def _begin(self) -> None:
        """Start with nothing known, the first time or again."""
        settings, profile = self._settings, self._profile
        unsolicited = settings.unsolicited
        super().__init__(
            Endpoint(
                self._ids,
                settings=EndpointSettings(
                    user_agent="blfpanel-sim",
                    timers=settings.timers,
                    handed_up=frozenset({"REGISTER", "SUBSCRIBE"}),
                    any_address=True,
                    judges_replaces=False,
                ),
            )
        )
        self._registrar = Registrar(
            self._timers,
            settings.min_expires,
            came=self._phone_came,
            went=self._phone_went,
        )
        self._switchboard = Switchboard(
            self._endpoint,
            self.directory,
            self._registrar,
            self._ids,
            self._timers,
            takes=profile.takes,
            pickup_codes=self.pickup_codes,
            names_of=lambda leg: self._lamps.names_of(leg),
            no_answer=settings.no_answer,
            changed=lambda leg: self._lamps.changed(leg),
            report=self._report,
        )
        self._lamps = Lamps(
            self._endpoint,
            self.directory,
            profile.writes,
            profile.takes,
            self._ids,
            unsolicited=profile.unsolicited if unsolicited is None else unsolicited,
            min_expires=settings.min_expires,
            legs_of=self._switchboard.legs_of,
            report=self._report,
        )

    # --- what one can know and do ---

    def registered(self, number: str) -> int:
        """How many phones of ``number`` are registered."""
        return len(self._registrar.bindings(number))

    def calls(self) -> list[Connection]:
        """All calls there are, ringing or answered, oldest first."""
        return self._switchboard.connections()

    def watches(self) -> list[Watch]:
        """Who is told about whom."""
        return self._lamps.watches()

    def skip_notifies(self, count: int) -> None:
        """Leave out the next ``count`` NOTIFYs, as a PBX under load does."""
        self._lamps.skip = count

    def restart(self) -> None:
        """Forget all registrations, subscriptions and calls without a word."""
        self._report("The PBX restarts")
        self._begin()

    # --- the verbs of an endpoint ---

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        """One whole message came in on ``flow``."""
        self.counts.received[_kind(data)] += 1
        super().receive(flow, data, now)

    def poll_output(self) -> Output | None:
        """The next thing the network has to do, or None."""
        output = super().poll_output()
        if isinstance(output, Send):
            self.counts.sent[_kind(output.data)] += 1
        return output

    # --- inside ---

    def _react(self, event: Event, now: float) -> None:
        self._handle(event, now)
        self._lamps.flush(now)

    def _settle(self, now: float) -> None:
        self._lamps.flush(now)

    def _handle(self, event: Event, now: float) -> None:
        match event:
            case RequestReceived(request=request) if request.method == "REGISTER":
                self._register(event, now)
            case RequestReceived():
                self._subscribe(event, now)
            case SubscriberChanged():
                self._lamps.subscriber_changed(event, now)
            case IncomingCall():
                self._incoming(event, now)
            case CallProgressed():
                self._switchboard.progressed(event, now)
            case CallEstablished():
                self._switchboard.established(event, now)
            case CallRedirected():
                self._switchboard.redirected(event, now)
            case CallEnded():
                self._switchboard.ended(event, now)
            case OfferReceived():
                self._switchboard.bridge.offered(event, now)
            case OfferAnswered():
                self._switchboard.bridge.answered(event, now)
            case OfferRefused():
                self._switchboard.bridge.refused(event, now)
            case InfoReceived():
                self._switchboard.bridge.told(event, now)
            case ReferReceived():
                self._switchboard.transfers.asked(event, now)
            case FlowLost(flow=flow):
                self._registrar.flow_lost(flow)
            case MalformedReceived(flow=flow, reason=reason):
                self._report(f"{flow} sent no SIP message: {reason}")
            case StrayReceived(flow=flow, summary=summary):
                self._report(f"{flow}: {summary} belongs to nothing")

    def _register(self, event: RequestReceived, now: float) -> None:
        request = event.request
        number = number_of(request.to.uri)
        outcome: Refusal | tuple[tuple[str, str], ...] | None
        if self.directory.find(number) is None:
            outcome = Refusal(404, f"Nobody has the number {number}")
        elif number != number_of(request.from_.uri):
            outcome = Refusal(403, "Nobody registers for others")
        else:
            outcome = self._guard.check(request, now)
            if outcome is None:
                outcome = self._registrar.register(request, event.flow, now)
        if isinstance(outcome, Refusal):
            self._refuse(event, outcome, now)
        else:
            self._endpoint.respond(event.request_id, 200, now, headers=outcome)

    def _subscribe(self, event: RequestReceived, now: float) -> None:
        request = event.request
        refusal = self._guard.check(request, now) or self._lamps.refuse(request)
        if refusal is not None:
            self._refuse(event, refusal, now)
        else:
            self._lamps.subscribe(event, now)

    def _incoming(self, event: IncomingCall, now: float) -> None:
        refusal = self._guard.check(event.request, now)
        if refusal is None:
            self._switchboard.incoming(event, now)
        else:
            self._endpoint.reject(event.call, refusal.status, now, refusal.reason, refusal.headers)

    def _refuse(self, event: RequestReceived, refusal: Refusal, now: float) -> None:
        request = event.request
        if refusal.status != 401 or "Authorization" in request.headers:
            who = number_of(request.from_.uri)
            why = refusal.reason or "no"
            self._report(f"{request.method} of {who} is refused: {why} [{refusal.status}]")
        self._endpoint.respond(
            event.request_id, refusal.status, now, reason=refusal.reason, headers=refusal.headers
        )

    def _phone_came(self, phone: Binding, now: float) -> None:
        self._report(f"{phone.number} registers from {phone.flow}")
        self._lamps.phone_came(phone)

    def _phone_went(self, phone: Binding) -> None:
        self._report(f"{phone.number} is no longer registered from {phone.flow}")
        self._lamps.phone_went(phone)


def _kind(data: bytes) -> str:
    """The method of a request, the status of a response."""
    words = data[:64].split(None, 2)
    if words and words[0].upper() == b"SIP/2.0" and len(words) > 1:
        words = words[1:]
    return words[0].decode("ascii", "replace") if words else ""
