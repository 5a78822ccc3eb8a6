"""``blfpanel call``: register, call a number, stay in the call. No Qt."""

from __future__ import annotations

import argparse

from blfpanel.cli.exits import EXIT_DONE, CommandFailure
from blfpanel.cli.options import add_acting_options, line_from
from blfpanel.cli.runner import run_phone
from blfpanel.cli.steps import CallFollower, Steps
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles import load_profiles
from blfpanel.phone.phone import Phone

#: How long the server may take to answer the registration, seconds (RFC 3261 timer F).
CONNECT_WITHIN = 32.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``call``."""
    parser.add_argument("number", metavar="NUMBER", help="number or URI to call")
    add_acting_options(parser)


def run(options: argparse.Namespace) -> int:
    """Call; 0 when the call was answered, 1 with the reason when not."""
    profiles = load_profiles()
    phone = Phone(Panel(profiles), [line_from(options, profiles)])
    steps = Steps(phone, as_json=options.json)
    follower = CallFollower(phone, steps)

    async def script(phone: Phone) -> int:
        await connect(follower)
        phone.dial(options.number)
        if not await follower.until_answered():
            raise CommandFailure(failure_of(follower))
        await follower.until_ended(options.limit)
        return EXIT_DONE

    return run_phone(phone, script)


async def connect(follower: CallFollower) -> None:
    """Wait for the registration; raises :exc:`CommandFailure` with the server's words."""
    if not await follower.until_connected(CONNECT_WITHIN):
        account = follower.account
        raise CommandFailure(account.text if account else "The server does not answer. [408]")


def failure_of(follower: CallFollower) -> str:
    """Why the followed call did not come about."""
    outcome = follower.call.outcome if follower.call else None
    return outcome or (follower.notices[-1] if follower.notices else "The call was not answered.")
