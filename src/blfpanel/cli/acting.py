"""Through the panel that runs, or by itself and without a window: the options that decide."""

from __future__ import annotations

import argparse

from blfpanel.cli.exits import EXIT_USAGE, CommandFailure
from blfpanel.cli.options import add_account_options, names_account, seconds

#: Options that have a meaning only for a call of one's own: their names and how they are written.
_OWN_CALL = {
    "limit": "--for",
    "play": "--play",
    "record": "--record",
    "pickup_code": "--pickup-code",
}


def add_acting_options(parser: argparse.ArgumentParser) -> None:
    """What the commands take that make a call: ``call``, ``pickup``, ``press``."""
    parser.add_argument(
        "--for",
        dest="limit",
        type=seconds,
        metavar="SECONDS",
        help="by itself: hang up after talking this long; until then the far end or Ctrl-C ends "
        "the call",
    )
    add_place_options(parser)


def add_place_options(parser: argparse.ArgumentParser) -> None:
    """Through the panel or by itself, and in which words it tells."""
    parser.add_argument("--json", action="store_true", help="one JSON object for each step")
    parser.add_argument(
        "--standalone",
        action="store_true",
        help="not through the panel that runs, but by itself and without a window, with the first "
        "account of the settings",
    )
    add_account_options(
        parser,
        "With any of these it does not act through the panel that runs, but by itself.",
    )


def by_itself(options: argparse.Namespace) -> bool:
    """Whether the command is to act without the panel that runs.

    Raises:
        CommandFailure: it is not, and yet an option is given that only then means something.
    """
    if options.standalone or names_account(options):
        return True
    for name, written in _OWN_CALL.items():
        if getattr(options, name, None) is not None:
            raise CommandFailure(
                f"{written} works only without the panel: add --standalone, --account NAME, or "
                "--server HOST --user USER.",
                EXIT_USAGE,
            )
    return False


def no_calls_of_its_own(command: str) -> CommandFailure:
    """What a command says that needs the calls of the panel that runs."""
    return CommandFailure(
        f"`{command}` by itself has no call to act on. Leave out --standalone and the account "
        "options: then it acts on the calls of the panel that runs.",
        EXIT_USAGE,
    )
