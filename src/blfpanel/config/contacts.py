"""The tables ``[[contacts]]``: where names and numbers come from."""

from __future__ import annotations

from typing import Annotated

import msgspec

from blfpanel.config.values import Text


class ContactSource(msgspec.Struct, frozen=True, kw_only=True):
    """A table ``[[contacts]]``.

    Attributes:
        source: a CSV or vCard file, or the URL of a directory (``ldap://``, ``ldaps://``).
    """

    source: Annotated[Text, msgspec.Meta(min_length=1)]
