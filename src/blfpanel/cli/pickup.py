"""``blfpanel pickup``: pick up what rings at a number, through the panel that runs or by itself.

No Qt.
"""

from __future__ import annotations

import argparse

from blfpanel.cli.acting import add_acting_options, by_itself
from blfpanel.cli.options import seconds
from blfpanel.cli.through import through_panel
from blfpanel.control.messages import Pickup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``pickup``."""
    parser.add_argument("number", metavar="NUMBER", help="number at which it rings")
    parser.add_argument(
        "--wait",
        type=seconds,
        default=5.0,
        metavar="SECONDS",
        help="how long to wait for an alerting call (default 5)",
    )
    parser.add_argument("--method", choices=("replaces", "target", "code"), help="only this way")
    parser.add_argument(
        "--pickup-code",
        metavar="TEMPLATE",
        help="by itself: feature code, such as **{ext}, where the profile has none",
    )
    add_acting_options(parser)


def run(options: argparse.Namespace) -> int:
    """Pick up; 0 only when the call is ours."""
    if not by_itself(options):
        wish = Pickup(number=options.number, wait=options.wait, method=options.method)
        return through_panel(wish, options)
    from blfpanel.cli import alone

    return alone.pick_up(options)
