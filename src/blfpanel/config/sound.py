"""The table ``[sound]`` of the settings: which devices, how loud, and what is heard."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from blfpanel.config.values import Percent, Switch

DeviceName = Annotated[str, msgspec.Meta(description="the name of a device in quotes")]


class AlertSound(enum.Enum):
    """How a partner's ringing is heard."""

    OFF = "off"
    ONCE = "once"  #: when it begins
    REPEATED = "repeated"  #: until it ends


class SoundSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[sound]``; devices go by the names the system gives them.

    Attributes:
        microphone: what we speak into; the system's default when empty or not there.
        speaker: where callers are heard; the same.
        ringer: where it rings; the same.
        microphone_volume: 0 to 100, of what the system gives us.
        speaker_volume: 0 to 100.
        ringer_volume: 0 to 100.
        ring: whether calls to us are heard ringing.
        signals: whether it is heard that a partner I wait for is free, that a transferred call came
            back, that a call is on hold for long.
        alert: how a partner's ringing is heard: "off", "once" or "repeated".
        alert_while_talking: whether it is heard also while we talk.
        echo_cancellation: take out of our sound what the loudspeaker says (needs the ``aec``
            extra).
    """

    microphone: DeviceName = ""
    speaker: DeviceName = ""
    ringer: DeviceName = ""
    microphone_volume: Percent = 100
    speaker_volume: Percent = 100
    ringer_volume: Percent = 80
    ring: Switch = True
    signals: Switch = True
    alert: AlertSound = AlertSound.REPEATED
    alert_while_talking: Switch = False
    echo_cancellation: Switch = False
