"""``blfpanel watch``: every lamp change of some numbers, as lines or JSON. No Qt."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import replace

from blfpanel.cli.exits import EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, CommandFailure
from blfpanel.cli.options import add_account_options, line_from, seconds
from blfpanel.cli.runner import run_phone
from blfpanel.panel.changes import (
    AccountChanged,
    Change,
    LampChanged,
    ListChanged,
    ListState,
    Notice,
)
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, LampState
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.panel.report import json_line, table_line
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``watch``."""
    parser.add_argument("numbers", nargs="*", metavar="NUMBER", help="number or URI to watch")
    parser.add_argument(
        "--list", dest="list_uri", metavar="URI", help="a resource list at the PBX: name or URI"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--for", dest="limit", type=seconds, metavar="SECONDS", help="stop after this time"
    )
    add_account_options(parser)


def run(options: argparse.Namespace) -> int:
    """Watch until the time is over (0), the server refuses (1) or Ctrl-C (130)."""
    if not options.numbers and not options.list_uri:
        raise CommandFailure("Say what to watch: NUMBER..., or --list URI.", EXIT_USAGE)
    profiles = load_profiles()
    line = replace(line_from(options, profiles), list_uri=options.list_uri)
    name = line.account.name
    keys = [PartnerKey(KeyId(number), number, number, name) for number in options.numbers]
    phone = Phone(Panel(profiles), [line], keys)
    watch = _Watch(phone, line, json=options.json)
    phone.listen(watch.changed)
    return run_phone(phone, lambda _: watch.until(options.limit))


class _Watch:
    """Prints changes; notices when going on is useless."""

    def __init__(self, phone: Phone, line: Line, *, json: bool) -> None:
        self._phone = phone
        self._line = line
        self._json = json
        self._useless = asyncio.Event()
        self._over = False
        self._connected = False

    async def until(self, limit: float | None) -> int:
        """Wait for the end of the time, or for a refusal; a PBX that never answered is one."""
        try:
            async with asyncio.timeout(limit):
                await self._useless.wait()
        except TimeoutError:
            return EXIT_DONE if self._connected else EXIT_REFUSED
        finally:
            self._over = True
        return EXIT_REFUSED

    def changed(self, change: Change) -> None:
        """A lamp, the account or something worth a line changed.

        What our own leaving does to the lamps is no news.
        """
        if self._over:
            return
        match change:
            case LampChanged(key=key_id, after=state, at=at):
                print(self._told(key_id, state, at), flush=True)
                key = self._phone.panel.key(key_id)
                if state.refused is not None and self._all_refused():
                    self._useless.set()
                if state.refused is not None:
                    _say(f"{key.number}: {state.cause} [{state.refused}]")
            case AccountChanged(kind=kind, text=text):
                _say(text)
                self._connected = self._connected or kind == "registered"
                if kind == "refused":
                    self._useless.set()
            case ListChanged(state=ListState.REFUSED | ListState.NO_LIST):
                if not self._phone.panel.keys():
                    self._useless.set()
            case Notice(text=text):
                _say(text)

    def _told(self, key_id: KeyId, state: LampState, at: float) -> str:
        panel = self._phone.panel
        key, time = panel.key(key_id), self._phone.wall(at)
        if not self._json:
            return table_line(key, state, time)
        # What is explained is the newest state; another change may have followed this one.
        current = panel.state(key_id) is state
        explanation = panel.explain(key_id, at) if current else None
        return json_line(key, state, time, None, explanation, panel.profile_of(key.account)[1])

    def _all_refused(self) -> bool:
        panel = self._phone.panel
        keys = panel.keys()
        return all(panel.state(key.id).refused is not None for key in keys)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
