"""The table ``[window]``: how the window looks and behaves."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from blfpanel.config.values import Switch, Text, Words


class Theme(enum.Enum):
    """Colours of the window."""

    SYSTEM = "system"  #: as the desktop has them
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class KeySize(enum.Enum):
    """How large keys are drawn."""

    LARGE = "L"
    MEDIUM = "M"
    SMALL = "S"


class Blink(enum.Enum):
    """How the halo of a ringing key pulses."""

    NORMAL = "normal"  #: twice in two seconds
    SLOW = "slow"  #: once in two seconds
    OFF = "off"  #: it stands still


class Announce(enum.Enum):
    """What screen readers say by themselves."""

    NOTHING = "nothing"
    IMPORTANT = "important"  #: what rings, what is answered, what is in doubt, who is free
    GROUPS = "groups"  #: also each change in the groups named


#: "system", or the name of a translation such as "de".
LanguageName = Annotated[
    str, msgspec.Meta(min_length=1, description='"system" or a language such as "de" in quotes')
]
TextSize = Annotated[int, msgspec.Meta(ge=90, le=150, description="a whole number from 90 to 150")]


class WindowSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[window]``.

    Attributes:
        theme: "system", "light", "dark" or "high-contrast".
        lamps: name of the lamps' colours and patterns: "clear" or a maker's, such as "snom".
        size: of the keys: "L", "M" or "S".
        text_size: percent of the platform's.
        blink: of the halo around ringing keys: "normal", "slow" or "off".
        language: "system", or that of a translation: "en", "de".
        hide_remote: never show with whom partners speak.
        announce: what screen readers say by themselves: "nothing", "important", or "groups": also
            each change in these groups.
        announce_groups: their names.
        double_click: keys act on a double click only.
        hold_to_pick_up: a click on a key that rings picks up only after half a second.
        start_minimized: in the tray, or minimised where there is none.
        close_to_tray: closing the window leaves the program in the tray.
    """

    theme: Theme = Theme.SYSTEM
    lamps: Text = "clear"
    size: KeySize = KeySize.MEDIUM
    text_size: TextSize = 100
    blink: Blink = Blink.NORMAL
    language: LanguageName = "system"
    hide_remote: Switch = False
    announce: Announce = Announce.IMPORTANT
    announce_groups: Words = ()
    double_click: Switch = False
    hold_to_pick_up: Switch = False
    start_minimized: Switch = False
    close_to_tray: Switch = False
