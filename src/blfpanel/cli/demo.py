"""``blfpanel demo``: the panel against the built-in PBX, in the window or in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable

from blfpanel.cli.display import has_display
from blfpanel.cli.exits import EXIT_DONE
from blfpanel.cli.options import seconds
from blfpanel.cli.profile_option import known_profile
from blfpanel.cli.runner import run_session
from blfpanel.media.session import MediaFactory
from blfpanel.panel.changes import AccountChanged, Change, LampChanged
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import Profiles, load_profiles
from blfpanel.panel.report import table_line
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sim.cast import PEOPLE, YOU, office_of
from blfpanel.sim.server import SimServer
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.uri import NameAddr, SipUri


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``demo``."""
    parser.add_argument(
        "--profile", default="innovaphone", metavar="NAME", help="the PBX to play (%(default)s)"
    )
    parser.add_argument("--headless", action="store_true", help="in the terminal, without a window")
    parser.add_argument(
        "--for", dest="limit", type=seconds, metavar="SECONDS", help="end after this time"
    )


def run(options: argparse.Namespace) -> int:
    """Show the panel; 0 when the time is over or the window closed, 130 after Ctrl-C."""
    profiles = load_profiles()
    profile = known_profile(options.profile, profiles, auto=False)

    def session(
        media: MediaFactory | None = None,
    ) -> contextlib.AbstractAsyncContextManager[Phone]:
        return demo_session(profiles, profile, media)

    if options.headless or not has_display():
        return run_session(session, lambda phone: _in_terminal(phone, options.limit))
    from blfpanel.gui.app import run as run_window

    return run_window(session, limit=options.limit)


@contextlib.asynccontextmanager
async def demo_session(
    profiles: Profiles, profile: str, media: MediaFactory | None = None
) -> AsyncIterator[Phone]:
    """A built-in PBX with its people, and a phone that watches them all."""
    async with SimServer(profile=profiles[profile]) as server:
        host, port = server.address
        account = Account(
            "Demo",
            NameAddr(YOU.name, SipUri("sip", YOU.number, None, server.settings.domain)),
            Target("udp", host, port),
            Credentials(YOU.number, YOU.password),
        )
        keys = [
            PartnerKey(
                KeyId(user.number), user.name, user.number, account.name, group=office_of(user)
            )
            for user in PEOPLE
        ]
        yield Phone(Panel(profiles), [Line(account)], keys, media=media)


def _in_terminal(phone: Phone, limit: float | None) -> Awaitable[int]:
    """A line for each lamp change, until the time is over."""
    over = asyncio.Event()

    def changed(change: Change) -> None:
        # what our own leaving does to the lamps is no news
        if not over.is_set():
            _print(phone, change)

    phone.listen(changed)
    return _until(limit, over)


async def _until(limit: float | None, over: asyncio.Event) -> int:
    try:
        await asyncio.sleep(limit if limit is not None else float("inf"))
    finally:
        over.set()
    return EXIT_DONE


def _print(phone: Phone, change: Change) -> None:
    match change:
        case LampChanged(key=key_id, after=state, at=at):
            print(table_line(phone.panel.key(key_id), state, phone.wall(at)), flush=True)
        case AccountChanged(text=text):
            print(text, file=sys.stderr, flush=True)
