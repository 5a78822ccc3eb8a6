"""The tables ``[[contacts]]`` and ``[numbers]``: where names come from, and how numbers compare."""

from __future__ import annotations

from typing import Annotated

import msgspec

from blfpanel.config.connection import File
from blfpanel.config.values import Switch, Text, Words

Prefix = Annotated[str, msgspec.Meta(pattern=r"^[0-9*#]{0,8}$", description="digits in quotes")]


class ContactSource(msgspec.Struct, frozen=True, kw_only=True):
    """A table ``[[contacts]]``.

    Attributes:
        source: a CSV or vCard file, or the URL of a directory (``ldap://``, ``ldaps://``).
        name: what it is called in the search.
        base: of a directory: where people stand in it.
        filter: which entries are people with numbers (RFC 4515).
        name_attribute: which attribute holds a name.
        number_attributes: which attributes hold numbers.
        user: who asks (a distinguished name); empty: nobody in particular. The password is in the
            keyring.
        start_tls: encrypt an ``ldap://`` connection before anything is asked.
        ca_file: a PEM file with the certificates that are trusted instead of the system's.
    """

    source: Annotated[Text, msgspec.Meta(min_length=1)]
    name: Text = ""
    base: Text = ""
    filter: Text = "(|(telephoneNumber=*)(mobile=*))"
    name_attribute: Text = "cn"
    number_attributes: Words = ("telephoneNumber", "mobile", "homePhone")
    user: Text = ""
    start_tls: Switch = False
    ca_file: File = ""

    @property
    def title(self) -> str:
        """The name, also where none is given."""
        return self.name or self.source

    @property
    def is_directory(self) -> bool:
        """Whether it is a server to ask, not a file."""
        return self.source.lower().startswith(("ldap://", "ldaps://"))


class NumberSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[numbers]``: what makes two spellings the same number.

    Attributes:
        country: our country's code, without + or zeros; empty: numbers are compared as they are.
        trunk: what stands before an area code inside the country.
        international: what is dialled instead of +.
        outside: what the PBX puts before numbers from outside.
    """

    country: Prefix = ""
    trunk: Prefix = "0"
    international: Prefix = "00"
    outside: Prefix = ""
