"""Acting by itself and without a window: register, act, stay in the call, leave cleanly. No Qt."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from blfpanel.cli.exits import EXIT_DONE, CommandFailure
from blfpanel.cli.options import line_from
from blfpanel.cli.runner import run_phone
from blfpanel.cli.sound import media_of
from blfpanel.cli.steps import Steps
from blfpanel.control import actions
from blfpanel.control.client import Fields
from blfpanel.control.following import AccountFollower, PickupFollower, Tell
from blfpanel.control.messages import Declined
from blfpanel.control.status import status_fields, status_text
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.panel.report import utc
from blfpanel.phone.phone import Phone

#: What is done with a phone that is connected.
Act: TypeAlias = Callable[[Phone, Tell], Awaitable[None]]

#: How long the server may take to answer the registration, seconds (RFC 3261 timer F).
_CONNECT_WITHIN = 32.0

#: How long to wait for news of a partner before its key is pressed, seconds.
_NEWS_WITHIN = 5.0


def call(options: argparse.Namespace) -> int:
    """``call``: 0 when the call was answered."""

    async def act(phone: Phone, tell: Tell) -> None:
        await actions.call(phone, options.number, tell)
        await actions.stay(phone, tell, options.limit)

    return _run(options, act)


def pick_up(options: argparse.Namespace) -> int:
    """``pickup``: 0 when the call is ours."""

    async def act(phone: Phone, tell: Tell) -> None:
        key = actions.key_of_number(phone, options.number)
        await actions.pick_up(phone, key, tell, options.wait, options.method)
        await actions.stay(phone, tell, options.limit)

    return _run(options, act, options.number)


def press(options: argparse.Namespace) -> int:
    """``press``: 0 when what the press meant was done."""

    async def act(phone: Phone, tell: Tell) -> None:
        key = actions.key_named(phone, options.key)
        with PickupFollower(phone, key.id) as partner:
            await partner.until_known(_NEWS_WITHIN)
        await actions.press(phone, key, tell)
        await actions.stay(phone, tell, options.limit)

    return _run(options, act, options.key)


def status(options: argparse.Namespace, show: Callable[[Fields], None]) -> int:
    """``status``: 0 when the account is registered."""

    async def act(phone: Phone, tell: Tell) -> None:
        time = utc(phone.wall(phone.now()))
        show({"time": time, "text": status_text(phone), **status_fields(phone)})

    return _run(options, act)


def _run(options: argparse.Namespace, act: Act, *numbers: str) -> int:
    """Register, act with a key for each of the numbers, leave.

    Raises:
        CommandFailure: the server or the action says no.
    """
    profiles = load_profiles()
    line = line_from(options, profiles)
    name = line.account.name
    keys = [PartnerKey(KeyId(number), number, number, name) for number in numbers]
    phone = Phone(Panel(profiles), [line], keys, media=media_of(options))
    steps = Steps(phone, as_json=options.json)
    account = AccountFollower(phone, name)

    async def script(phone: Phone) -> int:
        try:
            with account:
                await account.until_connected(_CONNECT_WITHIN)
            await act(phone, steps.print)
        except Declined as declined:
            raise CommandFailure(str(declined), int(declined.status)) from declined
        return EXIT_DONE

    return run_phone(phone, script)
