"""A built-in PBX that plays any other, two telephones, and the whole phone that picks up."""

from __future__ import annotations

import random
from typing import cast

from blfpanel.media.session import MediaSession
from blfpanel.media.statistics import MediaStatistics
from blfpanel.panel.changes import Notice, PickupChanged, PickupOutcome
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, LampState, OwnCall
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.habits import AS_PROFILE, PickupWishes
from blfpanel.panel.profiles.mannerisms import Takes
from blfpanel.phone.line import Line
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.events import CallEnded, UsageId
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.message import AnyMessage, parse_message
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.office import DOMAIN, PBX, Office, Telephone
from support.panel_box import profiles
from support.virtual_phone import start_phone

ANNA = KeyId("207")
#: The ways each PBX has, as the built-in one plays it: what works, and what does not exist.
WORKS: dict[str, set[str]] = {
    "asterisk": {"code", "group"},
    "asterisk-chansip": {"replaces", "code", "group"},
    "broadworks": {"code", "group"},
    "freeswitch": {"target", "replaces", "code", "group"},
    "innovaphone": {"code"},
    "kamailio": {"replaces"},
    "kazoo": {"replaces"},
    "opensips": {"replaces"},
    "rfc": {"replaces"},
    "sipxecs": {"replaces", "code", "group"},
    "yate": set(),
}
NAMES = {"207": "Anna", "211": "Jens", "214": "Clara"}


class Silent:
    """A session without sound, at an address that exists on the virtual network only."""

    local_address = ("192.0.2.50", 40000)

    def start(self, agreement: object) -> None: ...

    def set_direction(self, direction: object) -> None: ...

    def mute(self, on: bool) -> None: ...

    def stop(self) -> None: ...

    def poll_digits(self) -> str:
        return ""

    def statistics(self) -> MediaStatistics:
        return MediaStatistics()


class NoMedia:
    """Opens sessions without sound."""

    def open(self, local_ip: str) -> MediaSession:
        return cast(MediaSession, Silent())


class PickupDesk:
    """211 calls 207; 200 sees it and picks up.

    Args:
        profile: what the PBX plays.
        known: the profile the phone works with; "auto" recognises the PBX.
        wishes: what the account says about picking up.
        takes: what the PBX takes, where not as the profile says.
        delay: how long messages take, seconds.
    """

    def __init__(
        self,
        profile: str,
        *,
        known: str | None = None,
        wishes: PickupWishes = AS_PROFILE,
        takes: Takes | None = None,
        delay: float = 0.02,
    ) -> None:
        self.office = Office(profile, takes=takes)
        network = self.network = self.office.network
        network.delay = (delay, delay)
        self.anna, self.jens = self.office.phone("207"), self.office.phone("211")
        self.office.advance(1)
        network.address["desk"] = ("192.0.2.50", 5060)
        account = Account(
            "desk",
            NameAddr(None, SipUri("sip", "200", None, DOMAIN)),
            Target("udp", *network.address[PBX]),
            Credentials("200", "secret-200"),
        )
        keys = [PartnerKey(KeyId(n), name, n, "desk") for n, name in NAMES.items()]
        self.phone = start_phone(
            network,
            Panel(profiles()),
            [Line(account, known or profile, wishes)],
            keys,
            name="desk",
            media=NoMedia(),
            numbers=random.Random(7),
        )
        self.told: list[PickupChanged] = []
        self.warnings: list[str] = []
        self.phone.listen(self._heard)
        self.office.advance(1)

    def _heard(self, change: object) -> None:
        if isinstance(change, PickupChanged):
            self.told.append(change)
        if isinstance(change, Notice) and change.problem:
            self.warnings.append(change.text)

    def ring(self) -> None:
        """Jens calls Anna; the key shows it."""
        self.outgoing = self.jens.call("207")
        self.office.advance(0.5)
        self.anna.ring()
        self.office.advance(0.5)

    @property
    def lamp(self) -> LampState:
        """Anna's key."""
        return self.phone.panel.state(ANNA)

    @property
    def ways(self) -> tuple[str, ...]:
        """How the call can be picked up."""
        return self.lamp.calls[0].pickup if self.lamp.calls else ()

    def pick_up(self, method: str | None = None) -> tuple[PickupOutcome, str]:
        """Pick up, and wait for the verdict."""
        if method is None:
            self.phone.press(ANNA)
        else:
            self.phone.pick_up(ANNA, method)
        self.office.advance(5)
        return self.outcome

    @property
    def outcome(self) -> tuple[PickupOutcome, str]:
        """What was told last."""
        return self.told[-1].outcome, self.told[-1].text

    @property
    def calls(self) -> tuple[OwnCall, ...]:
        """The calls of the desk."""
        return tuple(self.phone.panel.own_calls())

    def invites(self) -> list[AnyMessage]:
        """The INVITEs of the desk, each call's last one: the first may lack credentials."""
        sent = [parse_message(sent.data) for sent in self.network.sent("desk", "INVITE")]
        return list({message.call_id: message for message in sent}.values())

    def talks_to_jens(self) -> bool:
        """Whether it is the desk that Jens talks to: his hanging up ends the desk's call."""
        if not self.calls:
            return False
        self.jens.hang_up(self.outgoing)
        self.office.advance(1)
        return not self.calls

    def rings_no_more(self) -> bool:
        """Whether Anna's phone was told to be quiet."""
        return bool(ended(self.anna))


def ended(phone: Telephone) -> list[UsageId]:
    """The calls of a telephone that are over."""
    return [event.call for event in phone.events(CallEnded)]
