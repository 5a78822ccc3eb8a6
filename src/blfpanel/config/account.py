"""A table ``[[accounts]]``: who we are at a PBX, and how calls are treated there."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from blfpanel.config.connection import Connection, Transport
from blfpanel.config.values import Host, Text
from blfpanel.media.wishes import SoundWishes
from blfpanel.panel.profiles import habits
from blfpanel.panel.profiles.habits import PickupWishes
from blfpanel.sip.account import Account, Unsolicited
from blfpanel.sip.auth import Credentials
from blfpanel.sip.syntax.uri import NameAddr, SipUri, escape_user

Profile = Annotated[str, msgspec.Meta(min_length=1, description="the name of a profile in quotes")]
Seconds = Annotated[
    int, msgspec.Meta(ge=60, le=86_400, description="a whole number from 60 to 86400")
]


class PickupMethod(enum.Enum):
    """How a ringing call can be picked up."""

    REPLACES = "replaces"
    TARGET = "target"
    CODE = "code"
    GROUP = "group"


PickupMethods = Annotated[
    tuple[PickupMethod, ...],
    msgspec.Meta(description='a list of "replaces", "target", "code" and "group"'),
]


class MissingTag(enum.Enum):
    """What stands in a Replaces for a tag that the PBX does not tell."""

    AS_PROFILE = "as profile"
    NEEDED = "needed"  #: then there is no Replaces
    ZERO = "0"
    EMPTY = "empty"
    LEFT_OUT = "left out"


_MISSING_TAGS: dict[MissingTag, habits.MissingTag | None] = {
    MissingTag.AS_PROFILE: None,
    MissingTag.NEEDED: "needed",
    MissingTag.ZERO: "0",
    MissingTag.EMPTY: "empty",
    MissingTag.LEFT_OUT: "left out",
}


class AccountSettings(Connection, frozen=True, kw_only=True):
    """A table ``[[accounts]]``: who we are at a PBX, how it is reached, how calls are treated.

    Attributes:
        name: what the account is called here; ``user@server`` when empty.
        domain: the domain of our address where it is not the server's name.
        auth_user: the user name that goes with the password, where it is not ``user``.
        display: our name, as those we call see it.
        profile: how the PBX speaks: "auto", or a profile's name such as "innovaphone".
        pickup_code: the code that picks up a ringing call, where the profile does not know it;
            ``{ext}`` stands for the ringing number: "**{ext}".
        group_pickup_code: the code that picks up whatever rings in our group: "*8".
        pickup: the ways to pick up in their order, where not as the profile has them: "replaces",
            "target", "code", "group".
        missing_tag: what a pick-up by Replaces says for tags that calls lack: "needed" (then there
            is no Replaces), "0", "empty", "left out", or "as profile".
        list: a list of partners that the PBX keeps (RFC 4662), by name or URI; they get keys.
        expires: how long registrations are asked to last, seconds.
        unsolicited: whose news are believed without a subscription: "reject" (nobody's),
            "registrar" (the server's) or "anyone".
    """

    name: Text = ""
    domain: Host = ""
    auth_user: Text = ""
    display: Text = ""
    profile: Profile = "auto"
    pickup_code: Text = ""
    group_pickup_code: Text = ""
    pickup: PickupMethods = ()
    missing_tag: MissingTag = MissingTag.AS_PROFILE
    list: Text = ""
    expires: Seconds = 300
    unsolicited: Unsolicited = Unsolicited.REGISTRAR

    @property
    def title(self) -> str:
        """The name, also where none is given."""
        return self.name or f"{self.user}@{self.target.host}"

    @property
    def pickup_wishes(self) -> PickupWishes:
        """How ringing calls are to be picked up, where not as the profile says."""
        return PickupWishes(
            self.pickup_code or None,
            self.group_pickup_code or None,
            tuple(method.value for method in self.pickup),
            _MISSING_TAGS[self.missing_tag],
        )

    @property
    def sound_wishes(self) -> SoundWishes:
        """How calls are to sound, and whether encrypted."""
        return self.sound_wishes_over(tls=self.transport is Transport.TLS)

    def sip_account(self, password: str | None) -> Account:
        """The account as the SIP core wants it; without a password it cannot authenticate."""
        uri = SipUri("sip", escape_user(self.user), None, self.domain or self.target.host)
        credentials = None
        if password is not None:
            credentials = Credentials(self.auth_user or self.user, password)
        return Account(
            name=self.title,
            aor=NameAddr(self.display or None, uri),
            server=self.next_hop,
            credentials=credentials,
            expires=self.expires,
            unsolicited=self.unsolicited,
            route=self.route,
            public_contact=self.public_contact,
            stun=self.stun,
            keep_alive=self.keep_alive,
        )
