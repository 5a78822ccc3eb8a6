"""``blfpanel pickup``: watch a number, pick up what rings there, stay in the call. No Qt."""

from __future__ import annotations

import argparse
import asyncio

from blfpanel.cli.call import connect, failure_of
from blfpanel.cli.exits import EXIT_DONE, CommandFailure
from blfpanel.cli.options import add_acting_options, line_from, seconds
from blfpanel.cli.runner import run_phone
from blfpanel.cli.steps import CallFollower, Steps
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import (
    Change,
    KeyId,
    Lamp,
    LampChanged,
    LampState,
    PickupChanged,
    PickupOutcome,
)
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
        help="feature code, such as **{ext}, where the profile has none",
    )
    add_acting_options(parser)


def run(options: argparse.Namespace) -> int:
    """Pick up; 0 only when the call is ours."""
    profiles = load_profiles()
    line = line_from(options, profiles)
    key = PartnerKey(KeyId(options.number), options.number, options.number, line.account.name)
    phone = Phone(Panel(profiles), [line], [key])
    steps = Steps(phone, as_json=options.json)
    follower = CallFollower(phone, steps)
    partner = _Partner(phone, key.id)

    async def script(phone: Phone) -> int:
        await connect(follower)
        state = await partner.until_alerting(options.wait)
        caller = state.remote.number if state.remote else "somebody"
        steps.print("alerting", f"{key.number} is called by {caller}", remote=caller)
        phone.pick_up(key.id, options.method)
        if not await partner.until_decided():
            raise CommandFailure(partner.text or failure_of(follower))
        steps.print("picked up", partner.text or f"The call for {key.number} is yours")
        await follower.until_ended(options.limit)
        return EXIT_DONE

    return run_phone(phone, script)


class _Partner:
    """Listens for the lamp of the one key, and for the outcome of the pick-up."""

    def __init__(self, phone: Phone, key: KeyId) -> None:
        self._phone = phone
        self._key = key
        self._changed = asyncio.Event()
        self._outcome = PickupOutcome.TRYING
        self.text = ""
        phone.listen(self._heard)

    async def until_alerting(self, limit: float) -> LampState:
        """Wait until it rings there; raises :exc:`CommandFailure` if it does not in time."""
        state = self._phone.panel.state(self._key)
        try:
            async with asyncio.timeout(limit):
                while (state := self._phone.panel.state(self._key)).lamp is not Lamp.ALERTING:
                    if state.refused is not None:
                        raise CommandFailure(f"{self._key}: {state.cause} [{state.refused}]")
                    await self._next()
        except TimeoutError:
            seen = "nothing is known of it" if state.lamp is Lamp.UNKNOWN else "nothing rings"
            raise CommandFailure(
                f"{self._key} was not picked up: {seen} after {limit:g} s of waiting."
            ) from None
        return state

    async def until_decided(self) -> bool:
        """Wait for the pick-up to be won (True) or lost."""
        while self._outcome is PickupOutcome.TRYING:
            await self._next()
        return self._outcome is PickupOutcome.WON

    async def _next(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    def _heard(self, change: Change) -> None:
        match change:
            case PickupChanged(key=self._key, outcome=outcome, text=text):
                self._outcome = outcome
                self.text = text
            case LampChanged(key=self._key):
                pass
            case _:
                return
        self._changed.set()
