"""What can happen, as values: the endpoint's only way to speak to those above it.

Events are past tense and frozen. ``UsageId`` names a registration, a subscription or a call for
its whole life; the endpoint never gives out the object itself. What comes with every NOTIFY is a
named tuple: a frozen dataclass takes three times as long to make.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple, NewType, TypeAlias

from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.header_values import Replaces, SubscriptionState
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.syntax.uri import NameAddr, SipUri

UsageId = NewType("UsageId", int)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something did not work, in the words a person can use.

    Attributes:
        status: the SIP status code; 408 for no answer and 503 for no transport, also when these
            were our own finding (RFC 3261 §8.1.3.1).
        reason: one short phrase: the server's own, or ours.
        local: True when no response came and the finding is ours.
    """

    status: int
    reason: str
    local: bool = False

    def __str__(self) -> str:
        return f"{self.reason} [{self.status}]"


class RegistrationState(enum.Enum):
    """The life of a REGISTER usage."""

    REGISTERING = "registering"
    REGISTERED = "registered"  #: with a failure: the server keeps no registrations, nor needs ours
    REFUSED = "refused"  #: the server said no in a way that trying again will not change
    FAILED = "failed"  #: no answer, or a temporary refusal; the next try is scheduled
    UNREGISTERED = "unregistered"  #: ended by us


@dataclass(frozen=True, slots=True)
class RegistrationChanged:
    """A registration entered a state.

    ``due`` is when the next REGISTER goes out, if one will; ``secure`` whether it went by TLS.
    """

    usage: UsageId
    state: RegistrationState
    failure: Failure | None = None
    due: float | None = None
    secure: bool = False


class SubscriptionPhase(enum.Enum):
    """The life of a SUBSCRIBE usage as seen by whoever shows it."""

    PENDING = "pending"  #: asked, or accepted with no NOTIFY yet
    ACTIVE = "active"
    DOUBTFUL = "doubtful"  #: a refresh failed or the server ended it; a new try is scheduled
    REFUSED = "refused"  #: no, for good (403, 404, 489, rejected); tried again after a long time
    TERMINATED = "terminated"  #: ended by us


@dataclass(frozen=True, slots=True)
class SubscriptionChanged:
    """A subscription entered a phase. ``due`` is when the next SUBSCRIBE goes out, if one will."""

    usage: UsageId
    phase: SubscriptionPhase
    failure: Failure | None = None
    due: float | None = None


class NotifyReceived(NamedTuple):
    """A NOTIFY was accepted and answered 200.

    Attributes:
        usage: the subscription it belongs to; None for one that nobody asked for.
        account: name of the account it came for.
        request: the message; body, Event and From are read from it.
        state: the Subscription-State header, None where the server sent none.
        flow: where it came from.
        expires_at: until when the subscription lives, as far as the server said (core time).
        refresh_at: when it is going to be refreshed (core time).
    """

    usage: UsageId | None
    account: str
    request: Request
    state: SubscriptionState | None
    flow: Flow
    expires_at: float | None = None
    refresh_at: float | None = None


class ServerState(enum.Enum):
    """What is found out about an account's server besides its answers."""

    SILENT = "silent"  #: it answers nothing any more
    BACK = "back"  #: it answers again; everything is being asked for again
    RESTARTED = "restarted"  #: it answers, but has forgotten what it knew


@dataclass(frozen=True, slots=True)
class ServerChanged:
    """An account's server fell silent, came back, or lost its memory."""

    account: str
    state: ServerState


class CallState(enum.Enum):
    """The life of an INVITE usage."""

    CALLING = "calling"  #: our INVITE is out, nothing but 100 came
    RINGING = "ringing"  #: the far end rings (180, 183)
    INCOMING = "incoming"  #: somebody calls us
    ESTABLISHED = "established"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class IncomingCall:
    """An INVITE came for us; nothing but 100 has been said yet.

    Attributes:
        call: the new usage.
        account: the account it came for; None when the endpoint serves any address (a PBX).
        caller: From, as asserted by the caller.
        request: the INVITE itself (offer in the body, Request-URI, P-Asserted-Identity …).
        replaces: an existing dialog it asks to take over (RFC 3891).
        replaced: the usage that dialog belongs to, if it is one of ours and may be replaced.
    """

    call: UsageId
    account: str | None
    caller: NameAddr
    request: Request
    replaces: Replaces | None = None
    replaced: UsageId | None = None


@dataclass(frozen=True, slots=True)
class CallProgressed:
    """A provisional response came for our call; ``response.body`` may hold early media's answer."""

    call: UsageId
    response: Response


@dataclass(frozen=True, slots=True)
class CallEstablished:
    """The call is up: 200 and ACK have been exchanged.

    Attributes:
        body: the far end's session description (an answer, or an offer where we sent none).
        remote: the far end as it names itself.
        target: its Contact.
    """

    call: UsageId
    body: bytes
    remote: NameAddr
    target: SipUri | None


@dataclass(frozen=True, slots=True)
class CallRedirected:
    """A 3xx came: the call has ended and may be tried at these places, best first."""

    call: UsageId
    targets: tuple[SipUri, ...]
    response: Response


class EndedBy(enum.Enum):
    """Who ended a call."""

    LOCAL = "local"
    REMOTE = "remote"
    REFUSAL = "refusal"  #: a final response other than 2xx; the failure tells which
    FAILURE = "failure"  #: no answer, no transport


@dataclass(frozen=True, slots=True)
class CallEnded:
    """A call is over; no more events of it come.

    Attributes:
        failure: why it never came up, or None after an orderly end.
        reason: the Reason header of the BYE or CANCEL, as sent (RFC 3326).
    """

    call: UsageId
    by: EndedBy
    failure: Failure | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class OfferReceived:
    """The far end of a call wants to change it: a re-INVITE, or an UPDATE or PRACK with an offer.

    Answer it at once with ``accept_offer`` or ``refuse_offer`` (RFC 6337 §2).

    Attributes:
        body: its offer; empty in a re-INVITE that asks for ours (RFC 3261 §14.2). What then is
            given to ``accept_offer`` is an offer, and ``OfferAnswered`` brings the answer.
        request: the message itself; our own re-INVITE, where that asked for the offer.
    """

    call: UsageId
    body: bytes
    request: Request


@dataclass(frozen=True, slots=True)
class OfferAnswered:
    """An offer of ours was taken.

    Attributes:
        body: the answer; empty for an UPDATE without an offer.
    """

    call: UsageId
    body: bytes


@dataclass(frozen=True, slots=True)
class OfferRefused:
    """An offer of ours was not taken; the session is as it was (RFC 3261 §14.1)."""

    call: UsageId
    failure: Failure


@dataclass(frozen=True, slots=True)
class RemoteIdentityChanged:
    """The account's server says that somebody else is at the far end than was known.

    Read from P-Asserted-Identity (RFC 3325), else Remote-Party-ID, else From of a request in the
    dialog (RFC 4916); from nobody else's messages than the server's.
    """

    call: UsageId
    identity: NameAddr


@dataclass(frozen=True, slots=True)
class ReferReceived:
    """Somebody asks us to call another place: we are being transferred, or told to dial.

    Answer with ``accept_refer`` and then ``report_refer``, or with ``reject_refer``.

    Attributes:
        refer: the new usage.
        call: the call it came in; None for a REFER outside of a dialog.
        account: the account it is meant for, if it is known.
        refer_to: whom to call; ``refer_to.uri.headers`` may hold Replaces.
        referred_by: Referred-By as sent (RFC 3892), to be copied into the INVITE.
        from_server: whether it came from the account's own server.
    """

    refer: UsageId
    call: UsageId | None
    account: str | None
    refer_to: NameAddr
    referred_by: str | None = None
    from_server: bool = False


@dataclass(frozen=True, slots=True)
class ReferProgressed:
    """News of a REFER of ours: a NOTIFY (RFC 3515 §2.4.5), its refusal, or none in time.

    Attributes:
        call: the call it was sent in; None outside of a dialog. That call may be over.
        status: of the call made for us: 100, 180, 200, 486 …; of the REFER where it was refused;
            202 and final where the far end took it and will not tell more (RFC 4488); 408 where
            no news came in time.
        reason: the phrase that came with it.
        final: no more news will come.
    """

    refer: UsageId
    call: UsageId | None
    status: int
    reason: str
    final: bool


@dataclass(frozen=True, slots=True)
class InfoReceived:
    """An INFO came in a call (RFC 6086; digits as application/dtmf-relay or application/dtmf).

    ``content_type`` is lower case and without parameters, empty where nothing was sent.
    """

    call: UsageId
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class RequestReceived:
    """A request no usage of ours takes and the owner asked to see (a PBX: REGISTER, SUBSCRIBE).

    Answer it once with ``Endpoint.respond`` or, a SUBSCRIBE, with ``accept_subscription``.
    """

    request_id: int
    request: Request
    flow: Flow


class NotifierState(enum.Enum):
    """What a subscriber did to a subscription that we serve."""

    REFRESHED = "refreshed"
    ENDED = "ended"  #: it said Expires: 0
    EXPIRED = "expired"
    LOST = "lost"  #: it answered 481, or not at all


@dataclass(frozen=True, slots=True)
class SubscriberChanged:
    """A subscription we serve was refreshed or ended; the owner sends the NOTIFY it now owes.

    ``expires`` is how long a refreshed one lives from now on, seconds.
    """

    usage: UsageId
    state: NotifierState
    expires: int = 0


@dataclass(frozen=True, slots=True)
class MalformedReceived:
    """Something came that is no SIP message; it was answered if that was possible."""

    flow: Flow
    reason: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StrayReceived:
    """A message that belongs to nothing we know: a late response, a NOTIFY for nobody."""

    flow: Flow
    summary: str
    status: int | None = None  #: how it was answered; None for a response, which gets no answer


@dataclass(frozen=True, slots=True)
class FlowLost:
    """A flow is gone; usages that used it have been told."""

    flow: Flow
    reason: str


Event: TypeAlias = (
    RegistrationChanged
    | SubscriptionChanged
    | NotifyReceived
    | ServerChanged
    | IncomingCall
    | CallProgressed
    | CallEstablished
    | CallRedirected
    | CallEnded
    | OfferReceived
    | OfferAnswered
    | OfferRefused
    | RemoteIdentityChanged
    | ReferReceived
    | ReferProgressed
    | InfoReceived
    | RequestReceived
    | SubscriberChanged
    | MalformedReceived
    | StrayReceived
    | FlowLost
)
