"""An account as this phone uses it."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.media.wishes import USUAL as USUAL_SOUND
from blfpanel.media.wishes import SoundWishes
from blfpanel.panel.calls.reception import USUAL, CallPolicy
from blfpanel.panel.profiles.habits import AS_PROFILE, PickupWishes
from blfpanel.panel.profiles.profiles import AUTO
from blfpanel.sip.account import Account


@dataclass(frozen=True, slots=True)
class Line:
    """An account as this phone uses it.

    Attributes:
        account: the SIP identity.
        profile: the PBX profile, "auto" to recognise it.
        pickup: how ringing calls are picked up, where not as the profile says.
        register: False only watches and calls, for servers that want no registration.
        list_uri: a resource list to watch: its name at the server, or a whole URI.
        policy: how calls are treated: forwarding, do not disturb, answering by itself …
        sound: which codecs, and whether encrypted.
    """

    account: Account
    profile: str = AUTO
    pickup: PickupWishes = AS_PROFILE
    register: bool = True
    list_uri: str | None = None
    policy: CallPolicy = USUAL
    sound: SoundWishes = USUAL_SOUND
