"""The whole phone, a built-in PBX and telephones that answer what they are asked, all virtual."""

from __future__ import annotations

import random
import re
from typing import TypeVar, cast

from blfpanel.body.sdp import AudioAgreement, Direction
from blfpanel.media.session import MediaSession
from blfpanel.panel.calls.reception import USUAL, CallPolicy
from blfpanel.panel.changes import Change, Notice
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, OwnCall, OwnCallState
from blfpanel.panel.panel import Panel
from blfpanel.phone.line import Line
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.events import CallEnded, OfferReceived, UsageId
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.message import AnyMessage, parse_message
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.office import DOMAIN, PBX, Office, Telephone
from support.panel_box import profiles
from support.pickup_desk import Silent
from support.virtual_phone import start_phone

C = TypeVar("C")

NAMES = {"207": "Anna", "211": "Jens", "214": "Clara"}
_MIRRORED = {b"sendonly": b"recvonly", b"recvonly": b"sendonly"}


class Voice(Silent):
    """Sound that only notes what was agreed, and what is to be said."""

    def __init__(self) -> None:
        self.directions: list[Direction] = []
        self.remote: tuple[str, int] | None = None
        self.muted = False
        self.sent = ""
        self.pressed = ""

    def start(self, agreement: object) -> None:
        agreed = cast(AudioAgreement, agreement)
        self.remote = agreed.remote
        self.directions.append(agreed.direction)

    def set_direction(self, direction: object) -> None:
        self.directions.append(cast(Direction, direction))

    def mute(self, on: bool) -> None:
        self.muted = on

    def send_dtmf(self, digits: str) -> None:
        self.sent += digits

    def poll_digits(self) -> str:
        pressed, self.pressed = self.pressed, ""
        return pressed


class CallOffice:
    """A desk with number 200; 207, 211 and 214 have telephones.

    Args:
        policy: how the desk's calls are treated.
    """

    def __init__(self, policy: CallPolicy = USUAL) -> None:
        self.office = Office("rfc")
        network = self.network = self.office.network
        network.delay = (0.02, 0.02)
        self.phones = {number: self.office.phone(number) for number in NAMES}
        self.voices: list[Voice] = []
        #: Numbers whose telephones refuse every new offer.
        self.stubborn: set[str] = set()
        self.office.advance(1)
        network.address["desk"] = ("192.0.2.50", 5060)
        account = Account(
            "desk",
            NameAddr(None, SipUri("sip", "200", None, DOMAIN)),
            Target("udp", *network.address[PBX]),
            Credentials("200", "secret-200"),
        )
        self.phone = start_phone(
            network,
            Panel(profiles()),
            [Line(account, "rfc", policy=policy)],
            [PartnerKey(KeyId(n), name, n, "desk") for n, name in NAMES.items()],
            name="desk",
            media=self,
            numbers=random.Random(7),
        )
        self.changes: list[Change] = []
        self.phone.listen(self.changes.append)
        self.advance(1)

    def open(self, local_ip: str) -> MediaSession:
        """The sound of a call of the desk."""
        self.voices.append(Voice())
        return cast(MediaSession, self.voices[-1])

    # --- time ---

    def advance(self, seconds: float = 0.5) -> None:
        """Let time pass; telephones agree to whatever is offered to them."""
        for _ in range(round(seconds * 10)):
            self.office.advance(0.1)
            for phone in self.phones.values():
                self._agree(phone)

    def _agree(self, phone: Telephone) -> None:
        offers = phone.events(OfferReceived)
        done: list[OfferReceived] = phone.__dict__.setdefault("answered_offers", [])
        for offer in offers[len(done) :]:
            if phone.number in self.stubborn:
                phone.endpoint.refuse_offer(offer.call, 488, self.network.now)
                done.append(offer)
                continue
            said = re.search(rb"a=(sendonly|recvonly|inactive)", offer.body)
            word = b"sendrecv" if said is None else _MIRRORED.get(said[1], said[1])
            body = phone.offer().replace(b"a=sendrecv", b"a=" + word)
            phone.endpoint.accept_offer(offer.call, body, self.network.now)
            done.append(offer)

    # --- calls ---

    def call(self, number: str) -> OwnCall:
        """The desk calls somebody who answers."""
        self.phone.dial(number)
        self.advance()
        self.phones[number].ring()
        self.advance()
        self.phones[number].answer()
        self.advance()
        return self.calls[-1]

    def called_by(self, number: str) -> UsageId:
        """Somebody calls the desk; gives the caller's usage."""
        usage = self.phones[number].call("200")
        self.advance()
        return usage

    @property
    def calls(self) -> list[OwnCall]:
        """The desk's calls, oldest first."""
        return list(self.phone.panel.own_calls())

    def own(self, call: OwnCall) -> OwnCall:
        """A call of the desk as it is now."""
        found = self.phone.panel.calls.get(call.id)
        assert found is not None
        return found

    def states(self) -> list[tuple[str, OwnCallState, bool]]:
        """Number, state and whether it is on hold, of each call of the desk."""
        return [(call.party.number, call.state, call.held) for call in self.calls]

    def hears(self, number: str) -> str:
        """The last direction a telephone was offered: how it may talk."""
        offers = self.phones[number].events(OfferReceived)
        found = re.search(rb"a=(sendrecv|sendonly|recvonly|inactive)", offers[-1].body)
        return found[1].decode() if found else "sendrecv"

    def over(self, number: str) -> int:
        """How many calls of a telephone have ended."""
        return len(self.phones[number].events(CallEnded))

    def told(self, kind: type[C]) -> list[C]:
        """All changes of a kind so far."""
        return [change for change in self.changes if isinstance(change, kind)]

    def said(self) -> list[str]:
        """All lines said so far."""
        return [notice.text for notice in self.told(Notice)]

    def sent(self, beginning: str) -> list[AnyMessage]:
        """What the desk sent, whose first line begins so."""
        return [parse_message(sent.data) for sent in self.network.sent("desk", beginning)]
