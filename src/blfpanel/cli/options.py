"""The ACCOUNT OPTIONS that several commands share, and what they come to."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from blfpanel.cli.exits import EXIT_USAGE, CommandFailure
from blfpanel.cli.profile_option import known_profile
from blfpanel.config import (
    AccountSettings,
    Config,
    PasswordSource,
    Secrets,
    Transport,
    settings_path,
)
from blfpanel.config.secrets import ask_at_terminal
from blfpanel.panel.profiles import Profiles
from blfpanel.phone.line import Line


def seconds(text: str) -> float:
    """A time on the command line: a positive number of seconds."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return value


def add_account_options(parser: argparse.ArgumentParser) -> None:
    """ACCOUNT OPTIONS: an account of the settings, or one given here."""
    group = parser.add_argument_group(
        "account options",
        "Without any, the first account of the settings is used. The password comes from "
        "BLFPANEL_PASSWORD, the keyring or a prompt.",
    )
    group.add_argument("--account", metavar="NAME", help="an account of the settings")
    group.add_argument("--server", metavar="HOST[:PORT]", help="the PBX")
    group.add_argument("--user", help="number or user name there")
    group.add_argument(
        "--transport", choices=[transport.value for transport in Transport], help="default udp"
    )
    group.add_argument("--profile", metavar="NAME", help="PBX profile, default auto")
    group.add_argument("--auth-user", metavar="USER", help="user name that goes with the password")


def add_acting_options(parser: argparse.ArgumentParser) -> None:
    """What ``call`` and ``pickup`` take besides their number."""
    parser.add_argument(
        "--for",
        dest="limit",
        type=seconds,
        metavar="SECONDS",
        help="hang up after talking this long; until then the far end or Ctrl-C ends the call",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object for each step")
    parser.add_argument(
        "--standalone",
        action="store_true",
        help="use the first account of the settings, by itself and without a window",
    )
    add_account_options(parser)


def line_from(options: argparse.Namespace, profiles: Profiles) -> Line:
    """The account the options name, with its password.

    Raises:
        CommandFailure: the options contradict each other, or no such account is set up.
    """
    settings = _settings_of(options)
    profile = known_profile(options.profile or settings.profile, profiles)
    password = Secrets(prompt=ask_at_terminal).find(settings)
    if password.source is PasswordSource.NOWHERE and password.problem:
        print(f"blfpanel: {password.problem}", file=sys.stderr)
    wishes = settings.pickup_wishes
    if code := getattr(options, "pickup_code", None):
        wishes = replace(wishes, code=code)
    return Line(settings.sip_account(password.value), profile, wishes)


def _settings_of(options: argparse.Namespace) -> AccountSettings:
    given = [name for name in ("server", "user") if getattr(options, name)]
    if given and options.account:
        raise CommandFailure(f"--account and --{given[0]} exclude each other.", EXIT_USAGE)
    if len(given) == 1:
        raise CommandFailure("--server and --user belong together.", EXIT_USAGE)
    if given:
        return AccountSettings(
            user=options.user,
            server=options.server,
            transport=Transport(options.transport or "udp"),
            auth_user=options.auth_user or "",
        )
    if getattr(options, "standalone", True) is False and not options.account:
        raise CommandFailure(
            "Say for whom: --account NAME, --server HOST --user USER, or --standalone.", EXIT_USAGE
        )
    return _configured(options.account)


def _configured(name: str | None) -> AccountSettings:
    path = settings_path()
    config, problems = Config.load(path)
    for problem in problems:
        print(f"blfpanel: {problem}", file=sys.stderr)
    if not config.accounts:
        raise CommandFailure(
            f"There is no account in {path}. Add one, or give --server and --user.", EXIT_USAGE
        )
    if name is None:
        return config.accounts[0]
    account = config.account(name)
    if account is None:
        names = ", ".join(account.title for account in config.accounts)
        raise CommandFailure(f"There is no account {name!r} in {path}, only {names}.", EXIT_USAGE)
    return account
