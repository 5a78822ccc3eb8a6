"""The table ``[provisioning]``: settings that come from the administrator."""

from __future__ import annotations

import msgspec

from blfpanel.config.values import Text, Words


class ProvisioningSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[provisioning]``.

    Attributes:
        url: where they are read from at each start and once a day (``https``, ``http``, ``file``);
            empty: nowhere.
        locked: settings that only the administrator changes: "window.theme", or a whole table:
            "keys". Counts in the administrator's file only.
    """

    url: Text = ""
    locked: Words = ()
