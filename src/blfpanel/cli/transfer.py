"""``blfpanel transfer``: send the live call of the panel that runs to a number. No Qt."""

from __future__ import annotations

import argparse

from blfpanel.cli.acting import add_place_options, by_itself, no_calls_of_its_own
from blfpanel.cli.through import through_panel
from blfpanel.control.messages import Transfer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``transfer``."""
    parser.add_argument(
        "number", metavar="NUMBER", help="number or URI that the other party is to call"
    )
    add_place_options(parser)


def run(options: argparse.Namespace) -> int:
    """0 when it was done, 1 with the reason when not."""
    if by_itself(options):
        raise no_calls_of_its_own("transfer")
    return through_panel(Transfer(number=options.number), options)
