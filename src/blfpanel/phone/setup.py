"""From the settings to what a phone works with: its accounts and keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from blfpanel.config.account import AccountSettings
from blfpanel.config.keys import KeySettings, key_ids
from blfpanel.config.settings import Config
from blfpanel.panel.keys import (
    USUAL,
    AutomatonKey,
    CodeKey,
    Key,
    KeyType,
    LabelKey,
    OwnLineKey,
    ParkKey,
    PartnerKey,
    PressWishes,
    ProgramKey,
    SpeedDialKey,
)
from blfpanel.panel.model import KeyId
from blfpanel.panel.profiles.profiles import AUTO
from blfpanel.phone.line import Line


@dataclass(frozen=True, slots=True)
class Setup:
    """What a phone works with.

    Attributes:
        lines: its accounts; the first one is used where nobody says which.
        keys: in panel order.
        press: what presses mean where a key has no wishes of its own.
    """

    lines: tuple[Line, ...] = ()
    keys: tuple[Key, ...] = ()
    press: PressWishes = USUAL


def setup_of(
    config: Config, profiles: Collection[str], passwords: Mapping[str, str | None]
) -> Setup:
    """What the settings come to.

    Args:
        config: the settings.
        profiles: names of the PBX profiles there are; an unknown one counts as "auto".
        passwords: by account; None or missing where none is known.
    """
    lines = tuple(
        line_of(account, profiles, passwords.get(account.title)) for account in config.accounts
    )
    return Setup(lines, tuple(keys_of(config)), config.press.wishes)


def line_of(account: AccountSettings, profiles: Collection[str], password: str | None) -> Line:
    """An account of the settings as a phone uses it."""
    return Line(
        account.sip_account(password),
        account.profile if account.profile in profiles else AUTO,
        account.pickup_wishes,
        list_uri=account.list or None,
        policy=account.call_policy,
        sound=account.sound_wishes,
    )


def keys_of(config: Config) -> list[Key]:
    """The keys of the settings, in the panel's order, but those of no account."""
    return [
        _key(key_id, key, config)
        for key_id, key in zip(key_ids(config.keys), config.keys, strict=True)
        if key.account
    ]


def _key(key_id: KeyId, key: KeySettings, config: Config) -> Key:
    who = (key_id, key.title, key.number, key.account, key.note, key.group)
    press = key.press_wishes(config.press.wishes)
    hidden = key.hide_remote or config.window.hide_remote
    watched = (*who, key.event.value, press, hidden)
    match key.type:
        case KeyType.PARTNER:
            return PartnerKey(*watched, voicemail=key.voicemail)
        case KeyType.PARK:
            return ParkKey(*watched, code=key.code)
        case KeyType.AUTOMATON:
            return AutomatonKey(*watched, code=key.code)
        case KeyType.SPEED_DIAL:
            return SpeedDialKey(*who, press)
        case KeyType.OWN_LINE:
            return OwnLineKey(*who)
        case KeyType.CODE:
            return CodeKey(*who)
        case KeyType.PROGRAM:
            return ProgramKey(*who)
        case KeyType.LABEL:
            return LabelKey(*who)
