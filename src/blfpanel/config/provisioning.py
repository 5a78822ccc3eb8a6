"""The table ``[provisioning]``: settings that come from the administrator."""

from __future__ import annotations

import msgspec

from blfpanel.config.values import Text


class ProvisioningSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[provisioning]``.

    Attributes:
        url: where they are read from at each start; empty: nowhere.
    """

    url: Text = ""
