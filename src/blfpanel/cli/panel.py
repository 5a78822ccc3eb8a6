"""``blfpanel`` without a command: the panel, with the accounts and keys of the settings."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
from collections.abc import AsyncIterator

from blfpanel.cli.display import has_display
from blfpanel.cli.exits import CommandFailure
from blfpanel.config import AccountSettings, Config, Password, Secrets, settings_path
from blfpanel.config.secrets import VARIABLE, ask_at_terminal
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles import AUTO, Profiles, load_profiles
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The panel takes its account and keys from the settings, not from arguments."""


def run(options: argparse.Namespace) -> int:
    """Show the panel until it is closed."""
    if not has_display():
        raise CommandFailure(
            "There is no display for the panel. `blfpanel watch` and `blfpanel demo --headless` "
            "need none."
        )
    from blfpanel.gui.app import run as run_window

    config, problems = Config.load(settings_path())
    profiles = load_profiles()
    texts = [str(problem) for problem in problems]

    @contextlib.asynccontextmanager
    async def open_phone() -> AsyncIterator[Phone]:
        lines = [await _line(account, profiles, texts) for account in config.accounts]
        phone = Phone(Panel(profiles), lines, keys_of(config))
        for text in texts:
            phone.panel.notice(text, 0.0)
        yield phone

    return run_window(open_phone, config.window, has_account=bool(config.accounts))


def keys_of(config: Config) -> list[PartnerKey]:
    """The keys of the settings, in the panel's order; a partner may have several."""
    return [
        PartnerKey(
            KeyId(f"{place}:{key.number}"),
            key.label or key.number,
            key.number,
            key.account,
            key.note,
            key.group,
            key.event.value,
        )
        for place, key in enumerate(config.keys)
        if key.account
    ]


async def _line(account: AccountSettings, profiles: Profiles, texts: list[str]) -> Line:
    """The account with its password; what is wrong with either is added to ``texts``."""
    # the keyring may wait for the user to unlock it
    password = await asyncio.to_thread(Secrets(prompt=ask_at_terminal).find, account)
    if password.value is None:
        texts.append(_no_password(account, password))
    profile = account.profile
    if profile not in (AUTO, *profiles):
        known = ", ".join((AUTO, *profiles))
        texts.append(
            f"There is no profile “{profile}” for {account.title}; the PBX is recognised by what "
            f"it sends. Known are {known}."
        )
        profile = AUTO
    return Line(
        account.sip_account(password.value),
        profile,
        account.pickup_wishes,
        list_uri=account.list or None,
    )


def _no_password(account: AccountSettings, password: Password) -> str:
    place = f"{account.user}@{account.target.host}"
    why = f" {password.problem}" if password.problem else ""
    return (
        f"No password is known for {place}. Keep it with `keyring set blfpanel {place}` or give "
        f"it in {VARIABLE}.{why}"
    )
