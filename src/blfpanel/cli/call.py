"""``blfpanel call``: call a number, through the panel that runs or by itself. No Qt."""

from __future__ import annotations

import argparse

from blfpanel.cli.alone import add_acting_options, by_itself, run_alone
from blfpanel.cli.options import line_from
from blfpanel.cli.steps import Steps
from blfpanel.cli.through import through_panel
from blfpanel.control import actions
from blfpanel.control.messages import Call
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles import load_profiles
from blfpanel.phone.phone import Phone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``call``."""
    parser.add_argument("number", metavar="NUMBER", help="number or URI to call")
    add_acting_options(parser)


def run(options: argparse.Namespace) -> int:
    """Call; 0 when the call was answered, 1 with the reason when not."""
    if not by_itself(options):
        return through_panel(Call(number=options.number), options)
    profiles = load_profiles()
    line = line_from(options, profiles)
    phone = Phone(Panel(profiles), [line])
    steps = Steps(phone, as_json=options.json)

    async def act() -> None:
        await actions.call(phone, options.number, steps.print)

    return run_alone(phone, line, steps, act, options.limit)
