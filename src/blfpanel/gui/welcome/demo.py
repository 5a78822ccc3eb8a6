"""The built-in PBX inside the running window; nothing of it is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from blfpanel.config.account import AccountSettings
from blfpanel.config.connection import Transport
from blfpanel.config.keys import KeySettings
from blfpanel.config.secrets import remember_for_now
from blfpanel.config.store import Store
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.sim.cast import PEOPLE, YOU, office_of
from blfpanel.sim.server import SimServer

#: What it plays: the one that shows most.
_PROFILE = "innovaphone"


@asynccontextmanager
async def demo_in(store: Store) -> AsyncIterator[None]:
    """Let the settings in force be those of a built-in PBX with people, while the block runs.

    Raises:
        OSError: it cannot be started.
    """
    async with SimServer(profile=load_profiles()[_PROFILE]) as server:
        host, port = server.address
        account = AccountSettings(
            name="Demo",
            user=YOU.number,
            server=f"{host}:{port}",
            display=YOU.name,
            transport=Transport.UDP,
        )
        keys = tuple(
            KeySettings(number=user.number, label=user.name, account="Demo", group=office_of(user))
            for user in PEOPLE
        )
        remember_for_now(account, YOU.password)
        store.try_out(
            msgspec.structs.replace(
                store.config,
                accounts=(account,),
                keys=keys,
                pages=(),
                hooks=(),  # nobody wants programs run because simulated people talk
            )
        )
        try:
            yield
        finally:
            remember_for_now(account, None)
        # not where the program ends: nobody is there any more to whom settings matter
        store.end_try_out()
