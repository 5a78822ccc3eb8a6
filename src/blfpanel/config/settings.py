"""The settings, typed, with the words a person reads when one of them is wrong.

One TOML file::

    [window]
    theme = "dark"
    size = "L"

    [[accounts]]
    user = "200"
    server = "pbx.example.com"

    [[keys]]
    number = "214"
    label = "Anna Berger"

What stands at its default is not written. No password ever stands in it: see ``config.secrets``.
"""

from __future__ import annotations

import enum
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from blfpanel.config.calls import CallsSettings
from blfpanel.config.connection import Connection
from blfpanel.config.connection import Transport as Transport
from blfpanel.config.press import KeyPress, PressSettings
from blfpanel.config.reading import Problem, Reader, Row, cannot_be_parsed
from blfpanel.config.sound import SoundSettings
from blfpanel.config.writing import SettingsError, read_text, replace_file, write_rows, write_table
from blfpanel.media.wishes import SoundWishes
from blfpanel.panel.profiles import habits
from blfpanel.panel.profiles.habits import PickupWishes
from blfpanel.sip.account import Account, Unsolicited
from blfpanel.sip.auth import Credentials
from blfpanel.sip.syntax.uri import NameAddr, SipUri, escape_user

__all__ = [
    "AccountSettings",
    "Config",
    "KeySettings",
    "KeySize",
    "SettingsError",
    "Theme",
    "Transport",
    "WindowSettings",
]

# The description is what a wrong value "is not".
Text = Annotated[str, msgspec.Meta(description="a text in quotes")]
Profile = Annotated[str, msgspec.Meta(min_length=1, description="the name of a profile in quotes")]
Partner = Annotated[str, msgspec.Meta(min_length=1, description="a number or address in quotes")]
Host = Annotated[str, msgspec.Meta(pattern=r"^[^\s/@;<>\"]*$", description="a domain in quotes")]
Seconds = Annotated[
    int, msgspec.Meta(ge=60, le=86_400, description="a whole number from 60 to 86400")
]


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


class Event(enum.Enum):
    """What a partner's state is learnt from: the event package that is subscribed to."""

    DIALOG = "dialog"
    PRESENCE = "presence"


class WindowSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[window]``.

    Attributes:
        theme: "system", "light", "dark" or "high-contrast".
        size: of the keys: "L", "M" or "S".
    """

    theme: Theme = Theme.SYSTEM
    size: KeySize = KeySize.MEDIUM


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


class KeySettings(KeyPress, frozen=True, kw_only=True):
    """A table ``[[keys]]``: a partner on the panel, in the order in which they are shown.

    Attributes:
        number: the partner's number, or a whole URI.
        label: the name on the key; the number when empty.
        account: name of the account that watches and calls; the first one when empty.
        group: the title above the keys it belongs to.
        note: one line of the user's own.
        event: how the partner is watched: "dialog", or "presence" where the PBX has nothing better.
        in_call, busy, ringing: what a press does then, where not as ``[press]`` says.
    """

    number: Partner
    label: Text = ""
    account: Text = ""
    group: Text = ""
    note: Text = ""
    event: Event = Event.DIALOG


class Config(msgspec.Struct, frozen=True):
    """All settings.

    Attributes:
        accounts: in the file's order; names are unique.
        keys: in the panel's order.
        window: how the window looks.
        sound: devices, and what is heard.
        calls: the list of calls.
        press: what presses on keys do.
    """

    accounts: tuple[AccountSettings, ...] = ()
    keys: tuple[KeySettings, ...] = ()
    window: WindowSettings = WindowSettings()
    sound: SoundSettings = SoundSettings()
    calls: CallsSettings = CallsSettings()
    press: PressSettings = PressSettings()

    @classmethod
    def load(cls, path: Path) -> tuple[Config, tuple[Problem, ...]]:
        """Read the settings file; there is none before the first start.

        What cannot be used is left out or stands at its default, and is told as a problem.
        """
        try:
            text = read_text(path)
        except SettingsError as error:
            return cls(), (Problem(None, str(error)),)
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str) -> tuple[Config, tuple[Problem, ...]]:
        """As :meth:`load`, from the file's text."""
        try:
            reader = Reader(text)
        except tomllib.TOMLDecodeError as error:
            return cls(), (cannot_be_parsed(text, error),)
        read = _read(reader)
        config = cls(
            tuple(row.value for row in read.accounts),
            tuple(row.value for row in read.keys),
            read.window,
            read.sound,
            read.calls,
            read.press,
        )
        return config, reader.problems

    def save(self, path: Path) -> None:
        """Write what differs from the file at ``path`` into it.

        Comments, unknown settings and those that could not be used stay as they are. The file is
        replaced as a whole or not at all, and the one before is kept beside it (``.bak``).

        Raises:
            SettingsError: if the file cannot be written, or holds something that is not TOML:
                then it is not touched.
        """
        text = read_text(path)
        try:
            reader = Reader(text)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(str(cannot_be_parsed(text, error))) from error
        read = _read(reader)
        text = write_table(text, "window", read.window, self.window)
        text = write_table(text, "sound", read.sound, self.sound)
        text = write_table(text, "calls", read.calls, self.calls)
        text = write_table(text, "press", read.press, self.press)
        text = write_rows(text, "accounts", read.accounts, self.accounts, lambda a: a.title)
        text = write_rows(text, "keys", read.keys, self.keys, lambda key: (key.account, key.number))
        replace_file(path, text)

    def account(self, title: str) -> AccountSettings | None:
        """The account of this name."""
        return next((account for account in self.accounts if account.title == title), None)


@dataclass(frozen=True, slots=True)
class _Contents:
    """What could be used of a file, and where it stands there."""

    accounts: list[Row[AccountSettings]]
    keys: list[Row[KeySettings]]
    window: WindowSettings
    sound: SoundSettings
    calls: CallsSettings
    press: PressSettings


def _read(reader: Reader) -> _Contents:
    accounts: dict[str, Row[AccountSettings]] = {}
    for row in reader.rows("accounts", AccountSettings):
        title = row.value.title
        if title in accounts:
            reader.complain(row.path, f"a second account `{title}` is left out. Give it a `name`.")
        else:
            accounts[title] = row
    keys = []
    for key in reader.rows("keys", KeySettings):
        wanted = key.value.account
        if wanted and accounts and wanted not in accounts:
            names = ", ".join(accounts)
            reader.complain((*key.path, "account"), f"`account = {wanted}` is not one of {names}.")
        else:
            first = next(iter(accounts), "")
            keys.append(Row(key.path, msgspec.structs.replace(key.value, account=wanted or first)))
    window = reader.table("window", WindowSettings)
    sound = reader.table("sound", SoundSettings)
    calls = reader.table("calls", CallsSettings)
    press = reader.table("press", PressSettings)
    reader.complain_of_unknown({"accounts", "keys", "window", "sound", "calls", "press"})
    return _Contents(list(accounts.values()), keys, window, sound, calls, press)
