"""``blfpanel press``: what a click on a key does, from the command line. No Qt."""

from __future__ import annotations

import argparse

from blfpanel.cli.acting import add_acting_options, by_itself
from blfpanel.cli.through import through_panel
from blfpanel.control.messages import Press


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``press``."""
    parser.add_argument(
        "key", metavar="KEY", help="label, number or id of a key; by itself a number"
    )
    add_acting_options(parser)


def run(options: argparse.Namespace) -> int:
    """Press; 0 when what the press meant was done, 1 with the reason when not."""
    if not by_itself(options):
        return through_panel(Press(key=options.key), options)
    from blfpanel.cli import alone

    return alone.press(options)
