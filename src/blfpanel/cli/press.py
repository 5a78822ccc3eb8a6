"""``blfpanel press``: what a click on a key does, from the command line. No Qt."""

from __future__ import annotations

import argparse

from blfpanel.cli.alone import add_acting_options, by_itself, run_alone
from blfpanel.cli.options import line_from
from blfpanel.cli.steps import Steps
from blfpanel.cli.through import through_panel
from blfpanel.control import actions
from blfpanel.control.following import PickupFollower
from blfpanel.control.messages import Press
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles import load_profiles
from blfpanel.phone.phone import Phone

#: How long to wait for news of the partner before pressing, seconds.
_NEWS_WITHIN = 5.0


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
    profiles = load_profiles()
    line = line_from(options, profiles)
    key = PartnerKey(KeyId(options.key), options.key, options.key, line.account.name)
    phone = Phone(Panel(profiles), [line], [key])
    steps = Steps(phone, as_json=options.json)

    async def act() -> None:
        with PickupFollower(phone, key.id) as partner:
            await partner.until_known(_NEWS_WITHIN)
        await actions.press(phone, actions.key_named(phone, key.number), steps.print)

    return run_alone(phone, line, steps, act, options.limit)
