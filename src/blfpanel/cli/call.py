"""``blfpanel call``: call a number, through the panel that runs or by itself. No Qt."""

from __future__ import annotations

import argparse
from pathlib import Path

from blfpanel.cli.acting import add_acting_options, by_itself
from blfpanel.cli.through import through_panel
from blfpanel.control.messages import Call


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``call``."""
    parser.add_argument("number", metavar="NUMBER", help="number or URI to call")
    parser.add_argument(
        "--play", type=Path, metavar="FILE", help="what the far end hears: a WAV file, played once"
    )
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="a WAV file for what the far end says"
    )
    add_acting_options(parser)


def run(options: argparse.Namespace) -> int:
    """Call; 0 when the call was answered, 1 with the reason when not."""
    if not by_itself(options):
        return through_panel(Call(number=options.number), options)
    # a whole phone is slow to load; who only talks to the panel needs none
    from blfpanel.cli import alone

    return alone.call(options)
