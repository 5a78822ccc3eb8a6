"""``blfpanel hangup``: end the live call of the panel that runs. No Qt."""

from __future__ import annotations

import argparse

from blfpanel.cli.acting import add_place_options, by_itself, no_calls_of_its_own
from blfpanel.cli.through import through_panel
from blfpanel.control.messages import HangUp


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``hangup``."""
    add_place_options(parser)


def run(options: argparse.Namespace) -> int:
    """0 when it was done, 1 with the reason when not."""
    if by_itself(options):
        raise no_calls_of_its_own("hangup")
    return through_panel(HangUp(), options)
