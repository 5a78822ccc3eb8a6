"""``blfpanel``: the words of the command line and which module answers each.

The modules are imported when their word is used, so that a headless command loads no Qt and
``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from collections.abc import Sequence
from typing import Protocol, cast

from blfpanel import __version__
from blfpanel.cli.exits import EXIT_INTERRUPTED, CommandFailure
from blfpanel.control.links import is_link
from blfpanel.garbage import collect_seldom

#: Command → module with ``add_arguments(parser)`` and ``run(options) -> exit status``.
COMMANDS = {
    "demo": ("blfpanel.cli.demo", "the panel against the built-in PBX"),
    "sim": ("blfpanel.cli.sim", "the built-in PBX alone"),
    "watch": ("blfpanel.cli.watch", "print every lamp change of some numbers"),
    "decode": ("blfpanel.cli.decode", "read recorded messages and print the lamps"),
    "call": ("blfpanel.cli.call", "call a number"),
    "pickup": ("blfpanel.cli.pickup", "pick up the call that rings at a number"),
    "press": ("blfpanel.cli.press", "press a key of the panel"),
    "hangup": ("blfpanel.cli.hangup", "end the live call"),
    "transfer": ("blfpanel.cli.transfer", "send the live call to a number"),
    "dtmf": ("blfpanel.cli.dtmf", "send digits to the live call"),
    "status": ("blfpanel.cli.status", "print accounts, calls and keys"),
}

#: What ``blfpanel`` without a word does.
PANEL = "blfpanel.cli.panel"


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Tell the parser this command's arguments."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; gives the exit status. Raises :exc:`CommandFailure` to end with words."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0 done as asked, 1 the SIP side said no, 2 wrong arguments or
        configuration, 130 after Ctrl-C.
    """
    collect_seldom()
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = next((word for word in words if not word.startswith("-")), None)
    link = ""
    if command is not None and command not in COMMANDS and is_link(command):
        link = command
        words.remove(command)
    module_name = COMMANDS[command][0] if command in COMMANDS else PANEL
    module = cast(Command, importlib.import_module(module_name))
    parser = _parser(command if command in COMMANDS else None, module)
    options = parser.parse_args(words, argparse.Namespace(link=link))
    logging.basicConfig(
        level=logging.DEBUG if options.verbose else logging.WARNING,
        format="%(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    try:
        return module.run(options)
    except CommandFailure as failure:
        print(f"blfpanel: {failure}", file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _parser(command: str | None, module: Command) -> argparse.ArgumentParser:
    """A parser that knows all words but the arguments of only one of them."""
    parser = argparse.ArgumentParser(
        prog="blfpanel",
        description="A busy-lamp-field panel for any SIP PBX. Without a command it opens the "
        "panel; with a number or a link (tel:, sip:, sips:, callto:) instead of a command, that "
        "stands in its field.",
    )
    parser.add_argument("--version", action="version", version=f"blfpanel {__version__}")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="log each step and message to standard error"
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, (_, help_text) in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=help_text, description=help_text + ".")
        if name == command:
            module.add_arguments(subparser)
    if command is None:
        module.add_arguments(parser)
    return parser
