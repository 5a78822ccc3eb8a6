"""Simulated people: real user agents that register, call each other and answer who calls them."""

from __future__ import annotations

import enum
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from blfpanel.body.sdp import (
    NegotiationError,
    SdpError,
    SessionDescription,
    make_answer,
    make_offer,
    negotiate,
)
from blfpanel.media.session import MediaError, MediaFactory, MediaSession
from blfpanel.sim.directory import User, number_of
from blfpanel.sim.node import Node
from blfpanel.sim.scenario import Outcome, PlannedCall
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    Event,
    IncomingCall,
    OfferReceived,
    RegistrationChanged,
    RegistrationState,
    UsageId,
)
from blfpanel.sip.flow import Address, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.uri import NameAddr, SipUri

#: How long a caller waits beyond the time after which the callee means to answer, seconds.
_PATIENCE = 20.0
#: After how long people answer, and how long they talk, with callers no timetable knows; seconds.
_ANSWER_AFTER = (2.0, 5.0)
_TALK_FOR = (20.0, 45.0)


class _Timer(enum.Enum):
    NEXT_CALL = "next call"
    ANSWER = "answer"
    REJECT = "reject"
    HANG_UP = "hang up"


_CALL_TIMERS = (_Timer.ANSWER, _Timer.REJECT, _Timer.HANG_UP)


@dataclass(slots=True, eq=False)
class _Talk:
    """One person's part in a call.

    Attributes:
        person: whose part.
        talk: for how long to talk once it is answered; None leaves the end to the other side.
        offer: the caller's, where this person is called.
        sound: what a stranger hears; people among themselves need none.
    """

    people: People
    usage: UsageId
    person: str
    talk: float | None
    offer: bytes = b""
    stranger: bool = False
    sound: MediaSession | None = None

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """It is time to do something."""
        self.people.act(self, name, now)


class People(Node):
    """All simulated people: one endpoint, an account each.

    The verbs are those of an endpoint, so that the same things drive it.

    Args:
        users: who they are.
        server: the PBX.
        domain: host part of its addresses.
        calls: the timetable, times counted from :meth:`start`.
        ids: where identifiers come from.
        chance: decides what no timetable says.
        voice: the numeric address and port where nobody listens, for calls among themselves.
        media: opens the sound of calls with strangers.
    """

    def __init__(
        self,
        users: Iterable[User],
        server: Target,
        domain: str,
        calls: Iterator[PlannedCall],
        ids: Ids,
        chance: random.Random,
        voice: Address,
        media: MediaFactory,
    ) -> None:
        super().__init__(Endpoint(ids, settings=EndpointSettings(user_agent="blfpanel-people")))
        self._accounts = {
            user.number: Account(
                name=user.number,
                aor=NameAddr(user.name, SipUri("sip", user.number, None, domain)),
                server=server,
                credentials=Credentials(user.number, user.password),
            )
            for user in users
        }
        self._calls = calls
        self._chance = chance
        self._voice = voice
        self._media = media
        self._registrations: dict[UsageId, str] = {}
        self._registered: set[str] = set()
        self._next: PlannedCall | None = None
        self._began = 0.0
        self._talks: dict[UsageId, _Talk] = {}
        self._expected: dict[tuple[str, str], PlannedCall] = {}

    # --- what they do as a whole ---

    def start(self, now: float) -> None:
        """Register everybody and follow the timetable from now on."""
        for number, account in self._accounts.items():
            self._registrations[self._endpoint.register(account, now)] = number
        self._began = now
        self._plan()

    def follow(self, calls: Iterator[PlannedCall], now: float) -> None:
        """Follow another timetable, times counted from now; calls under way go on."""
        self._calls = calls
        self._began = now
        self._plan()

    def stop(self, now: float) -> None:
        """Hang up and leave."""
        self._timers.stop(self, _Timer.NEXT_CALL)
        for talk in list(self._talks.values()):
            self._endpoint.hang_up(talk.usage, now)
        for usage in self._registrations:
            self._endpoint.unregister(usage, now)
        self._work(now)

    @property
    def all_there(self) -> bool:
        """Whether everybody is registered."""
        return self._registered == set(self._accounts)

    @property
    def all_gone(self) -> bool:
        """Whether nobody is registered or in a call."""
        return not self._registered and not self._talks

    # --- the timetable ---

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Somebody means to call."""
        if self._next is not None:
            self._place(self._next, now)
        self._plan()

    def _plan(self) -> None:
        self._next = next(self._calls, None)
        if self._next is not None:
            self._timers.start(self, _Timer.NEXT_CALL, self._began + self._next.at)

    def _place(self, plan: PlannedCall, now: float) -> None:
        if plan.caller not in self._registered or self._busy(plan.caller):
            return
        account = self._accounts[plan.caller]
        uri = SipUri.dialled(plan.callee, account.aor.uri)
        usage = self._endpoint.call(account, CallSpec(uri, self._offer()), now)
        talk = self._talks[usage] = _Talk(self, usage, plan.caller, plan.talk)
        self._expected[plan.caller, plan.callee] = plan
        patience = 0.0 if plan.outcome is Outcome.UNANSWERED else _PATIENCE
        self._timers.start(talk, _Timer.HANG_UP, now + plan.ring + patience)

    # --- calls ---

    def _settle(self, now: float) -> None:
        """People have nothing to tell once they have reacted."""

    def _react(self, event: Event, now: float) -> None:
        match event:
            case RegistrationChanged(usage=usage, state=state):
                self._note_registration(self._registrations[usage], state)
            case IncomingCall(account=str(person)):
                self._called(event, person, now)
            case CallEstablished(call=call) if call in self._talks:
                self._established(self._talks[call], now)
            case OfferReceived(call=call) if call in self._talks:
                self._offered(self._talks[call], event, now)
            case CallEnded(call=call) if call in self._talks:
                self._ended(self._talks.pop(call))

    def _note_registration(self, person: str, state: RegistrationState) -> None:
        if state is RegistrationState.REGISTERED:
            self._registered.add(person)
        else:
            self._registered.discard(person)

    def _busy(self, person: str) -> bool:
        return any(talk.person == person for talk in self._talks.values())

    def _called(self, event: IncomingCall, person: str, now: float) -> None:
        plan = self._expected.pop((number_of(event.caller.uri), person), None)
        if self._busy(person) or (plan and plan.outcome is Outcome.BUSY):
            self._endpoint.reject(event.call, 486, now)
            return
        # Of two people the caller hangs up; strangers may be left on the line for ever otherwise.
        length = None if plan else self._chance.uniform(*_TALK_FOR)
        stranger = number_of(event.caller.uri) not in self._accounts
        talk = _Talk(self, event.call, person, length, event.request.body, stranger)
        self._talks[event.call] = talk
        self._endpoint.progress(event.call, now)
        after = plan.ring if plan else self._chance.uniform(*_ANSWER_AFTER)
        match plan.outcome if plan else Outcome.ANSWERED:
            case Outcome.ANSWERED:
                self._timers.start(talk, _Timer.ANSWER, now + after)
            case Outcome.REJECTED:
                self._timers.start(talk, _Timer.REJECT, now + after)

    def act(self, talk: _Talk, name: enum.Enum, now: float) -> None:
        """Do what a person meant to do now."""
        match name:
            case _Timer.ANSWER:
                self._answer(talk, now)
            case _Timer.REJECT:
                self._endpoint.reject(talk.usage, 603, now)
            case _:
                self._endpoint.hang_up(talk.usage, now)

    def _answer(self, talk: _Talk, now: float) -> None:
        try:
            answer = self._answer_to(talk)
        except (SdpError, NegotiationError, MediaError) as problem:
            self._endpoint.reject(talk.usage, 488, now, str(problem))
        else:
            self._endpoint.answer(talk.usage, answer.to_bytes(), now)

    def _answer_to(self, talk: _Talk) -> SessionDescription:
        offer = SessionDescription.parse(talk.offer)
        host, port = self._voice
        if talk.stranger:
            talk.sound = self._media.open(host)
            host, port = talk.sound.local_address
        number = self._chance.getrandbits(31)
        answer = make_answer(offer, host, port, session_id=number, version=1)
        if talk.sound is not None:
            talk.sound.start(negotiate(answer, offer))
        return answer

    def _established(self, talk: _Talk, now: float) -> None:
        self._timers.stop(talk, _Timer.HANG_UP)
        if talk.talk is not None:
            self._timers.start(talk, _Timer.HANG_UP, now + talk.talk)

    def _offered(self, talk: _Talk, event: OfferReceived, now: float) -> None:
        """The far end wants to be heard elsewhere, or to be put on hold."""
        host, port = talk.sound.local_address if talk.sound else self._voice
        number = self._chance.getrandbits(31)
        try:
            offer = SessionDescription.parse(event.body)
            answer = make_answer(offer, host, port, session_id=number, version=1)
            if talk.sound is not None:
                talk.sound.start(negotiate(answer, offer))
        except (SdpError, NegotiationError, MediaError):
            self._endpoint.refuse_offer(event.call, 488, now)
        else:
            self._endpoint.accept_offer(event.call, answer.to_bytes(), now)

    def _ended(self, talk: _Talk) -> None:
        if talk.sound is not None:
            talk.sound.stop()
        for name in _CALL_TIMERS:
            self._timers.stop(talk, name)
        self._expected = {pair: c for pair, c in self._expected.items() if pair[0] != talk.person}

    def _offer(self) -> bytes:
        host, port = self._voice
        number = self._chance.getrandbits(31)
        return make_offer(host, port, session_id=number, version=1).to_bytes()
