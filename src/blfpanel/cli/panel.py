"""``blfpanel`` without a command: the panel, with the accounts and keys of the settings."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

from blfpanel.cli.display import has_display
from blfpanel.cli.exits import EXIT_DONE, EXIT_USAGE, CommandFailure
from blfpanel.config import (
    AccountSettings,
    Config,
    Password,
    Secrets,
    calls_path,
    pickups_path,
    settings_path,
)
from blfpanel.config.keys import KeyType, key_ids
from blfpanel.config.secrets import VARIABLE, ask_at_terminal
from blfpanel.config.store import Store
from blfpanel.control.client import NotRunning, ask
from blfpanel.control.links import LinkRefused, read_link
from blfpanel.control.messages import Declined, Show, Status
from blfpanel.control.place import usual_place
from blfpanel.control.server import serving
from blfpanel.media.session import MediaFactory
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import AUTO, Profiles, load_profiles
from blfpanel.phone.call_log import CallLog
from blfpanel.phone.lessons import Lessons
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone

#: How long a panel that runs may take to show its window, seconds; a stuck one is let be.
_ANSWER_WITHIN = 3.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The panel takes its account and keys from the settings, not from arguments."""


def run(options: argparse.Namespace) -> int:
    """Show the panel until it is closed."""
    if not has_display():
        raise CommandFailure(
            "There is no display for the panel. `blfpanel watch` and `blfpanel demo --headless` "
            "need none."
        )
    link: str = options.link
    if asyncio.run(_runs_already(link)):
        print("The panel runs already; its window is in front now.", file=sys.stderr)
        return EXIT_DONE
    _check(link)
    from blfpanel.gui.app import run as run_window

    config, problems = Config.load(settings_path())
    session = _Session(config, [str(problem) for problem in problems])
    return run_window(
        session.open_phone,
        Store(config, settings_path()),
        has_account=bool(config.accounts),
        serve=session.serve,
        link=link,
    )


class _Session:
    """The phone of the settings, and how other programs act through it."""

    def __init__(self, config: Config, texts: list[str]) -> None:
        self._config = config
        self._texts = texts
        self._phone: Phone | None = None

    @contextlib.asynccontextmanager
    async def open_phone(self, media: MediaFactory) -> AsyncIterator[Phone]:
        """The phone, not started yet; ``media`` makes the sound of its calls."""
        profiles, texts = load_profiles(), self._texts
        lines = [await _line(account, profiles, texts) for account in self._config.accounts]
        calls = self._config.calls
        log = CallLog(calls_path() if calls.history else None, calls.keep)
        keys = keys_of(self._config)
        lessons = Lessons(pickups_path())
        panel = Panel(profiles, lessons=lessons.load(), press=self._config.press.wishes)
        phone = Phone(panel, lines, keys, media=media, call_log=log)
        phone.listen(lambda change: lessons.keep(panel, change))
        for text in texts:
            phone.panel.notice(text, 0.0)
        self._phone = phone
        yield phone

    def serve(self, show: Callable[[str], None]) -> AbstractAsyncContextManager[None]:
        """Let the commands of this user reach the phone."""
        assert self._phone is not None
        return serving(self._phone, usual_place(), show)


async def _runs_already(link: str) -> bool:
    """Whether a panel of this user runs; then its window comes to the front with the link."""
    try:
        async with asyncio.timeout(_ANSWER_WITHIN):
            await ask(usual_place(), Show(link=link), lambda _: None)
    except Declined as declined:
        if link and declined.status is Status.WRONG:
            raise CommandFailure(str(declined), EXIT_USAGE) from declined
        return False
    except (NotRunning, TimeoutError):
        return False
    return True


def _check(link: str) -> None:
    """No panel is opened for a link that is not followed."""
    try:
        if link:
            read_link(link)
    except LinkRefused as refusal:
        raise CommandFailure(str(refusal), EXIT_USAGE) from refusal


def keys_of(config: Config) -> list[PartnerKey]:
    """The keys of the settings, in the panel's order; a partner may have several."""
    return [
        PartnerKey(
            key_id,
            key.label or key.number,
            key.number,
            key.account,
            key.note,
            key.group,
            key.event.value,
            key.press_wishes(config.press.wishes),
        )
        for key_id, key in zip(key_ids(config.keys), config.keys, strict=True)
        if key.account and key.type is KeyType.PARTNER
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
        policy=account.call_policy,
        sound=account.sound_wishes,
    )


def _no_password(account: AccountSettings, password: Password) -> str:
    place = f"{account.user}@{account.target.host}"
    why = f" {password.problem}" if password.problem else ""
    return (
        f"No password is known for {place}. Keep it with `keyring set blfpanel {place}` or give "
        f"it in {VARIABLE}.{why}"
    )
