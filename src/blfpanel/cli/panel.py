"""``blfpanel`` without a command: the panel, with the accounts and keys of the settings."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable, Iterator
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
from blfpanel.config.secrets import VARIABLE, ask_at_terminal
from blfpanel.config.store import Store
from blfpanel.control.client import NotRunning, ask
from blfpanel.control.links import LinkRefused, read_link
from blfpanel.control.messages import Declined, Show, Status
from blfpanel.control.place import usual_place
from blfpanel.control.server import serving
from blfpanel.media.session import MediaFactory
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import AUTO, Profiles, load_profiles
from blfpanel.phone.call_log import CallLog
from blfpanel.phone.lessons import Lessons
from blfpanel.phone.phone import Phone
from blfpanel.phone.setup import Setup, setup_of
from blfpanel.wording import say

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
    store = Store(config, settings_path())
    session = Session(store, [str(problem) for problem in problems])
    return run_window(
        session.open_phone,
        store,
        has_account=bool(config.accounts),
        serve=session.serve,
        link=link,
    )


class Session:
    """The phone of the settings, and how other programs act through it."""

    def __init__(self, store: Store, texts: list[str]) -> None:
        self._store = store
        self._texts = texts
        self._phone: Phone | None = None

    @contextlib.asynccontextmanager
    async def open_phone(self, media: MediaFactory) -> AsyncIterator[Phone]:
        """The phone, not started yet; ``media`` makes the sound of its calls."""
        profiles, texts = load_profiles(), self._texts
        config = self._store.config
        setup = await _setup(config, profiles, texts, Secrets(prompt=ask_at_terminal))
        calls = config.calls
        log = CallLog(calls_path() if calls.history else None, calls.keep)
        lessons = Lessons(pickups_path())
        panel = Panel(profiles, lessons=lessons.load(), press=setup.press)
        phone = Phone(panel, setup.lines, setup.keys, media=media, call_log=log)
        phone.listen(lambda change: lessons.keep(panel, change))
        for text in texts:
            phone.panel.notice(text, 0.0)
        self._phone = phone
        with _following(self._store, phone, profiles):
            yield phone

    def serve(self, show: Callable[[str], None]) -> AbstractAsyncContextManager[None]:
        """Let the commands of this user reach the phone."""
        assert self._phone is not None
        return serving(self._phone, usual_place(), show)


@contextlib.contextmanager
def _following(store: Store, phone: Phone, profiles: Profiles) -> Iterator[None]:
    """Let the phone work with what the settings say at each moment."""
    applying: set[asyncio.Task[None]] = set()
    turn = asyncio.Lock()

    async def apply() -> None:
        async with turn:  # passwords take their time, and the last change has to win
            texts: list[str] = []
            # somebody at the window does not look at the terminal
            phone.apply(await _setup(store.config, profiles, texts, Secrets()))
            phone.call_log.set_aside(store.trying_out)
            for text in texts:
                phone.say(text)

    def changed(before: Config, after: Config) -> None:
        # told the same twice, a password is another one
        if before is after or _of_the_phone(before) != _of_the_phone(after):
            task = asyncio.get_running_loop().create_task(apply())
            applying.add(task)
            task.add_done_callback(applying.discard)

    store.listen(changed)
    try:
        yield
    finally:
        store.unlisten(changed)
        for task in applying:
            task.cancel()


def _of_the_phone(config: Config) -> object:
    """The settings that make accounts and keys."""
    return config.accounts, config.keys, config.press, config.window.hide_remote


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


async def _setup(config: Config, profiles: Profiles, texts: list[str], secrets: Secrets) -> Setup:
    """The accounts with their passwords, and the keys; what is wrong is added to ``texts``."""
    passwords: dict[str, str | None] = {}
    for account in config.accounts:
        # the keyring may wait for the user to unlock it
        password = await asyncio.to_thread(secrets.find, account)
        passwords[account.title] = password.value
        if password.value is None:
            texts.append(_no_password(account, password))
        if account.profile not in (AUTO, *profiles):
            texts.append(
                say(
                    "There is no profile “{profile}” for {account}; the PBX is recognised by what "
                    "it sends. Known are {known}.",
                    profile=account.profile,
                    account=account.title,
                    known=", ".join((AUTO, *profiles)),
                )
            )
    return setup_of(config, profiles, passwords)


def _no_password(account: AccountSettings, password: Password) -> str:
    place = f"{account.user}@{account.target.host}"
    why = f" {password.problem}" if password.problem else ""
    return say(
        "No password is known for {place}. Keep it with `keyring set blfpanel {place}` or give "
        "it in {variable}.{why}",
        place=place,
        variable=VARIABLE,
        why=why,
    )
