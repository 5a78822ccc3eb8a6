"""The table ``[alerts]``: when and how the ringing of partners is told."""

from __future__ import annotations

import msgspec

from blfpanel.config.values import Switch


class AlertSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[alerts]``.

    Attributes:
        notifications: whether the desktop shows that partners ring.
    """

    notifications: Switch = True
