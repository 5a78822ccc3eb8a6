"""The table ``[alerts]``: when and how the ringing of partners is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec

from blfpanel.config.values import Switch, Words
from blfpanel.panel.alerting import AlertWishes
from blfpanel.panel.hours import PATTERN, read_hours
from blfpanel.panel.model import KeyId

Wait = Annotated[int, msgspec.Meta(ge=0, le=60, description="a whole number from 0 to 60")]
WeekHours = Annotated[
    str, msgspec.Meta(pattern=PATTERN, description='hours such as "Mon-Fri 08:00-18:00"')
]


class AlertSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[alerts]``. How partners' ringing sounds stands in ``[sound]``.

    Attributes:
        quiet: no partner's ringing is told; lamps show it, and my own calls ring.
        notifications: whether the desktop shows that partners ring.
        own_calls: whether the desktop shows calls for me.
        missed: whether the desktop shows calls that I missed.
        free: whether the desktop shows that a partner I wait for is free.
        after: tell only what has rung so many seconds.
        groups: tell only what rings in these groups; all where none is named.
        silent_groups: do not tell what rings in these groups.
        hours: tell only then: "Mon-Fri 08:00-18:00, Sat 09:00-12:00"; always when empty.
        while_talking: whether the desktop shows it also while I talk or call.
        louder: sound louder after 10 and 20 seconds.
    """

    quiet: Switch = False
    notifications: Switch = True
    own_calls: Switch = True
    missed: Switch = True
    free: Switch = True
    after: Wait = 0
    groups: Words = ()
    silent_groups: Words = ()
    hours: WeekHours = ""
    while_talking: Switch = False
    louder: Switch = True

    def wishes(self, silent_keys: Iterable[KeyId]) -> AlertWishes:
        """The same for the rules."""
        return AlertWishes(
            float(self.after),
            frozenset(self.groups),
            frozenset(self.silent_groups),
            read_hours(self.hours),
            self.quiet,
            frozenset(silent_keys),
        )
