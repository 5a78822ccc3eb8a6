"""``blfpanel sim``: the built-in PBX alone; other telephones can register and subscribe. No Qt."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ipaddress
import sys
from pathlib import Path

from blfpanel.cli.exits import EXIT_USAGE, CommandFailure
from blfpanel.cli.interrupts import interruptible, until_interrupted
from blfpanel.cli.profile_option import known_profile
from blfpanel.panel.profiles.profiles import Profiles, load_profiles
from blfpanel.sim.cast import GUESTS, PEOPLE
from blfpanel.sim.lamps import LIST
from blfpanel.sim.scenario import Scenario, ScenarioError, load_scenario
from blfpanel.sim.server import SimServer
from blfpanel.sip.flow import Address

_DEFAULT = ("127.0.0.1", 5060)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sim``."""
    parser.add_argument(
        "--listen",
        type=address,
        default=_DEFAULT,
        metavar="HOST:PORT",
        help="numeric address to listen at, UDP and TCP (default: 127.0.0.1:5060; port 0: any)",
    )
    parser.add_argument(
        "--profile", default="rfc", metavar="NAME", help="the PBX to play (default: %(default)s)"
    )
    parser.add_argument(
        "--scenario", type=Path, metavar="FILE", help="who calls whom when, instead of by chance"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM (130)."""
    profiles = load_profiles()
    return asyncio.run(_serve(options.listen, _server(options, profiles)))


def address(text: str) -> Address:
    """HOST:PORT, HOST or :PORT on the command line; an IPv6 address stands in brackets."""
    host, port = text, ""
    if (not text.endswith("]") and text.count(":") == 1) or "]:" in text:
        host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]") or _DEFAULT[0]
    try:
        number = int(port or _DEFAULT[1])
        ipaddress.ip_address(host)
    except ValueError:
        number = -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no numeric address such as 127.0.0.1:5060")
    return host, number


def _server(options: argparse.Namespace, profiles: Profiles) -> SimServer:
    profile = known_profile(options.profile, profiles, auto=False)
    scenario: Scenario | None = None
    if options.scenario is not None:
        try:
            scenario = load_scenario(options.scenario, [user.number for user in PEOPLE])
        except ScenarioError as problem:
            raise CommandFailure(str(problem), EXIT_USAGE) from problem
    host, port = options.listen
    return SimServer(host, port, profile=profiles[profile], scenario=scenario, report=_report)


async def _serve(listen: Address, server: SimServer) -> int:
    with interruptible() as interrupted:
        async with contextlib.AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(server)
            except OSError as problem:
                raise CommandFailure(
                    f"Nothing can listen at {_written(listen)}: {problem.strerror}. Choose "
                    "another place with --listen HOST:PORT.",
                    EXIT_USAGE,
                ) from problem
            _introduce(server)
            return await until_interrupted(asyncio.Event().wait(), interrupted)


def _introduce(server: SimServer) -> None:
    place = _written(server.address)
    print(f"{server.profile.title} at {place}, UDP and TCP, played by blfpanel.")
    print("Telephones can register as:")
    for user in GUESTS:
        print(f"  user {user.number}  password {user.password}  {user.name}")
    print("These call each other and answer:")
    for user in PEOPLE:
        print(f"  {user.number}  {user.name}")
    print(f"{LIST} is the list of everybody (RFC 4662).")
    for code in server.pbx.pickup_codes:
        print(f"{code.format(ext='NUMBER')} picks up the call that rings at NUMBER.")
    for code in server.profile.takes.group_codes:
        print(f"{code} picks up a call that rings anywhere.")
    print("Ctrl-C ends the PBX.", flush=True)


def _written(place: Address) -> str:
    host, port = place
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
