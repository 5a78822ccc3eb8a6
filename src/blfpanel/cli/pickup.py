"""``blfpanel pickup``: pick up what rings at a number, through the panel that runs or by itself.

No Qt.
"""

from __future__ import annotations

import argparse

from blfpanel.cli.alone import add_acting_options, by_itself, run_alone
from blfpanel.cli.options import line_from, seconds
from blfpanel.cli.steps import Steps
from blfpanel.cli.through import through_panel
from blfpanel.control import actions
from blfpanel.control.messages import Pickup
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles import load_profiles
from blfpanel.phone.phone import Phone


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
    number, wait, method = options.number, options.wait, options.method
    if not by_itself(options):
        return through_panel(Pickup(number=number, wait=wait, method=method), options)
    profiles = load_profiles()
    line = line_from(options, profiles)
    key = PartnerKey(KeyId(number), number, number, line.account.name)
    phone = Phone(Panel(profiles), [line], [key])
    steps = Steps(phone, as_json=options.json)

    async def act() -> None:
        await actions.pick_up(phone, key, steps.print, wait, method)

    return run_alone(phone, line, steps, act, options.limit)
